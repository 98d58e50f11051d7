"""Serials, book numbers and issuers fit the edition and the day."""

import re
from datetime import date
from random import Random

import pytest

from drawing.offices import PERIODS, barcode, issue_date, office, registry_number, serial
from drawing.places import Place
from schemas.document import Edition

PATTERNS = {
    Edition.E1993: r"[A-ZĐ] \d{6}",
    Edition.E2004: r"A[A-ZĐ] \d{6}",
    Edition.E2009: r"B[A-ZĐ] \d{6}",
    Edition.E2014: r"[BCD][A-ZĐ] \d{6}",
    Edition.E2024: r"AA \d{8}",
}
HERE = Place("Tỉnh Quảng Ninh", "Thành phố Hạ Long", "Phường Hồng Hà", "06697", "06688")


@pytest.mark.parametrize("edition", list(Edition))
def test_a_serial_fits_its_edition(edition: Edition) -> None:
    for seed in range(60):
        rng = Random(seed)
        day = issue_date(rng, edition)

        assert PERIODS[edition].first <= day <= PERIODS[edition].last
        assert re.fullmatch(PATTERNS[edition], serial(rng, edition, day))


def test_serials_with_the_letter_d_with_stroke_occur() -> None:
    rng = Random(1)
    days = [issue_date(rng, Edition.E2014) for _ in range(300)]

    assert any("Đ" in serial(rng, Edition.E2014, day) for day in days)


def test_no_district_signs_after_june_2025() -> None:
    commune = HERE._replace(district="")
    levels = {
        office(Random(s), Edition.E2024, date(2025, 8, 1), commune, company=False).level
        for s in range(60)
    }

    assert "commune" in levels
    assert "district" not in levels


@pytest.mark.parametrize(
    ("level", "prefixes"), [("district", {"CH"}), ("department", {"CS", "CT"}), ("office", {"VP"})]
)
def test_a_book_number_begins_as_its_issuer_demands(level: str, prefixes: set[str]) -> None:
    numbers = [
        registry_number(Random(seed), Edition.E2014, date(2018, 3, 2), level) for seed in range(40)
    ]

    assert {number[:2] for number in numbers} <= prefixes


@pytest.mark.parametrize(("level", "length"), [("district", 13), ("department", 15)])
def test_a_barcode_holds_commune_and_year(level: str, length: int) -> None:
    digits = barcode(Random(1), HERE, date(2017, 7, 7), level)

    assert len(digits) == length
    assert digits[-13:-6] == "0669717"


def test_the_issuer_is_named_without_its_mark() -> None:
    body = office(Random(3), Edition.E2009, date(2012, 1, 5), HERE, company=False)

    marked = body._replace(lines=("TM. UBND THÀNH PHỐ HẠ LONG",))

    assert marked.name == "UBND THÀNH PHỐ HẠ LONG"
