"""Documents that seem to show the same paper: shown to people, never merged."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.states import State
from store.session import Store
from store.tables import documents, keys, likenesses, looks
from store.upsert import insert

# More than this many with one serial or look are a form's print or a misreading, not scans of
# one sheet; the newest are linked.
_MOST = 20


class Why(StrEnum):
    """What two documents have in common."""

    SAME_PIXELS = "same_pixels"  # the same pictures in another wrapper
    SAME_SERIAL = "same_serial"  # scans of one certificate
    LOOKS_ALIKE = "looks_alike"  # one perceptual key in common


class Likeness(NamedTuple):
    """Two documents, ``document_id`` the later one.

    Attributes:
        better: the one whose reading is proposed: done rather than set aside, then fewer
            flags, then the surer, then the earlier one.
    """

    document_id: int
    other_id: int
    why: tuple[Why, ...]
    found_at: datetime
    better: int


class Looks(NamedTuple):
    """What tells the same pixels or the same sheet again.

    Attributes:
        pixels: hash over all decoded pages; equal in another wrapper of the same pictures.
        keys: perceptual keys; documents that share one may show the same sheet.
    """

    pixels: str | None = None
    keys: tuple[str, ...] = ()


def of_document(store: Store, document_id: int) -> tuple[Likeness, ...]:
    """Return what the document is like, the newest find first."""
    either = sa.or_(likenesses.c.document_id == document_id, likenesses.c.other_id == document_id)
    return _told(store, sa.select(likenesses).where(either))


def newest(store: Store, *, limit: int = 100) -> tuple[Likeness, ...]:
    """Return the pairs of the latest documents that are like an earlier one."""
    few = (
        sa.select(likenesses)
        .order_by(likenesses.c.document_id.desc(), likenesses.c.other_id)
        .limit(limit)
    )
    return _told(store, few)


def link(connection: Connection, document_id: int, seen: Looks | None, now: datetime) -> None:
    """Find what the document is like, in the transaction that finishes it.

    Its keys, and ``pixels`` if they were seen, are written.
    """
    found: set[tuple[int, Why]] = set()
    serials = connection.execute(
        sa.select(keys.c.key).where(keys.c.document_id == document_id, keys.c.kind == "serial")
    ).scalars()
    own = list(serials)
    _take_turns(connection, own if seen is None else [*own, *seen.keys, seen.pixels or ""])
    if seen is not None:
        if seen.pixels is not None:
            same = sa.select(documents.c.id).where(documents.c.pixels == seen.pixels)
            found |= _with(connection, Why.SAME_PIXELS, same, documents.c.id, document_id)
        connection.execute(looks.delete().where(looks.c.document_id == document_id))
        rows = [{"key": key, "document_id": document_id} for key in sorted(set(seen.keys))]
        if rows:
            connection.execute(looks.insert(), rows)
            alike = sa.select(looks.c.document_id).where(looks.c.key.in_(seen.keys)).distinct()
            found |= _with(connection, Why.LOOKS_ALIKE, alike, looks.c.document_id, document_id)
    twin = (
        sa.select(keys.c.document_id).where(keys.c.kind == "serial", keys.c.key.in_(own)).distinct()
    )
    found |= _with(connection, Why.SAME_SERIAL, twin, keys.c.document_id, document_id)
    judged = [Why.SAME_SERIAL] if seen is None else list(Why)
    _forget(connection, document_id, {why.value for why in judged}, found)
    _write(connection, document_id, found, now)


def _take_turns(connection: Connection, names: Iterable[str]) -> None:
    """Let two documents with one of ``names`` in common finish one after the other.

    Neither would see the other's rows and the link would be missed. SQLite has one writer anyway.
    """
    if connection.dialect.name == "postgresql":
        # In one order everywhere, so that nobody waits for somebody who waits.
        for name in sorted(set(names)):
            lock = sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))
            connection.execute(sa.select(lock))


def _with(
    connection: Connection,
    why: Why,
    asked: sa.Select[int],
    column: sa.ColumnElement[int],
    document_id: int,
) -> set[tuple[int, Why]]:
    others = asked.where(column != document_id).order_by(column.desc()).limit(_MOST)
    return {(other, why) for other in connection.execute(others).scalars()}


def _forget(
    connection: Connection, document_id: int, judged: set[str], found: set[tuple[int, Why]]
) -> None:
    """Drop the links of the kinds ``judged`` that hold no more, after a correction say."""
    either = sa.or_(likenesses.c.document_id == document_id, likenesses.c.other_id == document_id)
    for row in connection.execute(sa.select(likenesses).where(either)).all():
        other = row.other_id if row.document_id == document_id else row.document_id
        if row.why in judged and (other, Why(row.why)) not in found:
            connection.execute(
                likenesses.delete().where(
                    likenesses.c.document_id == row.document_id,
                    likenesses.c.other_id == row.other_id,
                    likenesses.c.why == row.why,
                )
            )


def _write(
    connection: Connection, document_id: int, found: Iterable[tuple[int, Why]], now: datetime
) -> None:
    rows = [
        {
            "document_id": max(document_id, other),
            "other_id": min(document_id, other),
            "why": why.value,
            "found_at": now,
        }
        for other, why in sorted(found)
    ]
    if rows:
        connection.execute(insert(connection, likenesses).on_conflict_do_nothing(), rows)


def _told(store: Store, pairs: sa.Select[*tuple[Any, ...]]) -> tuple[Likeness, ...]:
    with store.reading() as connection:
        rows = connection.execute(pairs).all()
        ids = {row.document_id for row in rows} | {row.other_id for row in rows}
        ranks = {
            row.id: (row.state != State.DONE, row.flags, -(row.lowest_confidence or 0.0), row.id)
            for row in connection.execute(
                sa.select(
                    documents.c.id,
                    documents.c.state,
                    documents.c.flags,
                    documents.c.lowest_confidence,
                ).where(documents.c.id.in_(ids))
            )
        }
    whys: dict[tuple[int, int], list[Why]] = {}
    since: dict[tuple[int, int], datetime] = {}
    for row in rows:
        pair = (row.document_id, row.other_id)
        whys.setdefault(pair, []).append(Why(row.why))
        since[pair] = min(row.found_at, since.get(pair, row.found_at))
    return tuple(
        Likeness(*pair, tuple(sorted(why)), since[pair], min(pair, key=ranks.__getitem__))
        for pair, why in sorted(whys.items(), key=lambda item: since[item[0]], reverse=True)
    )
