"""A whole document as its page shows it: its pages, its records, fields in groups."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from review import naming
from review.judging import shown
from review.roles import masked
from review.scans import Scan
from review.task_view import Picture, page_picture, query_of
from schemas.document import Document, PageNote
from schemas.paths import pattern_of
from schemas.reading import Reading, Source, Status
from schemas.settings import Language
from store.readings import Field, Trace
from store.tasks import FieldId
from store.users import Role


class Line(NamedTuple):
    """One field in the table.

    Attributes:
        value: None when it is hidden from this person until it is typed.
        anchor: its place on the page, to be linked to.
        percent: how sure the machine was; None for what a person typed.
    """

    anchor: str
    query: str
    label: str
    value: str | None
    status: str
    status_words: str
    source: str
    percent: int | None
    page: int | None
    doubts: tuple[str, ...]
    has_past: bool
    question: str | None


class Group(NamedTuple):
    """Fields of one holder, parcel, purpose."""

    name: str
    lines: tuple[Line, ...]


class RecordView(NamedTuple):
    number: int
    name: str
    pages: tuple[int, ...]
    flags: int
    groups: tuple[Group, ...]


class PageView(NamedTuple):
    number: int
    face: str
    quality: int
    picture: Picture | None


def record_views(
    document_id: int,
    document: Document,
    fields: Iterable[Field],
    language: Language,
    role: Role,
    blind: frozenset[str],
) -> tuple[RecordView, ...]:
    """Return the document's records; values that this role must type unseen are left out."""
    of_record: dict[int, list[Field]] = {}
    for field in fields:
        of_record.setdefault(field.record, []).append(field)
    return tuple(
        RecordView(
            number=number,
            name=naming.paper(record.kind.value, record.edition, language),
            pages=record.pages,
            flags=sum(r.status is Status.FLAGGED for r in record.fields),
            groups=tuple(_groups(document_id, of_record.get(number, ()), language, role, blind)),
        )
        for number, record in enumerate(document.records)
    )


def page_views(
    document_id: int, document: Document, scans: Mapping[int, Scan], language: Language
) -> tuple[PageView, ...]:
    """Return the document's pages in order."""
    return tuple(
        PageView(
            note.page,
            naming.face(note.kind, language),
            round(100 * note.quality),
            _picture(document_id, scans.get(note.page), note),
        )
        for note in document.pages
    )


class TypedLine(NamedTuple):
    """Something a person said of a document whose pages stand elsewhere now."""

    label: str
    place: str
    value: str | None
    status_words: str
    person: str | None
    at: datetime


def typed_lines(
    typed: Iterable[tuple[int, Trace]], language: Language, role: Role
) -> tuple[TypedLine, ...]:
    """Return what persons typed, in the order in which they did."""
    return tuple(
        TypedLine(
            naming.label(trace.reading.path, language),
            naming.place(trace.reading.path, language),
            shown(trace.reading.path, masked(trace.reading.path, trace.reading.value, role)),
            naming.state(trace.reading.status.value, language),
            trace.person,
            trace.at,
        )
        for _, trace in typed
    )


def hides(path: str, reading: Reading, role: Role, blind: frozenset[str]) -> bool:
    """Say whether the machine's value must not be seen: this person may have to type it."""
    waits = reading.status is Status.FLAGGED and reading.source is not Source.PERSON
    return role is Role.OPERATOR and waits and pattern_of(path) in blind


def _picture(document_id: int, scan: Scan | None, note: PageNote) -> Picture | None:
    return None if scan is None else page_picture(document_id, scan, note, None)


def _groups(
    document_id: int,
    fields: Iterable[Field],
    language: Language,
    role: Role,
    blind: frozenset[str],
) -> Iterator[Group]:
    ordered = sorted(fields, key=lambda field: _group_of(field.path))
    for place, members in groupby(ordered, key=lambda field: _group_of(field.path)):
        lines = tuple(_line(document_id, field, language, role, blind) for field in members)
        yield Group(naming.place(f"{place[1]}.x", language), lines)


# In the order in which a clerk reads a certificate.
_FIRST = ("certificate", "person", "holders", "parcels", "assets", "changes", "rows")


def _group_of(path: str) -> tuple[int, str]:
    group = path.rpartition(".")[0]
    head = group.partition("[")[0]
    return (_FIRST.index(head) if head in _FIRST else len(_FIRST), group)


def _line(
    document_id: int, field: Field, language: Language, role: Role, blind: frozenset[str]
) -> Line:
    reading = field.current.reading
    hidden = hides(field.path, reading, role, blind)
    doubts = () if hidden else tuple(naming.words(doubt, language) for doubt in reading.problems)
    question = None if field.question is None else field.question.reading.value
    return Line(
        anchor=f"r{field.record}-{field.path}",
        query=query_of(FieldId(document_id, field.record, field.path)),
        label=naming.label(field.path, language),
        value=None if hidden else shown(field.path, masked(field.path, reading.value, role)),
        status=reading.status.value,
        status_words=naming.state(reading.status.value, language),
        source=naming.source(reading.source.value, language),
        percent=None if field.current.person else round(100 * reading.confidence),
        page=reading.page,
        doubts=doubts,
        has_past=field.version > 1,
        question=None if hidden else masked(field.path, question, role),
    )
