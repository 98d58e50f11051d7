"""Form No. 1: one row per certificate, parcel and person, made from a record."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from schemas.document import Kind, Record
from schemas.form1_cells import (
    CERTIFICATE_CELLS,
    ORGANISATION_CELLS,
    PARCEL_CELLS,
    PERSON_CELLS,
    Cell,
    Origin,
    address_cell,
    asset_cells,
    block,
    change_cells,
    gap,
    indexes,
    old_number_cell,
    outranking,
    purpose_cells,
    scan_file_cell,
)
from schemas.reading import Frozen, Reading, Status

ORGANISATION = "Tổ chức"


class Form1Row(Frozen):
    """One row of the form; attributes follow its columns, values as the form writes them.

    Dates are ``DD/MM/YYYY`` or ``YYYY``, areas square metres, everything else text.
    ``origins`` knows each cell that was filled, or that should have been; a column
    without an entry is one the paper has nothing to say about.
    """

    commune_code: str | None = None
    serial: str | None = None
    issue_date: str | None = None
    registry_no: str | None = None
    organisation: str | None = None
    organisation_id: str | None = None
    full_name: str | None = None
    birth_date: str | None = None
    gender: str | None = None
    id_number: str | None = None
    residence: str | None = None
    legal_form: str | None = None
    role: str | None = None
    current_user: str | None = None
    current_user_birth_date: str | None = None
    current_user_id: str | None = None
    current_user_address: str | None = None
    change_reason: str | None = None
    parcel_id: str | None = None
    map_sheet_no: str | None = None
    parcel_no: str | None = None
    cadastral_sheet_no: str | None = None
    cadastral_parcel_no: str | None = None
    parcel_address: str | None = None
    parcel_area_m2: Decimal | None = None
    purpose_1_name: str | None = None
    purpose_1_area_m2: Decimal | None = None
    purpose_1_origin: str | None = None
    purpose_1_form: str | None = None
    purpose_1_term: str | None = None
    purpose_2_name: str | None = None
    purpose_2_area_m2: Decimal | None = None
    purpose_2_origin: str | None = None
    purpose_2_form: str | None = None
    purpose_2_term: str | None = None
    purpose_3_name: str | None = None
    purpose_3_area_m2: Decimal | None = None
    purpose_3_origin: str | None = None
    purpose_3_form: str | None = None
    purpose_3_term: str | None = None
    asset_kind: str | None = None
    apartment_complex: str | None = None
    apartment_building: str | None = None
    apartment_no: str | None = None
    built_area_m2: Decimal | None = None
    floor_area_m2: Decimal | None = None
    ownership_form: str | None = None
    ownership_term: str | None = None
    asset_grade: str | None = None
    scan_file: str | None = None
    # Only in the variant with 57 columns.
    paper_1_no: str | None = None
    paper_1_kind: str | None = None
    paper_2_no: str | None = None
    paper_2_kind: str | None = None
    scanned_file: str | None = None
    guid: str | None = None
    data_class: str | None = None

    origins: dict[str, Origin]


# What a row must hold to count as complete, with the path that is looked for:
# Appendix 8's compulsory lines together with the core list used beside it.
_CORE = {
    "commune_code": "{parcel}.commune_code",
    "serial": "certificate.serial",
    "issue_date": "certificate.issue_date",
    "registry_no": "certificate.registry_no",
    "legal_form": "{holder}.legal_form",
    "role": "{holder}.role",
    "map_sheet_no": "{parcel}.map_sheet_no",
    "parcel_no": "{parcel}.parcel_no",
    "parcel_address": "{parcel}.address",
    "parcel_area_m2": "{parcel}.area_m2",
    "purpose_1_name": "{parcel}.purposes[0].name",
    "purpose_1_origin": "{parcel}.purposes[0].origin",
    "purpose_1_form": "{parcel}.purposes[0].form",
    "purpose_1_term": "{parcel}.purposes[0].term",
    "scan_file": "certificate.serial",
}
_CORE_PERSON = {"full_name": "{holder}.full_name", "id_number": "{holder}.id_number"}
_CORE_ORGANISATION = {
    "organisation": "{holder}.full_name",
    "organisation_id": "{holder}.id_number",
}

# Fields without which a row is not complete; all purposes count, though only the first must be.
CORE_PATTERNS: Final = frozenset(
    path.format(holder="holders[]", parcel="parcels[]").replace("[0]", "[]")
    for path in (*_CORE.values(), *_CORE_PERSON.values(), *_CORE_ORGANISATION.values())
)


class Completeness(NamedTuple):
    """What a record lacks for Form No. 1; attributes of ``Form1Row``, in the form's order.

    Attributes:
        missing: compulsory and empty in at least one row.
        flagged: compulsory, filled, and doubtful in at least one row.
    """

    missing: tuple[str, ...]
    flagged: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not self.missing and not self.flagged


def rows(record: Record, source_file: str) -> tuple[Form1Row, ...]:
    """Return the rows of Form No. 1 for one record; none unless it is a land certificate.

    Parcels come before persons: all holders of the first parcel, then of the second.
    A certificate without holders or parcels still gives a row, with the gaps flagged.
    ``source_file`` is the scan's file name, kept in the variant with 57 columns.
    """
    if record.kind is not Kind.LAND_CERTIFICATE:
        return ()
    readings = outranking(record.fields)
    holders = indexes(readings, "holders") or [0]
    parcels = indexes(readings, "parcels") or [0]
    paper = _paper_cells(readings)
    made = []
    for parcel in parcels:
        land = _land_cells(readings, parcel, parcels)
        made += [
            _row(paper | land | _holder_cells(readings, holder), holder, parcel, source_file)
            for holder in holders
        ]
    return tuple(made)


def complete(record: Record) -> Completeness:
    """Return which compulsory columns of the record's rows are empty or doubtful."""
    missing: dict[str, None] = {}
    flagged: dict[str, None] = {}
    for row in rows(record, ""):
        for attribute in core(row):
            origin = row.origins.get(attribute)
            if getattr(row, attribute) is None:
                missing[attribute] = None
            elif origin is not None and origin.status is Status.FLAGGED:
                flagged[attribute] = None
    order = list(Form1Row.model_fields).index
    return Completeness(
        tuple(sorted(missing, key=order)),
        tuple(sorted(flagged.keys() - missing.keys(), key=order)),
    )


def core(row: Form1Row) -> tuple[str, ...]:
    """Return the attributes that must be filled in ``row``; organisations differ from people."""
    who = _CORE_ORGANISATION if row.legal_form == ORGANISATION else _CORE_PERSON
    return (*_CORE, *who)


def _paper_cells(readings: Mapping[str, Reading]) -> dict[str, Cell]:
    cells = block(readings, "certificate", CERTIFICATE_CELLS)
    cells.update(scan_file_cell(cells.get("serial")))
    cells.update(change_cells(readings))
    return cells


def _land_cells(
    readings: Mapping[str, Reading], parcel: int, parcels: Sequence[int]
) -> dict[str, Cell]:
    land = f"parcels[{parcel}]"
    cells = block(readings, land, PARCEL_CELLS)
    cells.update(address_cell(readings, land))
    cells.update(purpose_cells(readings, land))
    # Nothing on the paper ties a building to a parcel, so it stands with the first one.
    if parcel == parcels[0]:
        cells.update(asset_cells(readings, several_parcels=len(parcels) > 1))
    return cells


def _holder_cells(readings: Mapping[str, Reading], holder: int) -> dict[str, Cell]:
    who = f"holders[{holder}]"
    legal_form = readings.get(f"{who}.legal_form")
    organised = legal_form is not None and legal_form.value == ORGANISATION
    cells = block(readings, who, ORGANISATION_CELLS if organised else PERSON_CELLS)
    cells.update(old_number_cell(cells.get("id_number")))
    return cells


def _row(cells: dict[str, Cell], holder: int, parcel: int, source_file: str) -> Form1Row:
    """Return the row of ``cells``, with each compulsory column that has none flagged as a gap."""
    legal_form = cells.get("legal_form")
    organised = legal_form is not None and legal_form.value == ORGANISATION
    expected = _CORE | (_CORE_ORGANISATION if organised else _CORE_PERSON)
    for attribute, path in expected.items():
        if attribute not in cells:
            who, land = f"holders[{holder}]", f"parcels[{parcel}]"
            cells[attribute] = gap(path.format(holder=who, parcel=land))
    values = {attribute: cell.value for attribute, cell in cells.items()}
    origins = {attribute: cell.origin for attribute, cell in cells.items()}
    return Form1Row.model_validate(
        {**values, "scanned_file": source_file or None, "origins": origins}
    )
