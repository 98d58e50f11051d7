"""Numbers of everything, kept as things happen and never counted when asked for."""

from collections.abc import Mapping
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.states import State
from store.session import Store
from store.tables import arrivals, counters, documents, fields
from store.upsert import insert

_SHARDS = 16
_STATE, _FLAG, _TODO = "state.", "flag.", "todo."
# Documents that are done, but whose pages stand in others now.
REPLACED = "replaced"


class Status(NamedTuple):
    """How many files are where.

    Attributes:
        seen: arrivals; the sum of the five after it when nothing is lost.
        flagged_fields: current fields that a person must look at.
    """

    seen: int
    waiting: int
    working: int
    done: int
    set_aside: int
    duplicates: int
    flagged_fields: int

    @property
    def is_conserved(self) -> bool:
        """Nothing that was seen is missing, nothing is there twice."""
        return self.seen == sum(self[1:6])


class Drift(NamedTuple):
    """A counter that does not say what there is."""

    name: str
    kept: int
    counted: int


def add(connection: Connection, changes: Mapping[str, int], document_id: int) -> None:
    """Count ``changes`` (name -> how many more) in the caller's transaction: last and once.

    Which of the documents concerned ``document_id`` names only chooses the shard.

    Names of our own: ``state.done``, ``seen``, ``duplicates``, ``flag.<pattern>``,
    ``todo.<pattern>``, ``answers``, ``pages``, ``reads``, ``failures.<cause>``,
    ``corrections``, ``replaced``. Rows are taken in one order, so that two transactions cannot
    wait for each other.
    """
    rows = [
        {"name": name, "shard": document_id % _SHARDS, "value": change}
        for name, change in sorted(changes.items())
        if change
    ]
    if not rows:
        return
    statement = insert(connection, counters)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[counters.c.name, counters.c.shard],
            set_={"value": counters.c.value + statement.excluded.value},
        ),
        rows,
    )


def all_counts(store: Store) -> dict[str, int]:
    """Return every counter by name; what never happened is not there."""
    with store.reading() as connection:
        return _kept(connection)


def status(store: Store) -> Status:
    """Return how many files are where; as quick with a million documents as with one."""
    return status_of(all_counts(store))


def status_of(counts: Mapping[str, int]) -> Status:
    return Status(
        seen=counts.get("seen", 0),
        waiting=counts.get(_STATE + State.WAITING, 0),
        working=counts.get(_STATE + State.WORKING, 0),
        done=counts.get(_STATE + State.DONE, 0),
        set_aside=counts.get(_STATE + State.SET_ASIDE, 0),
        duplicates=counts.get("duplicates", 0),
        flagged_fields=sum(n for name, n in counts.items() if name.startswith(_FLAG)),
    )


def verify(store: Store) -> tuple[Drift, ...]:
    """Count everything anew and return the counters that say otherwise; slow on a large store."""
    with store.reading() as connection:
        kept, counted = _kept(connection), _counted(connection)
    checked = {name for name in kept if name in _PLAIN or name.startswith((_STATE, _FLAG, _TODO))}
    return tuple(
        Drift(name, kept.get(name, 0), counted.get(name, 0))
        for name in sorted(checked | counted.keys())
        if kept.get(name, 0) != counted.get(name, 0)
    )


_PLAIN = frozenset({"seen", "duplicates", "questions", REPLACED})


def _kept(connection: Connection) -> dict[str, int]:
    rows = connection.execute(
        sa.select(counters.c.name, sa.func.sum(counters.c.value)).group_by(counters.c.name)
    )
    return {name: int(value) for name, value in rows}


def _counted(connection: Connection) -> dict[str, int]:
    count = sa.func.count()
    by_state = sa.select(documents.c.state, count).group_by(documents.c.state)
    by_pattern = (
        sa.select(fields.c.pattern, count)
        .where(fields.c.status == "flagged")
        .group_by(fields.c.pattern)
    )
    waiting = (
        sa.select(fields.c.pattern, count).where(fields.c.todo == 1).group_by(fields.c.pattern)
    )
    seen = sa.select(count).select_from(arrivals)
    counts = {_STATE + state: number for state, number in connection.execute(by_state)}
    counts |= {_FLAG + pattern: number for pattern, number in connection.execute(by_pattern)}
    counts |= {_TODO + pattern: number for pattern, number in connection.execute(waiting)}
    counts["seen"] = connection.execute(seen).scalar_one()
    asked = sa.select(count).select_from(fields).where(fields.c.question_id.is_not(None))
    counts["questions"] = connection.execute(asked).scalar_one()
    gone = sa.select(count).select_from(documents).where(documents.c.replaced_at.is_not(None))
    counts[REPLACED] = connection.execute(gone).scalar_one()
    counts["duplicates"] = connection.execute(seen.where(arrivals.c.duplicate)).scalar_one()
    return counts
