"""What a person looks at next: the fields that wait, in the order that helps most."""

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.counts import all_counts
from store.leases import lend, part_of
from store.sampling import draw
from store.search import By
from store.session import Store
from store.tables import AnyRow, documents, fields, keys, readings
from store.tables_review import keyings, leases, passed_on
from store.tasks import EVERYWHERE, PLAIN, FieldId, Order, Part, Policy, Scope, Task

_TODO = "todo."
# Written out, not bound: only so do databases see that their index holds these rows.
_WAITS: Final = sa.literal_column("fields.todo") == sa.literal_column("1")

_BLOCKS: Final = sa.literal_column("fields.blocks") == sa.literal_column("1")


def next_tasks(
    store: Store,
    *,
    person: str,
    scope: Scope = EVERYWHERE,
    order: Order = Order.BLOCKING,
    limit: int = 5,
    lease_s: float = 300.0,
    policy: Policy = PLAIN,
    chance: random.Random | None = None,
) -> tuple[Task, ...]:
    """Return up to ``limit`` tasks, lent to the person; those they hold already come first.

    Fields that others hold are left out, and those that this person has passed on or has typed
    already, where a second one must type too. Samples and planted fields are mixed in, as often
    as ``policy`` says. Two people who ask at once never get the same field.
    """
    dice = chance or random.Random()
    with store.writing() as connection:
        now = store.now(connection)
        held = _held(connection, person, scope, now)[:limit]
        until = now + timedelta(seconds=lease_s)
        lend(connection, [(task.field, task.part) for task in held], person, now, until)
        wanted = limit - len(held)
        sampled = sum(dice.random() < policy.sample_share for _ in range(wanted))
        drawn = draw(connection, person, sampled, now, dice) if sampled else []
        rows = _candidates(connection, person, scope, order, wanted - len(drawn), now)
        offered = [
            (FieldId(row.document_id, row.record, row.path), row.pattern, row.version, part)
            for row in rows
            for part in (part_of(connection, FieldId(*row[:3]), row.version, policy),)
        ]
        offered += drawn
        won = lend(connection, [(one[0], one[3]) for one in offered], person, now, until)
        new = [
            Task(*field, pattern, version, part, until)
            for field, pattern, version, part in offered
            if field in won
        ]
    return (*(task._replace(lease_until=until) for task in held), *_mixed(new, dice))


def alike(
    store: Store,
    pattern: str,
    *,
    person: str,
    scope: Scope = EVERYWHERE,
    limit: int = 60,
    lease_s: float = 900.0,
    policy: Policy = PLAIN,
) -> tuple[Task, ...]:
    """Return waiting fields of one kind, lent to the person together, the surest first.

    None where the kind must be typed by two people.
    """
    if pattern in policy.double_keyed:
        return ()
    with store.writing() as connection:
        now = store.now(connection)
        until = now + timedelta(seconds=lease_s)
        asked = (
            _free(person, now, scope._replace(pattern=pattern))
            .where(_WAITS)
            .order_by(fields.c.confidence.desc(), fields.c.document_id)
            .limit(limit)
        )
        rows = connection.execute(_locked(asked)).all()
        ids = [FieldId(*row[:3]) for row in rows]
        won = lend(connection, [(field, Part.FIRST) for field in ids], person, now, until)
    return tuple(
        Task(*field, row.pattern, row.version, Part.FIRST, until)
        for row, field in zip(rows, ids, strict=True)
        if field in won
    )


def remaining(
    store: Store,
    scope: Scope = EVERYWHERE,
    *,
    at_most: int = 1000,
    waiting: Mapping[str, int] | None = None,
) -> int:
    """Return how many fields wait; beyond ``at_most`` it stops counting where a scope is given.

    ``waiting`` is what ``waiting_by_pattern`` has just said, where it was asked.
    """
    if scope._replace(pattern=None) == EVERYWHERE:
        known = dict(_waiting(store)) if waiting is None else waiting
        return sum(number for pattern, number in known.items() if scope.pattern in (None, pattern))
    few = _scoped(sa.select(fields.c.document_id).where(_WAITS), scope).limit(at_most).subquery()
    with store.reading() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(few)).scalar_one()


def waiting_by_pattern(store: Store) -> dict[str, int]:
    """Return how many fields of each kind wait, the most first."""
    return dict(sorted(_waiting(store), key=lambda one: -one[1]))


def _waiting(store: Store) -> Iterator[tuple[str, int]]:
    for name, number in all_counts(store).items():
        if name.startswith(_TODO) and number > 0:
            yield name.removeprefix(_TODO), number


def _held(connection: Connection, person: str, scope: Scope, now: datetime) -> list[Task]:
    """Return what the person holds, in the order in which it stands on paper."""
    asked = (
        sa.select(
            fields.c.document_id,
            fields.c.record,
            fields.c.path,
            fields.c.pattern,
            fields.c.version,
            leases.c.part,
            leases.c.until,
        )
        .join(leases, _same(leases))
        .join(readings, readings.c.id == fields.c.reading_id)
        .where(leases.c.person == person, leases.c.until > now)
        .where(sa.or_(_WAITS, leases.c.part.in_([Part.SAMPLE.value, Part.PLANTED.value])))
        .order_by(fields.c.document_id, fields.c.record, readings.c.place, fields.c.path)
    )
    return [
        Task(
            row.document_id,
            row.record,
            row.path,
            row.pattern,
            row.version,
            Part(row.part),
            row.until,
        )
        for row in connection.execute(_scoped(asked, scope))
    ]


def _candidates(
    connection: Connection,
    person: str,
    scope: Scope,
    order: Order,
    limit: int,
    now: datetime,
) -> list[AnyRow]:
    if limit <= 0:
        return []
    free = _free(person, now, scope)
    in_turn = free.order_by(fields.c.document_id, fields.c.record, fields.c.path)
    if order is Order.BLOCKING and scope.pattern is None:
        found = list(connection.execute(_locked(in_turn.where(_BLOCKS).limit(limit))))
        if len(found) < limit:
            others = in_turn.where(_WAITS, fields.c.blocks == 0)
            found += connection.execute(_locked(others.limit(limit - len(found))))
    elif order is not Order.GAIN:
        found = list(connection.execute(_locked(in_turn.where(_WAITS).limit(limit))))
    else:
        # Among fields of one kind the most doubtful is worth most.
        most = fields.c.gain.desc() if scope.pattern is None else fields.c.confidence
        own = free.where(_WAITS).order_by(most, fields.c.document_id)
        return list(connection.execute(_locked(own.limit(limit))))
    return sorted(found, key=lambda row: (row.document_id, row.record, row.place, row.path))


def _free(person: str, now: datetime, scope: Scope) -> sa.Select[Any]:
    asked = (
        sa.select(
            fields.c.document_id,
            fields.c.record,
            fields.c.path,
            fields.c.pattern,
            fields.c.version,
            fields.c.confidence,
            readings.c.place,
        )
        .join(readings, readings.c.id == fields.c.reading_id)
        .where(
            ~sa.exists().where(_same(leases), leases.c.until > now),
            ~sa.exists().where(
                _same(keyings),
                keyings.c.version == fields.c.version,
                keyings.c.person == person,
            ),
            ~sa.exists().where(_same(passed_on), passed_on.c.person == person),
        )
    )
    return _scoped(asked, scope)


def _scoped(asked: sa.Select[Any], scope: Scope) -> sa.Select[Any]:
    if scope.document_id is not None:
        asked = asked.where(fields.c.document_id == scope.document_id)
    if scope.pattern is not None:
        asked = asked.where(fields.c.pattern == scope.pattern)
    if scope.station is not None or scope.batch is not None:
        asked = asked.join(documents, documents.c.id == fields.c.document_id)
    if scope.station is not None:
        asked = asked.where(documents.c.station == scope.station)
    if scope.batch is not None:
        asked = asked.where(documents.c.batch == scope.batch)
    if scope.commune_code is not None:
        asked = asked.join(
            keys,
            sa.and_(
                keys.c.kind == By.COMMUNE.value,
                keys.c.key == scope.commune_code,
                keys.c.document_id == fields.c.document_id,
                keys.c.record == fields.c.record,
            ),
        )
    return asked


def _locked(asked: sa.Select[Any]) -> sa.Select[Any]:
    """Let people who ask at the same moment pass each other by (PostgreSQL)."""
    return asked.with_for_update(of=fields, skip_locked=True, key_share=True)


def _same(table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(
        table.c.document_id == fields.c.document_id,
        table.c.record == fields.c.record,
        table.c.path == fields.c.path,
    )


def _mixed(new: list[Task], dice: random.Random) -> list[Task]:
    """Put samples somewhere among the others, so that their place gives nothing away."""
    blind = [task for task in new if task.part in (Part.SAMPLE, Part.PLANTED)]
    mixed = [task for task in new if task not in blind]
    for task in blind:
        mixed.insert(dice.randint(0, len(mixed)), task)
    return mixed
