"""A person's answer: stored, held until a second person has typed, or weighed as a sample."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.paths import pattern_of
from schemas.reading import Reading
from schemas.text import same_text
from store.acceptance import tighten
from store.audit import note
from store.counts import add
from store.current import Spot
from store.days import add_to_day
from store.errors import FieldHeld, LeaseLost, NoSuchThing, VersionConflict
from store.leases import lend, own_part, pass_on_in
from store.readings import correct_in, lock
from store.sampling import settle
from store.session import Store
from store.standing import Now, Standing, standings_in
from store.tables import fields
from store.tables_review import answers, keyings, leases
from store.tasks import Answer, FieldId, Keying, Outcome, Part, Policy, Task
from store.upsert import insert


class Turn:
    """A field in the hands of the person who answers it: nobody changes its document meanwhile.

    Attributes:
        task: the person's part in it; ``lease_until`` is when the lease would have ended.
        standing: the document as it is.
    """

    def __init__(
        self,
        task: Task,
        standing: Standing,
        person: str,
        policy: Policy,
        store: Store,
        connection: Connection,
        now: datetime,
    ) -> None:
        self.task = task
        self.standing = standing
        self.person = person
        self.policy = policy
        self._store = store
        self._connection = connection
        self._now = now

    @property
    def now(self) -> Now:
        """The field as it is."""
        return self.standing.fields[Spot(self.task.record, self.task.path)]

    @property
    def reading(self) -> Reading:
        """What stands there: nobody has a turn at a field that newer readings lack."""
        reading = self.now.reading
        if reading is None:
            raise NoSuchThing("no such field")
        return reading

    def answer(
        self,
        reading: Reading,
        *,
        seen_version: int,
        seconds: float | None = None,
        first_typed: str | None = None,
    ) -> Answer:
        """Take the person's answer; the lease ends with it.

        The same answer once more, because the connection broke before ours arrived, is stored
        once. ``seconds`` is how long the field was in sight. ``first_typed`` is what was typed
        before the machine's value was shown, where that happened.

        Raises:
            VersionConflict: the field changed meanwhile; nothing is stored.
            ValueError: the reading is not a person's.
        """
        if _is_repeated(self.now, reading, seen_version, self.person):
            return Answer(self.now.version, Outcome.STORED)
        if seen_version != self.now.version:
            raise VersionConflict(self.now.version)
        said, counts = self._taken(reading, first_typed)
        connection, task = self._connection, self.task
        connection.execute(leases.delete().where(_is(task.field, leases)))
        changed = reading.value != self.now.value
        _count(connection, task, self.person, self._now, changed, seconds, counts)
        facts = {
            "record": task.record,
            "path": task.path,
            "version": said.version,
            "part": task.part.value,
            "outcome": said.outcome.value,
        }
        note(
            self._store,
            connection,
            self.person,
            "answer",
            document_id=task.document_id,
            facts=facts,
        )
        return said

    def keep(self, lease_s: float) -> None:
        """Lend the field to the person for so long from now: there is something to ask first."""
        until = self._now + timedelta(seconds=lease_s)
        part = (self.task.field, self.task.part)
        lend(self._connection, [part], self.person, self._now, until)

    def pass_on(self, note_text: str) -> None:
        """Leave the field to somebody else: it is not offered to this person again."""
        pass_on_in(
            self._store, self._connection, self.task.field, self.person, note_text, self._now
        )

    def _taken(self, reading: Reading, first_typed: str | None) -> tuple[Answer, Counter[str]]:
        """Do with the answer what the person's part asks for; return it with counters' changes."""
        task, counts, connection = self.task, Counter[str](), self._connection
        if task.part in (Part.SAMPLE, Part.PLANTED):
            current = (self.now.version, self.now.value)
            agrees = settle(
                connection, task.field, current, reading, first_typed, self.person, self._now
            )
            is_wrong = agrees is False and task.part is Part.SAMPLE
            # A silent error that the sample found is put right at once.
            version = self._stored(reading, counts) if is_wrong else self.now.version
            tighten(connection, task.pattern, self.policy.silent_error_bound, self._now)
            return Answer(version, Outcome.STORED), counts
        if task.pattern in self.policy.double_keyed:
            outcome = _keyed(connection, task, self.now.version, reading, self.person, self._now)
            if outcome is not Outcome.STORED:
                return Answer(self.now.version, outcome), counts
        return Answer(self._stored(reading, counts), Outcome.STORED), counts

    def _stored(self, reading: Reading, counts: Counter[str]) -> int:
        version, changes = correct_in(
            self._connection,
            self.standing.fields,
            self.task.field,
            reading,
            self.now.version,
            self.person,
            self._now,
        )
        counts.update(changes)
        return version


@contextmanager
def turn(store: Store, field: FieldId, *, person: str, policy: Policy) -> Iterator[Turn]:
    """Give the field as it stands to the person who answers it; what they do is kept at the end.

    Raises:
        NoSuchThing: the field is gone.
        NotAllowed: the document's pages stand in other documents now.
        FieldHeld: somebody else works on the field.
    """
    with store.writing() as connection:
        own, held = _turn(store, connection, field, person, policy)
        if held is not None:
            raise held
        yield own


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
    """Take the person's answer to a task, see ``Turn.answer``.

    Raises:
        NoSuchThing: the field is gone.
        LeaseLost: somebody else works on the field now; nothing is stored.
        VersionConflict: the field changed meanwhile; nothing is stored.
        ValueError: the reading is not a person's.
    """
    with store.writing() as connection:
        own, held = _turn(store, connection, task.field, person, policy)
        is_news = not _is_repeated(own.now, reading, seen_version, person)
        if held is not None and is_news:
            raise LeaseLost("somebody else works on the field") from held
        return own.answer(
            reading, seen_version=seen_version, seconds=seconds, first_typed=first_typed
        )


def keyed(store: Store, field: FieldId, version: int) -> tuple[Keying, ...]:
    """Return what persons typed of a field that waits for another, the first one first."""
    with store.reading() as connection:
        return _keyings(connection, field, version)


def undo_keying(store: Store, field: FieldId, version: int, *, person: str) -> bool:
    """Take back what the person typed of a field that waits for another; False when decided."""
    with store.writing() as connection:
        lock(store, connection, field.document_id)
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


def _turn(
    store: Store, connection: Connection, field: FieldId, person: str, policy: Policy
) -> tuple[Turn, FieldHeld | None]:
    """Return the person's turn, and who has it instead; a lease that ran out is nobody's."""
    now = lock(store, connection, field.document_id)
    standing = standings_in(connection, (field.document_id,))[field.document_id]
    current = standing.fields.get(Spot(field.record, field.path))
    if current is None or current.reading is None or field.record >= len(standing.document.records):
        raise NoSuchThing("no such field")
    lease = connection.execute(sa.select(leases).where(_is(field, leases))).one_or_none()
    is_other = lease is not None and lease.person != person and lease.until > now
    held = FieldHeld(lease.person, lease.until) if lease is not None and is_other else None
    part = own_part(connection, field, lease, person, current.version, policy)
    until = now if lease is None else lease.until
    task = Task(*field, pattern_of(field.path), current.version, part, until)
    return Turn(task, standing, person, policy, store, connection, now), held


def _is_repeated(current: Now, reading: Reading, seen_version: int, person: str) -> bool:
    return (
        current.version == seen_version + 1
        and current.by_person
        and current.person == person
        and current.value == reading.value
    )


def _keyed(
    connection: Connection, task: Task, version: int, reading: Reading, person: str, now: datetime
) -> Outcome:
    """Keep what was typed; stored is what two agree on, or what a third person decides."""
    statement = insert(connection, keyings).values(
        **task.field._asdict(),
        version=version,
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
    others = [one for one in _keyings(connection, task.field, version) if one.person != person]
    if not others:
        return Outcome.WAITS_FOR_SECOND
    if len(others) == 1 and not _alike(others[0].reading, reading):
        return Outcome.THIRD_NEEDED
    return Outcome.STORED


def _keyings(connection: Connection, field: FieldId, version: int) -> tuple[Keying, ...]:
    rows = connection.execute(
        sa.select(keyings)
        .where(_is(field, keyings), keyings.c.version == version)
        .order_by(keyings.c.at, keyings.c.person)
    )
    return tuple(Keying(row.person, Reading.model_validate(row.reading), row.at) for row in rows)


def _alike(one: Reading, other: Reading) -> bool:
    if one.value is None or other.value is None:
        return (one.value, one.status) == (other.value, other.status)
    return one.status is other.status and same_text(one.value, other.value)


def _count(
    connection: Connection,
    task: Task,
    person: str,
    now: datetime,
    changed: bool,
    seconds: float | None,
    counts: Counter[str],
) -> None:
    connection.execute(
        answers.insert().values(
            at=now,
            person=person,
            document_id=task.document_id,
            record=task.record,
            pattern=task.pattern,
            part=task.part.value,
            changed=changed,
            seconds=seconds,
        )
    )
    add_to_day(
        connection,
        now,
        {"answers": 1, "changed": int(changed), "seconds": round(seconds or 0)},
        task.document_id,
    )
    add(connection, {**counts, "answers": 1}, task.document_id)


def _is(field: FieldId, table: sa.Table) -> sa.ColumnElement[bool]:
    return sa.and_(
        table.c.document_id == field.document_id,
        table.c.record == field.record,
        table.c.path == field.path,
    )
