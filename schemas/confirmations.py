"""Which fields of a certificate are borne out by another, independent one."""

from collections.abc import Callable, Iterator, Sequence

from schemas.addresses import as_address
from schemas.certificate import Certificate
from schemas.codes import decode_barcode
from schemas.cross_checks_land import (
    SUM_TOLERANCE_M2,
    Point,
    outline_area,
    outline_fits,
    purposes_sum,
    words_fit,
)
from schemas.cross_checks_paper import serials_in
from schemas.cross_checks_places import barcode_communes, issuer_district_fits
from schemas.dates import year_of
from schemas.editions import ERA_OF, day_of, editions_of_date, editions_of_serial
from schemas.identity_numbers import decode_cccd
from schemas.text import fold

# (path, code of what bears it out)
Confirmed = Iterator[tuple[str, str]]


def _areas(certificate: Certificate) -> Confirmed:
    for i, parcel in enumerate(certificate.parcels):
        path = f"parcels[{i}]"
        if words_fit(certificate, parcel):
            yield f"{path}.area_m2", "area_words"
            yield f"{path}.area_words", "area_digits"
        total = purposes_sum(parcel)
        # One purpose that repeats the parcel's area is printed twice, which counts as well.
        if total is not None and parcel.area_m2 is not None:
            if abs(total - parcel.area_m2) <= SUM_TOLERANCE_M2:
                yield f"{path}.area_m2", "purposes_sum"
            if total == parcel.area_m2:
                for j in range(len(parcel.purposes)):
                    yield f"{path}.purposes[{j}].area_m2", "purposes_sum"


def _identity(certificate: Certificate) -> Confirmed:
    for i, holder in enumerate(certificate.holders):
        facts = decode_cccd(holder.id_number or "")
        if facts is None:
            continue
        same_sex = holder.gender is not None and holder.gender == facts.gender
        same_year = year_of(holder.birth_date or "") == facts.birth_year
        if same_year:
            yield f"holders[{i}].birth_date", "id_number"
        if same_sex:
            yield f"holders[{i}].gender", "id_number"
        # The last six digits say nothing, so this vouches for the first six alone.
        if same_year and same_sex:
            yield f"holders[{i}].id_number", "birth_and_sex"


def _paper(certificate: Certificate) -> Confirmed:
    day = day_of(certificate.issue_date)
    of_serial = editions_of_serial(certificate.serial or "")
    if certificate.edition in of_serial:
        yield "certificate.serial", "edition"
    if day is not None and set(of_serial) & set(editions_of_date(day)):
        yield "certificate.serial", "issue_date"
    era = ERA_OF[certificate.edition] if certificate.edition else None
    if day is not None and era is not None and era.issued_on(day):
        yield "certificate.issue_date", "edition"
    facts = decode_barcode(certificate.barcode or "")
    if facts and certificate.year == facts.year:
        yield "certificate.issue_date", "barcode_year"
        yield "certificate.barcode", "issue_year"


def _places(certificate: Certificate) -> Confirmed:
    coded = set(barcode_communes(certificate))
    for i, parcel in enumerate(certificate.parcels):
        place = as_address(parcel.address or "", issued=certificate.issue_date)
        if place.text.known and not place.text.corrected:
            yield f"parcels[{i}].address", "chain"
        here = set(place.commune.now) if place.old and place.commune else set()
        if coded and here and coded == here:
            yield f"parcels[{i}].address", "barcode"
            yield "certificate.barcode", "address"
        if parcel.commune_code is None:
            continue
        if parcel.commune_code == place.commune_code.value and not place.commune_code.problems:
            yield f"parcels[{i}].commune_code", "address"
        if coded == {parcel.commune_code}:
            yield f"parcels[{i}].commune_code", "barcode"
    if certificate.parcels and all(issuer_district_fits(certificate)):
        yield "certificate.issuer", "address"
    for i, holder in enumerate(certificate.holders):
        place = as_address(holder.address or "", issued=certificate.issue_date)
        if place.text.known and not place.text.corrected:
            yield f"holders[{i}].address", "chain"


_CONFIRMING: tuple[Callable[[Certificate], Confirmed], ...] = (_areas, _identity, _paper, _places)


def confirmations(
    certificate: Certificate, file_name: str = "", *, points: Sequence[Point] = ()
) -> dict[str, tuple[str, ...]]:
    """Return path -> codes of the independent facts that bear the value out.

    Codes: ``area_words``, ``area_digits``, ``purposes_sum``, ``outline``, ``id_number``,
    ``birth_and_sex``, ``edition``, ``issue_date``, ``issue_year``, ``barcode_year``,
    ``barcode``, ``address``, ``chain``, ``file_name``.
    """
    found: dict[str, list[str]] = {}
    pairs = [pair for confirm in _CONFIRMING for pair in confirm(certificate)]
    outline = outline_area(points)
    if outline is not None and len(certificate.parcels) == 1:
        area = certificate.parcels[0].area_m2
        if area is not None and outline_fits(area, outline):
            pairs.append(("parcels[0].area_m2", "outline"))
    named = {fold(serial) for serial in serials_in(file_name)}
    if certificate.serial and fold(certificate.serial) in named:
        pairs.append(("certificate.serial", "file_name"))
    for path, code in pairs:
        codes = found.setdefault(path, [])
        if code not in codes:
            codes.append(code)
    return {path: tuple(codes) for path, codes in found.items()}
