"""A person's answer: stored, held until a second person has typed, or weighed as a sample."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.paths import pattern_of
from schemas.reading import Reading
from store.acceptance import tighten
from store.audit import note
from store.counts import add
from store.days import add_to_day
from store.errors import LeaseLost, NoSuchThing, VersionConflict
from store.leases import part_of
from store.readings import correct_in, lock
from store.sampling import settle
from store.session import Store
from store.tables import AnyRow, fields, readings
from store.tables_review import answers, keyings, leases
from store.tasks import Answer, FieldId, Keying, Outcome, Part, Policy, Task
from store.upsert import insert


def answer(
    store: Store,
    task: Task,
    reading: Reading,
    *,
    seen_version: int,
    person: str,
    policy: Policy,
    seconds: float | None = None,
    first_typed: str | None = None,
) -> Answer:
    """Take the person's answer to a task; the lease ends with it.

    The same answer once more, because the connection broke before ours arrived, is stored once.
    ``seconds`` is how long the field was in sight. ``first_typed`` is what was typed before
    the machine's value was shown, where that happened.

    Raises:
        NoSuchThing: the field is gone.
        LeaseLost: somebody else works on the field now; nothing is stored.
        VersionConflict: the field changed meanwhile; nothing is stored.
        ValueError: the reading is not a person's.
    """
    field = task.field
    with store.writing() as connection:
        lock(connection, field.document_id)
        now = store.now(connection)
        current = _current(connection, field)
        if _is_repeated(current, reading, seen_version, person):
            return Answer(current.version, Outcome.STORED)
        part = _part(connection, field, current, person, now, policy)
        if seen_version != current.version:
            raise VersionConflict(current.version)
        if part in (Part.SAMPLE, Part.PLANTED):
            said = _sampled(connection, field, current, reading, first_typed, person, part, now)
            tighten(connection, pattern_of(field.path), policy.silent_error_bound, now)
        elif pattern_of(field.path) in policy.double_keyed:
            said = _keyed(connection, field, current, reading, person, now)
        else:
            version = correct_in(connection, field, reading, seen_version, person, now)
            said = Answer(version, Outcome.STORED)
        connection.execute(leases.delete().where(_is(field, leases)))
        changed = reading.value != current.value
        _count(connection, field, part, person, now, changed, seconds)
        facts = {
            "record": field.record,
            "path": field.path,
            "version": said.version,
            "part": part.value,
            "outcome": said.outcome.value,
        }
        note(store, connection, person, "answer", document_id=field.document_id, facts=facts)
    return said


def keyed(store: Store, field: FieldId, version: int) -> tuple[Keying, ...]:
    """Return what persons typed of a field that waits for another, the first one first."""
    with store.reading() as connection:
        return _keyings(connection, field, version)


def undo_keying(store: Store, field: FieldId, version: int, *, person: str) -> bool:
    """Take back what the person typed of a field that waits for another; False when decided."""
    with store.writing() as connection:
        lock(connection, field.document_id)
        gone = connection.execute(
            keyings.delete().where(
                _is(field, keyings),
                keyings.c.version == version,
                keyings.c.person == person,
                sa.exists().where(_is(field, fields), fields.c.version == version),
            )
        ).rowcount
        if gone:
            facts = {"record": field.record, "path": field.path}
            note(store, connection, person, "undo", document_id=field.document_id, facts=facts)
    return bool(gone)


def _current(connection: Connection, field: FieldId) -> AnyRow:
    row = connection.execute(
        sa.select(fields.c.version, fields.c.by_person, readings.c.value, readings.c.person)
        .join(readings, readings.c.id == fields.c.reading_id)
        .where(_is(field, fields))
    ).one_or_none()
    if row is None:
        raise NoSuchThing("no such field")
    return row


def _is_repeated(current: AnyRow, reading: Reading, seen_version: int, person: str) -> bool:
    return (
        current.version == seen_version + 1
        and bool(current.by_person)
        and current.person == person
        and current.value == reading.value
    )


def _part(
    connection: Connection,
    field: FieldId,
    current: AnyRow,
    person: str,
    now: datetime,
    policy: Policy,
) -> Part:
    """Return the part the person has; a lease that ran out unclaimed is as good as one."""
    held = connection.execute(sa.select(leases).where(_is(field, leases))).one_or_none()
    if held is None:
        return part_of(connection, field, current.version, policy)
    if held.person != person and held.until > now:
        raise LeaseLost("somebody else works on the field")
    if held.person != person:
        return part_of(connection, field, current.version, policy)
    return Part(held.part)


def _sampled(
    connection: Connection,
    field: FieldId,
    current: AnyRow,
    reading: Reading,
    first_typed: str | None,
    person: str,
    part: Part,
    now: datetime,
) -> Answer:
    """Weigh the sample; a silent error that it found is put right at once."""
    agrees = settle(connection, field, current, reading, first_typed, person, now)
    if agrees is False and part is Part.SAMPLE:
        version = correct_in(connection, field, reading, current.version, person, now)
        return Answer(version, Outcome.STORED)
    return Answer(current.version, Outcome.STORED)


def _keyed(
    connection: Connection,
    field: FieldId,
    current: AnyRow,
    reading: Reading,
    person: str,
    now: datetime,
) -> Answer:
    """Keep what was typed until two agree, or a third person has decided."""
    statement = insert(connection, keyings).values(
        **field._asdict(),
        version=current.version,
        person=person,
        reading=reading.model_dump(mode="json"),
        at=now,
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(keyings.primary_key.columns),
            set_={"reading": statement.excluded.reading, "at": statement.excluded.at},
        )
    )
    others = [one for one in _keyings(connection, field, current.version) if one.person != person]
    if not others:
        return Answer(current.version, Outcome.WAITS_FOR_SECOND)
    if len(others) == 1 and not _alike(others[0].reading, reading):
        return Answer(current.version, Outcome.THIRD_NEEDED)
    version = correct_in(connection, field, reading, current.version, person, now)
    return Answer(version, Outcome.STORED)


def _keyings(connection: Connection, field: FieldId, version: int) -> tuple[Keying, ...]:
    rows = connection.execute(
        sa.select(keyings)
        .where(_is(field, keyings), keyings.c.version == version)
        .order_by(keyings.c.at, keyings.c.person)
    )
    return tuple(Keying(row.person, Reading.model_validate(row.reading), row.at) for row in rows)


def _alike(one: Reading, other: Reading) -> bool:
    return (one.value, one.status) == (other.value, other.status)


def _count(
    connection: Connection,
    field: FieldId,
    part: Part,
    person: str,
    now: datetime,
    changed: bool,
    seconds: float | None,
) -> None:
    connection.execute(
        answers.insert().values(
            at=now,
            person=person,
            document_id=field.document_id,
            record=field.record,
            pattern=pattern_of(field.path),
            part=part.value,
            changed=changed,
            seconds=seconds,
        )
    )
    add_to_day(
        connection,
        now,
        {"answers": 1, "changed": int(changed), "seconds": round(seconds or 0)},
        field.document_id,
    )
    add(connection, {"answers": 1}, field.document_id)


def _is(field: FieldId, table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(
        table.c.document_id == field.document_id,
        table.c.record == field.record,
        table.c.path == field.path,
    )
