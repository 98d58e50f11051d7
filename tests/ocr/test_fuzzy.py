"""Printed phrases are found in damaged text, and nowhere else."""

from itertools import pairwise

import pytest

from ocr.fuzzy import find
from tests.ocr.typed_words import passage


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("a) Thửa đất số: 12", "Thửa đất số"),
        ("a) Thưa dat so: 12", "Thưa dat so"),  # marks lost
        ("a)Thửađấtsố:12", "Thửađấtsố"),  # blanks lost
        ("a) Th ửa đ ất số: 12", "Th ửa đ ất số"),  # blanks added
        ("a) Thừn đất sỗ: 12", "Thừn đất sỗ"),  # a wrong letter
        ("a) Thửa đt số: 12", "Thửa đt số"),  # a letter lost
    ],
)
def test_a_phrase_is_found_with_its_damage(line: str, seen: str) -> None:
    whole = passage(line)

    hits = find(whole, "Thửa đất số")

    assert [whole.text[hit.start : hit.end] for hit in hits] == [seen]


def test_a_phrase_is_found_across_rows() -> None:
    whole = passage("Những thay đổi sau khi cấp", "Giấy chứng nhận")

    (hit,) = find(whole, "cấp Giấy chứng nhận")

    assert whole.text[hit.start : hit.end] == "cấp\nGiấy chứng nhận"


def test_the_score_falls_by_a_letters_share_for_each_fault() -> None:
    perfect = find(passage("Diện tích"), "Diện tích")[0].score
    one_wrong = find(passage("Diộm tích"), "Diện tích")[0].score

    assert perfect == 1.0
    assert one_wrong == pytest.approx(1 - 2 / 8)


def test_every_place_is_found_once_and_in_order() -> None:
    whole = passage("Diện tích: 1", "Diện tich: 2", "Diện tích: 3")

    hits = find(whole, "Diện tích")

    assert [hit.start for hit in hits] == [0, 13, 26]
    assert all(one.end <= other.start for one, other in pairwise(hits))


@pytest.mark.parametrize("text", ["Địa chỉ thường trú", "Hạng mục công trình", "12 34 56"])
def test_other_text_is_no_hit(text: str) -> None:
    assert find(passage(text), "Thời hạn sử dụng") == []


def test_what_is_below_the_least_score_is_no_hit() -> None:
    damaged = passage("Thxi hxn sx dụng")

    assert find(damaged, "Thời hạn sử dụng", least=0.9) == []
    assert len(find(damaged, "Thời hạn sử dụng", least=0.7)) == 1


@pytest.mark.parametrize(("line", "phrase"), [("", "Số"), ("Số", ""), ("Số", ":;")])
def test_nothing_is_found_in_nothing(line: str, phrase: str) -> None:
    assert find(passage(line), phrase) == []
