"""The one way in which a document's state changes."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.engine import Connection

from schemas.states import Act, State, is_allowed
from store.errors import NotAllowed
from store.events import remember
from store.tables import documents


def move(
    connection: Connection,
    act: Act,
    document_id: int,
    before: State,
    after: State,
    *,
    now: datetime,
    by: str,
    if_token: str | None = None,
    facts: Mapping[str, object] | None = None,
    **columns: object,
) -> bool:
    """Take the document from ``before`` to ``after``, with an event, and set ``columns``.

    Returns False, nothing changed, when it is not in ``before`` any more or, where ``if_token``
    is given, not claimed with it. The caller counts the move.

    Raises:
        NotAllowed: the table of states has no such way.
    """
    if not is_allowed(act, before, after):
        raise NotAllowed(f"{act}: {before} -> {after}")
    change = (
        documents.update()
        .where(documents.c.id == document_id, documents.c.state == before)
        .values(state=after, since=now, **columns)
    )
    if act is Act.SEND_AGAIN:
        # Its pages stand in other documents: read once more, they would be there twice.
        change = change.where(documents.c.replaced_at.is_(None))
    if if_token is not None:
        change = change.where(documents.c.token == if_token)
    if connection.execute(change).rowcount != 1:
        return False
    remember(connection, document_id, act, at=now, by=by, facts=facts)
    return True


def moved(before: State | None, after: State) -> dict[str, int]:
    """Return what a move changes in the counters."""
    counts = {f"state.{after}": 1}
    if before is not None:
        counts[f"state.{before}"] = -1
    return counts
