"""A reading: what one field says, how sure we are, and where on the scan it was seen."""

from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field


class Box(NamedTuple):
    """A rectangle in pixels of the page as scanned, origin top left, right and bottom excluded."""

    left: int
    top: int
    right: int
    bottom: int


class Status(StrEnum):
    ACCEPTED = "accepted"  # goes to the form as it is
    FLAGGED = "flagged"  # a person must look
    NOT_PRINTED = "not_printed"  # this kind of paper does not carry the field


class Source(StrEnum):
    OCR = "ocr"
    QR = "qr"
    BARCODE = "barcode"
    MRZ = "mrz"
    DERIVED = "derived"
    PERSON = "person"


class Frozen(BaseModel):
    """A fact: never changed once made, and strict about its field names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(Frozen):
    """One doubt about a value, in words a clerk can act on.

    ``code`` is stable and meant for programs; ``text`` is Vietnamese, ``text_en`` English.
    Made by ``schemas.problems.problem`` so that both languages come from one table.
    """

    code: str
    text: str
    text_en: str


class Reading(Frozen):
    """The value of one field of one record.

    A correction is another reading beside the old one; nobody edits evidence.

    Attributes:
        path: the field's place in its record, such as ``holders[0].full_name``.
        value: written as the contract says; None when nothing usable was found.
        raw: the recognised text the value was made from, before any correction.
        confidence: probability that ``value`` is right, 0 to 1.
        page: page of the file, from 1; None for derived values.
        box: where on that page; None for derived values.
    """

    path: str
    value: str | None
    raw: str | None = None
    confidence: Annotated[float, Field(ge=0, le=1)]
    status: Status
    page: Annotated[int, Field(ge=1)] | None = None
    box: Box | None = None
    source: Source = Source.OCR
    problems: tuple[Problem, ...] = ()
