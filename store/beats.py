"""What each process of the station last said of itself, for status pages and watchdogs."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from store.session import Store
from store.tables import beats as table
from store.upsert import insert


class Beat(NamedTuple):
    """The last word of one process.

    Attributes:
        name: kind and place, such as ``watcher@host1`` or ``worker@host2:4711``.
        age_s: seconds since it was said, by the store's clock.
        facts: what it says: ``paused`` and why, free bytes, documents read; nothing personal.
    """

    name: str
    at: datetime
    age_s: float
    facts: Mapping[str, object]


def beat(store: Store, name: str, facts: Mapping[str, object]) -> None:
    """Say that the process lives and how it fares; replaces what it said before."""
    with store.writing() as connection:
        now = store.now(connection)
        statement = insert(connection, table).values(name=name, at=now, facts=dict(facts))
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[table.c.name],
                set_={"at": statement.excluded.at, "facts": statement.excluded.facts},
            )
        )


def beats(store: Store) -> tuple[Beat, ...]:
    """Return everyone's last word, by name."""
    with store.reading() as connection:
        now = store.now(connection)
        rows = connection.execute(sa.select(table).order_by(table.c.name)).all()
    return tuple(Beat(r.name, r.at, (now - r.at).total_seconds(), r.facts) for r in rows)


def forget_beat(store: Store, name: str) -> None:
    """Take back the process's word, at an orderly end."""
    with store.writing() as connection:
        connection.execute(table.delete().where(table.c.name == name))
