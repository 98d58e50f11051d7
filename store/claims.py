"""Documents lent to workers: claimed, renewed, given back, put back; every way out but done."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.document import SetAside
from schemas.retries import AS_USUAL, LONGEST_PAUSE_S, Cause, next_plan
from schemas.set_aside_reasons import set_aside as reason
from schemas.states import SETTLED, Act, Priority, State
from schemas.told import Told
from store.batch_progress import settle_in_batch
from store.counts import add
from store.errors import StaleClaim
from store.moves import move, moved
from store.session import Store
from store.shapes import Claim, Held
from store.tables import AnyRow, documents

# No worker asks for more; a lease that ends later was granted by a clock that was wrong.
LONGEST_LEASE_S = 3600.0
# Written out rather than sent along, so that the planner sees that the partial index fits.
_WAITS = documents.c.state == sa.literal_column("'waiting'")
_WORKS = documents.c.state == sa.literal_column("'working'")


# Claims and renewals are not worth a wait for the disk: a power cut that undoes one lets the
# document wait again, and a worker that still reads it finds its token stale.


def claim_next(store: Store, *, worker: str, lease_s: float) -> Claim | None:
    """Lend the most urgent document that is due to ``worker``, or return None.

    Two workers never get the same one. ``worker`` names host, process and its start, so that a
    watchdog on that host can tell whether it lives. ``lease_s`` is at most ``LONGEST_LEASE_S``.
    """
    with store.writing(lasting=False) as connection:
        now = store.now(connection)
        for priority in Priority:
            row = _first_due(connection, priority, now)
            if row is not None:
                return _lend(connection, row, now, worker, lease_s)
    return None


def claim(store: Store, document_id: int, *, worker: str, lease_s: float) -> Claim | None:
    """Lend this one document, due or not; None when it does not wait (any more)."""
    with store.writing(lasting=False) as connection:
        row = connection.execute(
            sa.select(documents)
            .where(documents.c.id == document_id, documents.c.state == State.WAITING)
            .with_for_update(skip_locked=True, key_share=True)
        ).one_or_none()
        if row is None:
            return None
        return _lend(connection, row, store.now(connection), worker, lease_s)


def renew(store: Store, claim: Claim, *, lease_s: float) -> Claim:
    """Prolong the lease to ``lease_s`` from now and return the claim with its new end.

    Raises:
        StaleClaim: it was put back meanwhile; stop reading.
    """
    with store.writing(lasting=False) as connection:
        until = store.now(connection) + timedelta(seconds=min(lease_s, LONGEST_LEASE_S))
        renewed = connection.execute(
            documents.update()
            .where(
                documents.c.id == claim.document_id,
                documents.c.state == State.WORKING,
                documents.c.token == claim.token,
            )
            .values(lease_until=until)
        ).rowcount
    if not renewed:
        raise StaleClaim(f"document {claim.document_id}")
    return claim._replace(lease_until=until)


def release(store: Store, claim: Claim, *, by: str) -> None:
    """Give the document back unread, for no fault of its own; it costs no try.

    Raises:
        StaleClaim: it was put back meanwhile.
    """
    with store.writing() as connection:
        now = store.now(connection)
        row = lent(connection, claim.document_id, claim.token)
        _end(connection, row, Act.RELEASE, State.WAITING, now, by, {}, due_at=now)


def fail(
    store: Store,
    claim: Claim,
    cause: Cause,
    said: SetAside,
    *,
    by: str,
    facts: Mapping[str, object] | None = None,
) -> State:
    """End a try that went wrong: wait for the next one, or set aside with ``said``.

    What ``schemas.retries`` allows for ``cause`` decides. ``facts`` (a page, an exit status) go
    into the history; never a value from the paper. Returns the document's new state.

    Raises:
        StaleClaim: it was put back meanwhile.
    """
    with store.writing() as connection:
        row = lent(connection, claim.document_id, claim.token)
        return _fail(connection, row, cause, said, store.now(connection), by, facts or {})


def set_aside(store: Store, claim: Claim, said: SetAside, *, by: str) -> State:
    """Set the document aside: the file itself is at fault, another try would say the same.

    One that was read before keeps its records and is done as before. Returns its new state.

    Raises:
        StaleClaim: it was put back meanwhile.
    """
    with store.writing() as connection:
        row = lent(connection, claim.document_id, claim.token)
        return _set_aside(connection, row, Act.SET_ASIDE, said, store.now(connection), by, {}, {})


def working(store: Store) -> tuple[Held, ...]:
    """Return all claims, the one that ends first at the head."""
    asked = sa.select(documents).where(_WORKS).order_by(documents.c.lease_until)
    with store.reading() as connection:
        now = store.now(connection)
        honest = now + timedelta(seconds=LONGEST_LEASE_S)
        return tuple(
            Held(
                document_id=row.id,
                token=row.token,
                worker=row.worker,
                since=row.since,
                lease_until=row.lease_until,
                overdue=not now <= row.lease_until <= honest,
            )
            for row in connection.execute(asked)
        )


def put_back(store: Store, held: Held, *, by: str, cause: Cause = Cause.LOST) -> State | None:
    """End a claim whose worker is gone; its token commits nothing from now on.

    Returns the document's new state: waiting, or set aside as ``crashed`` when its tries are
    spent. None when the claim has ended by itself meanwhile, or an overdue one was renewed.
    """
    with store.writing() as connection:
        row = _if_lent(connection, held.document_id, held.token)
        if row is None or (held.overdue and row.lease_until != held.lease_until):
            return None
        return _fail(connection, row, cause, reason("crashed"), store.now(connection), by, {})


def due(store: Store, *, limit: int) -> int:
    """Return how many documents could be claimed now, counting no further than ``limit``."""
    with store.reading() as connection:
        now = store.now(connection)
        ready = sa.select(documents.c.id).where(_is_due(now)).limit(limit).subquery()
        return connection.execute(sa.select(sa.func.count()).select_from(ready)).scalar_one()


def oldest_waiting(store: Store) -> datetime | None:
    """Return since when the longest-waiting document waits; None when none does."""
    asked = sa.select(documents.c.since).where(_WAITS).order_by(documents.c.since).limit(1)
    with store.reading() as connection:
        return connection.execute(asked).scalar_one_or_none()


def mend_pauses(store: Store) -> int:
    """End pauses longer than any in the table: a clock that was ahead began them.

    Returns how many. For the watchdog, beside ``working``.
    """
    with store.writing() as connection:
        now = store.now(connection)
        mended = documents.update().where(
            _WAITS,
            documents.c.priority.in_(list(Priority)),
            documents.c.due_at > now + timedelta(seconds=LONGEST_PAUSE_S),
        )
        return connection.execute(mended.values(due_at=now)).rowcount


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    return sa.and_(_WAITS, documents.c.due_at <= now)


def _first_due(connection: Connection, priority: Priority, now: datetime) -> AnyRow | None:
    return connection.execute(
        sa.select(documents)
        .where(_is_due(now), documents.c.priority == priority)
        .order_by(documents.c.due_at, documents.c.id)
        .limit(1)
        .with_for_update(skip_locked=True, key_share=True)
    ).one_or_none()


def _lend(connection: Connection, row: AnyRow, now: datetime, worker: str, lease_s: float) -> Claim:
    token = uuid4().hex
    until = now + timedelta(seconds=min(lease_s, LONGEST_LEASE_S))
    taken = move(
        connection,
        Act.CLAIM,
        row.id,
        State.WAITING,
        State.WORKING,
        now=now,
        by=worker,
        token=token,
        worker=worker,
        lease_until=until,
    )
    assert taken, "the row is locked"
    add(connection, moved(State.WAITING, State.WORKING), row.id)
    failures = {Cause(cause): count for cause, count in row.failures.items()}
    plan = next_plan(failures, Cause(row.last_cause)) if row.last_cause else None
    return Claim(
        document_id=row.id,
        token=token,
        sha256=row.sha256,
        blob_key=row.blob_key,
        file=row.file,
        station=row.station,
        batch=row.batch,
        size_bytes=row.size_bytes,
        attempt=1 + sum(failures.values()),
        plan=plan or AS_USUAL,
        lease_until=until,
        again=row.settled_as is not None,
        told=Told.model_validate(row.told) if row.told else None,
    )


def lent(connection: Connection, document_id: int, token: str) -> AnyRow:
    """Return the claimed document's row, locked until the caller's transaction ends.

    Raises:
        StaleClaim: it is not claimed with this token.
    """
    row = _if_lent(connection, document_id, token)
    if row is None:
        raise StaleClaim(f"document {document_id}")
    return row


def _if_lent(connection: Connection, document_id: int, token: str) -> AnyRow | None:
    return connection.execute(
        sa.select(documents)
        .where(
            documents.c.id == document_id,
            documents.c.state == State.WORKING,
            documents.c.token == token,
        )
        .with_for_update(key_share=True)
    ).one_or_none()


def _fail(
    connection: Connection,
    row: AnyRow,
    cause: Cause,
    said: SetAside,
    now: datetime,
    by: str,
    facts: Mapping[str, object],
) -> State:
    failures = Counter({Cause(name): count for name, count in row.failures.items()})
    failures[cause] += 1
    plan = next_plan(failures, cause)
    told = {"cause": cause.value, "attempt": failures.total(), **facts}
    columns = {
        "failures": {name.value: count for name, count in failures.items()},
        "last_cause": cause.value,
    }
    if plan is None:
        return _set_aside(connection, row, Act.GIVE_UP, said, now, by, told, columns)
    due_at = now + timedelta(seconds=plan.pause_s)
    _end(connection, row, Act.RETRY, State.WAITING, now, by, told, due_at=due_at, **columns)
    return State.WAITING


def _set_aside(
    connection: Connection,
    row: AnyRow,
    act: Act,
    said: SetAside,
    now: datetime,
    by: str,
    facts: Mapping[str, object],
    columns: Mapping[str, object],
) -> State:
    stated = said.model_dump(mode="json")
    # Records once read stay: a reading again that fails leaves the document as it was.
    after = State.DONE if row.settled_as == State.DONE else State.SET_ASIDE
    _end(
        connection,
        row,
        act,
        after,
        now,
        by,
        {**facts, "code": said.code.value},
        settled_as=after,
        set_aside=stated if after is State.SET_ASIDE else None,
        batch_id=None,
        **columns,
    )
    return after


def _end(
    connection: Connection,
    row: AnyRow,
    act: Act,
    after: State,
    now: datetime,
    by: str,
    facts: Mapping[str, object],
    **columns: object,
) -> None:
    """Take the document out of its worker's hands; ``row`` is locked."""
    move(
        connection,
        act,
        row.id,
        State.WORKING,
        after,
        now=now,
        by=by,
        if_token=row.token,
        facts=facts,
        token=None,
        worker=None,
        lease_until=None,
        **columns,
    )
    changes = moved(State.WORKING, after)
    if act in (Act.RETRY, Act.GIVE_UP):
        changes[f"failures.{facts['cause']}"] = 1
    if after in SETTLED and row.batch_id is not None:
        settle_in_batch(connection, row.batch_id, failed=True)
    add(connection, changes, row.id)
