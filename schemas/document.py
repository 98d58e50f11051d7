"""The record file: everything that was read from one source file."""

from enum import StrEnum
from typing import Final, Literal

from schemas.reading import Frozen, Reading

SCHEMA_VERSION: Final = "1"


class Kind(StrEnum):
    """What paper a record was made from."""

    LAND_CERTIFICATE = "land_certificate"
    IDENTITY_CARD = "identity_card"
    LAND_REGISTER = "land_register"
    PARCEL_REGISTER = "parcel_register"
    CERTIFICATE_REGISTER = "certificate_register"
    OTHER = "other"


class Edition(StrEnum):
    """The printed form of a certificate, named by the year its rules came into force."""

    E1993 = "1993"
    E2004 = "2004"
    E2009 = "2009"
    E2014 = "2014"
    E2024 = "2024"


class SetAsideCode(StrEnum):
    NOT_A_DOCUMENT = "not_a_document"
    ENCRYPTED_PDF = "encrypted_pdf"
    DAMAGED = "damaged"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TIMEOUT = "timeout"
    CRASHED = "crashed"


class SetAside(Frozen):
    """Why a file could not be read: a stable code, and what a clerk can do about it."""

    code: SetAsideCode
    text: str
    text_en: str


class SourceFile(Frozen):
    """The file a record came from. ``pages`` is 0 when none could be opened."""

    file: str
    sha256: str
    pages: int


class PageNote(Frozen):
    """What was found out about one page of the file.

    Attributes:
        page: from 1.
        kind: paper and face, such as ``certificate.face1``; an open booklet names both
            faces from left to right, ``certificate.face4+certificate.face1``;
            ``other`` and ``blank`` for the rest.
        turned_deg: quarter turns clockwise that made the page upright: 0, 90, 180 or 270.
        skew_deg: remaining tilt that was taken out, positive when the page leans clockwise.
        dpi: resolution at which boxes on this page are given.
        quality: share of the page's words that were read with confidence, 0 to 1.
    """

    page: int
    kind: str
    turned_deg: int = 0
    skew_deg: float = 0.0
    dpi: int
    quality: float


class Record(Frozen):
    """One certificate, card or register page, as a list of readings in reading order."""

    kind: Kind
    edition: Edition | None = None
    pages: tuple[int, ...]
    fields: tuple[Reading, ...] = ()

    def field(self, path: str) -> Reading | None:
        """Return the reading at ``path``, or None."""
        return next((reading for reading in self.fields if reading.path == path), None)


class Document(Frozen):
    """What ``records/<name>.json`` holds for one source file."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    source: SourceFile
    pages: tuple[PageNote, ...] = ()
    records: tuple[Record, ...] = ()
    set_aside: SetAside | None = None
