"""The table of fields, and what a value goes through."""

import pytest

from schemas.document import Edition
from schemas.fields import FIELDS, field_of

# Every certificate path of the record file's description.
CONTRACT = """
certificate.serial certificate.registry_no certificate.issue_date certificate.issuer
certificate.barcode
holders[].full_name holders[].birth_date holders[].id_number holders[].id_kind holders[].gender
holders[].address holders[].role holders[].legal_form
parcels[].parcel_no parcels[].map_sheet_no parcels[].address parcels[].commune_code
parcels[].area_m2 parcels[].area_words
parcels[].purposes[].name parcels[].purposes[].code parcels[].purposes[].area_m2
parcels[].purposes[].origin parcels[].purposes[].form parcels[].purposes[].term
assets[].kind assets[].built_area_m2 assets[].floor_area_m2 assets[].ownership_form
assets[].ownership_term assets[].grade
changes[].text changes[].date
"""


def test_the_table_has_every_field_of_the_record_file_and_no_other() -> None:
    assert set(FIELDS) == set(CONTRACT.split())


def test_every_field_has_a_name_of_its_own_in_both_languages() -> None:
    for names in (
        [spec.vi_label for spec in FIELDS.values()],
        [spec.en_label for spec in FIELDS.values()],
    ):
        assert all(names)
        assert len(set(names)) == len(names)


def test_a_field_is_found_by_its_path() -> None:
    found = field_of("parcels[3].purposes[0].area_m2")

    assert found is FIELDS["parcels[].purposes[].area_m2"]
    assert field_of("parcels[3].colour") is None


def test_no_field_is_both_absent_and_optional_on_one_edition() -> None:
    assert not [spec for spec in FIELDS.values() if spec.not_printed_on & spec.optional_on]


@pytest.mark.parametrize(
    ("pattern", "edition"),
    [
        ("certificate.barcode", Edition.E1993),
        ("certificate.barcode", Edition.E2024),
        ("holders[].birth_date", Edition.E2024),
        ("holders[].address", Edition.E2024),
        ("parcels[].purposes[].origin", Edition.E2024),
    ],
)
def test_editions_do_without_what_their_forms_have_no_place_for(
    pattern: str, edition: Edition
) -> None:
    assert edition in FIELDS[pattern].not_printed_on


@pytest.mark.parametrize(
    ("pattern", "raw", "value"),
    [
        ("certificate.serial", "CP 673047", "CP 673047"),
        ("certificate.issue_date", "ngày 07 tháng 7 năm 2017", "2017-07-07"),
        ("parcels[].area_m2", "1.234,5 m2", "1234.5"),
        ("holders[].id_number", "022068001234", "022068001234"),
        ("holders[].id_number", "5701234567", "5701234567"),  # an organisation's
        ("parcels[].purposes[].term", "Lâu dài", "Lâu dài"),
        ("parcels[].purposes[].form", "riêng 100 m2, chung Không m2", "Sử dụng riêng"),
        ("assets[].grade", " Cấp 4 ;", "Cấp 4"),
    ],
)
def test_printed_text_becomes_the_value_of_the_record_file(
    pattern: str, raw: str, value: str
) -> None:
    read = FIELDS[pattern].read(raw)

    assert read.value == value
    assert not read.problems


@pytest.mark.parametrize(
    ("pattern", "raw", "code"),
    [
        ("parcels[].area_m2", "0 m2", "not_positive"),
        ("parcels[].area_m2", "1.205.000,0 m2", "area_very_large"),
        ("holders[].role", "Ông", "not_in_list"),
        ("parcels[].address", "Địa chỉ thường trú", "printed_label"),
        ("assets[].kind", "x" * 401, "too_long"),
    ],
)
def test_a_doubtful_value_carries_the_check_that_doubts_it(
    pattern: str, raw: str, code: str
) -> None:
    read = FIELDS[pattern].read(raw)

    assert code in [problem.code for problem in read.problems]
    assert not read.known


def test_an_empty_text_is_no_value() -> None:
    for spec in FIELDS.values():
        assert spec.read("").value is None, spec.pattern
        assert spec.read(" . ").value is None, spec.pattern


@pytest.mark.parametrize("written", ["002346.VP.003", "002346. VP.003", "002346 .VP. 003"])
def test_the_number_of_a_file_is_one_piece_in_a_change(written: str) -> None:
    read = FIELDS["changes[].text"].read(f"Xóa thế chấp theo hồ sơ số {written}")

    assert read.value == "Xóa thế chấp theo hồ sơ số 002346.VP.003"
