"""A closed list answers for a damaged text, or refuses."""

import pytest

from schemas.lexicon import closest

WARDS = ("Hồng Hà", "Hồng Hải", "Hồng Gai", "Bãi Cháy", "Hà Khẩu", "Hà Khánh")


@pytest.mark.parametrize(
    ("printed", "ward"),
    [
        ("Hong Ha", "Hồng Hà"),
        ("Bai Chảy", "Bãi Cháy"),
        ("Ha Khanh", "Hà Khánh"),
        ("HỒNG GAI", "Hồng Gai"),
    ],
)
def test_the_nearest_entry_is_found_through_lost_marks(printed: str, ward: str) -> None:
    match = closest(printed, WARDS)

    assert match is not None
    assert match.choice == ward


def test_case_and_tone_placement_do_not_make_a_match_inexact() -> None:
    match = closest("nhà  VĂN HOÁ", ("Nhà văn hóa",))

    assert match is not None
    assert match.exact
    assert match.score == 1


def test_a_text_between_two_entries_is_not_clear() -> None:
    match = closest("Hồng Hài", ("Hồng Hải", "Hồng Hái"))

    assert match is not None
    assert not match.clear


def test_marks_tell_entries_of_the_same_letters_apart() -> None:
    match = closest("Hà Khẫu", ("Hà Khâu", "Hà Khẩu"))

    assert match is not None
    assert not match.exact


def test_a_text_far_from_every_entry_has_none() -> None:
    assert closest("Quảng Yên", WARDS) is None
    assert closest("", WARDS) is None


def test_an_only_entry_has_no_rival() -> None:
    match = closest("Bai Chay", ("Bãi Cháy",))

    assert match is not None
    assert match.margin == float("inf")
