"""Gaps are listed for a person; what a form does not print is listed as absent by design."""

import pytest

from ocr.expected import ALWAYS, gaps, in_form_order, is_a, is_printed
from schemas.document import Edition
from schemas.fields import FIELDS
from schemas.paths import pattern_of
from schemas.reading import Reading, Status


def reading(path: str) -> Reading:
    return Reading(path=path, value="x", confidence=1.0, status=Status.ACCEPTED)


def gap_at(path: str, edition: Edition | None, *present: str) -> Reading | None:
    found = gaps(edition, [reading(p) for p in present])
    return next((gap for gap in found if gap.path == path), None)


@pytest.mark.parametrize("path", ALWAYS)
def test_what_every_certificate_carries_is_missed(path: str) -> None:
    gap = gap_at(path, None)

    assert gap is not None
    assert (gap.value, gap.status, gap.confidence) == (None, Status.FLAGGED, 0.0)
    assert [problem.code for problem in gap.problems] == ["not_found"]


def test_what_was_read_is_no_gap() -> None:
    assert gap_at("certificate.serial", None, "certificate.serial") is None


def test_what_the_edition_does_not_print_is_no_gap_for_a_person() -> None:
    gap = gap_at("parcels[0].purposes[0].origin", Edition.E2024)

    assert gap is not None
    assert (gap.status, gap.problems) == (Status.NOT_PRINTED, ())


@pytest.mark.parametrize("field", ["origin", "form"])
def test_what_one_form_of_an_edition_has_no_place_for_is_due_on_the_other(field: str) -> None:
    path = f"parcels[0].purposes[0].{field}"
    with_table, with_lines = (
        next(gap for gap in gaps(Edition.E1993, [], family) if gap.path == path)
        for family in ("red1993", "red2004")
    )

    assert with_table.status is Status.NOT_PRINTED
    assert with_lines.status is Status.FLAGGED


def test_the_second_parcel_is_expected_whole_once_it_is_seen() -> None:
    assert gap_at("parcels[1].area_m2", None) is None
    assert gap_at("parcels[1].area_m2", None, "parcels[1].parcel_no") is not None


def test_a_person_is_expected_to_have_a_number() -> None:
    assert gap_at("holders[0].id_number", Edition.E2014, "holders[0].gender") is not None


def test_the_newest_form_prints_neither_birth_date_nor_address_of_a_holder() -> None:
    for field in ("birth_date", "address"):
        gap = gap_at(f"holders[1].{field}", Edition.E2024, "holders[1].full_name")

        assert gap is not None
        assert gap.status is Status.NOT_PRINTED


def test_no_gap_is_listed_twice() -> None:
    found = [gap.path for gap in gaps(Edition.E2024, [reading("parcels[0].parcel_no")])]

    assert len(found) == len(set(found))


@pytest.mark.parametrize("edition", [*Edition, None])
def test_every_gap_is_a_field_of_the_contract(edition: Edition | None) -> None:
    present = [reading("holders[0].full_name"), reading("holders[0].gender")]

    assert all(pattern_of(gap.path) in FIELDS for gap in gaps(edition, present))


@pytest.mark.parametrize(
    ("path", "edition", "printed"),
    [
        ("certificate.barcode", Edition.E1993, False),
        ("certificate.barcode", Edition.E2014, True),
        ("certificate.barcode", None, True),
        ("parcels[3].purposes[1].origin", Edition.E2024, False),
        ("parcels[3].area_m2", Edition.E2024, True),
        ("no.such.field", Edition.E2024, True),
    ],
)
def test_each_edition_prints_its_own_fields(
    path: str, edition: Edition | None, printed: bool
) -> None:
    assert is_printed(path, edition) is printed


def test_a_path_is_known_by_its_pattern() -> None:
    assert is_a("holders[12].full_name", "holders[].full_name")
    assert not is_a("holders[0].full_name", "holders[].address")


def test_readings_come_in_the_order_of_the_form() -> None:
    paths = [
        "changes[0].text",
        "parcels[1].parcel_no",
        "parcels[0].purposes[1].name",
        "parcels[0].purposes[0].term",
        "parcels[0].purposes[0].name",
        "parcels[0].parcel_no",
        "holders[10].full_name",
        "holders[2].id_number",
        "holders[2].full_name",
        "assets[0].kind",
        "certificate.issue_date",
        "certificate.serial",
    ]

    ordered = [r.path for r in in_form_order([reading(path) for path in paths])]

    assert ordered[:2] == ["certificate.serial", "certificate.issue_date"]
    assert ordered[2:5] == ["holders[2].full_name", "holders[2].id_number", "holders[10].full_name"]
    assert ordered.index("parcels[0].purposes[1].name") < ordered.index("parcels[1].parcel_no")
    assert ordered[-2:] == ["assets[0].kind", "changes[0].text"]


def test_two_persons_whose_relation_nobody_says_are_asked_about() -> None:
    gap = gap_at("holders[1].legal_form", Edition.E2024, "holders[1].full_name")

    assert gap is not None
    assert gap.status is Status.FLAGGED


@pytest.mark.parametrize(
    ("beside", "asked"), [("Vợ chồng", True), ("Hộ gia đình", True), ("Tổ chức", False)]
)
def test_the_role_of_a_person_is_asked_for_where_it_is_left_open(beside: str, asked: bool) -> None:
    form = reading("holders[0].legal_form").model_copy(update={"value": beside})

    found = {gap.path for gap in gaps(Edition.E2014, [reading("holders[0].full_name"), form])}

    assert ("holders[0].role" in found) == asked


@pytest.mark.parametrize("field", ["name", "term"])
def test_every_parcel_has_a_purpose(field: str) -> None:
    path = f"parcels[3].purposes[0].{field}"

    assert gap_at(path, None) is None
    assert gap_at(path, None, "parcels[3].parcel_no") is not None


@pytest.mark.parametrize(
    ("one", "other", "missing"),
    [
        ("holders[0].birth_date", "holders[1].gender", "holders[1].birth_date"),
        ("holders[0].address", "holders[1].gender", "holders[1].address"),
        ("parcels[0].address", "parcels[1].parcel_no", "parcels[1].address"),
        ("parcels[0].purposes[0].origin", "parcels[1].purposes[0].name",
         "parcels[1].purposes[0].origin"),
    ],
)  # fmt: skip
def test_what_is_told_of_one_is_missed_at_the_other(one: str, other: str, missing: str) -> None:
    without = gap_at(missing, Edition.E1993, other)
    beside = gap_at(missing, Edition.E1993, one, other)

    assert without is None
    assert beside is not None
    assert beside.status is Status.FLAGGED


def test_every_change_is_dated() -> None:
    assert gap_at("changes[0].date", Edition.E2014, "changes[0].text") is not None
    assert gap_at("changes[0].date", Edition.E2014) is None
