"""Which documents a batch means: a few conditions, kept as JSON, asked as SQL."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from schemas.states import SETTLED, State
from store.tables import documents, fields, records
from store.versions import version_key


class Filter(NamedTuple):
    """Which settled documents; all that is given must hold.

    Attributes:
        state: done, or set_aside to try those again.
        edition: of any of its records.
        flagged: pattern of a field that is flagged, such as ``holders[].full_name``.
        reader_before: read by a version older than this.
        station, batch: names of the drop folders it came from.
        admitted_from, admitted_before: when it came, the first included, the second not.
        confidence_below: the least sure of its fields, or of those ``flagged`` names, is below.
        code: why it was set aside.
        documents: these numbers only.
    """

    state: State = State.DONE
    edition: str | None = None
    flagged: str | None = None
    reader_before: str | None = None
    station: str | None = None
    batch: str | None = None
    admitted_from: datetime | None = None
    admitted_before: datetime | None = None
    confidence_below: float | None = None
    code: str | None = None
    documents: tuple[int, ...] | None = None


_MOMENTS = ("admitted_from", "admitted_before")


def json_of_filter(wanted: Filter) -> dict[str, Any]:
    """Return what is given, as JSON values."""
    said = {name: value for name, value in wanted._asdict().items() if value is not None}
    for name in _MOMENTS:
        if name in said:
            said[name] = said[name].isoformat()
    return said


def filter_of_json(said: dict[str, Any]) -> Filter:
    """Return the filter that ``json_of_filter`` wrote down."""
    given = dict(said)
    for name in _MOMENTS:
        if name in given:
            given[name] = datetime.fromisoformat(given[name])
    if "documents" in given:
        given["documents"] = tuple(given["documents"])
    return Filter(**given | {"state": State(given["state"])})


def meant(wanted: Filter) -> sa.Select[int]:
    """Return the question for the numbers of the documents meant.

    Raises:
        ValueError: the state is not a settled one.
    """
    if wanted.state not in SETTLED:
        raise ValueError("only settled documents can be read again")
    asked = sa.select(documents.c.id).where(
        documents.c.state == wanted.state.value,
        documents.c.blob_key.is_not(None),
        documents.c.replaced_at.is_(None),
    )
    return asked.where(*_conditions(wanted))


def _conditions(wanted: Filter) -> Iterator[sa.ColumnElement[bool]]:
    row = documents.c
    if wanted.edition is not None:
        yield sa.exists().where(
            records.c.read_id == row.read_id, records.c.edition == wanted.edition
        )
    if wanted.flagged is not None:
        yield _has_field(wanted.flagged, wanted.confidence_below)
    elif wanted.confidence_below is not None:
        yield row.lowest_confidence < wanted.confidence_below
    if wanted.reader_before is not None:
        yield row.reader_key < version_key(wanted.reader_before)
    if wanted.station is not None:
        yield row.station == wanted.station
    if wanted.batch is not None:
        yield row.batch == wanted.batch
    if wanted.admitted_from is not None:
        yield row.admitted_at >= wanted.admitted_from
    if wanted.admitted_before is not None:
        yield row.admitted_at < wanted.admitted_before
    if wanted.code is not None:
        yield row.set_aside["code"].as_string() == wanted.code
    if wanted.documents is not None:
        yield row.id.in_(wanted.documents)


def _has_field(pattern: str, below: float | None) -> sa.ColumnElement[bool]:
    found = sa.exists().where(
        fields.c.document_id == documents.c.id,
        fields.c.pattern == pattern,
        fields.c.status == sa.literal_column("'flagged'"),
    )
    return found if below is None else found.where(fields.c.confidence < below)
