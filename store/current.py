"""Which reading of each field is the current one, and what a new one changes."""

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.form1 import CORE_PATTERNS
from schemas.paths import pattern_of
from schemas.reading import Reading, Status
from store.gain import gain
from store.tables import documents, fields, readings
from store.upsert import insert

# In place of a status, for a field that newer readings lack.
GONE: Final = "gone"
_FLAGGED: Final = Status.FLAGGED.value


class Spot(NamedTuple):
    """A field's address in its document: number of the record from 0, and path."""

    record: int
    path: str


class Current(NamedTuple):
    """A field as ``fields`` has it, with what is needed to judge a new reading.

    Attributes:
        value: of the current reading.
        answered: what the machine had said when a person spoke; None for the machine's own.
    """

    version: int
    reading_id: int | None
    by_person: bool
    status: str
    confidence: float
    question_id: int | None
    value: str | None = None
    answered: str | None = None


def current_fields(connection: Connection, document_id: int) -> dict[Spot, Current]:
    """Return all fields the document has or had; for a first reading there are none."""
    answered = readings.alias("answered")
    asked = (
        sa.select(
            fields.c.record,
            fields.c.path,
            fields.c.version,
            fields.c.reading_id,
            fields.c.by_person,
            fields.c.status,
            fields.c.confidence,
            fields.c.question_id,
            readings.c.value,
            answered.c.value.label("answered"),
        )
        .outerjoin(readings, readings.c.id == fields.c.reading_id)
        .outerjoin(answered, answered.c.id == readings.c.answers)
        .where(fields.c.document_id == document_id)
    )
    return {Spot(record, path): Current(*rest) for record, path, *rest in connection.execute(asked)}


def replaced(
    before: Mapping[Spot, Current], new: Mapping[Spot, Reading], ids: Mapping[Spot, int]
) -> tuple[dict[Spot, Current], dict[str, int]]:
    """Return the fields that change when the machine has read anew, and the counters' changes.

    ``ids`` names the stored row of each new reading. A person's value stays; it gets a question
    where the machine says neither what the person typed nor what the person had overruled. The
    machine's own give way, or are gone. A version moves on only when somebody who looked
    at the field would see something else now.
    """
    after: dict[Spot, Current] = {}
    for spot, reading in new.items():
        old, reading_id = before.get(spot), ids[spot]
        if old is None or not old.by_person:
            after[spot] = _by_machine(old, reading, reading_id)
        else:
            after[spot] = _asked(old, reading, reading_id)
    for spot, old in before.items():
        if spot in new:
            continue
        if old.by_person:
            after[spot] = _with_question(old, None)
        elif old.status != GONE:
            after[spot] = Current(old.version + 1, None, False, GONE, 0.0, None)
    return after, changed_counts(before, after)


def changed_counts(before: Mapping[Spot, Current], after: Mapping[Spot, Current]) -> dict[str, int]:
    """Return what writing ``after`` does to ``flag.…`` and ``todo.<pattern>``, ``questions``."""
    counts: Counter[str] = Counter()
    for spot, now in after.items():
        old, pattern = before.get(spot), pattern_of(spot.path)
        flag = f"flag.{pattern}"
        counts[flag] += (now.status == _FLAGGED) - (old is not None and old.status == _FLAGGED)
        counts[f"todo.{pattern}"] += is_todo(now) - (old is not None and is_todo(old))
        counts["questions"] += (now.question_id is not None) - (
            old is not None and old.question_id is not None
        )
    return dict(counts)


def is_todo(now: Current) -> bool:
    """Say whether a person must look at the field."""
    unanswered = now.status == _FLAGGED and not now.by_person
    return now.reading_id is not None and (unanswered or now.question_id is not None)


def write_fields(connection: Connection, document_id: int, after: Mapping[Spot, Current]) -> None:
    """Write the given fields, new ones and those that are there."""
    rows = [
        {
            "document_id": document_id,
            "record": spot.record,
            "path": spot.path,
            "pattern": pattern_of(spot.path),
            "version": now.version,
            "reading_id": now.reading_id,
            "by_person": now.by_person,
            "status": now.status,
            "confidence": now.confidence,
            "question_id": now.question_id,
            "todo": int(is_todo(now)),
            "blocks": int(is_todo(now) and pattern_of(spot.path) in CORE_PATTERNS),
            "gain": gain(pattern_of(spot.path), now.confidence),
        }
        for spot, now in after.items()
    ]
    if not rows:
        return
    statement = insert(connection, fields)
    changing = (
        *("version", "reading_id", "by_person", "status", "confidence", "question_id"),
        *("todo", "blocks", "gain"),
    )
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[fields.c.document_id, fields.c.record, fields.c.path],
            set_={name: statement.excluded[name] for name in changing},
        ),
        rows,
    )


def digest(connection: Connection, document_id: int) -> None:
    """Write the document's number of flags and its least confidence anew."""
    connection.execute(
        documents.update()
        .where(documents.c.id == document_id)
        .values(**digested(connection, document_id))
    )


def digested(connection: Connection, document_id: int) -> dict[str, object]:
    """Return the document's number of flags and its least confidence, as its columns."""
    read = fields.c.status.in_((Status.ACCEPTED.value, _FLAGGED))
    flags, lowest = connection.execute(
        sa.select(
            sa.func.count().filter(fields.c.status == _FLAGGED),
            sa.func.min(fields.c.confidence).filter(read),
        ).where(fields.c.document_id == document_id)
    ).one()
    return {"flags": flags, "lowest_confidence": lowest}


def write_digest(
    connection: Connection, document_id: int, stand: Collection[tuple[str, float]]
) -> None:
    """Write it from (status, confidence) of each of the document's fields."""
    read = (Status.ACCEPTED.value, _FLAGGED)
    connection.execute(
        documents.update()
        .where(documents.c.id == document_id)
        .values(
            flags=sum(status == _FLAGGED for status, _ in stand),
            lowest_confidence=min((sure for status, sure in stand if status in read), default=None),
        )
    )


def reading_columns(reading: Reading) -> dict[str, Any]:
    """Return the reading as columns of ``readings``."""
    return {
        "value": reading.value,
        "raw": reading.raw,
        "confidence": reading.confidence,
        "status": reading.status.value,
        "page": reading.page,
        "box": list(reading.box) if reading.box else None,
        "source": reading.source.value,
        "problems": [doubt.model_dump() for doubt in reading.problems] or None,
    }


def _by_machine(old: Current | None, reading: Reading, reading_id: int) -> Current:
    said = (reading.value, reading.status.value)
    seen = None if old is None else (old.value, old.status)
    version = 1 if old is None else old.version + (said != seen)
    return Current(
        version, reading_id, False, reading.status.value, reading.confidence, None, reading.value
    )


def _asked(old: Current, reading: Reading, reading_id: int) -> Current:
    is_news = reading.value not in (old.value, old.answered)
    return _with_question(old, reading_id if is_news else None)


def _with_question(old: Current, question_id: int | None) -> Current:
    version = old.version + (question_id is not None or old.question_id is not None)
    return old._replace(question_id=question_id, version=version)
