"""Opening the database: one address in, short transactions out."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Self
from weakref import WeakSet

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from schemas.errors import SettingsError
from store.errors import StoreAway
from store.migrations import is_current, migrate
from store.tables import AnyRow

Clock = Callable[[], datetime]

# Longer than any transaction of ours; the writer who waits so long has met a stopped process.
_BUSY_TIMEOUT_S = 30.0
_CONNECT_TIMEOUT_S = 10
_WRITING, _LASTING = "sodo_writing", "sodo_lasting"
_stores: "WeakSet[Store]" = WeakSet()


class Store:
    """An open database. Threads may share it; a process forked from this one may use it too."""

    def __init__(self, engine: Engine, clock: Clock | None = None) -> None:
        self._engine = engine
        self._clock = clock
        _stores.add(self)

    @property
    def dialect(self) -> str:
        """``sqlite`` or ``postgresql``."""
        return self._engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection that sees one moment of the database and cannot change it.

        Raises:
            StoreAway: the database cannot be reached.
        """
        options: dict[str, Any] = {_WRITING: False}
        if self.dialect == "postgresql":
            options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self._connected(options) as connection:
            yield connection

    @contextmanager
    def writing(self, *, lasting: bool = True) -> Iterator[Connection]:
        """Give a connection in a transaction: all of it happens, or nothing.

        ``lasting`` transactions are on the disk when they are over. A power cut may undo others,
        the newest first, and no wait for the disk is spent on them.

        Raises:
            StoreAway: the database cannot be reached, is full, or was locked for too long.
        """
        with self._connected({_WRITING: True, _LASTING: lasting}) as connection:
            if not lasting and self.dialect == "postgresql":
                connection.exec_driver_sql("SET LOCAL synchronous_commit TO off")
            yield connection

    def now(self, connection: Connection) -> datetime:
        """Return the time by which leases are measured: one clock for all machines."""
        if self._clock is not None:
            return self._clock()
        if self.dialect == "postgresql":
            moment: datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
            return moment.astimezone(UTC)
        return datetime.now(UTC)

    def timed(
        self, connection: Connection, asked: sa.Select[*tuple[Any, ...]]
    ) -> tuple[list[AnyRow], datetime]:
        """Return the rows that are asked for, and the time: as ``now``, in the same trip."""
        if self._clock is None and self.dialect == "postgresql":
            moment = sa.func.clock_timestamp().label("asked_at")
            rows = list(connection.execute(asked.add_columns(moment)))
            if rows:
                at: datetime = rows[0].asked_at
                return rows, at.astimezone(UTC)
            return rows, self.now(connection)
        return list(connection.execute(asked)), self.now(connection)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def forget_connections(self) -> None:
        """Leave the connections to the process that this one was forked from."""
        self._engine.dispose(close=False)

    @contextmanager
    def _connected(self, options: dict[str, Any]) -> Iterator[Connection]:
        try:
            with self._engine.connect() as connection:
                connection = connection.execution_options(**options)
                with connection.begin():
                    yield connection
        except (OperationalError, InterfaceError, PoolTimeout) as error:
            raise StoreAway(_without_values(error)) from error


def open_store(database_url: str, *, clock: Clock | None = None) -> Store:
    """Open the database, making or bringing up to date its tables; a context manager.

    ``sqlite:///path/to/sodo.db`` or ``postgresql://user@host/name``. ``clock`` replaces the
    database's clock, for tests.

    Raises:
        SettingsError: no such kind of database, or a newer release made this one.
        StoreAway: it cannot be reached.
    """
    engine = _engine(_with_driver(database_url))
    store = Store(engine, clock)
    try:
        with store.reading() as connection:
            ready = is_current(connection)
        if not ready:
            with store.writing() as connection:
                migrate(connection, store.now(connection))
    except BaseException:
        store.close()
        raise
    return store


def _with_driver(database_url: str) -> URL:
    try:
        url = make_url(database_url)
    except ArgumentError as error:
        raise SettingsError("the database address cannot be understood") from error
    if url.drivername in ("postgres", "postgresql"):
        return url.set(drivername="postgresql+psycopg")
    if url.drivername != "sqlite":
        raise SettingsError(f"no such kind of database here: {url.drivername}")
    return url


def _engine(url: URL) -> Engine:
    if url.drivername == "sqlite":
        engine = sa.create_engine(
            url, connect_args={"timeout": _BUSY_TIMEOUT_S}, hide_parameters=True
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return sa.create_engine(
        url,
        connect_args={"connect_timeout": _CONNECT_TIMEOUT_S, "application_name": "sodo"},
        hide_parameters=True,
        pool_pre_ping=True,
    )


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by itself, and later than we mean.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    writing = options.get(_WRITING, True)
    # Not possible any more once the transaction has begun. NORMAL leaves the database whole.
    synchronous = "FULL" if options.get(_LASTING, True) else "NORMAL"
    connection.exec_driver_sql(f"PRAGMA synchronous={synchronous}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _without_values(error: Exception) -> str:
    """Return the driver's own words: SQLAlchemy's text would quote the statement."""
    return str(error.orig).strip() if isinstance(error, DBAPIError) else str(error)


def _after_fork() -> None:
    for store in _stores:
        store.forget_connections()


os.register_at_fork(after_in_child=_after_fork)
