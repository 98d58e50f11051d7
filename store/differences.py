"""What reading again changed, field by field: the report on a batch."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.paths import pattern_of
from schemas.reading import Reading, Status
from store.current import Current, Spot
from store.session import Store
from store.tables import AnyRow, differences, readings


class What(StrEnum):
    """How the machine's new reading of a field differs from its last one."""

    NOW_RIGHT = "now_right"  # now what a person had typed against it
    NOW_WRONG = "now_wrong"  # no longer what a person had typed or confirmed
    NOW_ACCEPTED = "now_accepted"
    NOW_FLAGGED = "now_flagged"
    CHANGED = "changed"  # another value, as sure or unsure as before
    APPEARED = "appeared"
    GONE = "gone"


class Said(NamedTuple):
    """The part of a reading that differences are about."""

    value: str | None
    status: str


class Difference(NamedTuple):
    """One changed field, with the machine's value before and after."""

    document_id: int
    record: int
    path: str
    what: What
    before: str | None
    after: str | None


def what_changed(before: Said | None, after: Said | None, person: str | None) -> What | None:
    """Return how two readings of a field differ, or None; ``person`` is what a person typed."""
    old, new = before and before.value, after and after.value
    if person is not None and (old == person) != (new == person):
        return What.NOW_RIGHT if new == person else What.NOW_WRONG
    if old is None or new is None:
        return None if old == new else What.APPEARED if old is None else What.GONE
    assert before is not None
    assert after is not None
    if before.status != after.status:
        return What.NOW_FLAGGED if after.status == Status.FLAGGED else What.NOW_ACCEPTED
    return None if old == new else What.CHANGED


def note_differences(
    connection: Connection,
    row: AnyRow,
    new: Mapping[Spot, Reading],
    ids: Mapping[Spot, int],
    fields_before: Mapping[Spot, Current],
) -> None:
    """Write down what the batch's new reading changed against the last one.

    ``row`` is the document as it was before; ``ids`` names the rows of the ``new`` readings.
    """
    last = {} if row.read_id is None else _last_said(connection, row)
    rows = []
    for spot in sorted(last.keys() | new.keys()):
        before_id, before = last.get(spot, (None, None))
        held = fields_before.get(spot)
        person = held.value if held is not None and held.by_person else None
        reading = new.get(spot)
        said = None if reading is None else Said(reading.value, reading.status.value)
        what = what_changed(before, said, person)
        if what is not None:
            rows.append(
                {
                    "batch_id": row.batch_id,
                    "document_id": row.id,
                    "record": spot.record,
                    "path": spot.path,
                    "pattern": pattern_of(spot.path),
                    "what": what.value,
                    "before_id": before_id,
                    "after_id": ids.get(spot),
                }
            )
    if rows:
        connection.execute(differences.insert(), rows)


def summary(store: Store, batch_id: int) -> dict[What, dict[str, int]]:
    """Return how many fields changed in which way: what -> pattern -> number."""
    asked = (
        sa.select(differences.c.what, differences.c.pattern, sa.func.count())
        .where(differences.c.batch_id == batch_id)
        .group_by(differences.c.what, differences.c.pattern)
        .order_by(differences.c.what, differences.c.pattern)
    )
    found: dict[What, dict[str, int]] = {}
    with store.reading() as connection:
        for what, pattern, number in connection.execute(asked):
            found.setdefault(What(what), {})[pattern] = number
    return found


def changed_fields(
    store: Store, batch_id: int, *, after: tuple[int, int, str] = (0, -1, ""), limit: int = 1000
) -> tuple[Difference, ...]:
    """Return changed fields by document, record and path, from behind ``after`` on."""
    old, new = readings.alias("old"), readings.alias("new")
    place = sa.tuple_(differences.c.document_id, differences.c.record, differences.c.path)
    asked = (
        sa.select(
            differences.c.document_id,
            differences.c.record,
            differences.c.path,
            differences.c.what,
            old.c.value.label("before"),
            new.c.value.label("after"),
        )
        .outerjoin(old, old.c.id == differences.c.before_id)
        .outerjoin(new, new.c.id == differences.c.after_id)
        .where(differences.c.batch_id == batch_id, place > sa.tuple_(*after))
        .order_by(differences.c.document_id, differences.c.record, differences.c.path)
        .limit(limit)
    )
    with store.reading() as connection:
        return tuple(
            Difference(r.document_id, r.record, r.path, What(r.what), r.before, r.after)
            for r in connection.execute(asked)
        )


def _last_said(connection: Connection, row: AnyRow) -> dict[Spot, tuple[int, Said]]:
    asked = (
        sa.select(
            readings.c.record, readings.c.path, readings.c.id, readings.c.value, readings.c.status
        )
        .where(readings.c.document_id == row.id, readings.c.read_id == row.read_id)
        .order_by(readings.c.id.desc())
    )
    return {
        Spot(record, path): (reading_id, Said(value, status))
        for record, path, reading_id, value, status in connection.execute(asked)
    }
