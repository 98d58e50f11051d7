"""Everything a registrar compares on one certificate; the reader and the review page ask here."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from schemas.certificate import Certificate
from schemas.complaints import Complaint, Severity, complaint
from schemas.cross_checks_holders import HOLDER_CHECKS
from schemas.cross_checks_land import LAND_CHECKS, Point, outline_as_stated
from schemas.cross_checks_paper import PAPER_CHECKS, date_not_after, serial_fits_file_name
from schemas.cross_checks_places import PLACE_CHECKS
from schemas.fields import FIELDS
from schemas.paths import path_of

CrossCheck = Callable[[Certificate], Iterator[Complaint]]


def printed_on_this_paper(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a value in a place that this edition does not have."""
    edition = certificate.edition
    if edition is None:
        return
    for path, pattern in _filled(certificate):
        if edition in FIELDS[pattern].not_printed_on:
            told = {"edition": edition.value}
            yield complaint("not_on_this_paper", path, severity=Severity.WARN, **told)


def _filled(certificate: Certificate) -> Iterator[tuple[str, str]]:
    """Yield path and pattern of every value that can be missing on some edition."""
    for pattern in (p for p, spec in FIELDS.items() if spec.not_printed_on):
        group, _, name = pattern.rpartition(".")
        if group == "certificate" and getattr(certificate, name) is not None:
            yield pattern, pattern
        elif group == "parcels[].purposes[]":
            for i, parcel in enumerate(certificate.parcels):
                for j, purpose in enumerate(parcel.purposes):
                    if getattr(purpose, name) is not None:
                        yield path_of(pattern, i, j), pattern
        elif group in ("holders[]", "parcels[]"):
            members = certificate.holders if group == "holders[]" else certificate.parcels
            for i, member in enumerate(members):
                if getattr(member, name) is not None:
                    yield path_of(pattern, i), pattern


CROSS_CHECKS: tuple[CrossCheck, ...] = (
    *PAPER_CHECKS,
    *HOLDER_CHECKS,
    *LAND_CHECKS,
    *PLACE_CHECKS,
    printed_on_this_paper,
)


def cross_check(
    certificate: Certificate,
    file_name: str = "",
    *,
    points: Sequence[Point] = (),
    scanned_on: date | None = None,
) -> tuple[Complaint, ...]:
    """Return every complaint about the certificate.

    Args:
        certificate: what was read; missing values are nobody's contradiction.
        file_name: of the scan, which offices often name after the serial.
        points: corners from the table of coordinates, in their order.
        scanned_on: the day the scan was made, when known.
    """
    complaints = [found for check in CROSS_CHECKS for found in check(certificate)]
    complaints += serial_fits_file_name(certificate, file_name)
    complaints += outline_as_stated(certificate, points)
    if scanned_on is not None:
        complaints += date_not_after(certificate, scanned_on)
    return tuple(complaints)
