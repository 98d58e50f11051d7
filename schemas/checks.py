"""Checks of a single value, written as the contract says: a doubt, or None."""

import re
from collections.abc import Callable
from decimal import Decimal

from schemas.certificate import decimal
from schemas.dates import year_of
from schemas.problems import problem
from schemas.reading import Problem
from schemas.text import fold

Check = Callable[[str], Problem | None]

# Larger parcels exist (forest), but a lost decimal comma is the likelier reason.
LARGEST_USUAL_M2 = Decimal(500_000)
LAST_YEAR = 2100
LONGEST_NAME = 120
LONGEST_TEXT = 400

ROLES = ("Cá nhân", "Chủ hộ", "Chồng", "Vợ", "Người đại diện", "Thành viên")
LEGAL_FORMS = (
    "Cá nhân",
    "Hộ gia đình",
    "Vợ chồng",
    "Đồng sử dụng",
    "Cộng đồng dân cư",
    "Tổ chức",
)
GENDERS = ("Nam", "Nữ")
ID_KINDS = ("CCCD", "CMND")

# Printed words that end up as values when the value itself is missing or unreadable.
_LABELS = frozenset(
    fold(label)
    for label in (
        "Ông",
        "Bà",
        "Hộ ông",
        "Hộ bà",
        "Năm sinh",
        "CMND số",
        "CCCD số",
        "Địa chỉ",
        "Địa chỉ thường trú",
        "Thửa đất số",
        "Tờ bản đồ số",
        "Diện tích",
        "Bằng chữ",
        "Hình thức sử dụng",
        "Mục đích sử dụng",
        "Thời hạn sử dụng",
        "Nguồn gốc sử dụng",
        "Số vào sổ cấp GCN",
        "Ghi chú",
        "Số",
        "Ngày",
    )
)


def positive(value: str) -> Problem | None:
    """Complain about an area that is not greater than zero."""
    number = decimal(value)
    return problem("not_positive") if number is not None and number <= 0 else None


def of_usual_size(value: str) -> Problem | None:
    """Complain about an area so large that a decimal comma may be lost."""
    number = decimal(value)
    if number is None or number <= LARGEST_USUAL_M2:
        return None
    return problem("area_very_large", value=value)


def one_of(allowed: tuple[str, ...]) -> Check:
    """Return a check that the value is one of ``allowed``."""

    def check(value: str) -> Problem | None:
        if value in allowed:
            return None
        return problem("not_in_list", value=value, allowed=", ".join(allowed))

    return check


def shorter_than(limit: int) -> Check:
    """Return a check that the text has at most ``limit`` characters."""

    def check(value: str) -> Problem | None:
        return problem("too_long", length=len(value)) if len(value) > limit else None

    return check


# Letters, digits and the signs of addresses; a colon or question mark is a misread letter.
_ODD_SIGNS = re.compile(r"[^\w\s,.;/()'’\-–]|_|\d[^\W\d_]{3}")


USUAL_ENDS = frozenset({2013, 2014, 2033, 2034, 2043, 2044, 2063, 2064})
USUAL_YEARS = frozenset({5, 10, 15, 20, 30, 40, 49, 50, 70, 99})
_BARE_TERM = re.compile(r"^(?P<years>\d{1,3}) nam\b|^\D*(?:\d{1,2}\s?[/.\-]\s?)?(?P<end>\d{4})$")


def not_a_label(value: str) -> Problem | None:
    """Complain about a printed label that was taken for the value."""
    plain = fold(value).strip(" .:;,")
    return problem("printed_label", value=value) if plain in _LABELS else None


def only_print_signs(value: str) -> Problem | None:
    """Complain about signs inside words that no printed address or name carries (``S:m``)."""
    return problem("odd_signs", value=value) if _ODD_SIGNS.search(value) else None


def usual_term(value: str) -> Problem | None:
    """Complain about a bare year or number of years that no land law grants.

    Terms without a day go to the round dates of the law: 20 or 50 years from 15/10/1993 or
    1/7/2014. Other ends carry a day of their own.
    """
    match = _BARE_TERM.search(fold(value))
    if match is None:
        return None
    usual = USUAL_YEARS if match["years"] else USUAL_ENDS
    number = int(match["years"] or match["end"])
    return None if number in usual else problem("term_not_round", value=value)


def possible_year(value: str) -> Problem | None:
    """Complain about a date in a year no paper can bear."""
    year = year_of(value)
    return problem("date_in_future", year=year) if year and year > LAST_YEAR else None
