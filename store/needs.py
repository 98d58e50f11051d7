"""For which fields of which papers people are needed, in the documents read last."""

from typing import Final, NamedTuple

import sqlalchemy as sa

from schemas.document import Kind
from schemas.reading import Status
from store.session import Store
from store.tables import documents, fields, records

# Enough for shares to be steady, few enough to be counted while a page is waited for.
_NEWEST: Final = 2000


class Need(NamedTuple):
    """Fields of one kind on one edition: of ``all`` that were printed, ``asked`` went to people.

    Attributes:
        edition: None for certificates whose edition is not known.
    """

    pattern: str
    edition: str | None
    asked: int
    all: int


def needs(store: Store, *, newest: int = _NEWEST) -> tuple[Need, ...]:
    """Return the needs of the certificates among the last ``newest`` documents."""
    went = sa.or_(fields.c.status == Status.FLAGGED.value, fields.c.by_person)
    asked = sa.func.sum(sa.case((went, 1), else_=0))
    last = sa.select(sa.func.max(documents.c.id)).scalar_subquery()
    counted = (
        sa.select(fields.c.pattern, records.c.edition, asked, sa.func.count())
        .join(records, records.c.read_id == documents.c.read_id)
        .join(
            fields,
            sa.and_(fields.c.document_id == documents.c.id, fields.c.record == records.c.number),
        )
        .select_from(documents)
        .where(
            documents.c.id > last - newest,
            records.c.kind == Kind.LAND_CERTIFICATE.value,
            fields.c.reading_id.is_not(None),
            sa.or_(fields.c.status != Status.NOT_PRINTED.value, fields.c.by_person),
        )
        .group_by(fields.c.pattern, records.c.edition)
    )
    with store.reading() as connection:
        return tuple(Need(*row) for row in connection.execute(counted))
