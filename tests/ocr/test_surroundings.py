"""A draft is less sure where the paper around it was read badly."""

import pytest

from ocr.drafts import Draft
from ocr.surroundings import placed
from schemas.parsing import Parsed
from schemas.problems import problem


def draft(path: str, value: str | None, *codes: str) -> Draft:
    return Draft(path, Parsed(value, tuple(problem(code) for code in codes)), value, None)


def drafts(*members: Draft) -> dict[str, Draft]:
    return {member.path: member for member in members}


SERIAL = draft("certificate.serial", "CS 255365")
FIRST = draft("parcels[0].parcel_no", "47")
SECOND = draft("parcels[1].parcel_no", "48")


@pytest.mark.parametrize("serial", [None, draft("certificate.serial", None)])
def test_a_paper_without_a_serial_may_be_part_of_another(serial: Draft | None) -> None:
    around = drafts(FIRST, *([serial] if serial else []))

    assert placed(around, on_red_book=False)[FIRST.path].orphan


def test_a_paper_with_a_serial_stands_for_itself() -> None:
    assert not placed(drafts(SERIAL, FIRST), on_red_book=False)[FIRST.path].orphan


@pytest.mark.parametrize("first", [None, draft(FIRST.path, None)])
def test_what_follows_an_unread_member_may_be_miscounted(first: Draft | None) -> None:
    around = drafts(SERIAL, SECOND, *([first] if first else []))

    assert placed(around, on_red_book=False)[SECOND.path].miscounted


@pytest.mark.parametrize("number", [None, draft(FIRST.path, None)])
def test_of_a_parcel_without_a_number_nobody_knows_which_it_is(number: Draft | None) -> None:
    area = draft("parcels[0].area_m2", "3437.57")
    around = drafts(SERIAL, area, *([number] if number else []))

    assert placed(around, on_red_book=False)[area.path].miscounted


def test_members_that_follow_well_read_ones_are_counted_rightly() -> None:
    around = drafts(SERIAL, FIRST, SECOND)

    assert not any(one.miscounted for one in placed(around, on_red_book=False).values())


def test_a_later_purpose_depends_on_its_own_parcel_only() -> None:
    name = draft("parcels[1].purposes[0].name", "Đất ở tại nông thôn")
    later = draft("parcels[1].purposes[1].name", "Đất trồng cây lâu năm")

    found = placed(drafts(SERIAL, FIRST, SECOND, name, later), on_red_book=False)

    assert not found[later.path].miscounted


def test_old_books_are_told_to_every_draft() -> None:
    found = placed(drafts(SERIAL, FIRST), on_red_book=True)

    assert all(one.on_red_book for one in found.values())
