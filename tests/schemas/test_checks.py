"""Checks of a single value."""

import pytest

from schemas.checks import (
    LARGEST_USUAL_M2,
    Check,
    not_a_label,
    of_usual_size,
    one_of,
    positive,
    possible_year,
    shorter_than,
)


@pytest.mark.parametrize(
    ("check", "value", "code"),
    [
        (positive, "0", "not_positive"),
        (positive, "-1.5", "not_positive"),
        (of_usual_size, str(LARGEST_USUAL_M2 + 1), "area_very_large"),
        (one_of(("Nam", "Nữ")), "nam", "not_in_list"),
        (shorter_than(3), "four", "too_long"),
        (not_a_label, "Năm sinh:", "printed_label"),
        (not_a_label, "NAM SINH", "printed_label"),
        (possible_year, "2917-07-07", "date_in_future"),
    ],
)
def test_a_check_says_what_is_wrong(check: Check, value: str, code: str) -> None:
    found = check(value)

    assert found is not None
    assert found.code == code
    assert found.text != found.text_en


@pytest.mark.parametrize(
    ("check", "value"),
    [
        (positive, "0.1"),
        (of_usual_size, str(LARGEST_USUAL_M2)),
        (one_of(("Nam", "Nữ")), "Nam"),
        (shorter_than(3), "two"),
        (not_a_label, "Năm sinh 1968"),
        (possible_year, "2017-07-07"),
        (possible_year, "1968"),
    ],
)
def test_a_check_is_silent_about_what_is_right(check: Check, value: str) -> None:
    assert check(value) is None
