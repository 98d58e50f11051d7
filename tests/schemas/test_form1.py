from decimal import Decimal

import pytest

from schemas.document import Kind, Record
from schemas.form1 import complete, rows
from schemas.form1_cells import day_first, reasons
from schemas.reading import Source, Status
from tests.export.examples import flagged, reading, record


def test_husband_and_wife_are_two_rows_that_repeat_the_certificate() -> None:
    husband, wife = rows(record(), "scan-001.pdf")

    assert (husband.full_name, wife.full_name) == ("NGUYỄN VĂN THỬ", "TRẦN THỊ MẪU")
    assert (husband.role, wife.role) == ("Chồng", "Vợ")
    assert husband.serial == wife.serial == "CP 673047"
    assert husband.parcel_area_m2 == wife.parcel_area_m2 == Decimal("120.5")


def test_a_row_for_each_parcel_and_person() -> None:
    second = (reading("parcels[1].parcel_no", "77"), reading("parcels[1].area_m2", "9.0"))

    made = rows(record(*second), "")

    assert [(row.parcel_no, row.full_name) for row in made] == [
        ("03-1", "NGUYỄN VĂN THỬ"),
        ("03-1", "TRẦN THỊ MẪU"),
        ("77", "NGUYỄN VĂN THỬ"),
        ("77", "TRẦN THỊ MẪU"),
    ]


def test_a_certificate_without_holders_or_parcels_gives_one_row_with_flagged_gaps() -> None:
    bare = Record(
        kind=Kind.LAND_CERTIFICATE,
        pages=(1,),
        fields=(reading("certificate.serial", "CP 673047"),),
    )

    (row,) = rows(bare, "")

    assert row.full_name is None
    assert row.origins["full_name"].status is Status.FLAGGED
    assert row.origins["parcel_no"].problems[0].code == "not_found"


def test_other_papers_give_no_rows() -> None:
    card = Record(kind=Kind.IDENTITY_CARD, pages=(1,), fields=(reading("person.gender", "Nam"),))

    assert rows(card, "") == ()


@pytest.mark.parametrize(
    ("iso", "written"),
    [("2017-07-07", "07/07/2017"), ("1968", "1968"), ("1968-03-15", "15/03/1968")],
)
def test_dates_are_written_day_first_and_a_lone_year_stays_alone(iso: str, written: str) -> None:
    assert day_first(iso) == written


def test_an_organisation_fills_its_own_columns() -> None:
    company = record(
        reading("holders[0].full_name", "CÔNG TY CỔ PHẦN VÍ DỤ"),
        reading("holders[0].id_number", "5700000000-001"),
        reading("holders[0].legal_form", "Tổ chức"),
        without=tuple(f"holders[1].{part}" for part in ("full_name", "birth_date", "id_number")),
    )

    row = rows(company, "")[0]

    assert (row.organisation, row.organisation_id) == ("CÔNG TY CỔ PHẦN VÍ DỤ", "5700000000-001")
    assert row.full_name is None
    assert "full_name" not in row.origins


def test_a_fourth_purpose_is_never_silently_dropped() -> None:
    more = [reading(f"parcels[0].purposes[{n}].name", f"Mục đích {n}") for n in (1, 2, 3)]
    more.append(reading("parcels[0].purposes[3].area_m2", "40.5"))

    row = rows(record(*more), "")[0]

    origin = row.origins["purpose_3_name"]
    assert row.purpose_3_name == "Mục đích 2"
    assert origin.status is Status.FLAGGED
    assert "parcels[0].purposes[3].name" in origin.paths
    assert "Mục đích 3 40.5 m²" in reasons(origin)[0]


def test_three_purposes_fit_without_a_flag() -> None:
    more = [reading(f"parcels[0].purposes[{n}].name", f"Mục đích {n}") for n in (1, 2)]

    row = rows(record(*more), "")[0]

    assert row.origins["purpose_3_name"].status is Status.ACCEPTED


def test_a_second_asset_is_told_and_an_asset_of_several_parcels_is_asked_about() -> None:
    more = (
        reading("assets[0].kind", "Nhà ở riêng lẻ"),
        reading("assets[0].floor_area_m2", "80.0"),
        reading("assets[1].kind", "Nhà kho"),
        reading("parcels[1].parcel_no", "77"),
    )

    made = rows(record(*more), "")

    codes = [doubt.code for doubt in made[0].origins["asset_kind"].problems]
    assert codes == ["form_more_assets", "form_asset_parcel"]
    assert made[0].floor_area_m2 == Decimal("80.0")
    assert made[2].asset_kind is None  # the second parcel's rows do not repeat it


def test_an_area_that_is_no_number_leaves_the_cell_empty_and_flagged() -> None:
    row = rows(record(reading("parcels[0].area_m2", "12O,5")), "")[0]

    assert row.parcel_area_m2 is None
    assert row.origins["parcel_area_m2"].status is Status.FLAGGED


def test_the_land_address_has_two_levels_where_todays_commune_is_certain() -> None:
    row = rows(record(), "")[0]

    assert row.parcel_address == "Tổ 5, khu 3, phường Bãi Cháy, tỉnh Quảng Ninh"
    assert row.origins["parcel_address"].status is Status.ACCEPTED


def test_an_address_of_no_known_commune_stays_as_printed_and_is_flagged() -> None:
    row = rows(record(reading("parcels[0].address", "Xứ đồng Ngoài")), "")[0]

    assert row.parcel_address == "Xứ đồng Ngoài"
    assert row.origins["parcel_address"].status is Status.FLAGGED


def test_an_old_identity_number_is_kept_and_flagged() -> None:
    husband, wife = rows(record(), "")

    assert wife.id_number == "100123456"
    assert wife.origins["id_number"].problems[0].code == "form_old_id"
    assert husband.origins["id_number"].status is Status.ACCEPTED


def test_changes_after_issue_ask_for_the_current_user() -> None:
    change = reading("changes[0].text", "Chuyển nhượng cho người khác")

    row = rows(record(change), "")[0]

    assert row.current_user is None
    assert row.origins["current_user"].status is Status.FLAGGED


def test_the_scan_is_named_after_the_serial_and_is_as_doubtful() -> None:
    sure, doubtful = (
        rows(record(*more), "")[0] for more in ((), (flagged("certificate.serial", "CP 673O47"),))
    )

    assert sure.scan_file == "CP 673047-GCN.pdf"
    assert sure.origins["scan_file"].status is Status.ACCEPTED
    assert doubtful.origins["scan_file"].status is Status.FLAGGED


def test_what_a_person_typed_outranks_what_was_read() -> None:
    typed = reading("certificate.registry_no", "CH 03731", source=Source.PERSON)
    both = Record(
        kind=Kind.LAND_CERTIFICATE,
        pages=(1,),
        fields=(flagged("certificate.registry_no", "CH 03730"), typed),
    )

    (row,) = rows(both, "")

    assert row.registry_no == "CH 03731"
    assert row.origins["registry_no"].status is Status.ACCEPTED


def test_complete_lists_what_is_missing_and_what_is_doubtful() -> None:
    found = complete(record())

    assert found.missing == ("purpose_1_origin",)
    assert found.flagged == ("registry_no", "id_number")
    assert not found.complete


def test_a_record_with_all_compulsory_columns_sure_is_complete() -> None:
    mended = record(
        reading("certificate.registry_no", "CH 03730"),
        reading("holders[1].id_number", "022170001234"),
        reading("parcels[0].purposes[0].origin", "Công nhận QSDĐ như giao đất có thu tiền"),
    )

    assert complete(mended).complete
