"""One field fetched with all that its page shows: reading, version, document, pictures."""

from typing import NamedTuple

from fastapi import Request

from review.desk import Desk
from review.pictures import pictures_of, scans_at
from review.scans import Scan
from schemas.document import Document
from schemas.reading import Reading
from store.errors import NoSuchThing
from store.readings import Field, fields
from store.records import document
from store.tasks import FieldId


class Shown(NamedTuple):
    """A field as it stands now, and its surroundings; ``person`` is who typed it, if anybody."""

    reading: Reading
    version: int
    person: str | None
    document: Document
    scans: dict[int, Scan]


class _Around(NamedTuple):
    """A document with all its fields, by record and path, and its pictures."""

    fields: dict[tuple[int, str], Field]
    document: Document
    scans: dict[int, Scan]


def show_field(request: Request, desk: Desk, field: FieldId) -> Shown:
    """Return the field as it stands.

    Raises:
        NoSuchThing: there is no such document or field.
    """
    around = _around(request, desk, field.document_id)
    current = around.fields.get((field.record, field.path))
    if current is None or field.record >= len(around.document.records):
        raise NoSuchThing("no such field")
    now = current.current
    return Shown(now.reading, current.version, now.person, around.document, around.scans)


def _around(request: Request, desk: Desk, document_id: int) -> _Around:
    """Return the document; a request that changes nothing fetches it once for all its fields."""
    known: dict[int, _Around] = getattr(request.state, "around", {})
    if request.method != "GET" or document_id not in known:
        known[document_id] = _Around(
            {(one.record, one.path): one for one in fields(desk.store, document_id)},
            document(desk.store, document_id),
            pictures_of(scans_at(request), desk, document_id),
        )
        request.state.around = known
    return known[document_id]
