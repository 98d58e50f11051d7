"""What happened on each day, kept as it happens, for charts over a whole campaign."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, date, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.session import Store
from store.tables_review import days as table
from store.upsert import insert

_SHARDS = 16


def add_to_day(
    connection: Connection, now: datetime, changes: Mapping[str, int], document_id: int
) -> None:
    """Count ``changes`` on the day of ``now`` in the caller's transaction.

    Names: ``reads``, ``flags``, ``answers``, ``changed``, ``seconds``.
    """
    day = now.astimezone(UTC).date().isoformat()
    rows = [
        {"day": day, "name": name, "shard": document_id % _SHARDS, "value": change}
        for name, change in sorted(changes.items())
        if change
    ]
    if not rows:
        return
    statement = insert(connection, table)
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(table.primary_key.columns),
            set_={"value": table.c.value + statement.excluded.value},
        ),
        rows,
    )


def by_day(store: Store, *, since: date) -> dict[date, dict[str, int]]:
    """Return day (UTC) -> name -> how many, for the days on which anything happened, in order."""
    asked = (
        sa.select(table.c.day, table.c.name, sa.func.sum(table.c.value))
        .where(table.c.day >= since.isoformat())
        .group_by(table.c.day, table.c.name)
        .order_by(table.c.day)
    )
    found: dict[date, dict[str, int]] = defaultdict(dict)
    with store.reading() as connection:
        for day, name, value in connection.execute(asked):
            found[date.fromisoformat(day)][name] = int(value)
    return dict(found)
