"""Editions: their serials and their dates."""

from datetime import date

import pytest

from schemas.document import Edition
from schemas.editions import day_of, editions_of_date, editions_of_serial

A, B, C, D, E = Edition.E1993, Edition.E2004, Edition.E2009, Edition.E2014, Edition.E2024


@pytest.mark.parametrize(
    ("serial", "editions"),
    [
        ("Q 086123", (A,)),
        ("Đ 086123", (A,)),
        ("AĐ 266123", (B,)),
        ("BI 999123", (C, D)),
        ("CĐ 754123", (D,)),
        ("DG 781123", (D,)),
        ("AA 06651234", (E,)),
        ("AA 066512", (B,)),
        ("EA 066512", ()),
        ("AA 0665123", ()),
        ("", ()),
    ],
)
def test_letters_and_number_of_digits_tell_the_edition(
    serial: str, editions: tuple[Edition, ...]
) -> None:
    assert editions_of_serial(serial) == editions


@pytest.mark.parametrize(
    ("day", "editions"),
    [
        (date(1985, 1, 1), ()),
        (date(2004, 6, 30), (A,)),
        (date(2004, 7, 1), (A, B)),  # old blanks were used up
        (date(2009, 12, 10), (B, C)),
        (date(2017, 7, 7), (D,)),
        (date(2025, 1, 2), (E,)),
    ],
)
def test_a_date_allows_the_editions_in_use(day: date, editions: tuple[Edition, ...]) -> None:
    assert editions_of_date(day) == editions


@pytest.mark.parametrize("value", [None, "", "2017", "2017-13-01", "2017-7-7"])
def test_what_is_no_full_date_names_no_day(value: str | None) -> None:
    assert day_of(value) is None
