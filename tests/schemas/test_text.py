"""What counts as the same Vietnamese text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.text import as_digits, edit_distance, fold, nfc, same_text, split_tone, squeeze

VIETNAMESE = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặồổỗốộừửữứự ẰĐỄ²,.:-0123456789")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa", "hoà"),
        ("Uỷ ban", "Ủy ban"),
        ("thủy  sản", "thuỷ sản"),
        ("Khoẻ", "Khỏe"),
        ("Hòa-Bình", "Hoà-Bình"),
        ("Ho\u0300a", "Hòa"),
    ],
)
def test_texts_differing_only_in_tone_placement_are_the_same(one: str, other: str) -> None:
    assert same_text(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("hòa", "hóa"), ("hoa", "hòa"), ("bàn là", "bán la"), ("Đất", "Dất"), ("Nam", "nam")],
)
def test_texts_differing_in_letters_tone_or_case_are_not_the_same(one: str, other: str) -> None:
    assert not same_text(one, other)


def test_case_can_be_left_out_of_the_comparison() -> None:
    assert same_text("ỦY BAN", "uỷ ban", ignore_case=True)


def test_a_raised_two_stays_a_raised_two() -> None:
    assert nfc("m²") == squeeze(" m² ") == "m²"


def test_a_foreign_letter_that_looks_like_d_with_stroke_becomes_it() -> None:
    assert nfc("\u00d0ức \u00f0i") == "Đức đi"


def test_folding_takes_marks_and_case_but_keeps_signs() -> None:
    assert fold("Đường Nguyễn Huệ, 5 m²") == "duong nguyen hue, 5 m²"


@given(VIETNAMESE)
def test_folding_keeps_every_letter_at_its_place(text: str) -> None:
    assert len(fold(text)) == len(nfc(text))


@given(VIETNAMESE)
def test_squeezing_twice_changes_nothing_more(text: str) -> None:
    assert squeeze(squeeze(text)) == squeeze(text)


@pytest.mark.parametrize(
    ("syllable", "parts"),
    [("ấy", ("ây", 2)), ("ưỡng", ("ương", 4)), ("ba", ("ba", 0)), ("Ệ", ("Ê", 5))],
)
def test_the_tone_comes_off_and_the_letter_mark_stays(
    syllable: str, parts: tuple[str, int]
) -> None:
    assert split_tone(syllable) == parts


@pytest.mark.parametrize(
    ("printed", "digits"), [("l2O", "120"), ("SB", "58"), ("12", "12"), ("1x", None), ("²", None)]
)
def test_only_look_alikes_become_digits(printed: str, digits: str | None) -> None:
    assert as_digits(printed) == digits


def test_two_swapped_letters_are_one_edit() -> None:
    assert edit_distance("nam", "nma") == 1
