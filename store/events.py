"""A document's history: what happened, when, by whose hand and why."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.session import Store
from store.tables import events


class Event(NamedTuple):
    """One line of a history.

    Attributes:
        what: an act of ``schemas.states``, or ``duplicate``, ``correct``, ``hurry``.
        by: the process or person.
        facts: numbers and codes; never a value read from paper.
    """

    at: datetime
    what: str
    by: str
    facts: Mapping[str, object]


def remember(
    connection: Connection,
    document_id: int,
    what: str,
    *,
    at: datetime,
    by: str,
    facts: Mapping[str, object] | None = None,
) -> None:
    """Add a line to the document's history in the caller's transaction."""
    connection.execute(
        events.insert().values(
            document_id=document_id, at=at, what=what, by=by, facts=dict(facts) if facts else None
        )
    )


def remember_all(
    connection: Connection, document_ids: Iterable[int], what: str, *, at: datetime, by: str
) -> None:
    """Add the same line to the histories of several documents."""
    rows = [{"document_id": number, "at": at, "what": what, "by": by} for number in document_ids]
    if rows:
        connection.execute(events.insert(), rows)


def history(store: Store, document_id: int) -> tuple[Event, ...]:
    """Return everything that happened to the document, oldest first."""
    told = (
        sa.select(events.c.at, events.c.what, events.c.by, events.c.facts)
        .where(events.c.document_id == document_id)
        .order_by(events.c.id)
    )
    with store.reading() as connection:
        return tuple(
            Event(at, what, by, facts or {}) for at, what, by, facts in connection.execute(told)
        )
