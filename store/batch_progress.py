"""What a batch of documents to read again has come to."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.tables import batches


def settle_in_batch(connection: Connection, batch_id: int, *, failed: bool) -> None:
    """Count one document of the batch as settled, in the caller's transaction."""
    column = batches.c.failed if failed else batches.c.read
    connection.execute(
        sa.update(batches).where(batches.c.id == batch_id).values({column: column + 1})
    )
