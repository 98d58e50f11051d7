"""The trail is whole or says where it is not."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from store.audit import NOTHING, entries, verify, write
from store.session import Store
from store.tables_review import audit


@contextmanager
def without_guard(store: Store) -> Iterator[Connection]:
    """Do what somebody with the database in hand could do."""
    with store.writing() as connection:
        if store.dialect == "postgresql":
            connection.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER USER")
            yield connection
            connection.exec_driver_sql("ALTER TABLE audit ENABLE TRIGGER USER")
        else:
            for act in ("UPDATE", "DELETE"):
                connection.exec_driver_sql(f"DROP TRIGGER audit_stays_{act}")
            yield connection


@pytest.fixture
def trail(store: Store) -> Store:
    for number in range(1, 6):
        write(store, "an", "view", document_id=None, facts={"number": number})
    return store


def test_an_untouched_trail_is_whole(trail: Store) -> None:
    verdict = verify(trail)

    assert verdict.broken_at is None
    assert verdict.entries == 5
    assert verdict.head == entries(trail)[0].hash


def test_an_empty_trail_is_whole(store: Store) -> None:
    assert verify(store) == (0, NOTHING, None)


@pytest.mark.parametrize("statement", [sa.update(audit).values(who="x"), sa.delete(audit)])
def test_the_database_refuses_to_change_the_trail(
    trail: Store, statement: sa.Update | sa.Delete
) -> None:
    with pytest.raises(DBAPIError, match="only added to"), trail.writing() as connection:
        connection.execute(statement)

    assert verify(trail).entries == 5


@pytest.mark.parametrize(
    "change",
    [
        sa.update(audit).where(audit.c.id == 3).values(who="binh"),
        sa.update(audit).where(audit.c.id == 3).values(facts={"number": 9}),
        sa.delete(audit).where(audit.c.id == 3),
    ],
    ids=["who", "facts", "gone"],
)
def test_a_change_behind_the_guard_is_found(trail: Store, change: sa.Update | sa.Delete) -> None:
    with without_guard(trail) as connection:
        connection.execute(change)

    assert verify(trail).broken_at == 3


def test_a_cut_off_end_is_found_by_the_seal_written_down(trail: Store) -> None:
    head = verify(trail).head
    with without_guard(trail) as connection:
        connection.execute(sa.delete(audit).where(audit.c.id >= 4))

    assert verify(trail).broken_at is None
    assert verify(trail, head=head).broken_at == 4
    write(trail, "an", "view")
    assert verify(trail, head=head).broken_at == 5


def test_entries_are_found_by_person_kind_and_page(trail: Store) -> None:
    write(trail, "binh", "login")

    assert [e.who for e in entries(trail, who="binh")] == ["binh"]
    assert [e.number for e in entries(trail, what="view", before=4, limit=2)] == [3, 2]
