"""Confirmations: what one field says for another."""

from decimal import Decimal

import pytest

from schemas.certificate import Certificate, Holder, Parcel, Purpose
from schemas.confirmations import confirmations
from schemas.cross_checks_land import Point
from schemas.document import Edition
from schemas.fields import field_of

ADDRESS = "Tổ 5, phường Hà Tu, thành phố Hạ Long, tỉnh Quảng Ninh"
CERTIFICATE = Certificate(
    edition=Edition.E2014,
    serial="CP 673047",
    issue_date="2017-07-07",
    issuer="ỦY BAN NHÂN DÂN THÀNH PHỐ HẠ LONG",
    barcode="0666417000123",
    holders=(Holder(birth_date="1968", id_number="022068001234", gender="Nam", address=ADDRESS),),
    parcels=(
        Parcel(
            address=ADDRESS,
            commune_code="06652",
            area_m2=Decimal("120.5"),
            area_words="Một trăm hai mươi phẩy năm mét vuông",
            purposes=(Purpose(area_m2=Decimal("100.0")), Purpose(area_m2=Decimal("20.5"))),
        ),
    ),
)


def test_everything_that_fits_is_borne_out() -> None:
    found = confirmations(CERTIFICATE, "CP 673047-GCN.pdf")

    assert found == {
        "certificate.serial": ("edition", "issue_date", "file_name"),
        "certificate.issue_date": ("edition", "barcode_year"),
        "certificate.issuer": ("address",),
        "certificate.barcode": ("issue_year", "address"),
        "holders[0].birth_date": ("id_number",),
        "holders[0].gender": ("id_number",),
        "holders[0].id_number": ("birth_and_sex",),
        "holders[0].address": ("chain",),
        "parcels[0].address": ("chain", "barcode"),
        "parcels[0].commune_code": ("address", "barcode"),
        "parcels[0].area_m2": ("area_words", "purposes_sum"),
        "parcels[0].area_words": ("area_digits",),
        "parcels[0].purposes[0].area_m2": ("purposes_sum",),
        "parcels[0].purposes[1].area_m2": ("purposes_sum",),
    }


def test_nothing_bears_out_an_empty_certificate() -> None:
    assert confirmations(Certificate(), "scan.pdf") == {}


def test_every_path_is_one_of_the_fields() -> None:
    assert all(field_of(path) for path in confirmations(CERTIFICATE, "CP 673047.pdf"))


def changed_parcel(**changes: object) -> Certificate:
    parcel = CERTIFICATE.parcels[0].model_copy(update=changes)
    return CERTIFICATE.model_copy(update={"parcels": (parcel,)})


def changed_holder(**changes: object) -> Certificate:
    holder = CERTIFICATE.holders[0].model_copy(update=changes)
    return CERTIFICATE.model_copy(update={"holders": (holder,)})


@pytest.mark.parametrize(
    ("certificate", "path", "lost"),
    [
        (changed_parcel(area_words="Một trăm hai mươi mét vuông"), "area_m2", "area_words"),
        (changed_parcel(area_m2=Decimal("130.5")), "area_m2", "purposes_sum"),
        (changed_parcel(commune_code="06688"), "commune_code", "address"),
        (changed_parcel(address="Tổ 5, phường Hà Tu"), "address", "chain"),
        (changed_parcel(address="phưởng Hà Tu, thành phố Hạ Long, Quảng Ninh"), "address", "chain"),
    ],
)
def test_what_does_not_fit_bears_out_nothing(
    certificate: Certificate, path: str, lost: str
) -> None:
    assert lost not in confirmations(certificate).get(f"parcels[0].{path}", ())


@pytest.mark.parametrize(
    "certificate",
    [
        changed_holder(birth_date="1969"),
        changed_holder(gender=None),
        changed_holder(id_number="101951731"),
    ],
)
def test_an_identity_number_needs_both_sex_and_birth_year(certificate: Certificate) -> None:
    assert "holders[0].id_number" not in confirmations(certificate)


def test_the_outline_bears_out_the_area() -> None:
    x, y, side = Decimal(2320000), Decimal(430000), Decimal("10.98")
    points = (Point(x, y), Point(x + side, y), Point(x + side, y + side), Point(x, y + side))

    found = confirmations(CERTIFICATE, points=points)

    assert "outline" in found["parcels[0].area_m2"]
