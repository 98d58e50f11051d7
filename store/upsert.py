"""The one statement that the two kinds of database spell with different constructs."""

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

# Both have ``on_conflict_do_nothing`` and ``on_conflict_do_update`` with the same meaning.
Insert = sqlite.Insert | postgresql.Insert


def insert(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert into ``table`` that can say what to do when the row is there."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)
