"""Cross-checks of parcels: words against digits, sums, the drawn outline, purposes."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from schemas.addresses import as_address
from schemas.areas import words_agree
from schemas.certificate import Certificate, Parcel, Purpose
from schemas.complaints import Complaint, Severity, complaint
from schemas.land_use import codes_of
from schemas.origins import origin_codes
from schemas.terms import end_of_term, is_for_good
from schemas.text import fold
from schemas.use_forms import use_areas

# Rounding to 0.1 m² is common; half a square metre is what offices accept.
SUM_TOLERANCE_M2 = Decimal("0.5")
OUTLINE_TOLERANCE_SHARE = Decimal("0.005")
# VN-2000 in a 3° zone: metres north of the equator, and east with 500 km added.
NORTH_M = (Decimal(900_000), Decimal(2_600_000))
EAST_M = (Decimal(250_000), Decimal(750_000))

TOWN_KINDS = ("Phường", "Thị trấn")
COUNTRY_HOME, TOWN_HOME = "ONT", "ODT"
HOME_CODES = (COUNTRY_HOME, TOWN_HOME)
# Farm land is given to households for a term, on almost every paper.
DATED_CODES = frozenset({"LUC", "LUK", "LUN", "BHK", "NHK", "HNK", "NTS", "CLN", "RSX"})


class Point(NamedTuple):
    """A corner from the table of coordinates, metres in VN-2000: ``x`` north, ``y`` east."""

    x: Decimal
    y: Decimal


def total_area(certificate: Certificate) -> Decimal | None:
    """Return the sum of all parcels, or None when one has no area."""
    areas = [parcel.area_m2 for parcel in certificate.parcels]
    known = [area for area in areas if area is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(areas) else None


def words_fit(certificate: Certificate, parcel: Parcel) -> bool | None:
    """Say whether the area in words is that of the parcel; None when it cannot be told.

    Under a table of parcels the words give the total instead.
    """
    if parcel.area_words is None or parcel.area_m2 is None:
        return None
    agree = words_agree(parcel.area_words, parcel.area_m2)
    total = total_area(certificate)
    if agree is False and len(certificate.parcels) > 1 and total is not None:
        return bool(words_agree(parcel.area_words, total))
    return agree


def area_as_in_words(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where the digits of an area and its words mean different amounts."""
    for i, parcel in enumerate(certificate.parcels):
        if words_fit(certificate, parcel) is False:
            paths = (f"parcels[{i}].area_m2", f"parcels[{i}].area_words")
            facts = {"digits": parcel.area_m2, "words": parcel.area_words}
            yield complaint("area_words_differ", *paths, severity=Severity.BLOCK, **facts)


def purposes_sum(parcel: Parcel) -> Decimal | None:
    """Return the sum of the purposes' areas, or None when one of them has none."""
    areas = [purpose.area_m2 for purpose in parcel.purposes]
    known = [area for area in areas if area is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(areas) else None


def purposes_fill_parcel(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where the purposes' areas do not add up to the parcel's."""
    for i, parcel in enumerate(certificate.parcels):
        known = [p.area_m2 for p in parcel.purposes if p.area_m2 is not None]
        if parcel.area_m2 is None or not known:
            continue
        given, total = purposes_sum(parcel), sum(known, Decimal(0))
        too_much = total - parcel.area_m2 > SUM_TOLERANCE_M2
        differs = given is not None and abs(given - parcel.area_m2) > SUM_TOLERANCE_M2
        if too_much or differs:
            paths = [
                f"parcels[{i}].purposes[{j}].area_m2"
                for j, purpose in enumerate(parcel.purposes)
                if purpose.area_m2 is not None
            ]
            yield complaint(
                "purposes_sum_differs",
                *paths,
                f"parcels[{i}].area_m2",
                severity=Severity.BLOCK,
                total=total,
                area=parcel.area_m2,
            )


def use_areas_fill_parcel(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where ``riêng … m², chung … m²`` do not add up to the parcel or the purpose."""
    for i, parcel in enumerate(certificate.parcels):
        for j, purpose in enumerate(parcel.purposes):
            whole = [area for area in (parcel.area_m2, purpose.area_m2) if area is not None]
            total = _use_total(purpose)
            if total is None or not whole:
                continue
            if all(abs(total - area) > SUM_TOLERANCE_M2 for area in whole):
                yield complaint(
                    "use_sum_differs",
                    f"parcels[{i}].purposes[{j}].form",
                    f"parcels[{i}].area_m2",
                    severity=Severity.WARN,
                    total=total,
                    area=whole[0],
                )


def _use_total(purpose: Purpose) -> Decimal | None:
    """Return private plus common area, or None unless an amount is printed for one of them."""
    parts = [part for part in use_areas(purpose.form_printed or "") if part is not None]
    if any(part.value is None for part in parts):
        return None
    total = sum((Decimal(part.value) for part in parts if part.value), Decimal(0))
    return total if total > 0 else None


def home_code_fits_place(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about rural homestead land in a ward or town, and urban in a commune."""
    for i, parcel in enumerate(certificate.parcels):
        place = as_address(parcel.address or "", issued=certificate.issue_date)
        kind = place.commune_kind
        if kind is None or kind == "Đặc khu":
            continue
        wrong = COUNTRY_HOME if kind in TOWN_KINDS else TOWN_HOME
        for j, purpose in enumerate(parcel.purposes):
            if purpose.code == wrong:
                path = f"parcels[{i}].purposes[{j}]"
                paths = (f"{path}.code", f"{path}.name", f"parcels[{i}].address")
                facts = {"name": purpose.name or wrong, "kind": kind.lower()}
                yield complaint("purpose_place_differ", *paths, severity=Severity.WARN, **facts)


def _purposes(certificate: Certificate) -> Iterator[tuple[str, Purpose]]:
    for i, parcel in enumerate(certificate.parcels):
        for j, purpose in enumerate(parcel.purposes):
            yield f"parcels[{i}].purposes[{j}]", purpose


def term_fits_purpose(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about homestead land with an end, and a household's farm land without one."""
    organisation = any(holder.legal_form == "Tổ chức" for holder in certificate.holders)
    for path, purpose in _purposes(certificate):
        if purpose.term is None or purpose.code is None:
            continue
        home_ends = purpose.code in HOME_CODES and not is_for_good(purpose.term)
        farm_stays = purpose.code in DATED_CODES and is_for_good(purpose.term)
        if not organisation and (home_ends or farm_stays):
            facts = {"name": purpose.name or purpose.code, "term": purpose.term}
            yield complaint("term_unusual", f"{path}.term", severity=Severity.WARN, **facts)


def rent_has_an_end(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about land rented from the State without an end."""
    for path, purpose in _purposes(certificate):
        origin = purpose.origin or ""
        rented = any(code.startswith("DT-") for code in origin_codes(origin))
        rented = rented or "thue dat" in fold(origin)
        if rented and purpose.term is not None and is_for_good(purpose.term):
            paths = (f"{path}.term", f"{path}.origin")
            yield complaint("rent_for_ever", *paths, severity=Severity.WARN)


def term_ends_after_issue(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a right that had ended before the certificate was issued."""
    issued = certificate.issue_date
    for path, purpose in _purposes(certificate):
        end = end_of_term(purpose.term or "")
        if end and issued and end < issued[: len(end)]:
            paths = (f"{path}.term", "certificate.issue_date")
            told = {"term": purpose.term}
            yield complaint("term_before_issue", *paths, severity=Severity.WARN, **told)


def code_fits_name(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where a purpose's code is not one that its name ever had."""
    for path, purpose in _purposes(certificate):
        possible = codes_of(purpose.name or "")
        if purpose.code and possible and purpose.code not in possible:
            paths = (f"{path}.code", f"{path}.name")
            told = {"code_read": purpose.code, "name": purpose.name, "expected": possible[0]}
            yield complaint("purpose_code_unlike_name", *paths, severity=Severity.BLOCK, **told)


def same_parcel_once(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where two parcels bear the same sheet and number in one commune."""
    seen: dict[tuple[str, str, str], int] = {}
    for i, parcel in enumerate(certificate.parcels):
        if parcel.parcel_no is None or parcel.map_sheet_no is None:
            continue
        identity = (parcel.commune_code or "", parcel.map_sheet_no, parcel.parcel_no)
        first = seen.setdefault(identity, i)
        if first != i:
            paths = (f"parcels[{i}].parcel_no", f"parcels[{first}].parcel_no")
            facts = {"parcel": parcel.parcel_no, "sheet": parcel.map_sheet_no}
            yield complaint("same_parcel_twice", *paths, severity=Severity.WARN, **facts)


def outline_area(points: Sequence[Point]) -> Decimal | None:
    """Return the area in m² inside the ring of points, or None for fewer than three corners.

    The shoelace formula; the ring may repeat its first point at the end.
    """
    ring = list(points)
    if len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    if len(ring) < 3:
        return None
    twice = sum((a.x * b.y - b.x * a.y for a, b in pairwise([*ring, ring[0]])), Decimal(0))
    return abs(twice) / 2


def outline_fits(area: Decimal, outline: Decimal) -> bool:
    """Say whether a stated area is that of the outline, rounding allowed."""
    return abs(area - outline) <= max(SUM_TOLERANCE_M2, area * OUTLINE_TOLERANCE_SHARE)


def outline_as_stated(certificate: Certificate, points: Sequence[Point]) -> Iterator[Complaint]:
    """Complain where the table of coordinates of a single parcel encloses another area."""
    outline = outline_area(points)
    if outline is None or len(certificate.parcels) != 1:
        return
    area = certificate.parcels[0].area_m2
    if any(_within(p.x, EAST_M) and _within(p.y, NORTH_M) for p in points):
        yield complaint("coordinates_swapped", "parcels[0].area_m2", severity=Severity.WARN)
    elif area is not None and not outline_fits(area, outline):
        facts = {"area": area, "outline": outline.quantize(Decimal("0.1"))}
        yield complaint("outline_differs", "parcels[0].area_m2", severity=Severity.WARN, **facts)


def _within(value: Decimal, limits: tuple[Decimal, Decimal]) -> bool:
    return limits[0] <= value <= limits[1]


LAND_CHECKS: tuple[Callable[[Certificate], Iterator[Complaint]], ...] = (
    area_as_in_words,
    purposes_fill_parcel,
    use_areas_fill_parcel,
    home_code_fits_place,
    term_fits_purpose,
    rent_has_an_end,
    term_ends_after_issue,
    code_fits_name,
    same_parcel_once,
)
