"""Dates are read day first, and nothing missing is made up."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.dates import as_birth_date, as_date, year_of


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("ngày 07 tháng 7 năm 2017", "2017-07-07"),
        ("Hạ Long, ngày 07 tháng 7 năm 2017", "2017-07-07"),
        ("Quảng Yên, ngảy 12 thảng 05 nãm 2011", "2011-05-12"),
        ("Ngày 05tháng 6năm 2012", "2012-06-05"),
        ("ngay 05 thang 6 nam 2012", "2012-06-05"),
        ("nqày 05 tháng 10 năm 2013.", "2013-10-05"),
        ("Đông Trều, ngày 31 hăng 01 năm 2023", "2023-01-31"),
        ("ngày 31 tháug 01 năm 2023", "2023-01-31"),
        ("07/7/2017", "2017-07-07"),
        ("07.7.2017", "2017-07-07"),
        ("07-07-2017", "2017-07-07"),
        ("2017-07-07", "2017-07-07"),
    ],
)
def test_a_whole_date_is_known(printed: str, iso: str) -> None:
    parsed = as_date(printed)

    assert parsed.value == iso
    assert parsed.known
    assert not parsed.problems


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("Ngày 3l tháng l2 năm 2OO9", "2009-12-31"),
        ("ngàyO7 tháng 7 năm 2017", "2017-07-07"),
        ("ngày 05 tháng 6 năm 20 17", "2017-06-05"),
        ("ngày 2 9 tháng 08 năm 2025", "2025-08-29"),
        ("O7/l0/2017", "2017-10-07"),
    ],
)
def test_look_alike_digits_are_turned_and_told(printed: str, iso: str) -> None:
    parsed = as_date(printed)

    assert parsed.value == iso
    assert [problem.code for problem in parsed.problems] == ["corrected"]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("năm 1998", "date_incomplete"),
        ("ngày … tháng … năm 2005", "date_incomplete"),
        ("tháng 7 năm 2017", "date_incomplete"),
        ("7/2017", "date_incomplete"),
        ("31/02/2010", "date_impossible"),
        ("12/05.2010", "date_incomplete"),
        ("112 tháng 5 năm 2012", "date_incomplete"),
        ("abc", "unreadable"),
        ("", "not_found"),
    ],
)
def test_what_is_missing_or_impossible_is_refused(printed: str, code: str) -> None:
    parsed = as_date(printed)

    assert parsed.value is None
    assert [problem.code for problem in parsed.problems] == [code]


@pytest.mark.parametrize(
    ("printed", "iso", "code"),
    [
        ("12/5/2010 và 13/6/2011", "2010-05-12", "date_several"),
        ("05/16/2010", "2010-05-16", "date_month_first"),
        ("05/06/1890", "1890-06-05", "year_unlikely"),
    ],
)
def test_a_doubtful_date_is_never_silent(printed: str, iso: str, code: str) -> None:
    parsed = as_date(printed)

    assert parsed.value == iso
    assert code in [problem.code for problem in parsed.problems]
    assert not parsed.known


def test_a_day_of_one_digit_is_not_vouched_for() -> None:
    parsed = as_date("ngày 8 tháng 12 năm 2015")

    assert (parsed.value, parsed.known) == ("2015-12-08", False)


@given(st.dates(date(1990, 1, 1), date(2039, 12, 31)))
def test_every_day_comes_back_from_its_words(day: date) -> None:
    printed = f"Hạ Long, ngày {day.day:02d} tháng {day.month} năm {day.year}"

    assert as_date(printed).value == day.isoformat()


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("Năm sinh: 1974", "1974"),
        ("1974, CMND số: 100123456", "1974"),
        ("Năm sinh: 1974. CCCD số 022074001234 cấp ngày 12/4/2021", "1974"),
        ("SN 1950", "1950"),
        ("Sinh ngày 15/3/1968", "1968-03-15"),
        ("Sinh ngày 5/3/1968", "1968-03-05"),
        ("15/03/1968", "1968-03-15"),
        ("1968", "1968"),
    ],
)
def test_a_birth_may_be_a_year_alone(printed: str, value: str) -> None:
    parsed = as_birth_date(printed)

    assert parsed.value == value
    assert not parsed.problems


@pytest.mark.parametrize(("printed", "value"), [("l974", "1974"), ("sinh năm 19 74", "1974")])
def test_a_mended_birth_year_is_told(printed: str, value: str) -> None:
    parsed = as_birth_date(printed)

    assert (parsed.value, parsed.corrected) == (value, True)


@pytest.mark.parametrize("printed", ["1O74", "Năm sinh 197", "2055", "3/1968", ""])
def test_no_birth_year_is_made_of_scraps(printed: str) -> None:
    assert as_birth_date(printed).value is None


def test_two_birth_years_are_told() -> None:
    assert [problem.code for problem in as_birth_date("1974 1976").problems] == ["date_several"]


@pytest.mark.parametrize(("value", "year"), [("1968", 1968), ("1968-03-15", 1968), ("68", None)])
def test_the_year_of_a_value(value: str, year: int | None) -> None:
    assert year_of(value) == year
