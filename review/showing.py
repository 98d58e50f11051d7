"""One field fetched with all that its page shows: reading, version, document, pictures."""

from collections.abc import Collection
from typing import NamedTuple

from fastapi import Request

from review.desk import Desk
from review.pictures import pictures_in, scans_at
from review.scans import Scan
from schemas.document import Document
from schemas.reading import Reading
from store.current import Spot
from store.errors import NoSuchThing
from store.standing import Standing, standings
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
    return show_fields(request, desk, (field,))[0]


def show_fields(request: Request, desk: Desk, wanted: Collection[FieldId]) -> list[Shown]:
    """Return the fields as they stand, their documents fetched together, in the order asked for.

    Raises:
        NoSuchThing: one of them is not there.
    """
    if not wanted:
        return []
    found = standings(desk.store, {field.document_id for field in wanted})
    return [_shown(request, found.get(field.document_id), field) for field in wanted]


def shown_in(request: Request, standing: Standing, field: FieldId) -> Shown:
    """Return a field of a document that has been fetched.

    Raises:
        NoSuchThing: there is no such field.
    """
    return _shown(request, standing, field)


def _shown(request: Request, standing: Standing | None, field: FieldId) -> Shown:
    now = standing and standing.fields.get(Spot(field.record, field.path))
    if standing is None or now is None or now.reading is None:
        raise NoSuchThing("no such field")
    if field.record >= len(standing.document.records):
        raise NoSuchThing("no such field")
    scans = pictures_in(scans_at(request), standing.drawn)
    return Shown(now.reading, now.version, now.person, standing.document, scans)
