"""One field fetched with all that its page shows: reading, version, document, pictures."""

from typing import NamedTuple

from fastapi import Request

from review.desk import Desk
from review.pictures import pictures_of, scans_at
from review.scans import Scan
from schemas.document import Document
from schemas.reading import Reading
from store.errors import NoSuchThing
from store.readings import fields
from store.records import document
from store.tasks import FieldId


class Shown(NamedTuple):
    """A field as it stands now, and its surroundings; ``person`` is who typed it, if anybody."""

    reading: Reading
    version: int
    person: str | None
    document: Document
    scans: dict[int, Scan]


def show_field(request: Request, desk: Desk, field: FieldId) -> Shown:
    """Return the field as it stands.

    Raises:
        NoSuchThing: there is no such document or field.
    """
    current = next(
        (
            one
            for one in fields(desk.store, field.document_id)
            if (one.record, one.path) == (field.record, field.path)
        ),
        None,
    )
    found = document(desk.store, field.document_id)
    if current is None or field.record >= len(found.records):
        raise NoSuchThing("no such field")
    scans = pictures_of(scans_at(request), desk, field.document_id)
    return Shown(current.current.reading, current.version, current.current.person, found, scans)
