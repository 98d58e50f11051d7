"""Accepted fields asked of people all the same: how many silent errors there really are."""

import random
from datetime import datetime
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.intervals import Interval, wilson
from schemas.reading import Reading, Status
from schemas.text import same_text
from store.session import Store
from store.tables import AnyRow, documents, fields, readings
from store.tables_review import floors, keyings, samples
from store.tasks import FieldId, Part

# Documents have fewer fields; what more they have is asked a little too seldom.
_MOST_FIELDS: Final = 64
_THROWS: Final = 40
# One in so many of what is mixed in is a known answer, once there are any.
_PLANTED_SHARE: Final = 0.25

# field, pattern, version, part
Drawn = tuple[FieldId, str, int, Part]


def draw(
    connection: Connection, person: str, number: int, now: datetime, dice: random.Random
) -> list[Drawn]:
    """Return accepted fields by chance, each as likely as any other, written down as samples.

    Some are planted instead: fields that two other people typed alike. Fewer than asked for
    where chance finds none; never one that this person has been asked before.
    """
    last = connection.execute(sa.select(sa.func.max(documents.c.id))).scalar_one()
    if last is None:
        return []
    drawn = []
    for _ in range(number):
        planted = _planted(connection, person, dice) if dice.random() < _PLANTED_SHARE else None
        found = planted or _sampled(connection, person, last, dice)
        if found is None:
            continue
        part = Part.PLANTED if planted is not None else Part.SAMPLE
        field = FieldId(found.document_id, found.record, found.path)
        connection.execute(
            samples.insert().values(
                kind=part.value,
                **field._asdict(),
                pattern=found.pattern,
                version=found.version,
                confidence=found.confidence,
                made_for=person,
                made_at=now,
            )
        )
        drawn.append((field, found.pattern, found.version, part))
    return drawn


def _sampled(connection: Connection, person: str, last: int, dice: random.Random) -> AnyRow | None:
    """Throw until an accepted field of the machine's is met."""
    for _ in range(_THROWS):
        document_id = connection.execute(
            sa.select(documents.c.id)
            .where(documents.c.id >= dice.randint(1, last))
            .order_by(documents.c.id)
            .limit(1)
        ).scalar_one()
        accepted = connection.execute(
            sa.select(fields)
            .join(readings, readings.c.id == fields.c.reading_id)
            .where(
                fields.c.document_id == document_id,
                fields.c.status == Status.ACCEPTED.value,
                fields.c.by_person == sa.false(),
                fields.c.todo == 0,
                # Without a place on a page there is nothing to look at.
                readings.c.page.is_not(None),
                ~sa.exists().where(
                    samples.c.document_id == fields.c.document_id,
                    samples.c.record == fields.c.record,
                    samples.c.path == fields.c.path,
                    samples.c.version == fields.c.version,
                ),
            )
            .order_by(fields.c.record, fields.c.path)
        ).all()
        place = dice.randrange(_MOST_FIELDS)
        if place < len(accepted):
            return accepted[place]
    return None


def _planted(connection: Connection, person: str, dice: random.Random) -> AnyRow | None:
    """Return a field that two other people typed alike and that is current still."""
    other = keyings.alias("other")
    known = (
        sa.select(fields)
        .join(
            keyings,
            sa.and_(
                keyings.c.document_id == fields.c.document_id,
                keyings.c.record == fields.c.record,
                keyings.c.path == fields.c.path,
                # The agreement itself made the next version.
                keyings.c.version == fields.c.version - 1,
            ),
        )
        .join(
            other,
            sa.and_(
                other.c.document_id == keyings.c.document_id,
                other.c.record == keyings.c.record,
                other.c.path == keyings.c.path,
                other.c.version == keyings.c.version,
                other.c.person > keyings.c.person,
            ),
        )
        .where(
            fields.c.by_person == sa.true(),
            fields.c.status == Status.ACCEPTED.value,
            keyings.c.reading["value"].as_string() == other.c.reading["value"].as_string(),
            keyings.c.person != person,
            other.c.person != person,
            ~sa.exists().where(
                samples.c.document_id == fields.c.document_id,
                samples.c.record == fields.c.record,
                samples.c.path == fields.c.path,
                samples.c.made_for == person,
            ),
        )
        .limit(50)
    )
    found = connection.execute(known).all()
    return dice.choice(found) if found else None


def settle(
    connection: Connection,
    field: FieldId,
    current: tuple[int, str | None],
    typed: Reading,
    first_typed: str | None,
    person: str,
    now: datetime,
) -> bool | None:
    """Close the person's open sample of this field; say whether the two agree, None if moot.

    ``current`` is the field's version and value.
    What somebody could not read, and a field that changed meanwhile, say nothing. Of planted
    fields the first try counts: the second was made with the answer in sight.
    """
    row = connection.execute(
        sa.select(samples)
        .where(
            samples.c.document_id == field.document_id,
            samples.c.record == field.record,
            samples.c.path == field.path,
            samples.c.made_for == person,
            samples.c.answered_at.is_(None),
        )
        .order_by(samples.c.id)
    ).first()
    if row is None:
        return None
    agrees: bool | None = None
    if typed.status is Status.ACCEPTED and row.version == current[0]:
        said = typed.value
        if row.kind == Part.PLANTED and first_typed is not None:
            said = first_typed
        agrees = said == current[1] or (
            said is not None and current[1] is not None and same_text(said, current[1])
        )
    connection.execute(
        sa.update(samples).where(samples.c.id == row.id).values(agrees=agrees, answered_at=now)
    )
    return agrees


class Rate(NamedTuple):
    """``wrong`` of ``asked``, with the interval that holds the true share in 95 of 100 cases."""

    name: str
    asked: int
    wrong: int
    interval: Interval


def silent_errors(store: Store) -> tuple[Rate, ...]:
    """Return how often accepted values were wrong: all together (named ``""``), then by kind."""
    with store.reading() as connection:
        rows = connection.execute(_tally(samples.c.pattern, Part.SAMPLE)).all()
    rates = sorted(
        (_rate(name, asked, wrong) for name, asked, wrong in rows),
        key=lambda rate: -rate.interval.low,
    )
    asked, wrong = sum(r.asked for r in rates), sum(r.wrong for r in rates)
    return (_rate("", asked, wrong), *rates)


def slips(store: Store) -> tuple[Rate, ...]:
    """Return how often each person typed something else than what is known."""
    with store.reading() as connection:
        rows = connection.execute(_tally(samples.c.made_for, Part.PLANTED)).all()
    return tuple(
        sorted(
            (_rate(name, asked, wrong) for name, asked, wrong in rows), key=lambda rate: rate.name
        )
    )


def _tally(by: sa.ColumnElement[str], part: Part) -> sa.Select[str, int, int]:
    return (
        sa.select(
            by,
            sa.func.count(),
            sa.func.count().filter(samples.c.agrees == sa.false()),
        )
        .where(
            samples.c.answered_at.is_not(None),
            samples.c.agrees.is_not(None),
            samples.c.kind == part.value,
        )
        .group_by(by)
    )


def _rate(name: str, asked: int, wrong: int) -> Rate:
    return Rate(name, asked, wrong, wilson(wrong, asked))


class Floor(NamedTuple):
    """Values of this kind below or at ``floor`` are flagged since ``at``.

    Attributes:
        asked, wrong: what had been found when it was set.
        done: everything accepted before has been flagged too.
    """

    pattern: str
    floor: float
    at: datetime
    asked: int
    wrong: int
    done: bool


def all_floors(store: Store) -> tuple[Floor, ...]:
    """Return what was tightened, the newest first."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(floors).order_by(floors.c.id.desc()))
        return tuple(
            Floor(r.pattern, r.floor, r.at, r.asked, r.wrong, r.bookmark is None) for r in rows
        )
