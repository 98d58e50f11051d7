"""The trail of who saw and changed what: only ever added to, each entry sealing the one before."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.session import Store
from store.tables import AnyRow
from store.tables_review import audit as table

# Any number that nobody else locks: one writer at a time knows what the last entry is.
_LOCK = 0x50D1
_PAGE = 5_000
# What the first entry seals.
NOTHING = "0" * 64


class Entry(NamedTuple):
    """One line of the trail.

    Attributes:
        what: ``view``, ``answer``, ``export``, ``login``, …
        facts: numbers, paths, codes and names of users; never a value read from paper.
    """

    number: int
    at: datetime
    who: str
    what: str
    document_id: int | None
    facts: Mapping[str, object]
    hash: str


class Verdict(NamedTuple):
    """What ``verify`` found.

    Attributes:
        entries: that were checked.
        head: hash of the last good one; write it down elsewhere to notice a cut-off end.
        broken_at: number of the first entry that does not fit, or None.
    """

    entries: int
    head: str
    broken_at: int | None


def note(
    store: Store,
    connection: Connection,
    who: str,
    what: str,
    *,
    document_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry in the caller's transaction: last, since others wait from here on."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    newest = sa.select(table.c.id, table.c.hash).order_by(table.c.id.desc()).limit(1)
    rows, at = store.timed(connection, newest)
    number, before = (rows[0].id + 1, rows[0].hash) if rows else (1, NOTHING)
    told = dict(facts or {})
    connection.execute(
        table.insert().values(
            id=number,
            at=at,
            who=who,
            what=what,
            document_id=document_id,
            facts=told,
            hash=_seal(before, number, at, who, what, document_id, told),
        )
    )


def write(
    store: Store,
    who: str,
    what: str,
    *,
    document_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Add an entry by itself, such as that a document was looked at."""
    with store.writing() as connection:
        note(store, connection, who, what, document_id=document_id, facts=facts)


def entries(
    store: Store,
    *,
    who: str | None = None,
    document_id: int | None = None,
    what: str | None = None,
    before: int | None = None,
    limit: int = 100,
) -> tuple[Entry, ...]:
    """Return entries, the newest first; ``before`` pages on below a number."""
    asked = sa.select(table).order_by(table.c.id.desc()).limit(limit)
    wanted = {"who": who, "document_id": document_id, "what": what}
    for name, value in wanted.items():
        if value is not None:
            asked = asked.where(table.c[name] == value)
    if before is not None:
        asked = asked.where(table.c.id < before)
    with store.reading() as connection:
        return tuple(_entry(row) for row in connection.execute(asked))


def verify(store: Store, *, head: str | None = None) -> Verdict:
    """Compute every seal anew; with ``head``, an earlier verdict's, its entry must be there.

    ``broken_at`` is one past the end when the entry of ``head`` is missing.
    """
    before, number, met = NOTHING, 0, head in (None, NOTHING)
    while True:
        with store.reading() as connection:
            page = connection.execute(
                sa.select(table).where(table.c.id > number).order_by(table.c.id).limit(_PAGE)
            ).all()
        if not page:
            return Verdict(number, before, None if met else number + 1)
        for row in page:
            seal = _seal(
                before, row.id, row.at, row.who, row.what, row.document_id, dict(row.facts)
            )
            if row.id != number + 1 or row.hash != seal:
                return Verdict(number, before, number + 1)
            before, number = row.hash, row.id
            met = met or before == head


def _seal(
    before: str,
    number: int,
    at: datetime,
    who: str,
    what: str,
    document_id: int | None,
    facts: Mapping[str, object],
) -> str:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    said = json.dumps(
        [before, number, moment, who, what, document_id, facts],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(said.encode()).hexdigest()


def _entry(row: AnyRow) -> Entry:
    return Entry(row.id, row.at, row.who, row.what, row.document_id, row.facts, row.hash)
