"""FIELDS: what each field of a certificate means: its parser, its checks, its name."""

import re
from typing import NamedTuple

from schemas.addresses import as_address_text, as_commune_code
from schemas.areas import as_area, as_area_words
from schemas.checks import (
    GENDERS,
    ID_KINDS,
    LEGAL_FORMS,
    LONGEST_NAME,
    LONGEST_TEXT,
    ROLES,
    Check,
    not_a_label,
    of_usual_size,
    one_of,
    only_print_signs,
    positive,
    possible_year,
    shorter_than,
    usual_term,
)
from schemas.codes import as_barcode, as_parcel_no, as_registry_no, as_serial, as_sheet_no
from schemas.dates import as_birth_date, as_date
from schemas.document import Edition
from schemas.identity_numbers import as_id_kind, as_id_number, as_organisation_number
from schemas.issuers import as_issuer
from schemas.land_use import as_purpose, as_purpose_code
from schemas.names import as_gender, as_holder_name
from schemas.origins import as_origin
from schemas.outcomes import clean, unreadable
from schemas.parsing import Parse, Parsed
from schemas.paths import pattern_of
from schemas.terms import as_term
from schemas.text import squeeze
from schemas.use_forms import as_use_form

# Of a change: "002346.VP.003".
_FILE_NUMBER = re.compile(r"(\d{6}) ?\. ?([A-ZĐ]{2}) ?\. ?(\d{3})\b")

_NO_BARCODE = frozenset({Edition.E1993, Edition.E2004, Edition.E2024})
_OLDEST = frozenset({Edition.E1993})
_PINK = frozenset({Edition.E2009, Edition.E2014})
_SHEET_WITH_QR = frozenset({Edition.E2024})


class FieldSpec(NamedTuple):
    """What one field means, whatever paper it stands on.

    Attributes:
        pattern: its path without numbers: ``holders[].full_name``.
        parse: printed or typed text -> value.
        checks: doubts about a value that parsed.
        vi_label, en_label: its name for people.
        high_risk: a wrong value harms a person's rights: typed, not just confirmed.
        not_printed_on: editions whose forms have no place for it.
        optional_on: editions whose papers often do without it, so that nothing is missing.
    """

    pattern: str
    parse: Parse
    checks: tuple[Check, ...]
    vi_label: str
    en_label: str
    high_risk: bool = False
    not_printed_on: frozenset[Edition] = frozenset()
    optional_on: frozenset[Edition] = frozenset()

    def read(self, raw: str) -> Parsed:
        """Return the value of ``raw`` with the doubts of parser and checks together."""
        return self.checked(self.parse(raw))

    def checked(self, parsed: Parsed) -> Parsed:
        """Return a parsed value with the doubts of this field's checks added."""
        if parsed.value is None:
            return parsed
        doubts = tuple(p for check in self.checks if (p := check(parsed.value)) is not None)
        known = parsed.known and not doubts
        return parsed._replace(problems=(*parsed.problems, *doubts), known=known)


def as_text(raw: str) -> Parsed:
    """Return the text as printed, blanks single, without loose signs at its ends."""
    text = squeeze(raw).strip(" ,;:_|")
    return clean(text) if any(sign.isalnum() for sign in text) else unreadable(raw)


def as_change(raw: str) -> Parsed:
    """Return what was written down of a change, numbers of files in one piece."""
    return as_text(_FILE_NUMBER.sub(r"\1.\2.\3", raw))


def as_holder_number(raw: str) -> Parsed:
    """Return the number of a person, or of an organisation where it is no person's."""
    person = as_id_number(raw)
    if person.value is not None:
        return person
    organisation = as_organisation_number(raw)
    return person if organisation.value is None else organisation


_AREA: tuple[Check, ...] = (positive, of_usual_size)
_TEXT: tuple[Check, ...] = (not_a_label, shorter_than(LONGEST_TEXT))
_ADDRESS: tuple[Check, ...] = (*_TEXT, only_print_signs)
_NAME: tuple[Check, ...] = (not_a_label, shorter_than(LONGEST_NAME))
_ASSET: tuple[Check, ...] = (shorter_than(LONGEST_TEXT),)
_DATE: tuple[Check, ...] = (possible_year,)

_ROWS = (
    FieldSpec("certificate.serial", as_serial, (), "Số phát hành GCN", "Serial", True),
    FieldSpec("certificate.registry_no", as_registry_no, (), "Số vào sổ GCN", "Registry number"),
    FieldSpec("certificate.issue_date", as_date, _DATE, "Ngày cấp GCN", "Date of issue", True),
    FieldSpec("certificate.issuer", as_issuer, _TEXT, "Cơ quan cấp", "Issuing body"),
    FieldSpec(
        "certificate.barcode",
        as_barcode,
        (),
        "Mã vạch",
        "Barcode",
        not_printed_on=_NO_BARCODE,
        optional_on=_PINK,
    ),
    FieldSpec("holders[].full_name", as_holder_name, _NAME, "Họ và tên", "Full name", True),
    FieldSpec(
        "holders[].birth_date",
        as_birth_date,
        _DATE,
        "Ngày, năm sinh",
        "Date of birth",
        not_printed_on=_SHEET_WITH_QR,
        optional_on=_OLDEST,
    ),
    FieldSpec(
        "holders[].id_number",
        as_holder_number,
        (),
        "Số CCCD/CMND",
        "Identity number",
        True,
        optional_on=_OLDEST,
    ),
    FieldSpec(
        "holders[].id_kind",
        as_id_kind,
        (one_of(ID_KINDS),),
        "Loại giấy tờ",
        "Kind of identity paper",
        optional_on=_OLDEST,
    ),
    FieldSpec("holders[].gender", as_gender, (one_of(GENDERS),), "Giới tính", "Sex"),
    FieldSpec(
        "holders[].address",
        as_address_text,
        _ADDRESS,
        "Địa chỉ thường trú",
        "Holder's address",
        not_printed_on=_SHEET_WITH_QR,
    ),
    FieldSpec("holders[].role", as_text, (one_of(ROLES),), "Vai trò trên GCN", "Role"),
    FieldSpec(
        "holders[].legal_form", as_text, (one_of(LEGAL_FORMS),), "Pháp nhân trên GCN", "Legal form"
    ),
    FieldSpec("parcels[].parcel_no", as_parcel_no, (not_a_label,), "Số thửa", "Parcel", True),
    FieldSpec(
        "parcels[].map_sheet_no", as_sheet_no, (not_a_label,), "Số tờ bản đồ", "Map sheet", True
    ),
    FieldSpec(
        "parcels[].address", as_address_text, _ADDRESS, "Địa chỉ thửa đất", "Parcel's address"
    ),
    FieldSpec("parcels[].commune_code", as_commune_code, (), "Mã xã", "Commune code"),
    FieldSpec("parcels[].area_m2", as_area, _AREA, "Diện tích (m²)", "Area (m²)", True),
    FieldSpec(
        "parcels[].area_words",
        as_area_words,
        (shorter_than(LONGEST_TEXT),),
        "Diện tích bằng chữ",
        "Area in words",
        optional_on=_OLDEST | _SHEET_WITH_QR,
    ),
    FieldSpec("parcels[].purposes[].name", as_purpose, _TEXT, "Mục đích sử dụng", "Purpose", True),
    FieldSpec("parcels[].purposes[].code", as_purpose_code, (), "Mã loại đất", "Purpose code"),
    FieldSpec(
        "parcels[].purposes[].area_m2",
        as_area,
        _AREA,
        "Diện tích theo mục đích (m²)",
        "Area of the purpose (m²)",
        True,
    ),
    FieldSpec(
        "parcels[].purposes[].origin",
        as_origin,
        _TEXT,
        "Nguồn gốc sử dụng",
        "Origin",
        not_printed_on=_SHEET_WITH_QR,
        optional_on=_OLDEST,
    ),
    FieldSpec(
        "parcels[].purposes[].form",
        as_use_form,
        (),
        "Hình thức sử dụng",
        "Form of use",
        optional_on=_OLDEST,
    ),
    FieldSpec(
        "parcels[].purposes[].term", as_term, (*_TEXT, usual_term), "Thời hạn sử dụng", "Term"
    ),
    FieldSpec("assets[].kind", as_text, _ASSET, "Loại tài sản", "Asset"),
    FieldSpec(
        "assets[].built_area_m2", as_area, _AREA, "Diện tích xây dựng (m²)", "Built area (m²)"
    ),
    FieldSpec("assets[].floor_area_m2", as_area, _AREA, "Diện tích sàn (m²)", "Floor area (m²)"),
    FieldSpec("assets[].ownership_form", as_text, _ASSET, "Hình thức sở hữu", "Form of ownership"),
    FieldSpec("assets[].ownership_term", as_text, _ASSET, "Thời hạn sở hữu", "Term of ownership"),
    FieldSpec("assets[].grade", as_text, _ASSET, "Cấp hạng", "Grade"),
    FieldSpec("changes[].text", as_change, (), "Nội dung biến động", "Change"),
    FieldSpec("changes[].date", as_date, _DATE, "Ngày biến động", "Date of change"),
)

FIELDS: dict[str, FieldSpec] = {spec.pattern: spec for spec in _ROWS}


def field_of(path: str) -> FieldSpec | None:
    """Return what the field at ``path`` means, or None for a path nobody defined."""
    return FIELDS.get(pattern_of(path))
