"""Cross-checks: each complains about what it should, and about nothing near it."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any

import pytest

from schemas.certificate import Asset, Certificate, Change, Holder, Parcel, Purpose
from schemas.complaints import Severity
from schemas.cross_checks import CROSS_CHECKS, cross_check
from schemas.cross_checks_land import Point, outline_area
from schemas.cross_checks_paper import committee_level, serials_in
from schemas.document import Edition
from schemas.fields import field_of
from schemas.problems import SENTENCES

ADDRESS = "Tổ 5, phường Hà Tu, thành phố Hạ Long, tỉnh Quảng Ninh"

HUSBAND = Holder(
    full_name="NGUYỄN VĂN AN",
    birth_date="1968",
    id_number="022068001234",
    id_kind="CCCD",
    gender="Nam",
    address=ADDRESS,
    role="Chồng",
    legal_form="Vợ chồng",
)
WIFE = Holder(
    full_name="TRẦN THỊ BÌNH",
    birth_date="1970-03-15",
    id_number="022170005678",
    id_kind="CCCD",
    gender="Nữ",
    address=ADDRESS,
    role="Vợ",
    legal_form="Vợ chồng",
)
HOME = Purpose(
    name="Đất ở tại đô thị",
    code="ODT",
    area_m2=Decimal("100.0"),
    origin="Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
    form="Sử dụng riêng",
    form_printed="riêng 120,5 m2, chung Không m2",
    term="Lâu dài",
)
GARDEN = Purpose(
    name="Đất trồng cây lâu năm",
    code="CLN",
    area_m2=Decimal("20.5"),
    term="Đến ngày 15/10/2043",
)
PARCEL = Parcel(
    parcel_no="123",
    map_sheet_no="45",
    address=ADDRESS,
    commune_code="06652",
    area_m2=Decimal("120.5"),
    area_words="Một trăm hai mươi phẩy năm mét vuông",
    purposes=(HOME, GARDEN),
)
SOUND = Certificate(
    edition=Edition.E2014,
    serial="CP 673047",
    registry_no="CH 03730",
    issue_date="2017-07-07",
    issuer="ỦY BAN NHÂN DÂN THÀNH PHỐ HẠ LONG",
    barcode="0666417000123",
    holders=(HUSBAND, WIFE),
    parcels=(PARCEL,),
    assets=(Asset(kind="Nhà ở"),),
)


def with_holder(**changes: Any) -> Certificate:
    """Return the sound certificate with its first holder changed."""
    holders = (HUSBAND.model_copy(update=changes), WIFE)
    return SOUND.model_copy(update={"holders": holders})


def with_parcel(**changes: Any) -> Certificate:
    """Return the sound certificate with its parcel changed."""
    return SOUND.model_copy(update={"parcels": (PARCEL.model_copy(update=changes),)})


def with_home(**changes: Any) -> Certificate:
    """Return the sound certificate with its first purpose changed."""
    return with_parcel(purposes=(HOME.model_copy(update=changes), GARDEN))


def with_paper(**changes: Any) -> Certificate:
    """Return the sound certificate with its own fields changed."""
    return SOUND.model_copy(update=changes)


ALONE = Holder(full_name="LÊ VĂN CƯỜNG", gender="Nam")

# (code, certificate that must be complained about, near miss that must not)
CASES: tuple[tuple[str, Certificate, Certificate], ...] = (
    # land
    (
        "area_words_differ",
        with_parcel(area_words="Một trăm hai mươi mốt phẩy năm mét vuông"),
        with_parcel(area_words="Một trăm hai mươi phẩy lăm mét vuông"),
    ),
    (
        "purposes_sum_differs",
        with_home(area_m2=Decimal("100.6")),
        with_home(area_m2=Decimal("100.5")),
    ),
    (
        "use_sum_differs",
        with_home(form_printed="riêng 100,0 m2, chung 10,0 m2"),
        with_home(form_printed="riêng 100,0 m2, chung 20,5 m2"),
    ),
    (
        "purpose_place_differ",
        with_home(name="Đất ở tại nông thôn", code="ONT"),
        with_parcel(
            address="xã Bình Dương, huyện Đông Triều, tỉnh Quảng Ninh",  # a ward only since 2024
            purposes=(HOME.model_copy(update={"code": "ONT", "name": "Đất ở tại nông thôn"}),),
        ),
    ),
    ("term_unusual", with_home(term="Đến ngày 01/01/2050"), with_home(term="Ổn định lâu dài")),
    (
        "rent_for_ever",
        with_home(origin="Nhà nước cho thuê đất trả tiền hàng năm"),
        with_home(origin="Nhà nước giao đất có thu tiền sử dụng đất"),
    ),
    (
        "term_before_issue",
        with_parcel(purposes=(HOME, GARDEN.model_copy(update={"term": "Đến năm 2013"}))),
        with_parcel(purposes=(HOME, GARDEN.model_copy(update={"term": "Đến năm 2017"}))),
    ),
    (
        "purpose_code_unlike_name",
        with_home(code="CLN"),
        with_home(name="Đất gì đó không có trong danh mục"),
    ),
    (
        "same_parcel_twice",
        with_paper(parcels=(PARCEL, PARCEL)),
        with_paper(parcels=(PARCEL, PARCEL.model_copy(update={"map_sheet_no": "46"}))),
    ),
    # holders
    ("id_sex_differs", with_holder(gender="Nữ"), with_holder(gender=None)),
    ("id_birth_differs", with_holder(birth_date="1969"), with_holder(birth_date="1968-01-31")),
    ("id_kind_differs", with_holder(id_kind="CMND"), with_holder(id_kind=None)),
    (
        "id_too_new",
        with_paper(issue_date="2011-12-31", edition=Edition.E2009, serial="BI 999123"),
        with_paper(issue_date="2012-01-01", edition=Edition.E2009, serial="BI 999123"),
    ),
    (
        "same_id_twice",
        with_holder(id_number=WIFE.id_number),
        with_holder(id_number="022068005678"),
    ),
    (
        "same_name_twice",
        with_holder(full_name=WIFE.full_name),
        with_holder(full_name="TRẦN VĂN BÌNH"),
    ),
    ("role_sex_differs", with_holder(role="Vợ"), with_holder(role="Chồng")),
    (
        "name_sex_differs",
        with_holder(full_name="NGUYỄN THỊ AN"),
        with_holder(full_name="NGUYỄN VĂN THỊ"),
    ),
    (
        "couple_incomplete",
        with_paper(holders=(HUSBAND,)),
        with_paper(holders=(HUSBAND, WIFE.model_copy(update={"role": None}))),
    ),
    (
        "role_form_differ",
        with_paper(holders=(ALONE.model_copy(update={"role": "Chủ hộ", "legal_form": "Cá nhân"}),)),
        with_paper(
            holders=(ALONE.model_copy(update={"role": "Chủ hộ", "legal_form": "Hộ gia đình"}),)
        ),
    ),
    (
        "organisation_born",
        with_paper(holders=(ALONE.model_copy(update={"legal_form": "Tổ chức"}),)),
        with_paper(holders=(Holder(full_name="Công ty TNHH Sao Vàng", legal_form="Tổ chức"),)),
    ),
    (
        "born_after_issue",
        with_holder(birth_date="2018", id_number=None),
        with_holder(birth_date="2017", id_number=None),
    ),
    (
        "holder_too_old",
        with_holder(birth_date="1906", id_number=None),
        with_holder(birth_date="1907", id_number=None),
    ),
    # paper
    ("serial_era_differs", with_paper(serial="AP 673047"), with_paper(serial="DG 673047")),
    (
        "date_era_differs",
        with_paper(issue_date="2014-06-30"),
        with_paper(issue_date="2014-07-01"),
    ),
    (
        "serial_date_differ",
        with_paper(edition=None, serial="AP 673047"),
        with_paper(edition=None, serial="CP 673047"),
    ),
    (
        "registry_issuer_differ",
        with_paper(registry_no="CS 03730"),
        with_paper(registry_no="03730"),
    ),
    (
        "issuer_date_differ",
        with_paper(issuer="SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", registry_no=None),
        with_paper(issuer="SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", registry_no=None),
    ),
    (
        "barcode_year_differs",
        with_paper(barcode="0666415000123"),
        with_paper(barcode="0666416000123"),  # filed the year before
    ),
    (
        "date_of_change",
        with_paper(changes=(Change(text="Thế chấp", date="2017-07-07"),)),
        with_paper(changes=(Change(text="Thế chấp", date="2017-07-08"),)),
    ),
    (
        "change_before_issue",
        with_paper(changes=(Change(text="Thế chấp", date="2017-07-06"),)),
        with_paper(changes=(Change(text="Thế chấp", date="2017-07-08"),)),
    ),
    (
        "date_too_early",
        with_paper(issue_date="1988-12-31"),
        with_paper(issue_date="1989-12-31"),
    ),
    (
        "serial_replaced",
        with_paper(changes=(Change(text="Thay thế giấy chứng nhận số CP 673047"),)),
        with_paper(changes=(Change(text="Thay thế giấy chứng nhận số BC 673047"),)),
    ),
    (
        "changed_after_issue",
        with_paper(changes=(Change(text="Chuyển nhượng cho ông Lê Văn Cường"),)),
        with_paper(changes=(Change(date="2020-01-01"),)),
    ),
    # places
    (
        "barcode_commune_differs",
        with_paper(barcode="0669717000123"),
        with_paper(barcode="9999917000123"),  # a commune that the lists do not have
    ),
    (
        "commune_code_differs",
        with_parcel(commune_code="06658"),
        with_parcel(commune_code=None),
    ),
    (
        "unit_not_then",
        with_parcel(address="xã Tiền An, huyện Yên Hưng, tỉnh Quảng Ninh"),
        with_parcel(address="xã Tiền An, thị xã Quảng Yên, tỉnh Quảng Ninh"),
    ),
    (
        "address_not_then",
        with_parcel(address="phường Hạ Long, tỉnh Quảng Ninh"),
        with_paper(
            issue_date="2025-08-01",
            parcels=(PARCEL.model_copy(update={"address": "phường Hạ Long, tỉnh Quảng Ninh"}),),
        ),
    ),
    (
        "issuer_place_differs",
        with_paper(issuer="ỦY BAN NHÂN DÂN HUYỆN VÂN ĐỒN"),
        with_paper(issuer="UBND THÀNH PHỐ HẠ LONG TỈNH QUẢNG NINH"),
    ),
    (
        "not_on_this_paper",
        with_paper(edition=Edition.E2024),
        with_paper(edition=None),
    ),
)


def codes(certificate: Certificate) -> set[str]:
    return {found.code for found in cross_check(certificate)}


def test_a_sound_certificate_has_no_complaint() -> None:
    assert cross_check(SOUND, "CP 673047-GCN.pdf") == ()


def test_an_empty_certificate_has_no_complaint() -> None:
    assert cross_check(Certificate(), "scan-001.pdf") == ()


@pytest.mark.parametrize(("code", "wrong"), [(code, wrong) for code, wrong, _ in CASES])
def test_a_contradiction_is_complained_about(code: str, wrong: Certificate) -> None:
    assert code in codes(wrong)


@pytest.mark.parametrize(("code", "near"), [(code, near) for code, _, near in CASES])
def test_a_near_miss_is_not(code: str, near: Certificate) -> None:
    assert code not in codes(near)


def every_complaint() -> Iterator[Any]:
    for _, wrong, _ in CASES:
        yield from cross_check(wrong, "BC 111111.pdf", scanned_on=date(2010, 1, 1))


def test_complaints_name_fields_that_exist_and_tell_all_their_sentences_need() -> None:
    for found in every_complaint():
        assert found.paths
        assert all(field_of(path) for path in found.paths), found
        assert "{" not in found.problem.text + found.problem.text_en


def test_sentences_in_both_languages_need_the_same_facts() -> None:
    for code, sentences in SENTENCES.items():
        needed = [{name for _, name, _, _ in Formatter().parse(s) if name} for s in sentences]

        assert needed[0] == needed[1], code


def test_every_check_is_known_to_fire_in_this_table() -> None:
    silent = [
        check.__name__
        for check in CROSS_CHECKS
        if not any(list(check(wrong)) for _, wrong, _ in CASES)
    ]

    assert silent == []


def test_a_wrong_number_blocks_and_an_unusual_one_warns() -> None:
    severities = {found.code: found.severity for found in every_complaint()}

    assert severities["area_words_differ"] is Severity.BLOCK
    assert severities["term_unusual"] is Severity.WARN


def test_words_under_a_table_of_parcels_give_their_total() -> None:
    other = PARCEL.model_copy(
        update={"parcel_no": "124", "area_words": "Hai trăm bốn mươi mốt mét vuông"}
    )

    assert "area_words_differ" not in codes(with_paper(parcels=(PARCEL, other)))


@pytest.mark.parametrize(
    ("file_name", "complaint"),
    [
        ("CP 673048-GCN.pdf", True),
        ("CP673048.tif", True),
        ("cp_673047_GCN.pdf", False),
        ("scan-001.pdf", False),
        ("IMG_20240101.jpg", False),
    ],
)
def test_a_file_named_after_another_serial_is_complained_about(
    file_name: str, complaint: bool
) -> None:
    found = {found.code for found in cross_check(SOUND, file_name)}

    assert ("serial_file_differs" in found) is complaint


def test_a_file_name_may_write_d_for_the_letter_with_a_stroke() -> None:
    certificate = with_paper(serial="CĐ 673047")

    assert cross_check(certificate, "CD 673047-GCN.pdf") == ()


def test_a_date_after_the_scan_is_complained_about() -> None:
    before = cross_check(SOUND, scanned_on=date(2017, 7, 6))
    same_day = cross_check(SOUND, scanned_on=date(2017, 7, 7))

    assert [found.code for found in before] == ["date_after_scan"]
    assert same_day == ()


def square(side: str, x: str = "2320000", y: str = "430000") -> tuple[Point, ...]:
    left, bottom, length = Decimal(y), Decimal(x), Decimal(side)
    return (
        Point(bottom, left),
        Point(bottom + length, left),
        Point(bottom + length, left + length),
        Point(bottom, left + length),
    )


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (square("11.1"), ["outline_differs"]),
        (square("10.98"), []),  # 120.56 m²
        (square("10.98", x="430000", y="2320000"), ["coordinates_swapped"]),
        (square("11.1")[:2], []),
        ((), []),
    ],
)
def test_the_table_of_coordinates_must_enclose_the_stated_area(
    points: tuple[Point, ...], expected: list[str]
) -> None:
    assert [found.code for found in cross_check(SOUND, points=points)] == expected


def test_the_outline_may_repeat_its_first_point_and_run_either_way() -> None:
    ring = square("10")

    assert outline_area((*ring, ring[0])) == outline_area(ring[::-1]) == Decimal(100)


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("ỦY BAN NHÂN DÂN HUYỆN VÂN ĐỒN", "district"),
        ("TM. UBND thị xã Quảng Yên", "district"),
        ("UBND THÀNH PHỐ HẢI PHÒNG", "province"),
        ("UBND TỈNH QUẢNG NINH", "province"),
        ("UBND PHƯỜNG HẠ LONG", "commune"),
        ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", None),
    ],
)
def test_committees_are_of_a_level(issuer: str, level: str | None) -> None:
    assert committee_level(issuer) == level


@pytest.mark.parametrize(
    ("text", "serials"),
    [
        ("AA 00471234-GCN", ("AA 00471234",)),
        ("số BĐ123456, số C 654321", ("BĐ 123456", "C 654321")),
        ("ABC 123456", ()),
        ("AB 1234567", ()),
    ],
)
def test_serials_are_found_in_a_text(text: str, serials: tuple[str, ...]) -> None:
    assert serials_in(text) == serials
