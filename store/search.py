"""Documents found again by what stands on them, or by the file they came in."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.paths import pattern_of
from schemas.text import fold, squeeze
from store.session import Store
from store.tables import arrivals, documents, fields, keys, readings
from store.upsert import insert


class By(StrEnum):
    """What is searched."""

    SERIAL = "serial"
    NAME = "name"
    PARCEL = "parcel"
    COMMUNE = "commune"


class Hit(NamedTuple):
    """A document found; ``record`` says which of its records, None when found by its file."""

    document_id: int
    record: int | None
    file: str
    station: str
    batch: str


# Sorts behind every key with the prefix before it.
_LAST = "\U0010ffff"


def serial_key(serial: str) -> str:
    """Return letters and digits only: ``CP 673047`` and ``cp673047`` are the same serial."""
    return "".join(sign for sign in fold(serial) if sign.isalnum())


def name_key(name: str) -> str:
    """Return the name without tones, marks and case, words single-spaced."""
    return squeeze("".join(sign if sign.isalnum() else " " for sign in fold(name)))


def parcel_key(sheet: str, parcel: str) -> str:
    """Return ``sheet/parcel`` in small letters without blanks."""
    return "/".join("".join(fold(part).split()) for part in (sheet, parcel))


def by_serial(store: Store, serial: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """Return documents whose certificates have this serial, or one that begins so."""
    return _found(store, By.SERIAL, serial_key(serial), limit)


def by_name(store: Store, name: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """Return documents that name such a person; tones and case do not matter.

    ``name`` may begin with any word of the whole name and break off anywhere: ``van a``.
    """
    return _found(store, By.NAME, name_key(name), limit)


def by_parcel(
    store: Store, sheet: str, parcel: str, *, commune_code: str | None = None, limit: int = 50
) -> tuple[Hit, ...]:
    """Return documents about this parcel of this map sheet, of one commune or of any."""
    key = parcel_key(sheet, parcel)
    if commune_code is not None:
        key = f"{commune_code}:{key}"
    return _found(store, By.PARCEL, key, limit, exact=True)


def by_file(store: Store, name: str, *, limit: int = 50) -> tuple[Hit, ...]:
    """Return documents that came in a file whose name begins so, duplicates included."""
    start = fold(name)
    asked = (
        sa.select(
            arrivals.c.document_id,
            sa.null().label("record"),
            arrivals.c.file,
            arrivals.c.station,
            arrivals.c.batch,
        )
        .where(arrivals.c.file_key >= start, arrivals.c.file_key < start + _LAST)
        .order_by(arrivals.c.file_key, arrivals.c.id)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(Hit(*row) for row in connection.execute(asked)) if start else ()


def index(connection: Connection, document_id: int) -> None:
    """Write the document's keys anew from its current fields, in the caller's transaction."""
    current = (
        sa.select(fields.c.record, fields.c.path, readings.c.value)
        .join(readings, readings.c.id == fields.c.reading_id)
        .where(fields.c.document_id == document_id, readings.c.value.is_not(None))
    )
    values: dict[int, dict[str, str]] = {}
    for record, path, value in connection.execute(current):
        values.setdefault(record, {})[path] = value
    rows = [
        {"kind": kind, "key": key, "document_id": document_id, "record": record}
        for record, by_path in values.items()
        for kind, key in sorted(keys_of(by_path))
    ]
    connection.execute(keys.delete().where(keys.c.document_id == document_id))
    if rows:
        connection.execute(keys.insert(), rows)


def reindex(
    connection: Connection,
    document_id: int,
    record: int,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
) -> frozenset[str]:
    """Write the keys of one record, path -> value, where they changed; return what kinds did."""
    old, new = (
        keys_of({path: value for path, value in values.items() if value is not None})
        for values in (before, after)
    )
    place = {"document_id": document_id, "record": record}
    if old - new:
        gone = sa.tuple_(keys.c.kind, keys.c.key).in_(sorted(old - new))
        own = sa.and_(keys.c.document_id == document_id, keys.c.record == record)
        connection.execute(keys.delete().where(own, gone))
    if new - old:
        rows = [{"kind": kind, "key": key, **place} for kind, key in sorted(new - old)]
        connection.execute(insert(connection, keys).on_conflict_do_nothing(), rows)
    return frozenset(kind for kind, _ in old ^ new)


def keys_of(by_path: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return (kind, key) of everything one record, path -> value, can be found by."""
    found = {
        (kind.value, key)
        for path, value in by_path.items()
        if (how := _SEARCHED.get(pattern_of(path))) is not None
        for kind in (how[0],)
        for key in how[1](value)
        if key
    }
    for path, parcel in by_path.items():
        place, dot, name = path.rpartition(".")
        sheet = by_path.get(f"{place}.map_sheet_no")
        if dot and name == "parcel_no" and sheet is not None:
            key = parcel_key(sheet, parcel)
            found.add((By.PARCEL.value, key))
            commune = by_path.get(f"{place}.commune_code")
            if commune is not None:
                found.add((By.PARCEL.value, f"{commune}:{key}"))
    return found


def _serials(value: str) -> Iterable[str]:
    yield serial_key(value)


def _names(value: str) -> Iterable[str]:
    # One key from each word on, so that every word can be the first one typed.
    words = name_key(value).split(" ")
    yield from (" ".join(words[place:]) for place in range(len(words)))


# pattern of a field -> what it is found by, and its value -> keys.
_SEARCHED: Mapping[str, tuple[By, Callable[[str], Iterable[str]]]] = {
    "certificate.serial": (By.SERIAL, _serials),
    "rows[].serial": (By.SERIAL, _serials),
    "holders[].full_name": (By.NAME, _names),
    "person.full_name": (By.NAME, _names),
    "rows[].holder": (By.NAME, _names),
    "parcels[].commune_code": (By.COMMUNE, lambda value: (value,)),
}


def _found(store: Store, kind: By, key: str, limit: int, *, exact: bool = False) -> tuple[Hit, ...]:
    if not key:
        return ()
    fits = keys.c.key == key if exact else sa.and_(keys.c.key >= key, keys.c.key < key + _LAST)
    few = (
        sa.select(keys.c.key, keys.c.document_id, keys.c.record)
        .where(keys.c.kind == kind.value, fits)
        .order_by(keys.c.key, keys.c.document_id, keys.c.record)
        .limit(limit)
        .subquery()
    )
    asked = (
        sa.select(
            few.c.document_id,
            few.c.record,
            documents.c.file,
            documents.c.station,
            documents.c.batch,
        )
        .join(documents, documents.c.id == few.c.document_id)
        .order_by(few.c.key, few.c.document_id, few.c.record)
    )
    with store.reading() as connection:
        # One person may have several keys that begin alike.
        return tuple(dict.fromkeys(Hit(*row) for row in connection.execute(asked)))
