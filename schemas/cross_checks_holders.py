"""Cross-checks of holders: numbers against sex and birth, roles against each other."""

from collections.abc import Callable, Iterator

from schemas.certificate import Certificate, Holder
from schemas.complaints import Complaint, Severity, complaint
from schemas.dates import year_of
from schemas.identity_numbers import decode_cccd, id_kind_of
from schemas.text import fold

MALE, FEMALE = "Nam", "Nữ"
# Twelve digits were first given out in 2012.
FIRST_CCCD_YEAR = 2012
OLDEST_HOLDER = 110

ORGANISATION, HOUSEHOLD, COUPLE = "Tổ chức", "Hộ gia đình", "Vợ chồng"
_SEX_OF_ROLE = {"Chồng": MALE, "Vợ": FEMALE}
_ROLES_IN_HOUSEHOLD = frozenset({"Chủ hộ", "Chồng", "Vợ", "Thành viên", "Người đại diện"})


def _people(certificate: Certificate) -> Iterator[tuple[str, Holder]]:
    for i, holder in enumerate(certificate.holders):
        if holder.legal_form != ORGANISATION:
            yield f"holders[{i}]", holder


def number_fits_sex(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where the fourth digit of a CCCD is that of the other sex."""
    for path, holder in _people(certificate):
        facts = decode_cccd(holder.id_number or "")
        if facts and holder.gender in (MALE, FEMALE) and facts.gender != holder.gender:
            paths = (f"{path}.id_number", f"{path}.gender")
            told = {"printed": holder.gender, "coded": facts.gender}
            yield complaint("id_sex_differs", *paths, severity=Severity.BLOCK, **told)


def number_fits_birth(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where the digits of a CCCD give another year of birth."""
    for path, holder in _people(certificate):
        facts = decode_cccd(holder.id_number or "")
        year = year_of(holder.birth_date or "")
        if facts and year is not None and facts.birth_year != year:
            paths = (f"{path}.id_number", f"{path}.birth_date")
            told = {"printed": year, "coded": facts.birth_year}
            yield complaint("id_birth_differs", *paths, severity=Severity.BLOCK, **told)


def kind_fits_number(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where the kind of paper does not go with the number of digits."""
    for path, holder in _people(certificate):
        kind = id_kind_of(holder.id_number or "")
        if kind and holder.id_kind and kind != holder.id_kind:
            paths = (f"{path}.id_kind", f"{path}.id_number")
            told = {"printed": holder.id_kind, "coded": kind}
            yield complaint("id_kind_differs", *paths, severity=Severity.WARN, **told)


def number_existed(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a 12-digit number on a certificate older than such numbers."""
    year = certificate.year
    for path, holder in _people(certificate):
        if year and year < FIRST_CCCD_YEAR and len(holder.id_number or "") == 12:
            paths = (f"{path}.id_number", "certificate.issue_date")
            yield complaint("id_too_new", *paths, severity=Severity.WARN, year=year)


def numbers_are_their_own(certificate: Certificate) -> Iterator[Complaint]:
    """Complain where two holders bear one identity number or one name."""
    for field, code, severity in (
        ("id_number", "same_id_twice", Severity.BLOCK),
        ("full_name", "same_name_twice", Severity.WARN),
    ):
        seen: dict[str, int] = {}
        for i, holder in enumerate(certificate.holders):
            value = getattr(holder, field)
            if value is None:
                continue
            first = seen.setdefault(value, i)
            if first != i:
                paths = (f"holders[{i}].{field}", f"holders[{first}].{field}")
                yield complaint(code, *paths, severity=severity)


def role_fits_sex(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a husband who is a woman, or a wife who is a man."""
    for path, holder in _people(certificate):
        expected = _SEX_OF_ROLE.get(holder.role or "")
        if expected and holder.gender in (MALE, FEMALE) and holder.gender != expected:
            paths = (f"{path}.role", f"{path}.gender")
            told = {"role": holder.role, "gender": holder.gender}
            yield complaint("role_sex_differs", *paths, severity=Severity.WARN, **told)


def name_fits_sex(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a man with the middle name Thị, which only women bear."""
    for path, holder in _people(certificate):
        middle = fold(holder.full_name or "").split()[1:-1]
        if "thi" in middle and holder.gender == MALE:
            paths = (f"{path}.gender", f"{path}.full_name")
            yield complaint("name_sex_differs", *paths, severity=Severity.WARN)


def couple_is_two(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a couple that is not one husband and one wife."""
    spouses = [i for i, h in enumerate(certificate.holders) if h.legal_form == COUPLE]
    if not spouses:
        return
    roles = [role for i in spouses if (role := certificate.holders[i].role) is not None]
    if len(spouses) != 2 or len(set(roles)) < len(roles) or not set(roles) <= {"Chồng", "Vợ"}:
        paths = [f"holders[{i}].role" for i in spouses]
        told = {"count": len(spouses)}
        yield complaint("couple_incomplete", *paths, severity=Severity.WARN, **told)


def household_has_head(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a household without a head, and about a head without household."""
    for i, holder in enumerate(certificate.holders):
        path = f"holders[{i}]"
        in_household = holder.legal_form == HOUSEHOLD
        strange = in_household and holder.role and holder.role not in _ROLES_IN_HOUSEHOLD
        headless = holder.role == "Chủ hộ" and holder.legal_form not in (HOUSEHOLD, None)
        if strange or headless:
            paths = (f"{path}.role", f"{path}.legal_form")
            told = {"role": holder.role, "form": holder.legal_form}
            yield complaint("role_form_differ", *paths, severity=Severity.WARN, **told)


def organisation_is_no_person(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about an organisation with a birth date or a sex."""
    for i, holder in enumerate(certificate.holders):
        if holder.legal_form == ORGANISATION and (holder.birth_date or holder.gender):
            paths = (f"holders[{i}].legal_form", f"holders[{i}].full_name")
            yield complaint("organisation_born", *paths, severity=Severity.WARN)


def born_before_issue(certificate: Certificate) -> Iterator[Complaint]:
    """Complain about a holder not yet born, or older than people become, at issue."""
    issued = certificate.issue_date
    for path, holder in _people(certificate):
        if not issued or not holder.birth_date:
            continue
        year, born = year_of(issued), year_of(holder.birth_date or "")
        if year is None or born is None:
            continue
        precision = min(len(issued), len(holder.birth_date))
        paths = (f"{path}.birth_date", "certificate.issue_date")
        if holder.birth_date[:precision] > issued[:precision]:
            yield complaint("born_after_issue", *paths, severity=Severity.BLOCK)
        elif year - born > OLDEST_HOLDER:
            yield complaint("holder_too_old", *paths, severity=Severity.WARN, age=year - born)


HOLDER_CHECKS: tuple[Callable[[Certificate], Iterator[Complaint]], ...] = (
    number_fits_sex,
    number_fits_birth,
    kind_fits_number,
    number_existed,
    numbers_are_their_own,
    role_fits_sex,
    name_fits_sex,
    couple_is_two,
    household_has_head,
    organisation_is_no_person,
    born_before_issue,
)
