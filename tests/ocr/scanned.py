"""Drawn dossiers laid into files and read, with the truth beside what came out."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import numpy as np

from drawing.containers import ScanPage, tiff_lzw
from drawing.dossier import DrawnDossier
from drawing.scanning import Leaf, leaves_of
from ocr.engines.engine import Engine, LineReading, Script
from ocr.pipeline import DocumentReading, read_document
from quality.compare import same_value
from schemas.document import Record
from schemas.reading import Box, Reading, Source, Status
from schemas.words import Word


class Remembering:
    """An engine that answers from memory when it meets the same pixels again."""

    name = "tesseract"
    scripts = tuple(Script)
    witness = None

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._faces: dict[bytes, tuple[Word, ...]] = {}
        self._lines: dict[tuple[bytes, Script], LineReading] = {}
        self._blocks: dict[bytes, tuple[Word, ...]] = {}

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        key = _key(grey)
        if key not in self._faces:
            self._faces[key] = self._engine.read_face(grey, dpi, ruled)
        return self._faces[key]

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        keys = [(_key(crop), script) for crop in crops]
        new = [i for i, key in enumerate(keys) if key not in self._lines]
        readings = self._engine.read_lines([crops[i] for i in new], dpi, script)
        self._lines.update(zip((keys[i] for i in new), readings, strict=True))
        return tuple(self._lines[key] for key in keys)

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        keys = [_key(crop) for crop in crops]
        new = [i for i, key in enumerate(keys) if key not in self._blocks]
        readings = self._engine.read_blocks([crops[i] for i in new], dpi)
        self._blocks.update(zip((keys[i] for i in new), readings, strict=True))
        return tuple(self._blocks[key] for key in keys)


def _key(grey: np.ndarray) -> bytes:
    return sha256(repr(grey.shape).encode() + np.ascontiguousarray(grey).tobytes()).digest()


class Scans(NamedTuple):
    """A dossier that was scanned and read; ``places`` gives page and box of each value."""

    dossier: DrawnDossier
    reading: DocumentReading
    places: dict[str, list[tuple[int, Box]]]

    @property
    def record(self) -> Record:
        (record,) = self.reading.document.records
        return record


def scanned_clean(dossier: DrawnDossier, path: Path, engine: Engine) -> Scans:
    leaves = leaves_of(dossier, 0)
    return Scans(dossier, read_leaves(leaves, path, engine), places_of(leaves))


def read_leaves(leaves: Sequence[Leaf], path: Path, engine: Engine) -> DocumentReading:
    """Read leaves as the undamaged pages of one file without loss."""
    pages = [
        ScanPage(
            np.ascontiguousarray(np.rot90(leaf.image, 2)) if leaf.upside_down else leaf.image,
            leaf.dpi,
        )
        for leaf in leaves
    ]
    return read_pages(pages, path, engine)


def read_pages(pages: Sequence[ScanPage], path: Path, engine: Engine) -> DocumentReading:
    path.write_bytes(tiff_lzw(pages, 90))
    return read_document(path, engine)


def places_of(leaves: Sequence[Leaf]) -> dict[str, list[tuple[int, Box]]]:
    places: dict[str, list[tuple[int, Box]]] = {}
    for number, leaf in enumerate(leaves, start=1):
        for value in leaf.values:
            places.setdefault(value.path, []).append((number, value.box))
    return places


def accepted(record: Record) -> list[Reading]:
    return [r for r in record.fields if r.status is Status.ACCEPTED and r.value is not None]


def wrong(record: Record, truth: dict[str, str | None]) -> list[tuple[str, str | None, str | None]]:
    """Return the accepted readings that the truth contradicts: path, value, truth."""
    return [
        (reading.path, reading.value, truth[reading.path])
        for reading in accepted(record)
        if reading.path in truth
        and not same_value(reading.path, reading.value, truth[reading.path])
    ]


def misplaced(record: Record, places: dict[str, list[tuple[int, Box]]]) -> list[str]:
    """Return the paths of accepted readings whose box lies on none of their true places.

    Values from codes stand on the code, and an identity paper's kind on its number.
    """
    return [
        reading.path
        for reading in accepted(record)
        if reading.box is not None
        and reading.source is Source.OCR
        and not reading.path.endswith(".id_kind")
        and reading.path in places
        and not any(
            page == reading.page and overlap(box, reading.box) for page, box in places[reading.path]
        )
    ]


def overlap(one: Box, other: Box) -> bool:
    return (
        one.left < other.right
        and other.left < one.right
        and one.top < other.bottom
        and other.top < one.bottom
    )


def values_of(record: Record) -> dict[str, tuple[str | None, Status]]:
    return {reading.path: (reading.value, reading.status) for reading in record.fields}
