"""A land certificate as plain values, for rules that look at several fields at once."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from schemas.dates import year_of
from schemas.document import Edition, Record
from schemas.paths import Step, steps
from schemas.reading import Frozen, Reading

# A certificate of farm land has some dozens of parcels; what lies beyond is a defect.
LONGEST_LIST = 500


class Holder(Frozen):
    """A person, household or organisation the certificate was given to."""

    full_name: str | None = None
    birth_date: str | None = None
    id_number: str | None = None
    id_kind: str | None = None
    gender: str | None = None
    address: str | None = None
    role: str | None = None
    legal_form: str | None = None


class Purpose(Frozen):
    """One land-use purpose of a parcel.

    ``form_printed`` is the form of use as read, which may name areas; ``form`` is its value.
    """

    name: str | None = None
    code: str | None = None
    area_m2: Decimal | None = None
    origin: str | None = None
    form: str | None = None
    form_printed: str | None = None
    term: str | None = None


class Parcel(Frozen):
    """One parcel of land."""

    parcel_no: str | None = None
    map_sheet_no: str | None = None
    address: str | None = None
    commune_code: str | None = None
    area_m2: Decimal | None = None
    area_words: str | None = None
    purposes: tuple[Purpose, ...] = ()


class Asset(Frozen):
    """A house or other asset on the land."""

    kind: str | None = None
    built_area_m2: Decimal | None = None
    floor_area_m2: Decimal | None = None
    ownership_form: str | None = None
    ownership_term: str | None = None
    grade: str | None = None


class Change(Frozen):
    """One line of the changes table."""

    text: str | None = None
    date: str | None = None


class Certificate(Frozen):
    """One certificate.

    Places in the tuples are the numbers in the paths, so a list with a gap holds an empty
    member there. Dates are ISO, as precise as printed.
    """

    edition: Edition | None = None
    serial: str | None = None
    registry_no: str | None = None
    issue_date: str | None = None
    issuer: str | None = None
    barcode: str | None = None
    holders: tuple[Holder, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    assets: tuple[Asset, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of issue, or None."""
        return year_of(self.issue_date or "")


_DECIMALS = frozenset({"area_m2", "built_area_m2", "floor_area_m2"})
# The lists of each model, and what their members are.
_LISTS: dict[type[Frozen], dict[str, type[Frozen]]] = {
    Certificate: {"holders": Holder, "parcels": Parcel, "assets": Asset, "changes": Change},
    Parcel: {"purposes": Purpose},
}

_Located = tuple[tuple[Step, ...], Reading]
_Model = TypeVar("_Model", bound=Frozen)


def certificate_of(record: Record) -> Certificate:
    """Return the values of the record as a certificate.

    Readings without value, at unknown paths, or with an area that is no number are left
    out. Where several readings share a path the last one counts, as a correction does.
    """
    located = [(steps(reading.path), reading) for reading in record.fields]
    usable = [
        (path, reading)
        for path, reading in located
        if path and len(path) > 1 and reading.value is not None
    ]
    top = [(path[1:], r) for path, r in usable if path[0] == Step("certificate")]
    lists = [(path, r) for path, r in usable if path[0].name in _LISTS[Certificate]]
    return _built(Certificate, [*top, *lists]).model_copy(update={"edition": record.edition})


def _built(model: type[_Model], located: Iterable[_Located]) -> _Model:
    values: dict[str, Any] = {}
    members: dict[str, dict[int, list[_Located]]] = {}
    plain = set(model.model_fields) - set(_LISTS.get(model, {})) - {"edition", "form_printed"}
    for path, reading in located:
        step, rest = path[0], path[1:]
        if not rest and step.number is None and step.name in plain:
            values.update(_plain_values(model, step.name, reading))
        elif rest and step.number is not None and step.number < LONGEST_LIST:
            members.setdefault(step.name, {}).setdefault(step.number, []).append((rest, reading))
    for name, kind in _LISTS.get(model, {}).items():
        numbered = members.get(name, {})
        length = max(numbered, default=-1) + 1
        values[name] = tuple(_built(kind, numbered.get(i, ())) for i in range(length))
    return model(**values)


def _plain_values(
    model: type[Frozen], name: str, reading: Reading
) -> Iterator[tuple[str, str | Decimal | None]]:
    value = reading.value
    if name not in _DECIMALS:
        yield name, value
    elif (number := decimal(value)) is not None:
        yield name, number
    if name == "form" and model is Purpose:
        yield "form_printed", reading.raw


def decimal(text: str | None) -> Decimal | None:
    """Return the number a value of the contract stands for, or None."""
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
