"""Stores to test on: SQLite in a folder, and a PostgreSQL of our own, gone afterwards."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from bench.postgresql import FORGETFUL, Server, running, server_programs
from store.session import Store, open_store
from store.tables import METADATA

_numbers = count(1)


class Clock:
    """A clock that stands still until it is put forward or back."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, seconds: float) -> None:
        self.moment += timedelta(seconds=seconds)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A running PostgreSQL."""
    if server_programs() is None:
        pytest.skip("no PostgreSQL server is installed")
    with running(FORGETFUL) as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without tables, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'sodo.db'}"
    server: Server = request.getfixturevalue("postgresql")
    return server.new_database()


@pytest.fixture(scope="session")
def emptied(postgresql: Server) -> Iterator[Callable[[], str]]:
    """Empties the tables of one database and returns its address: quicker than a new one."""
    url = postgresql.new_database()
    names = ", ".join(table.name for table in METADATA.sorted_tables)
    with open_store(url) as store:

        def empty() -> str:
            with store.writing() as connection:
                connection.exec_driver_sql(f"TRUNCATE {names} RESTART IDENTITY")
            return url

        yield empty


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with empty tables, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'sodo.db'}"
    address: str = request.getfixturevalue("emptied")()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Gives the address of a database with empty tables, as often as it is called."""
    if request.param == "sqlite":
        return lambda: f"sqlite:///{tmp_path / f'{next(_numbers)}.db'}"
    emptied: Callable[[], str] = request.getfixturevalue("emptied")
    return emptied


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(database_url: str, clock: Clock) -> Iterator[Store]:
    with open_store(database_url, clock=clock) as opened:
        yield opened
