"""A certificate put together from the readings of a record."""

from decimal import Decimal

from schemas.certificate import LONGEST_LIST, Certificate, Change, Holder, certificate_of
from schemas.document import Edition, Kind, Record
from schemas.reading import Reading, Status


def record_of(values: dict[str, str | None]) -> Record:
    readings = tuple(
        Reading(path=path, value=value, raw=value, confidence=0.9, status=Status.ACCEPTED)
        for path, value in values.items()
    )
    return Record(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2014, pages=(1,), fields=readings)


def test_values_land_where_their_paths_say() -> None:
    found = certificate_of(
        record_of(
            {
                "certificate.serial": "CP 673047",
                "holders[0].full_name": "NGUYỄN VĂN AN",
                "holders[1].role": "Vợ",
                "parcels[0].area_m2": "120.5",
                "parcels[0].purposes[1].term": "Lâu dài",
                "assets[0].kind": "Nhà ở",
                "changes[0].date": "2020-01-02",
            }
        )
    )

    assert (found.edition, found.serial) == (Edition.E2014, "CP 673047")
    assert found.holders == (Holder(full_name="NGUYỄN VĂN AN"), Holder(role="Vợ"))
    assert found.parcels[0].area_m2 == Decimal("120.5")
    assert found.parcels[0].purposes[1].term == "Lâu dài"
    assert found.assets[0].kind == "Nhà ở"
    assert found.changes == (Change(date="2020-01-02"),)


def test_a_gap_in_a_list_keeps_the_numbers_of_the_paths() -> None:
    found = certificate_of(record_of({"holders[2].full_name": "LÊ THỊ BA"}))

    assert found.holders == (Holder(), Holder(), Holder(full_name="LÊ THỊ BA"))


def test_what_is_malformed_is_left_out() -> None:
    found = certificate_of(
        record_of(
            {
                "certificate.serial": None,
                "certificate.colour": "red",
                "certificate.serial.x": "AB 123456",
                "certificate": "AB 123456",
                "parcels[0].area_m2": "about 100",
                "parcels.area_m2": "100",
                "holders[0]": "somebody",
                "Holders[0].full_name": "somebody",
                f"holders[{LONGEST_LIST}].full_name": "somebody",
                "rows[0].note": "of a register",
            }
        )
    )

    assert found.serial is None
    assert found.holders == ()
    assert [parcel.area_m2 for parcel in found.parcels] == [None]


def test_an_area_that_is_no_finite_number_is_no_area() -> None:
    found = certificate_of(record_of({"parcels[0].area_m2": "NaN"}))

    assert found.parcels[0].area_m2 is None


def test_the_form_of_use_keeps_its_printed_text() -> None:
    reading = Reading(
        path="parcels[0].purposes[0].form",
        value="Sử dụng riêng",
        raw="riêng 100 m2, chung Không m2",
        confidence=0.9,
        status=Status.ACCEPTED,
    )

    found = certificate_of(Record(kind=Kind.LAND_CERTIFICATE, pages=(1,), fields=(reading,)))

    purpose = found.parcels[0].purposes[0]
    assert (purpose.form, purpose.form_printed) == ("Sử dụng riêng", "riêng 100 m2, chung Không m2")


def test_the_last_of_two_readings_of_one_field_counts() -> None:
    first = Reading(path="certificate.serial", value="CP 1", confidence=0.1, status=Status.FLAGGED)
    typed = first.model_copy(update={"value": "CP 673047"})

    found = certificate_of(Record(kind=Kind.LAND_CERTIFICATE, pages=(1,), fields=(first, typed)))

    assert found.serial == "CP 673047"


def test_the_year_of_issue_needs_no_full_date() -> None:
    assert Certificate(issue_date="2017-07-07").year == 2017
    assert Certificate(issue_date="2017").year == 2017
    assert Certificate().year is None
