import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import ReflectedColumn

from bench.postgresql import free_port
from schemas.errors import SettingsError
from store.counts import status, verify
from store.errors import StoreAway
from store.migrations import VERSION, migrate
from store.rearranging import Leaf, Part, rearrange
from store.session import Store, open_store
from store.tables import METADATA, counters, documents, fields, page_origins
from store.tables_review import REVIEW_TABLES
from store.tasks import Order
from store.worklist import next_tasks, remaining
from tests.store.conftest import Clock
from tests.store.papers import admitted, arrival, paper, read, usual


@pytest.mark.parametrize("url", ["mysql://host/name", "no address", "oracle://x"])
def test_an_address_of_no_kind_of_ours_is_refused(url: str) -> None:
    with pytest.raises(SettingsError):
        open_store(url)


def test_a_server_that_is_not_there_is_away() -> None:
    with pytest.raises(StoreAway) as away:
        open_store(f"postgresql://sodo:secret@127.0.0.1:{free_port()}/x")

    assert "secret" not in str(away.value)


def test_a_folder_that_is_not_there_is_away(tmp_path: Path) -> None:
    with pytest.raises(StoreAway):
        open_store(f"sqlite:///{tmp_path}/none/sodo.db")


def test_processes_that_start_together_make_the_tables_once(empty_database_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        stores = list(pool.map(open_store, [empty_database_url] * 4))

    for store in stores:
        assert status(store).seen == 0
        store.close()


def test_what_was_written_is_there_when_opened_again(empty_database_url: str, clock: Clock) -> None:
    with open_store(empty_database_url, clock=clock) as store:
        admitted(store)

    with open_store(empty_database_url, clock=clock) as store:
        assert status(store).waiting == 1


def test_a_transaction_that_fails_changes_nothing(store: Store) -> None:
    def half() -> None:
        with store.writing() as connection:
            connection.execute(counters.insert().values(name="seen", shard=0, value=7))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()

    assert status(store).seen == 0


def test_moments_come_back_in_utc(store: Store, clock: Clock) -> None:
    admitted(store)

    with store.reading() as connection:
        (moment,) = connection.execute(sa.select(documents.c.admitted_at)).scalars()

    assert moment == clock()
    assert moment.tzinfo is not None


def test_a_forked_process_uses_connections_of_its_own(store: Store) -> None:
    admitted(store)

    child = os.fork()
    if not child:
        admitted(store)
        os._exit(0 if status(store).waiting == 2 else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert status(store).waiting == 2


def test_connections_that_the_server_dropped_are_replaced(emptied: Callable[[], str]) -> None:
    address = emptied()
    with open_store(address) as store, open_store(address) as other:
        admitted(store)
        with other.writing() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

        assert admitted(store) == 2


def test_a_connection_lost_in_a_transaction_is_away_and_changes_nothing(
    emptied: Callable[[], str],
) -> None:
    with open_store(emptied()) as store:

        def cut() -> None:
            with store.writing() as connection:
                connection.execute(counters.insert().values(name="seen", shard=0, value=7))
                connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")

        with pytest.raises(StoreAway):
            cut()

        assert status(store).seen == 0


def test_sqlite_keeps_what_it_has_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "sodo.db"
    with open_store(f"sqlite:///{path}") as store, store.reading() as connection:

        def pragma(name: str) -> object:
            return connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()

        assert (pragma("journal_mode"), pragma("synchronous")) == ("wal", 2)
        assert pragma("foreign_keys") == 1


@pytest.mark.parametrize("lasting", [True, False])
def test_only_a_lasting_transaction_waits_for_the_disk(database_url: str, lasting: bool) -> None:
    asked = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
    waits = {2: True, 1: False, "on": True, "off": False}
    # The server of the tests never waits unless it is told to.
    told = {"sqlite": "", "postgresql": "?options=-csynchronous_commit%3Don"}
    with open_store(database_url + told[database_url.partition(":")[0]]) as store:
        with store.writing(lasting=not lasting):
            """So that what it was told would be seen to stay."""

        with store.writing(lasting=lasting) as connection:
            answer = connection.exec_driver_sql(asked[store.dialect]).scalar_one()

    assert waits[answer] is lasting


def test_a_database_locked_for_too_long_is_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.session._BUSY_TIMEOUT_S", 0.05)
    path = tmp_path / "sodo.db"
    with open_store(f"sqlite:///{path}") as store:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(StoreAway):
            admitted(store)
        other.execute("ROLLBACK")

        assert admitted(store) == 1
        other.close()


def test_an_older_database_goes_through_the_steps_that_lead_here(
    empty_database_url: str, clock: Clock
) -> None:
    taken: list[int] = []

    def step(number: int) -> Callable[[Connection], None]:
        return lambda _connection: taken.append(number)

    first, second, third = (VERSION + more for more in (1, 2, 3))
    steps = {number: step(number) for number in (first, second, third)}
    with open_store(empty_database_url, clock=clock) as store, store.writing() as connection:
        migrate(connection, clock(), version=first, steps=steps)
        migrate(connection, clock(), version=first, steps=steps)
        migrate(connection, clock(), version=third, steps=steps)

    assert taken == [first, second, third]


def test_a_database_of_a_newer_release_is_refused(empty_database_url: str, clock: Clock) -> None:
    with open_store(empty_database_url, clock=clock) as store, store.writing() as connection:
        migrate(
            connection, clock(), version=VERSION + 1, steps={VERSION + 1: lambda _connection: None}
        )

    with pytest.raises(SettingsError, match="newer release"):
        open_store(empty_database_url)


def test_every_table_is_made(store: Store) -> None:
    with store.reading() as connection:
        names = set(sa.inspect(connection).get_table_names())

    assert names == {*METADATA.tables, "schema_version"}


def test_a_database_from_before_the_review_page_is_brought_up_to_date(
    empty_database_url: str, clock: Clock
) -> None:
    with open_store(empty_database_url, clock=clock) as store:
        read(store)
        before = [{"name": c["name"]} for c in columns(store, "fields")]
        with store.writing() as connection:
            for table in reversed(REVIEW_TABLES):
                table.drop(connection)
            for index in ("fields_todo", "fields_blocking", "fields_kind", "fields_doubt"):
                connection.exec_driver_sql(f"DROP INDEX {index}")
            undo_gain(connection)
            connection.exec_driver_sql("DROP INDEX documents_batch")
            for column in ("todo", "blocks"):
                connection.exec_driver_sql(f"ALTER TABLE fields DROP COLUMN {column}")
            undo_rearranging(connection)
            connection.exec_driver_sql("DELETE FROM counters WHERE name LIKE 'todo.%%'")
            connection.exec_driver_sql("DELETE FROM keys WHERE kind = 'commune'")
            connection.exec_driver_sql("UPDATE schema_version SET number = 1")
    with open_store(empty_database_url, clock=clock) as store:
        assert [{"name": c["name"]} for c in columns(store, "fields")] == before
        assert remaining(store) == 1
        assert len(next_tasks(store, person="an")) == 1
        assert verify(store) == ()


def test_a_database_from_before_documents_were_split_is_brought_up_to_date(
    empty_database_url: str, clock: Clock
) -> None:
    with open_store(empty_database_url, clock=clock) as store:
        number = read(store, paper(*usual().records, pages=2))
        before = [(c["name"], str(c["type"])) for c in columns(store, "documents")]
        with store.writing() as connection:
            undo_gain(connection)
            undo_rearranging(connection)
            connection.exec_driver_sql("UPDATE schema_version SET number = 2")

    with open_store(empty_database_url, clock=clock) as store:
        assert [(c["name"], str(c["type"])) for c in columns(store, "documents")] == before
        parts = [Part(arrival(), (Leaf(number, page),)) for page in (1, 2)]
        assert len(rearrange(store, parts, by="lan")) == 2
        assert verify(store) == ()


def test_a_database_from_before_gains_were_kept_is_brought_up_to_date(
    empty_database_url: str, clock: Clock
) -> None:
    with open_store(empty_database_url, clock=clock) as store:
        number = read(store)
        rearrange(store, [Part(arrival(), (Leaf(number, 1),))], by="lan")
        read(store)
        kept = gains(store)
        with store.writing() as connection:
            undo_gain(connection)
            connection.exec_driver_sql("DELETE FROM counters WHERE name = 'replaced'")
            connection.exec_driver_sql("UPDATE schema_version SET number = 3")

    with open_store(empty_database_url, clock=clock) as store:
        assert gains(store) == kept
        assert verify(store) == ()
        assert len(next_tasks(store, person="an", order=Order.GAIN)) == len(kept) > 0


def gains(store: Store) -> dict[str, float]:
    with store.reading() as connection:
        asked = sa.select(fields.c.path, fields.c.gain).where(fields.c.todo == 1)
        return {path: round(gain, 9) for path, gain in connection.execute(asked)}


def undo_gain(connection: Connection) -> None:
    connection.exec_driver_sql("DROP INDEX fields_gain")
    connection.exec_driver_sql("ALTER TABLE fields DROP COLUMN gain")


def undo_rearranging(connection: Connection) -> None:
    page_origins.drop(connection)
    for column in ("told", "replaced_at"):
        connection.exec_driver_sql(f"ALTER TABLE documents DROP COLUMN {column}")


def columns(store: Store, table: str) -> list[ReflectedColumn]:
    with store.reading() as connection:
        return sa.inspect(connection).get_columns(table)
