"""What work and exports can be narrowed to: the batches and communes that there are."""

from typing import Any, Final

import sqlalchemy as sa

from store.search import By
from store.session import Store
from store.tables import documents, keys

_MOST: Final = 500


def batch_names(store: Store, *, limit: int = _MOST) -> tuple[str, ...]:
    """Return the names of batches that documents came in, by alphabet; no further than limit."""
    return _distinct(store, documents.c.batch, documents.c.batch > "", limit)


def commune_codes(store: Store, *, limit: int = _MOST) -> tuple[str, ...]:
    """Return codes of the communes in which parcels lie, no further than ``limit``."""
    return _distinct(store, keys.c.key, keys.c.kind == By.COMMUNE.value, limit)


def _distinct(
    store: Store, column: sa.Column[Any], where: sa.ColumnElement[bool], limit: int
) -> tuple[str, ...]:
    """Return the values of an indexed column by leaping from each to the next larger one.

    A plain DISTINCT would walk through all rows.
    """
    first = sa.select(sa.func.min(column).label("value")).where(where)
    leaps = first.cte("leaps", recursive=True)
    following = sa.select(sa.func.min(column)).where(where, column > leaps.c.value)
    leaps = leaps.union_all(
        sa.select(following.scalar_subquery()).where(leaps.c.value.is_not(None))
    )
    asked = sa.select(leaps.c.value).where(leaps.c.value.is_not(None)).limit(limit)
    with store.reading() as connection:
        return tuple(connection.execute(asked).scalars())
