"""The cells of Form No. 1, each made from the readings that say it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from schemas.addresses import as_address, as_commune_code, two_level
from schemas.problems import problem
from schemas.reading import Problem, Reading, Source, Status

MOST_PURPOSES = 3  # blocks of purpose columns in the form


class Origin(NamedTuple):
    """Where one cell came from and how far it can be trusted.

    Attributes:
        status: FLAGGED when a person must look, also when the cell is empty and must not be.
        paths: fields of the record the cell was made from.
        problems: what is doubtful, for the cell's comment.
        page: page of the source file to look at; None when there is none.
    """

    status: Status
    paths: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    page: int | None = None


class Cell(NamedTuple):
    """One cell of the form before it is put into its row."""

    value: str | None
    origin: Origin


# Attribute of the row <- last part of the field's path.
CERTIFICATE_CELLS = {"serial": "serial", "issue_date": "issue_date", "registry_no": "registry_no"}
PERSON_CELLS = {
    "full_name": "full_name",
    "birth_date": "birth_date",
    "gender": "gender",
    "id_number": "id_number",
    "residence": "address",
    "legal_form": "legal_form",
    "role": "role",
    "paper_1_no": "id_number",
    "paper_1_kind": "id_kind",
}
ORGANISATION_CELLS = {
    "organisation": "full_name",
    "organisation_id": "id_number",
    "residence": "address",
    "legal_form": "legal_form",
    "role": "role",
}
PARCEL_CELLS = {
    "commune_code": "commune_code",
    "map_sheet_no": "map_sheet_no",
    "parcel_no": "parcel_no",
    "parcel_area_m2": "area_m2",
}
_PURPOSE = ("name", "area_m2", "origin", "form", "term")
ASSET_CELLS = {
    "asset_kind": "kind",
    "built_area_m2": "built_area_m2",
    "floor_area_m2": "floor_area_m2",
    "ownership_form": "ownership_form",
    "ownership_term": "ownership_term",
    "asset_grade": "grade",
}
_DATES = frozenset({"issue_date", "birth_date", "current_user_birth_date"})
_ISO_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def outranking(fields: Sequence[Reading]) -> dict[str, Reading]:
    """Return one reading per path: the last a person gave, else the first."""
    chosen: dict[str, Reading] = {}
    for reading in fields:
        if reading.path not in chosen or reading.source is Source.PERSON:
            chosen[reading.path] = reading
    return chosen


def indexes(paths: Mapping[str, Reading], part: str, under: str = "") -> list[int]:
    """Return the numbers ``i`` for which some path begins with ``under`` + ``part[i].``."""
    pattern = re.compile(re.escape(f"{under}{part}") + r"\[(\d+)\]\.")
    found = (pattern.match(path) for path in paths)
    return sorted({int(match[1]) for match in found if match})


def block(
    readings: Mapping[str, Reading], under: str, columns: Mapping[str, str]
) -> dict[str, Cell]:
    """Return the cells of those ``columns`` (attribute -> part) that have a reading."""
    found = ((attribute, readings.get(f"{under}.{part}")) for attribute, part in columns.items())
    return {
        attribute: _cell(attribute, reading) for attribute, reading in found if reading is not None
    }


def _cell(attribute: str, reading: Reading) -> Cell:
    """Return the reading as the form writes it; a number that is none leaves the cell empty."""
    value, problems, status = reading.value, reading.problems, reading.status
    if value is not None and attribute.endswith("_m2") and not _NUMBER.fullmatch(value):
        problems += (problem("unreadable", raw=value),)
        value, status = None, Status.FLAGGED
    if value is not None and attribute in _DATES:
        value = day_first(value)
    if value is None and status is Status.ACCEPTED:
        status = Status.FLAGGED
    if status is Status.NOT_PRINTED and not problems:
        problems = (problem("form_not_printed"),)
    return Cell(value, Origin(status, (reading.path,), problems, reading.page))


def day_first(date: str) -> str:
    """Return an ISO date as ``DD/MM/YYYY``; a year alone, or anything else, as it is."""
    match = _ISO_DATE.fullmatch(date)
    return f"{match[3]}/{match[2]}/{match[1]}" if match else date


def gap(path: str) -> Cell:
    """Return the empty cell of a field that should be on the paper and was not found."""
    return Cell(None, Origin(Status.FLAGGED, (path,), (problem("not_found"),)))


def address_cell(readings: Mapping[str, Reading], land: str) -> Iterator[tuple[str, Cell]]:
    """Yield the parcel's address in two levels, or as printed and flagged where that is unsure."""
    reading = readings.get(f"{land}.address")
    if reading is None:
        return
    cell = _cell("parcel_address", reading)
    if reading.value:
        issued = readings.get("certificate.issue_date")
        address = as_address(reading.value, issued=issued.value if issued else None)
        code = readings.get(f"{land}.commune_code")
        # A person's word settles which commune it is today.
        if code and code.value and code.source is Source.PERSON and address.commune:
            address = address._replace(commune_code=as_commune_code(code.value))
        today = two_level(address)
        if today is None:
            cell = with_problem(cell, problem("form_address_as_printed"))
        else:
            cell = cell._replace(value=today)
            for doubt in address.text.problems:  # a unit's name was corrected on the way
                cell = with_problem(cell, doubt)
    yield "parcel_address", cell


def with_problem(cell: Cell, doubt: Problem, *paths: str) -> Cell:
    origin = cell.origin
    return cell._replace(
        origin=origin._replace(
            status=Status.FLAGGED,
            paths=origin.paths + paths,
            problems=(*origin.problems, doubt),
        )
    )


def purpose_cells(readings: Mapping[str, Reading], land: str) -> dict[str, Cell]:
    """Return up to three blocks; the third tells of any further ones."""
    numbers = indexes(readings, "purposes", f"{land}.")
    cells: dict[str, Cell] = {}
    for place, number in enumerate(numbers[:MOST_PURPOSES], start=1):
        columns = {f"purpose_{place}_{part}": part for part in _PURPOSE}
        cells.update(block(readings, f"{land}.purposes[{number}]", columns))
    left_out = numbers[MOST_PURPOSES:]
    if left_out:
        name = f"purpose_{MOST_PURPOSES}_name"
        kept = cells.get(name) or gap(f"{land}.purposes[{numbers[MOST_PURPOSES - 1]}].name")
        paths = [f"{land}.purposes[{number}].name" for number in left_out]
        told = "; ".join(_purpose_words(readings, f"{land}.purposes[{n}]") for n in left_out)
        doubt = problem("form_more_purposes", count=len(numbers), rest=told)
        cells[name] = with_problem(kept, doubt, *paths)
    return cells


def _purpose_words(readings: Mapping[str, Reading], under: str) -> str:
    name, area = readings.get(f"{under}.name"), readings.get(f"{under}.area_m2")
    words = (name.value if name else None) or "?"
    return f"{words} {area.value} m²" if area and area.value else words


def asset_cells(readings: Mapping[str, Reading], *, several_parcels: bool) -> dict[str, Cell]:
    numbers = indexes(readings, "assets")
    if not numbers:
        return {}
    under = f"assets[{numbers[0]}]"
    cells = block(readings, under, ASSET_CELLS)
    kind = cells.get("asset_kind") or gap(f"{under}.kind")
    # A paper that says "no assets" lists one whose kind is not printed: nothing to doubt then.
    if kind.value is None and kind.origin.status is Status.NOT_PRINTED:
        return {}
    if len(numbers) > 1:
        kinds = [readings.get(f"assets[{number}].kind") for number in numbers[1:]]
        rest = "; ".join((kind.value if kind else None) or "?" for kind in kinds)
        kind = with_problem(
            kind,
            problem("form_more_assets", count=len(numbers), rest=rest),
            *(f"assets[{number}].kind" for number in numbers[1:]),
        )
    if several_parcels:
        kind = with_problem(kind, problem("form_asset_parcel"))
    return {**cells, "asset_kind": kind}


def change_cells(readings: Mapping[str, Reading]) -> Iterator[tuple[str, Cell]]:
    """Yield a note in the current user's cell when the certificate was changed after issue."""
    told = [
        reading
        for number in indexes(readings, "changes")
        if (reading := readings.get(f"changes[{number}].text")) and reading.value
    ]
    if told:
        text = " | ".join(reading.value or "" for reading in told)
        paths = tuple(reading.path for reading in told)
        doubt = problem("form_changes", text=text)
        yield "current_user", Cell(None, Origin(Status.FLAGGED, paths, (doubt,), told[0].page))


def scan_file_cell(serial: Cell | None) -> Iterator[tuple[str, Cell]]:
    """Yield the name the scan is filed under; it is as sure as the serial it is made of."""
    if serial is not None:
        name = f"{_file_words(serial.value)}-GCN.pdf" if serial.value else None
        yield "scan_file", serial._replace(value=name)


def _file_words(text: str) -> str:
    """Return ``text`` without the signs that no file system takes."""
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', "", text)


def old_number_cell(number: Cell | None) -> Iterator[tuple[str, Cell]]:
    """Yield the identity cell with a note when it holds the old number of nine digits."""
    if number is not None and number.value and re.fullmatch(r"\d{9}", number.value):
        yield "id_number", with_problem(number, problem("form_old_id"))


def reasons(origin: Origin, language: str = "vi") -> tuple[str, ...]:
    """Return why a cell is doubtful, one sentence a problem, in ``vi`` or ``en``."""
    return tuple(doubt.text_en if language == "en" else doubt.text for doubt in origin.problems)
