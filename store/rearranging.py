"""Documents made by people of the pages of others: split, put together; no page is lost."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.states import State
from store import search
from store.arriving import admitted
from store.audit import note
from store.counts import REPLACED, add
from store.current import GONE, Current, changed_counts, current_fields, digest, write_fields
from store.errors import NoSuchThing, NotAllowed
from store.events import remember
from store.exported import mark_changed
from store.session import Store
from store.shapes import Arrival
from store.tables import AnyRow, documents, page_origins
from store.tables_review import leases


class Leaf(NamedTuple):
    """One page of a document, pages counted from 1."""

    document_id: int
    page: int


class Part(NamedTuple):
    """A document to be made: its bytes, which the archive has, and the pages they hold in order."""

    arrival: Arrival
    leaves: tuple[Leaf, ...]


def rearrange(store: Store, parts: Sequence[Part], *, by: str) -> tuple[int, ...]:
    """Make new documents of all pages of some that were read; return their numbers.

    The new ones wait to be read. The old ones stay done, with their bytes, pages and history
    and whatever people typed; but their values are gone from work, search and exports, and
    they are not read again.

    Raises:
        NoSuchThing: a page is of a document that does not exist.
        NotAllowed: a document is not done, or its pages stand elsewhere already; or its pages
            are not each in exactly one of the new documents; or there are such bytes already.
    """
    wanted = Counter(leaf for part in parts for leaf in part.leaves)
    with store.writing() as connection:
        now = store.now(connection)
        numbers = sorted({leaf.document_id for leaf in wanted})
        origins = [_origin(connection, number) for number in numbers]
        if not wanted or wanted != Counter(
            leaf for row in origins for leaf in leaves_of(row.id, row.pages)
        ):
            raise NotAllowed("each page belongs in exactly one of the new documents")
        made = [_made(connection, part, now, by) for part in parts]
        counts = Counter({"seen": len(made), f"state.{State.WAITING}": len(made)})
        counts[REPLACED] = len(numbers)
        for row in origins:
            counts.update(_emptied(connection, row.id, now))
            remember(connection, row.id, "replace", at=now, by=by, facts={"into": made})
        add(connection, counts, made[0])
        for number in (*numbers, *made):
            facts = {"from": numbers, "into": made}
            note(store, connection, by, "rearrange", document_id=number, facts=facts)
    return tuple(made)


def leaves_of(document_id: int, pages: int) -> tuple[Leaf, ...]:
    """Return all pages of a document."""
    return tuple(Leaf(document_id, page) for page in range(1, pages + 1))


def origin_of(store: Store, document_id: int) -> tuple[Leaf, ...]:
    """Return where the pages of a document made by people come from; empty for any other."""
    own = page_origins.c.document_id == document_id
    asked = sa.select(page_origins.c.origin_id, page_origins.c.origin_page).where(own)
    with store.reading() as connection:
        rows = connection.execute(asked.order_by(page_origins.c.page))
        return tuple(Leaf(*row) for row in rows)


def made_of(store: Store, document_id: int) -> dict[int, tuple[int, ...]]:
    """Return the documents that have this one's pages now -> those of its pages, in order."""
    asked = (
        sa.select(page_origins.c.document_id, page_origins.c.origin_page)
        .where(page_origins.c.origin_id == document_id)
        .order_by(page_origins.c.document_id, page_origins.c.origin_page)
    )
    found: dict[int, tuple[int, ...]] = {}
    with store.reading() as connection:
        for number, page in connection.execute(asked):
            found[number] = (*found.get(number, ()), page)
    return found


def standing(store: Store, numbers: Iterable[int]) -> tuple[int, ...]:
    """Return the documents in which the pages of these stand now, most of them themselves."""
    found: dict[int, None] = {}
    left = list(dict.fromkeys(numbers))
    while left:
        number = left.pop(0)
        after = made_of(store, number)
        if after:
            left = [*after, *left]
        else:
            found[number] = None
    return tuple(found)


def _origin(connection: Connection, document_id: int) -> AnyRow:
    row = connection.execute(
        sa.select(documents).where(documents.c.id == document_id).with_for_update(key_share=True)
    ).one_or_none()
    if row is None:
        raise NoSuchThing(f"no document {document_id}")
    if row.state != State.DONE or row.replaced_at is not None or row.blob_key is None:
        raise NotAllowed(f"document {document_id} is not at rest")
    return row


def _made(connection: Connection, part: Part, now: datetime, by: str) -> int:
    (new,) = admitted(connection, [part.arrival], now, by).values()
    if new.duplicate or new.repeated or not part.leaves:
        raise NotAllowed("there is such a document already")
    connection.execute(
        page_origins.insert(),
        [
            {
                "document_id": new.document_id,
                "page": place,
                "origin_id": leaf.document_id,
                "origin_page": leaf.page,
            }
            for place, leaf in enumerate(part.leaves, start=1)
        ],
    )
    origins = sorted({leaf.document_id for leaf in part.leaves})
    remember(connection, new.document_id, "made_of", at=now, by=by, facts={"from": origins})
    return new.document_id


def _emptied(connection: Connection, document_id: int, now: datetime) -> Mapping[str, int]:
    """Take the document's values out of everything but its history; return the counts."""
    before = current_fields(connection, document_id)
    after = {
        spot: Current(old.version + 1, None, False, GONE, 0.0, None)
        for spot, old in before.items()
        if old.reading_id is not None
    }
    write_fields(connection, document_id, after)
    connection.execute(leases.delete().where(leases.c.document_id == document_id))
    connection.execute(
        documents.update().where(documents.c.id == document_id).values(replaced_at=now)
    )
    digest(connection, document_id)
    search.index(connection, document_id)
    mark_changed(connection, document_id, now)
    return changed_counts(before, after)
