"""Words of two readings are matched by where their letters stand."""

import pytest

from ocr.word_matching import matched


def pairs(one: str, other: str) -> list[tuple[str, str]]:
    left, right = one.split(), other.split()
    return [
        (" ".join(left[a:b]), " ".join(right[c:d]))
        for (a, b), (c, d) in matched(left, right).items()
    ]


def test_words_read_a_little_differently_stand_at_one_place() -> None:
    found = pairs("tại Ngần hàng", "tại Ngân hàng")

    assert found == [("tại", "tại"), ("Ngần", "Ngân"), ("hàng", "hàng")]


@pytest.mark.parametrize(
    ("one", "other"), [("Ngân hàng TMCPVịnh Xanh", "Ngân hàng TMCP Vịnh Xanh")]
)
def test_a_lost_blank_makes_two_words_stand_where_one_does(one: str, other: str) -> None:
    assert ("TMCPVịnh", "TMCP Vịnh") in pairs(one, other)
    assert ("TMCP Vịnh", "TMCPVịnh") in pairs(other, one)


def test_a_word_that_one_reading_lacks_leaves_the_others_matched() -> None:
    found = pairs("theo hồ sơ số 12", "theo hồ sơ 12")

    assert ("theo", "theo") in found
    assert ("hồ", "hồ") in found
    assert ("số 12", "12") not in found


def test_readings_without_likeness_match_nowhere() -> None:
    assert pairs("theo hợp đồng thế chấp", "xw 9 _") == []
    assert pairs("theo", "") == []
