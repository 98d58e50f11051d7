"""A second look at every value: its lines cut out and read again, differently."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from ocr.ctc import Alternative
from ocr.engines.engine import Engine, LineReading, Script
from ocr.page import Page
from ocr.rows import Row
from ocr.spots import Spot, is_code
from ocr.unread_ink import with_unread_ink
from ocr.weave import Look
from schemas.reading import Box
from schemas.words import Word

# Height a line of print gets in the second look, in pixels; the first look saw another size.
LINE_PX = 44
# Of the line's height: above and below, and at the ends, where the neighbours stand.
MARGIN, MARGIN_ASIDE = 0.35, 0.15
# How surely another recogniser's word is right, which says nothing of that here.
FOREIGN = 0.35


class SecondLook(NamedTuple):
    """What a spot read like when its lines were cut out: to the engine, and to its witness."""

    own: tuple[LineReading, ...]
    foreign: tuple[LineReading, ...]


def second_looks(
    face: Page, spots: Sequence[Spot], engine: Engine, words: Sequence[Word] = ()
) -> tuple[SecondLook, ...]:
    """Return for each spot what its lines, cut out one by one, read like.

    ``face`` is the grey face that the spots' boxes are on, ``words`` are all that were read on
    it: letters beside a spot that are in none of them are cut out with it; without ``words``
    nobody knows. Codes are read by
    two models, text by one. The lines of a spot are joined by a blank; the confidence is that
    of the least certain line.

    Raises:
        EngineTimeout: from the engine.
    """
    crops = [
        [
            line_crop(face, row, with_unread_ink(face, row, words) if words else row.box)
            for row in spot.rows
        ]
        for spot in spots
    ]
    own = _readings(crops, spots, engine)
    if engine.witness is None:
        return tuple(SecondLook(readings, ()) for readings in own)
    foreign = _readings(crops, spots, engine.witness)
    return tuple(SecondLook(*both) for both in zip(own, foreign, strict=True))


def _readings(
    crops: Sequence[Sequence[np.ndarray]], spots: Sequence[Spot], engine: Engine
) -> list[tuple[LineReading, ...]]:
    found: list[list[LineReading]] = [[] for _ in spots]
    for script in engine.scripts:
        chosen = [i for i, spot in enumerate(spots) if script in scripts_of(spot.path)]
        owners = [i for i in chosen for _ in crops[i]]
        readings = engine.read_lines([crop for i in chosen for crop in crops[i]], 300, script)
        for i in chosen:
            lines = [line for owner, line in zip(owners, readings, strict=True) if owner == i]
            found[i].append(_joined(lines))
    return [tuple(reading for reading in readings if reading.text) for readings in found]


def _joined(lines: Sequence[LineReading]) -> LineReading:
    """Return the lines of a value as one; a runner-up differs from it in one line."""
    texts = [line.text for line in lines]
    others = [
        [*texts[:number], other, *texts[number + 1 :]]
        for number, line in enumerate(lines)
        for other in line.runners_up
    ]
    return LineReading(
        _in_one(texts),
        min((line.confidence for line in lines), default=0.0),
        tuple(_in_one(other) for other in others),
        tuple(word for line in lines for word in line.words),
    )


def _in_one(texts: Sequence[str]) -> str:
    return " ".join(text for text in texts if text)


def scripts_of(path: str) -> tuple[Script, ...]:
    """Return the models that read the field at ``path`` a second time."""
    return tuple(Script) if is_code(path) else (Script.TEXT,)


def line_crop(face: Page, row: Row, box: Box | None = None) -> np.ndarray:
    """Return a row's pixels with a margin, scaled to ``LINE_PX`` high letters; ``uint8``.

    ``box`` is cut out instead of the row's own.
    """
    box = box or row.box
    heights = sorted(word.box.bottom - word.box.top for word in row.words)
    height = max(8, heights[len(heights) // 2])
    margin, aside = round(MARGIN * height), round(MARGIN_ASIDE * height)
    part = face.cropped(
        Box(box.left - aside, box.top - margin, box.right + aside, box.bottom + margin)
    ).pixels
    factor = min(4.0, LINE_PX / height)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(part, None, fx=factor, fy=factor, interpolation=how)
    return np.asarray(
        cv2.copyMakeBorder(scaled, 8, 8, 12, 12, cv2.BORDER_CONSTANT, value=255), np.uint8
    )


def looks_of(spot: Spot, look: SecondLook) -> tuple[Look, list[Look]]:
    """Return the first look at a spot, and the others: at its face, its lines, and foreign ones."""
    first, again = (
        [
            (Alternative(word.text, word.confidence), *(Alternative(*o) for o in word.others))
            for row in rows
            for word in row.words
        ]
        for rows in (spot.rows, spot.again)
    )
    others: list[Look] = [again, *(reading.words for reading in look.own)]
    others += [
        [(Alternative(word, FOREIGN),) for word in reading.text.split()] for reading in look.foreign
    ]
    return first, [other for other in others if other]
