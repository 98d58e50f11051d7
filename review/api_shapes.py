"""What the HTTP interface says and takes: its shapes, and how stored things become them."""

from datetime import datetime
from typing import Annotated, Final, Literal

from fastapi import Path, Query
from pydantic import BaseModel, ConfigDict, Field

from review.answers import LONGEST_REASON
from review.roles import SEES_IDENTITY, masked, masked_text
from review.security import Person
from schemas.reading import Problem, Reading, Source, Status
from schemas.states import State
from store.exported import Export
from store.readings import Field as StoredField
from store.readings import Trace
from store.shapes import Card

# What JSON can say exactly; databases hold more.
LARGEST: Final = 2**53 - 1
Number = Annotated[int, Path(ge=1, le=LARGEST)]
Place = Annotated[int, Path(ge=0, le=32_767)]
Text = Annotated[str, Field(max_length=2000, pattern=r"^[^\x00]*$")]
Word = Annotated[str, Query(max_length=200, pattern=r"^[^\x00]*$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Refusal(BaseModel):
    """What an answer other than 2xx holds."""

    error: int | str


class Counts(BaseModel):
    seen: int
    waiting: int
    working: int
    done: int
    set_aside: int
    duplicates: int
    flagged_fields: int


class DocumentCard(BaseModel):
    """What the station knows of a document; from ``replaced_at`` on others have its pages."""

    document: int
    file: str
    station: str
    batch: str
    sha256: str | None
    admitted_at: datetime
    state: State
    pages: int
    flags: int
    replaced_at: datetime | None


class FieldNow(BaseModel):
    """A field's current value; ``version`` is what a correction must name."""

    record: int
    path: str
    version: int
    value: str | None
    raw: str | None
    confidence: float
    status: Status
    source: Source
    page: int | None
    box: tuple[int, int, int, int] | None
    problems: list[Problem]
    has_question: bool


class Past(BaseModel):
    """One value a field had, and where it came from."""

    value: str | None
    status: Status
    confidence: float
    source: Source
    at: datetime
    person: str | None
    reader_version: str | None


class Correction(Strict):
    """A value for a field, judged by the same rules as what people type.

    ``reason`` overrules doubts; ``answer`` says instead of a value that the paper does not
    state it (``absent``), that nobody can read it (``illegible``), or that the page must be
    scanned again (``new_scan``).
    """

    path: Annotated[str, Field(max_length=200, pattern=r"^[a-z_\[\]0-9.]+$")]
    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    value: Text | None = None
    answer: Literal["absent", "illegible", "new_scan"] | None = None
    reason: Annotated[str, Field(max_length=LONGEST_REASON, pattern=r"^[^\x00]*$")] = ""


class Corrected(BaseModel):
    version: int
    outcome: str


class Doubted(BaseModel):
    """Why a correction was not stored."""

    error: str
    problems: list[Problem]


class Found(BaseModel):
    document: int
    record: int | None
    file: str


class ExportWish(Strict):
    """Which records go out; the same as on the exports page."""

    station: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    batch: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    commune: Annotated[str, Field(pattern=r"^(\d{5})?$")] = ""
    documents: Annotated[
        list[Annotated[int, Field(ge=1, le=LARGEST)]], Field(max_length=10_000)
    ] = []
    incomplete: bool = False


class ExportNow(BaseModel):
    export: int
    by: str
    at: datetime
    state: str
    records: int
    left_out: int
    sha256: str | None


def hidden(reading: Reading, person: Person) -> Reading:
    if person.role in SEES_IDENTITY:
        return reading
    doubts = tuple(
        doubt.model_copy(
            update={
                "text": masked_text(doubt.text, person.role),
                "text_en": masked_text(doubt.text_en, person.role),
            }
        )
        for doubt in reading.problems
    )
    # The text before correction may hold a number that belongs to another field.
    value = masked(reading.path, reading.value, person.role)
    return reading.model_copy(update={"value": value, "raw": None, "problems": doubts})


def card_shape(one: Card) -> DocumentCard:
    return DocumentCard(
        document=one.document_id,
        **{name: getattr(one, name) for name in DocumentCard.model_fields if name != "document"},
    )


def field_shape(one: StoredField, person: Person) -> FieldNow:
    reading = hidden(one.current.reading, person)
    return FieldNow(
        record=one.record,
        path=one.path,
        version=one.version,
        value=reading.value,
        raw=reading.raw,
        confidence=reading.confidence,
        status=reading.status,
        source=reading.source,
        page=reading.page,
        box=reading.box,
        problems=list(reading.problems),
        has_question=one.question is not None,
    )


def past_shape(trace: Trace, person: Person) -> Past:
    reading = hidden(trace.reading, person)
    return Past(
        value=reading.value,
        status=reading.status,
        confidence=reading.confidence,
        source=reading.source,
        at=trace.at,
        person=trace.person,
        reader_version=trace.reader_version,
    )


def export_shape(one: Export) -> ExportNow:
    return ExportNow(
        export=one.export_id,
        by=one.by,
        at=one.at,
        state=one.state,
        records=one.records,
        left_out=one.left_out,
        sha256=one.sha256,
    )
