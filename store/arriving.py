"""Arrivals as rows: each ticket once, each content one document."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.document import SetAside
from schemas.states import Act, Priority, State
from schemas.text import fold
from store.counts import add
from store.errors import NotAllowed
from store.events import remember, remember_all
from store.shapes import Admission, Arrival
from store.tables import arrivals, documents
from store.upsert import insert


class Twice(Exception):
    """Another watcher wrote the same ticket down at the same moment."""


def refused(
    connection: Connection,
    ticket: str,
    file: str,
    station: str,
    batch: str,
    said: SetAside,
    now: datetime,
    by: str,
) -> Admission:
    """Write down what was not opened; raises ``Twice`` when its ticket is there meanwhile."""
    document_id: int = connection.execute(
        documents.insert()
        .values(
            file=file,
            station=station,
            batch=batch,
            size_bytes=0,
            admitted_at=now,
            state=State.SET_ASIDE,
            since=now,
            priority=Priority.ARRIVED,
            due_at=now,
            failures={},
            settled_as=State.SET_ASIDE,
            set_aside=said.model_dump(mode="json"),
        )
        .returning(documents.c.id)
    ).scalar_one()
    answer = Admission(document_id, False, False, State.SET_ASIDE, None)
    if not _arrive(connection, [_arrival(ticket, answer, file, station, batch, now)]):
        raise Twice
    remember(connection, document_id, Act.REFUSE, at=now, by=by, facts={"code": said.code.value})
    count_admissions(connection, (answer,))
    return answer


def admitted(
    connection: Connection, new: Iterable[Arrival], now: datetime, by: str
) -> dict[str, Admission]:
    """Write arrivals down, with the documents they make or the first ones of their contents.

    A few statements serve all of them, and their documents are due in the order of ``new``.
    Returns the answers by ticket; one that comes twice here counts once.

    Raises:
        NotAllowed: another watcher has just used a ticket for another content.
    """
    wanted: dict[str, Arrival] = {}
    for one in new:
        wanted.setdefault(one.ticket, one)
    known = known_tickets(connection, wanted)
    # In one order everywhere, so that two watchers cannot wait for each other.
    fresh = sorted(
        (one for ticket, one in wanted.items() if ticket not in known),
        key=lambda one: one.sha256,
    )
    due_at = {
        ticket: now - timedelta(microseconds=len(wanted) - place)
        for place, ticket in enumerate(wanted)
    }
    answers = _answers(connection, fresh, due_at, now)
    arrived = _arrive(
        connection,
        [
            _arrival(one.ticket, answers[one.ticket], one.file, one.station, one.batch, now)
            for one in fresh
        ],
    )
    late = answers.keys() - arrived
    if not all(answers[ticket].duplicate for ticket in late):
        raise NotAllowed("one ticket for two contents")
    # Another watcher admitted the same ticket at the same moment.
    answers |= known_tickets(connection, late)
    _remember(connection, [one for one in fresh if one.ticket in arrived], answers, now, by)
    return known | answers


def _answers(
    connection: Connection, fresh: Sequence[Arrival], due_at: Mapping[str, datetime], now: datetime
) -> dict[str, Admission]:
    """Make the documents of contents never seen before; return what each arrival is part of."""
    firsts: dict[str, Arrival] = {}
    for one in fresh:
        firsts.setdefault(one.sha256, one)
    made = _made(connection, firsts.values(), due_at, now)
    seen = _seen(connection, firsts.keys() - made.keys())
    answers = {}
    for one in fresh:
        first = firsts[one.sha256]
        answers[one.ticket] = (
            Admission(made[one.sha256], one is not first, False, State.WAITING, first.blob_key)
            if one.sha256 in made
            else seen[one.sha256]
        )
    return answers


def _made(
    connection: Connection, firsts: Iterable[Arrival], due_at: Mapping[str, datetime], now: datetime
) -> dict[str, int]:
    """Make documents; return content -> number of those that were not there."""
    rows = [
        {
            "sha256": one.sha256,
            "blob_key": one.blob_key,
            "file": one.file,
            "station": one.station,
            "batch": one.batch,
            "size_bytes": one.size_bytes,
            "admitted_at": now,
            "state": State.WAITING,
            "since": now,
            "priority": one.priority,
            "due_at": due_at[one.ticket],
            "failures": {},
        }
        for one in firsts
    ]
    if not rows:
        return {}
    statement = (
        insert(connection, documents)
        .on_conflict_do_nothing(index_elements=[documents.c.sha256])
        .returning(documents.c.sha256, documents.c.id)
    )
    return dict(connection.execute(statement, rows).all())


def _seen(connection: Connection, contents: Collection[str]) -> dict[str, Admission]:
    """Return what a further arrival of each content is answered."""
    if not contents:
        return {}
    rows = connection.execute(
        sa.select(
            documents.c.sha256, documents.c.id, documents.c.state, documents.c.blob_key
        ).where(documents.c.sha256.in_(contents))
    )
    return {
        row.sha256: Admission(row.id, True, False, State(row.state), row.blob_key) for row in rows
    }


def _remember(
    connection: Connection,
    arrived: Iterable[Arrival],
    answers: Mapping[str, Admission],
    now: datetime,
    by: str,
) -> None:
    """Add the arrivals to the histories of their documents; the urgent ones hurry those."""
    told = [(one, answers[one.ticket]) for one in arrived]
    made = [answer.document_id for _, answer in told if not answer.duplicate]
    again = [(answer.document_id, one.priority) for one, answer in told if answer.duplicate]
    remember_all(connection, made, Act.ADMIT, at=now, by=by)
    remember_all(connection, [number for number, _ in again], "duplicate", at=now, by=by)
    for number, priority in again:
        hurried(connection, number, priority, now, by)


def hurried(
    connection: Connection, document_id: int, priority: Priority, now: datetime, by: str
) -> bool:
    """Give a waiting document a better priority; False when it does not wait or has as good."""
    hurried = connection.execute(
        documents.update()
        .where(
            documents.c.id == document_id,
            documents.c.state == State.WAITING,
            documents.c.priority > priority,
        )
        .values(priority=priority, due_at=now)
    ).rowcount
    if hurried:
        remember(connection, document_id, "hurry", at=now, by=by)
    return bool(hurried)


def _arrival(
    ticket: str, answer: Admission, file: str, station: str, batch: str, now: datetime
) -> dict[str, object]:
    """Return an arrival as a row."""
    return {
        "ticket": ticket,
        "document_id": answer.document_id,
        "file": file,
        "file_key": fold(file),
        "station": station,
        "batch": batch,
        "seen_at": now,
        "duplicate": answer.duplicate,
    }


def _arrive(connection: Connection, rows: Sequence[Mapping[str, object]]) -> set[str]:
    """Write arrivals down; return the tickets that were not there."""
    if not rows:
        return set()
    statement = (
        insert(connection, arrivals)
        .on_conflict_do_nothing(index_elements=[arrivals.c.ticket])
        .returning(arrivals.c.ticket)
    )
    return set(connection.execute(statement, rows).scalars())


def known_tickets(connection: Connection, tickets: Collection[str]) -> dict[str, Admission]:
    """Return what became of tickets that were admitted before."""
    if not tickets:
        return {}
    rows = connection.execute(
        sa.select(
            arrivals.c.ticket,
            arrivals.c.document_id,
            arrivals.c.duplicate,
            documents.c.state,
            documents.c.blob_key,
        )
        .join(documents, documents.c.id == arrivals.c.document_id)
        .where(arrivals.c.ticket.in_(tickets))
    )
    return {
        row.ticket: Admission(row.document_id, row.duplicate, True, State(row.state), row.blob_key)
        for row in rows
    }


def count_admissions(connection: Connection, answers: Iterable[Admission]) -> None:
    """Count what is new among the answers, as the transaction's last act."""
    new = [answer for answer in answers if not answer.repeated]
    changes = Counter({"seen": len(new), "duplicates": sum(answer.duplicate for answer in new)})
    changes.update(f"state.{answer.state}" for answer in new if not answer.duplicate)
    if new:
        add(connection, changes, new[0].document_id)
