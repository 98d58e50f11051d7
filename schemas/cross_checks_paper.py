"""Cross-checks of the paper itself: serial, edition, date, issuer, registry number, barcode."""

import re
from collections.abc import Callable, Iterator
from datetime import date

from schemas.certificate import Certificate
from schemas.codes import decode_barcode
from schemas.complaints import Complaint, Severity, complaint
from schemas.editions import ERA_OF, day_of, editions_of_serial
from schemas.places import gazetteer, key_of
from schemas.text import fold, squeeze

FIRST_YEAR = 1989
REFORM = date(2025, 7, 1)
NEW_MINISTRY = date(2025, 3, 1)
FIRST_OFFICE_YEAR = 2013
# The file may have been opened in the year before the certificate was signed, or after.
BARCODE_YEARS_APART = 1


def serial_fits_edition(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a serial that papers of this edition never bore."""
    serial, edition = certificate.serial, certificate.edition
    if serial is None or edition is None:
        return
    possible = editions_of_serial(serial)
    if edition not in possible:
        told = {"serial": serial, "edition": edition.value}
        paths = ("certificate.serial",)
        yield complaint("serial_era_differs", *paths, severity=Severity.BLOCK, **told)


def date_fits_edition(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a date on which papers of this edition, or serial, were not issued."""
    day = day_of(certificate.issue_date)
    if day is None:
        return
    if certificate.edition is not None:
        if not ERA_OF[certificate.edition].issued_on(day):
            told = {"date": f"{day:%d/%m/%Y}", "edition": certificate.edition.value}
            paths = ("certificate.issue_date",)
            yield complaint("date_era_differs", *paths, severity=Severity.WARN, **told)
    elif certificate.serial:
        possible = editions_of_serial(certificate.serial)
        if possible and not any(ERA_OF[edition].issued_on(day) for edition in possible):
            told = {"date": f"{day:%d/%m/%Y}", "serial": certificate.serial}
            both = ("certificate.serial", "certificate.issue_date")
            yield complaint("serial_date_differ", *both, severity=Severity.BLOCK, **told)


_SERIAL_IN_NAME = re.compile(r"(?<![^\W_])([A-ZĐ]{1,2})[ _.-]?(\d{8}|\d{6})(?!\d)")


def serials_in(text: str) -> tuple[str, ...]:
    """Return what looks like a serial in a file name, written as the contract writes one."""
    found = _SERIAL_IN_NAME.findall(squeeze(text).upper().replace("_", " "))
    return tuple(f"{letters} {digits}" for letters, digits in found)


def serial_fits_file_name(certificate: Certificate, file_name: str) -> Iterator[Complaint]:
    """Complain where the file is named after another serial; Đ may be written D there."""
    named = serials_in(file_name)
    serial = certificate.serial
    if serial is None or not named:
        return
    if fold(serial) not in {fold(name) for name in named}:
        told = {"serial": serial, "named": ", ".join(named)}
        paths = ("certificate.serial",)
        yield complaint("serial_file_differs", *paths, severity=Severity.BLOCK, **told)


# Prefix of the registry number -> words one of which the issuer's name holds, folded.
_ISSUER_OF_PREFIX: dict[str, tuple[str, ...]] = {
    "CH": ("uy ban", "ubnd"),
    "CX": ("uy ban", "ubnd"),
    "CT": ("tinh", "so "),
    "CS": ("so ",),
    "VP": ("van phong", "vpdk", "chi nhanh"),
    "CN": ("chi nhanh", "van phong", "vpdk"),
}
_PREFIX = re.compile(r"(CH|CX|CT|CS|VP|CN)(?![A-ZĐ])")


def registry_no_fits_issuer(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where the prefix of the registry number belongs to another kind of office."""
    prefix = _PREFIX.match(certificate.registry_no or "")
    if prefix is None or certificate.issuer is None:
        return
    issuer = fold(certificate.issuer)
    if not any(word in issuer for word in _ISSUER_OF_PREFIX[prefix[1]]):
        paths = ("certificate.registry_no", "certificate.issuer")
        told = {"prefix": prefix[1]}
        yield complaint("registry_issuer_differ", *paths, severity=Severity.WARN, **told)


_COMMITTEE = re.compile(
    r"^\W*(?:t\W?m\W+)?(?:uy\s?ban\s?nhan\s?dan|ubnd)\s+"
    r"(?P<kind>tinh|thanh pho|thi xa|huyen|quan|xa|phuong|thi tran|dac khu)\s+(?P<name>[^,;\-(]+)"
)
_COMMUNE_COMMITTEES = frozenset({"xa", "phuong", "thi tran", "dac khu"})


def committee_level(issuer: str) -> str | None:
    """Return ``province``, ``district`` or ``commune`` for a people's committee, else None."""
    committee = _COMMITTEE.match(fold(issuer))
    if committee is None:
        return None
    if committee["kind"] in _COMMUNE_COMMITTEES:
        return "commune"
    cities = {p.key for p in gazetteer().old_provinces.values() if p.kind == "Thành phố"}
    of_province = committee["kind"] == "tinh" or (
        committee["kind"] == "thanh pho" and key_of(committee["name"]) in cities
    )
    return "province" if of_province else "district"


def issuer_fits_date(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about an issuing body that did not exist, or did not sign, at that time."""
    day = day_of(certificate.issue_date)
    if day is None or certificate.issuer is None:
        return
    issuer = fold(certificate.issuer)
    level = committee_level(certificate.issuer)
    wrong = (
        (level == "district" and day >= REFORM)
        or (level == "commune" and day < REFORM)
        or ("nong nghiep va moi truong" in issuer and day < NEW_MINISTRY)
        or ("tai nguyen va moi truong" in issuer and day >= NEW_MINISTRY)
        or ("van phong dang ky dat" in issuer and day.year < FIRST_OFFICE_YEAR)
    )
    if wrong:
        paths = ("certificate.issuer", "certificate.issue_date")
        told = {"date": f"{day:%d/%m/%Y}"}
        yield complaint("issuer_date_differ", *paths, severity=Severity.WARN, **told)


def barcode_fits_year(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where the year in the barcode is not near the year of issue."""
    facts = decode_barcode(certificate.barcode or "")
    year = certificate.year
    if facts and year is not None and abs(facts.year - year) > BARCODE_YEARS_APART:
        paths = ("certificate.issue_date", "certificate.barcode")
        told = {"coded": facts.year, "printed": year}
        yield complaint("barcode_year_differs", *paths, severity=Severity.WARN, **told)


def date_plausible(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a certificate older than the first ones, or dated like a change."""
    year, issued = certificate.year, day_of(certificate.issue_date)
    paths = ["certificate.issue_date"]
    if year is not None and year < FIRST_YEAR:
        told = {"first": FIRST_YEAR}
        yield complaint("date_too_early", *paths, severity=Severity.WARN, **told)
    for i, change in enumerate(certificate.changes):
        changed = day_of(change.date)
        if issued is None or changed is None:
            continue
        if changed == issued:
            both = (*paths, f"changes[{i}].date")
            yield complaint("date_of_change", *both, severity=Severity.WARN)
        elif changed < issued:
            both = (f"changes[{i}].date", *paths)
            yield complaint("change_before_issue", *both, severity=Severity.WARN)


def date_not_after(certificate: Certificate, scanned_on: date) -> Iterator[Complaint]:
    """Complain about a date of issue later than the day the paper was scanned."""
    day = day_of(certificate.issue_date)
    if day is not None and day > scanned_on:
        told = {"scanned": f"{scanned_on:%d/%m/%Y}"}
        paths = ("certificate.issue_date",)
        yield complaint("date_after_scan", *paths, severity=Severity.BLOCK, **told)


_REPLACED = re.compile(r"thay the|thu hoi|cap doi|cap lai|cap thay")


def serial_is_not_the_replaced(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where a note about a replaced certificate names the serial that was read."""
    for i, change in enumerate(certificate.changes):
        text = change.text or ""
        if certificate.serial in serials_in(text) and _REPLACED.search(fold(text)):
            paths = ("certificate.serial", f"changes[{i}].text")
            yield complaint("serial_replaced", *paths, severity=Severity.WARN)


def changes_are_seen(certificate: Certificate) -> Iterator[Complaint]:
    """Show every change after issue: the first pages may no longer be true."""
    for i, change in enumerate(certificate.changes):
        if change.text:
            paths = (f"changes[{i}].text",)
            yield complaint("changed_after_issue", *paths, severity=Severity.WARN)


PAPER_CHECKS: tuple[Callable[[Certificate], Iterator[Complaint]], ...] = (
    serial_fits_edition,
    date_fits_edition,
    registry_no_fits_issuer,
    issuer_fits_date,
    barcode_fits_year,
    date_plausible,
    serial_is_not_the_replaced,
    changes_are_seen,
)
