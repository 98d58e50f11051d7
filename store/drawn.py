"""Where the pictures of a document's pages are: drawn by the reading that counts now."""

from typing import NamedTuple

import sqlalchemy as sa

from schemas.document import PageNote
from store.blobs import page_key
from store.session import Store
from store.tables import documents, reads


class Drawn(NamedTuple):
    """The reading whose page images are shown."""

    sha256: str
    token: str

    def key(self, name: str) -> str:
        """Return where the reading left ``name``, such as ``page-0001.jpg``."""
        return page_key(self.sha256, self.token, name)


def drawn(store: Store, document_id: int) -> Drawn | None:
    """Return the reading the document's current fields come from; None when never read."""
    found = drawn_with_notes(store, document_id)
    return None if found is None else found[0]


def drawn_with_notes(store: Store, document_id: int) -> tuple[Drawn, tuple[PageNote, ...]] | None:
    """Return the same, and what that reading noted of each page."""
    asked = (
        sa.select(documents.c.sha256, reads.c.token, reads.c.page_notes)
        .join(reads, reads.c.id == documents.c.read_id)
        .where(documents.c.id == document_id)
    )
    with store.reading() as connection:
        row = connection.execute(asked).one_or_none()
    if row is None or row.sha256 is None:
        return None
    return Drawn(row.sha256, row.token), tuple(PageNote(**note) for note in row.page_notes)
