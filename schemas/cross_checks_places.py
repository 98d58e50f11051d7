"""Cross-checks of places: address, issuer, barcode, commune code, and names of their time."""

import re
from collections.abc import Callable, Iterator

from schemas.addresses import as_address, before_reform
from schemas.certificate import Certificate
from schemas.codes import decode_barcode
from schemas.complaints import Complaint, Severity, complaint
from schemas.cross_checks_paper import committee_level
from schemas.places import Place, gazetteer, key_of
from schemas.text import fold

_DISTRICT = re.compile(r"\b(thành phố|thị xã|huyện|quận)\s+([^,;\-–.(]+)", re.IGNORECASE)


def barcode_communes(certificate: Certificate) -> tuple[str, ...]:
    """Return today's communes that the commune in the barcode went to; empty when unknown."""
    facts = decode_barcode(certificate.barcode or "")
    return tuple(place.code for place in gazetteer().successors(facts.commune)) if facts else ()


def barcode_fits_commune(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where the barcode names a commune other than the parcel's."""
    coded = barcode_communes(certificate)
    facts = decode_barcode(certificate.barcode or "")
    if not coded or facts is None:
        return
    for i, parcel in enumerate(certificate.parcels):
        place = as_address(parcel.address or "", issued=certificate.issue_date)
        here = place.commune.now if place.old and place.commune else ()
        mine = {*here, parcel.commune_code, place.commune_code.value} - {None}
        if mine and not mine & set(coded):
            told = {"name": gazetteer().old_communes[facts.commune].full_name}
            paths = (f"parcels[{i}].address", f"parcels[{i}].commune_code", "certificate.barcode")
            yield complaint("barcode_commune_differs", *paths, severity=Severity.WARN, **told)


def code_fits_address(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where the commune code is not what the address leads to."""
    for i, parcel in enumerate(certificate.parcels):
        if parcel.commune_code is None or parcel.address is None:
            continue
        place = as_address(parcel.address, issued=certificate.issue_date)
        possible = place.commune.now if place.old and place.commune else ()
        if place.commune_code.value:
            possible = (place.commune_code.value,)
        if possible and parcel.commune_code not in possible:
            paths = (f"parcels[{i}].commune_code", f"parcels[{i}].address")
            told = {"number": parcel.commune_code, "expected": ", ".join(possible)}
            yield complaint("commune_code_differs", *paths, severity=Severity.BLOCK, **told)


def _addresses(certificate: Certificate) -> Iterator[tuple[str, str]]:
    for i, parcel in enumerate(certificate.parcels):
        if parcel.address:
            yield f"parcels[{i}].address", parcel.address
    for i, holder in enumerate(certificate.holders):
        if holder.address:
            yield f"holders[{i}].address", holder.address
    if certificate.issuer:
        yield "certificate.issuer", certificate.issuer


def _is_named(name: str, key: str) -> bool:
    """Say whether the text begins with the name that has this key, word for word."""
    so_far = ""
    for word in name.split():
        so_far += key_of(word)
        if so_far == key:
            return True
    return False


def _named_units(text: str) -> Iterator[Place]:
    """Yield the earlier district names in the text that have known years."""
    earlier = gazetteer().earlier_districts
    for kind, name in _DISTRICT.findall(text):
        yield from (
            place
            for place in earlier
            if fold(place.kind) == fold(kind) and _is_named(name, place.key)
        )


def units_of_their_time(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a district name that came later, or had gone, at the date of issue."""
    year = certificate.year
    if year is None:
        return
    for path, text in _addresses(certificate):
        if _is_elsewhere(text):
            continue
        for place in _named_units(text):
            too_early = place.first is not None and year < place.first
            too_late = place.last is not None and year > place.last
            if too_early or too_late:
                paths = (path, "certificate.issue_date")
                told = {"unit": place.full_name, "year": year}
                yield complaint("unit_not_then", *paths, severity=Severity.WARN, **told)


def _is_elsewhere(text: str) -> bool:
    """Say whether the text names a province, and not the one whose districts' years we know."""
    provinces = {place.parent for place in gazetteer().earlier_districts}
    keys = {gazetteer().old_provinces[code].key for code in provinces}
    folded = key_of(text)
    return "tinh" in fold(text).split() and not any(key in folded for key in keys)


def levels_of_their_time(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about an address of three levels after the reform, or of two before it."""
    old = before_reform(certificate.issue_date)
    if old is None:
        return
    for i, parcel in enumerate(certificate.parcels):
        place = as_address(parcel.address or "")
        if place.commune is not None and place.old != old and place.text.known:
            paths = (f"parcels[{i}].address", "certificate.issue_date")
            told = {"year": certificate.year}
            yield complaint("address_not_then", *paths, severity=Severity.WARN, **told)


def issuer_district_fits(certificate: Certificate) -> tuple[bool | None, ...]:
    """Say for each parcel whether it lies in the district whose committee issued the paper.

    None where the issuer is another kind of body, or the parcel's district is not certain.
    """
    issuer = certificate.issuer or ""
    named = [name for _, name in _DISTRICT.findall(issuer)]
    of_district = bool(named) and committee_level(issuer) == "district"
    return tuple(
        _district_named(parcel.address or "", certificate.issue_date, named)
        if of_district
        else None
        for parcel in certificate.parcels
    )


def _district_named(address: str, issued: str | None, named: list[str]) -> bool | None:
    place = as_address(address, issued=issued)
    if place.district is None or not place.text.known:
        return None
    places = gazetteer()
    codes = (place.district.code,) if place.district.code else place.district.now
    same = [d for d in places.earlier_districts if set(d.now) & set(codes)]
    same += [places.old_districts[code] for code in codes]
    keys = {d.key for d in same} | {key for d in same for key in d.former}
    return any(_is_named(name, key) for name in named for key in keys)


def issuer_fits_address(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where a district's committee issued a certificate for land of another one."""
    for i, fits in enumerate(issuer_district_fits(certificate)):
        if fits is False:
            paths = ("certificate.issuer", f"parcels[{i}].address")
            yield complaint("issuer_place_differs", *paths, severity=Severity.WARN)


PLACE_CHECKS: tuple[Callable[[Certificate], Iterator[Complaint]], ...] = (
    barcode_fits_commune,
    code_fits_address,
    units_of_their_time,
    levels_of_their_time,
    issuer_fits_address,
)
