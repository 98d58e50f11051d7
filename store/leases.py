"""Fields lent to people, so that two never work on the same one; leases end by themselves."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.paths import pattern_of
from store.audit import note
from store.errors import FieldHeld, NoSuchThing
from store.session import Store
from store.tables import AnyRow, fields
from store.tables_review import keyings, leases, logins, passed_on, samples, users
from store.tasks import FieldId, Part, Policy, Task
from store.upsert import insert

# Browsers at work renew long before: a lease this close to its end has been left.
LAPSING: Final = timedelta(seconds=60)


class Lent(NamedTuple):
    """A lease as others see it."""

    field: FieldId
    person: str
    until: datetime


def hold(store: Store, field: FieldId, *, person: str, lease_s: float, policy: Policy) -> Task:
    """Lend one field to the person, whether or not it waits for anybody.

    Raises:
        FieldHeld: somebody else works on it.
        NoSuchThing: there is no such field.
    """
    return _hold(store, field, person, lease_s, policy, lambda *_: False)


def take_over(
    store: Store,
    field: FieldId,
    *,
    person: str,
    lease_s: float,
    policy: Policy,
    idle: timedelta | None = None,
) -> Task:
    """Lend the field to the person even if another has it; that one's answer comes too late.

    With ``idle``, how long an unused log-in lives, only if the other seems to have left: see
    ``is_leaving``.

    Raises:
        FieldHeld: somebody else works on it and has not left.
        NoSuchThing: there is no such field.
    """

    def may(connection: Connection, held: AnyRow, now: datetime) -> bool:
        return idle is None or _is_leaving(connection, held.person, held.until, now, idle)

    return _hold(store, field, person, lease_s, policy, may)


def is_leaving(store: Store, held: FieldHeld, idle: timedelta) -> bool:
    """Say whether the holder is logged out, or has let their lease come close to its end."""
    with store.reading() as connection:
        now = store.now(connection)
        return _is_leaving(connection, held.person, held.until, now, idle)


def keep(
    store: Store, wanted: Iterable[FieldId], *, person: str, lease_s: float
) -> tuple[FieldId, ...]:
    """Prolong the person's leases; return those that still are theirs."""
    kept = []
    with store.writing() as connection:
        until = store.now(connection) + timedelta(seconds=lease_s)
        for field in wanted:
            is_theirs = connection.execute(
                sa.update(leases).where(leases.c.person == person, _is(field)).values(until=until)
            ).rowcount
            if is_theirs:
                kept.append(field)
    return tuple(kept)


def let_go(store: Store, field: FieldId, *, person: str) -> None:
    """End the person's lease; others may have the field."""
    with store.writing() as connection:
        connection.execute(leases.delete().where(leases.c.person == person, _is(field)))


def let_go_all(store: Store, *, person: str) -> None:
    """End all leases of a person who leaves."""
    with store.writing() as connection:
        connection.execute(leases.delete().where(leases.c.person == person))


def pass_on(store: Store, field: FieldId, *, person: str, note_text: str = "") -> None:
    """Leave the field to somebody else: it is not offered to this person again."""
    with store.writing() as connection:
        pass_on_in(store, connection, field, person, note_text, store.now(connection))


def pass_on_in(
    store: Store,
    connection: Connection,
    field: FieldId,
    person: str,
    note_text: str,
    now: datetime,
) -> None:
    """Do what ``pass_on`` does in the caller's transaction."""
    connection.execute(leases.delete().where(leases.c.person == person, _is(field)))
    statement = insert(connection, passed_on).values(
        **field._asdict(), person=person, note=note_text, at=now
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(passed_on.primary_key.columns),
            set_={"note": statement.excluded.note, "at": statement.excluded.at},
        )
    )
    facts = {"record": field.record, "path": field.path}
    note(store, connection, person, "pass_on", document_id=field.document_id, facts=facts)


def notes_on(store: Store, field: FieldId) -> tuple[tuple[str, str], ...]:
    """Return (person, note) of those who passed the field on."""
    asked = (
        sa.select(passed_on.c.person, passed_on.c.note)
        .where(_is(field, passed_on))
        .order_by(passed_on.c.at)
    )
    with store.reading() as connection:
        return tuple((person, text) for person, text in connection.execute(asked))


def lent(store: Store) -> tuple[Lent, ...]:
    """Return all leases in force."""
    with store.reading() as connection:
        asked = sa.select(leases).where(leases.c.until > store.now(connection))
        return tuple(
            Lent(FieldId(row.document_id, row.record, row.path), row.person, row.until)
            for row in connection.execute(asked.order_by(leases.c.until))
        )


def holders(store: Store, wanted: Iterable[FieldId]) -> dict[FieldId, str]:
    """Return who has which of these fields now; those that nobody has are left out."""
    asked = frozenset(wanted)
    return {one.field: one.person for one in lent(store) if one.field in asked}


def lend(
    connection: Connection,
    wanted: Sequence[tuple[FieldId, Part]],
    person: str,
    now: datetime,
    until: datetime,
    *,
    by_force: bool = False,
) -> frozenset[FieldId]:
    """Write leases in the caller's transaction; return those that nobody else had."""
    if not wanted:
        return frozenset()
    statement = insert(connection, leases)
    free = sa.or_(leases.c.until <= now, leases.c.person == person)
    rows = [
        {**field._asdict(), "person": person, "part": part.value, "until": until}
        for field, part in sorted(wanted)
    ]
    got = connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(leases.primary_key.columns),
            set_={
                "person": statement.excluded.person,
                "part": statement.excluded.part,
                "until": statement.excluded.until,
            },
            where=sa.true() if by_force else free,
        ).returning(leases.c.document_id, leases.c.record, leases.c.path),
        rows,
    )
    return frozenset(FieldId(*row) for row in got)


def part_of(connection: Connection, field: FieldId, version: int, policy: Policy) -> Part:
    """Return the part of the next person who answers the field."""
    if pattern_of(field.path) not in policy.double_keyed:
        return Part.FIRST
    others = connection.execute(
        sa.select(sa.func.count()).where(_is(field, keyings), keyings.c.version == version)
    ).scalar_one()
    return (Part.FIRST, Part.SECOND, Part.THIRD)[min(others, 2)]


def own_part(
    connection: Connection,
    field: FieldId,
    lease: AnyRow | None,
    person: str,
    version: int,
    policy: Policy,
) -> Part:
    """Return the person's part in the field, whose ``lease`` may be theirs, another's or none."""
    if lease is not None and lease.person == person:
        return Part(lease.part)
    sample = connection.execute(
        sa.select(samples.c.kind).where(
            _is(field, samples), samples.c.made_for == person, samples.c.answered_at.is_(None)
        )
    ).first()
    return Part(sample.kind) if sample else part_of(connection, field, version, policy)


def _hold(
    store: Store,
    field: FieldId,
    person: str,
    lease_s: float,
    policy: Policy,
    may_take: Callable[[Connection, AnyRow, datetime], bool],
) -> Task:
    with store.writing() as connection:
        now = store.now(connection)
        until = now + timedelta(seconds=lease_s)
        row = connection.execute(
            sa.select(fields.c.version, fields.c.pattern).where(
                _is(field, fields), fields.c.reading_id.is_not(None)
            )
        ).one_or_none()
        if row is None:
            raise NoSuchThing("no such field")
        held = connection.execute(sa.select(leases).where(_is(field))).one_or_none()
        part = own_part(connection, field, held, person, row.version, policy)
        by_force = held is not None and may_take(connection, held, now)
        if not lend(connection, [(field, part)], person, now, until, by_force=by_force):
            raise FieldHeld(held.person if held else "", held.until if held else now)
        if held is not None and held.person != person and held.until > now:
            facts = {"record": field.record, "path": field.path, "from": held.person}
            note(store, connection, person, "take_over", document_id=field.document_id, facts=facts)
        return Task(*field, row.pattern, row.version, part, until)


def _is_leaving(
    connection: Connection, person: str, until: datetime, now: datetime, idle: timedelta
) -> bool:
    """Programs and people whom nobody knows count as there: only their leases tell."""
    if until - now <= LAPSING:
        return True
    is_known = sa.select(users.c.id).where(users.c.name == person)
    if connection.execute(is_known).first() is None:
        return False
    alive = is_known.join(logins, logins.c.user_id == users.c.id).where(
        logins.c.ends_at > now, logins.c.seen_at > now - idle, users.c.disabled == sa.false()
    )
    return connection.execute(alive).first() is None


def _is(field: FieldId, table: sa.Table = leases) -> sa.ColumnElement[bool]:
    return sa.and_(
        table.c.document_id == field.document_id,
        table.c.record == field.record,
        table.c.path == field.path,
    )
