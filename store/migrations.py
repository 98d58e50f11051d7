"""The database's tables, made or brought up to date by whoever opens it first."""

from collections.abc import Callable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from schemas.errors import SettingsError
from schemas.form1 import CORE_PATTERNS
from store.gain import SECONDS, USUAL_S
from store.tables import METADATA, Moment, documents, fields, page_origins
from store.tables_review import REVIEW_TABLES

# Any number that nobody else locks.
_LOCK = 0x50D0

# The tables as store.tables draws them have this number.
VERSION = 4


_FOR_REVIEW = (
    *("fields_todo", "fields_blocking", "fields_kind", "fields_doubt"),
    "documents_batch",
)


def _for_review(connection: Connection) -> None:
    """Add what the review page needs; fields that wait for a person are marked."""
    for column in ("todo", "blocks"):
        connection.exec_driver_sql(
            f"ALTER TABLE fields ADD COLUMN {column} SMALLINT NOT NULL DEFAULT 0"
        )
    connection.exec_driver_sql(
        "UPDATE fields SET todo = 1 WHERE reading_id IS NOT NULL "
        "AND ((status = 'flagged' AND NOT by_person) OR question_id IS NOT NULL)"
    )
    blocking = fields.c.pattern.in_(sorted(CORE_PATTERNS))
    connection.execute(fields.update().where(fields.c.todo == 1, blocking).values(blocks=1))
    for table in REVIEW_TABLES:
        table.create(connection)
    for index in (*fields.indexes, *documents.indexes):
        if index.name in _FOR_REVIEW:
            index.create(connection)
    connection.exec_driver_sql(
        "INSERT INTO counters (name, shard, value) "
        "SELECT 'todo.' || pattern, 0, count(*) FROM fields WHERE todo = 1 GROUP BY pattern"
    )
    connection.exec_driver_sql(
        "INSERT INTO keys (kind, key, document_id, record) "
        "SELECT DISTINCT 'commune', r.value, f.document_id, f.record FROM fields f "
        "JOIN readings r ON r.id = f.reading_id "
        "WHERE f.pattern = 'parcels[].commune_code' AND r.value IS NOT NULL"
    )


def _for_rearranging(connection: Connection) -> None:
    """Add what documents need that people name, split and put together."""
    for column in (documents.c.told, documents.c.replaced_at):
        kind = column.type.compile(connection.dialect)
        connection.exec_driver_sql(f"ALTER TABLE documents ADD COLUMN {column.name} {kind}")
    page_origins.create(connection)


def _for_gain(connection: Connection) -> None:
    """Add what a look at each field is worth; count the documents that others replace."""
    kind = fields.c.gain.type.compile(connection.dialect)
    connection.exec_driver_sql(f"ALTER TABLE fields ADD COLUMN gain {kind} NOT NULL DEFAULT 0")
    seconds = sa.case(
        *((fields.c.pattern.endswith(f".{name}"), needed) for name, needed in SECONDS.items()),
        else_=USUAL_S,
    )
    waiting = fields.update().where(fields.c.todo == 1)
    connection.execute(waiting.values(gain=(1 - fields.c.confidence) / seconds))
    next(index for index in fields.indexes if index.name == "fields_gain").create(connection)
    connection.exec_driver_sql(
        "INSERT INTO counters (name, shard, value) "
        "SELECT 'replaced', 0, count(*) FROM documents WHERE replaced_at IS NOT NULL"
    )


# number -> what brings a database of the number before it there.
STEPS: Mapping[int, Callable[[Connection], None]] = {
    2: _for_review,
    3: _for_rearranging,
    4: _for_gain,
}

_versions = sa.Table(
    "schema_version",
    sa.MetaData(),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("applied_at", Moment, nullable=False),
)


def is_current(connection: Connection) -> bool:
    """Say whether the database has this release's tables, so that nobody need wait for a lock."""
    return sa.inspect(connection).has_table(_versions.name) and _found(connection) == VERSION


def migrate(
    connection: Connection,
    now: datetime,
    *,
    version: int = VERSION,
    steps: Mapping[int, Callable[[Connection], None]] = STEPS,
    metadata: sa.MetaData = METADATA,
) -> None:
    """Bring the database to ``version`` inside the caller's transaction, whole or not at all.

    An empty one gets the tables as they are drawn now; an older one goes through the steps
    that lead from its number. Processes that start together wait for each other.

    Raises:
        SettingsError: the database is of a newer release.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    _versions.create(connection, checkfirst=True)
    found = _found(connection)
    if found is not None and found > version:
        raise SettingsError(f"a newer release made this database: {found}, here {version}")
    if found is None:
        metadata.create_all(connection)
    for number in range((found or version) + 1, version + 1):
        steps[number](connection)
    if found != version:
        connection.execute(_versions.insert().values(number=version, applied_at=now))


def _found(connection: Connection) -> int | None:
    number: int | None = connection.execute(sa.select(sa.func.max(_versions.c.number))).scalar_one()
    return number
