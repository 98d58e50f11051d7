"""One face: read, recognised as a face of some paper, its values located and read twice."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ocr.cells import with_cells_reread
from ocr.change_headings import table_under_headings
from ocr.changes import changes_table, columns_of
from ocr.classify import ANY, OTHER, FaceKind, Sought, classify
from ocr.codes import Code, codes
from ocr.collect import spots_on
from ocr.columns import read_columns
from ocr.engines.engine import TESSERACT, Engine
from ocr.enhance.colour import red_print
from ocr.enhance.ink import MEASURE_DPI, at_dpi, ink_mask, letter_specks
from ocr.enhance.orientation import upside_down_score
from ocr.faces import STEPS, Steps, applied
from ocr.outline import corners
from ocr.page import Page
from ocr.passage import Passage
from ocr.reread import looks_of, second_looks
from ocr.rows import rows_of
from ocr.rules import grids, rules_of
from ocr.sightings import Sighting
from ocr.signature import serials
from ocr.spots import Spot, is_running_text
from ocr.weave import woven
from schemas.cross_checks_land import Point
from schemas.reading import Box, Source
from schemas.words import FaceText, Word

# Tesseract reads best near this resolution; more costs time and brings nothing.
READ_DPI = 300
SERIAL = "certificate.serial"
# Words the engine is this sure of count as read.
SURE = 0.6
READ = 0.3
# Fewer letters than this, and no word: nobody wrote on the face.
BLANK_SPECKS = 4
# From here on the shape of the lines is trusted to say that a face stands on its head.
SURELY_UPSIDE_DOWN = 0.08
# A face of no known kind is at least some paper when this share of its words is read surely,
# and they are this many letters: a few large ones make words of some kind either way up.
SENSIBLE = 0.75
SENSIBLE_LETTERS = 60
CLEARLY_MORE = 1.4


class FaceReading(NamedTuple):
    """What was read on one face.

    Attributes:
        kind: paper and face.
        page: page of the file, from 1.
        turned_deg: quarter turns clockwise that the face still needed to be read: 0 to 270.
        quality: share of words read with confidence, 0 to 1.
        text: all words, for the searchable PDF.
        sightings: the values found, with second readings, and the decoded codes.
        corners: of the parcel, from its table of coordinates.
        reader: name of the engine that read it.
    """

    kind: FaceKind
    page: int
    blank: bool
    turned_deg: int
    quality: float
    text: FaceText
    sightings: tuple[Sighting, ...]
    corners: tuple[Point, ...] = ()
    reader: str = TESSERACT


class _Attempt(NamedTuple):
    ruled: Page  # as cleaned
    face: Page  # with its rules lifted, as it was read
    words: tuple[Word, ...]
    passage: Passage
    kind: FaceKind
    quality: float


def read_face(
    face: Page, engine: Engine, steps: Steps = STEPS, sought: Sought = ANY
) -> FaceReading:
    """Return what stands on a face that is level but may stand on its head.

    Raises:
        EngineTimeout: from the engine.
    """
    grey = applied(face, steps.light)
    small = at_dpi(grey.grey, grey.dpi, MEASURE_DPI)
    if len(letter_specks(ink_mask(small)).boxes) < BLANK_SPECKS:
        nothing = _Attempt(grey, grey, (), Passage(()), OTHER, 0.0)
        return _reading(nothing, 0, (), engine, blank=True)
    attempt, quarters = _most_readable(grey, engine, steps, sought)
    if not any(word.confidence >= READ and len(word.text) > 1 for word in attempt.words):
        return _reading(attempt, 0, (), engine, blank=True)
    # As ruled: the bars of a barcode were lifted with the rules of the tables.
    found = codes(attempt.ruled.grey, thorough=attempt.kind.face in ("face1", "face4"))
    tables = grids(rules_of(attempt.ruled))
    if attempt.kind.layout is not None:
        words = with_cells_reread(attempt.face, attempt.words, tables, engine)
        attempt = attempt._replace(words=words, passage=Passage(rows_of(words)))
    changes = None
    if attempt.kind.layout is not None:
        changes = changes_table(tables, attempt.words) or table_under_headings(attempt.words)
    columns = (
        ((), ()) if changes is None else read_columns(attempt.ruled, columns_of(changes), engine)
    )
    spots = spots_on(attempt.passage, attempt.kind, attempt.words, tables, changes, columns)
    sightings = _sightings(attempt.face, spots, engine, attempt.quality, attempt.words)
    if attempt.kind.face == "face1" and not any(s.path == SERIAL for s in sightings):
        sightings += _red_serial(face.quarter(quarters), engine, attempt.quality)
    sightings += _printed_codes(attempt, found)
    reading = _reading(attempt, 90 * quarters, sightings, engine, blank=False)
    return reading._replace(corners=corners(tables, attempt.words))


def _most_readable(
    grey: Page, engine: Engine, steps: Steps, sought: Sought
) -> tuple[_Attempt, int]:
    """Return the reading of the face the right way up, and the quarter turns that took.

    The shape of its lines says which way up it probably stands. Only when that reading
    makes no sense are the other ways tried, and the one that yields most is kept.
    """
    likely = 2 if upside_down_score(grey.grey, grey.dpi) > SURELY_UPSIDE_DOWN else 0
    best, turns = _attempt(grey.quarter(likely), engine, steps, sought), likely
    if best.kind.layout is not None or _makes_sense(best):
        return best, turns
    for quarters in (2 - likely, 1, 3):
        attempt = _attempt(grey.quarter(quarters), engine, steps, sought)
        # Noise yields something every way up: another way must be clearly better.
        if _yield(attempt) > CLEARLY_MORE * _yield(best):
            best, turns = attempt, quarters
        if best.kind.layout is not None:
            break
    return best, turns


def _sightings(
    face: Page, spots: Sequence[Spot], engine: Engine, quality: float, words: Sequence[Word]
) -> tuple[Sighting, ...]:
    looks = second_looks(face, spots, engine, words)
    return tuple(
        Sighting(
            spot.path,
            (spot.text, *(reading.text for reading in (*look.own, *look.foreign))),
            face.number,
            face.box_on_scan(spot.box),
            spot.anchor,
            spot.weakest,
            spot.typical,
            quality,
            second=min((reading.confidence for reading in look.own), default=0.0),
            foreign=len(look.foreign),
            runners_up=tuple(other for reading in look.own for other in reading.runners_up),
            woven=woven(*looks_of(spot, look)) if is_running_text(spot.path) else "",
        )
        for spot, look in zip(spots, looks, strict=True)
    )


def _printed_codes(attempt: _Attempt, found: tuple[Code, ...]) -> tuple[Sighting, ...]:
    """Return what the decoded codes say: the barcode's number, and the serial in the QR."""
    sightings = []
    for code in found:
        serial = re.search(r"\b([A-ZĐ]{2}) ?(\d{8})\b", code.text)
        if code.source is Source.BARCODE:
            path, text = "certificate.barcode", code.text
        elif serial is not None:
            path, text = SERIAL, f"{serial[1]} {serial[2]}"
        else:
            continue
        box = attempt.face.box_on_scan(code.box)
        number = attempt.face.number
        sightings.append(
            Sighting(path, (text,), number, box, 1.0, 1.0, 1.0, attempt.quality, code.source)
        )
    return tuple(sightings)


def _red_serial(face: Page, engine: Engine, quality: float) -> tuple[Sighting, ...]:
    """Return serials printed in red, which the grey of the face does not show."""
    red = red_print(face)
    if red is None:
        return ()
    lower = red.cropped(Box(0, red.height // 2, red.width, red.height))
    scaled = lower.scaled(READ_DPI / lower.dpi)
    words = engine.read_face(scaled.pixels, scaled.dpi)
    return _sightings(scaled, serials(Passage(rows_of(words)))[:2], engine, quality, words)


def _attempt(face: Page, engine: Engine, steps: Steps = STEPS, sought: Sought = ANY) -> _Attempt:
    scaled = face.scaled(READ_DPI / face.dpi) if face.dpi != READ_DPI else face
    lifted = applied(scaled, steps.ink)
    words = engine.read_face(lifted.pixels, lifted.dpi, scaled.pixels)
    passage = Passage(rows_of(words))
    sure = sum(word.confidence >= SURE for word in words)
    quality = sure / len(words) if words else 0.0
    return _Attempt(scaled, lifted, words, passage, classify(passage, sought), quality)


def _makes_sense(attempt: _Attempt) -> bool:
    return attempt.quality >= SENSIBLE and _sure_letters(attempt) >= SENSIBLE_LETTERS


def _yield(attempt: _Attempt) -> float:
    """Return how much was read: letters in words the engine is sure of; known papers win."""
    return _sure_letters(attempt) * (3.0 if attempt.kind.layout else 1.0)


def _sure_letters(attempt: _Attempt) -> int:
    return sum(len(word.text) for word in attempt.words if word.confidence >= SURE)


def _reading(
    attempt: _Attempt,
    turned_deg: int,
    sightings: tuple[Sighting, ...],
    engine: Engine,
    *,
    blank: bool,
) -> FaceReading:
    text = FaceText(
        width=attempt.face.width,
        height=attempt.face.height,
        to_scan=attempt.face.matrix,
        words=tuple(word._replace(box=attempt.face.as_bent(word.box)) for word in attempt.words),
    )
    return FaceReading(
        attempt.kind,
        attempt.face.number,
        blank,
        turned_deg,
        attempt.quality,
        text,
        sightings,
        reader=engine.name,
    )
