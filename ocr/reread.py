"""A second look at every value: its lines cut out and read again, differently."""

from collections.abc import Sequence

import cv2
import numpy as np

from ocr.engines.engine import Engine, LineReading, Script
from ocr.page import Page
from ocr.rows import Row
from ocr.spots import Spot
from schemas.reading import Box

# Fields whose values carry no language: read again by a model that knows no Vietnamese.
CODES = (
    "serial",
    "registry_no",
    "parcel_no",
    "map_sheet_no",
    "id_number",
    "area_m2",
    "birth_date",
    "total_area_m2",
)
# Height a line of print gets in the second look, in pixels; the first look saw another size.
LINE_PX = 44
MARGIN = 0.35  # of the line's height, on every side


def second_texts(
    face: Page, spots: Sequence[Spot], engine: Engine
) -> tuple[tuple[LineReading, ...], ...]:
    """Return for each spot what its lines, cut out one by one, read like.

    ``face`` is the grey face that the spots' boxes are on. Codes are read by two models, text
    by one. The lines of a spot are joined by a blank; the confidence is that of the least
    certain line.

    Raises:
        EngineTimeout: from the engine.
    """
    found: list[list[LineReading]] = [[] for _ in spots]
    for script in Script:
        chosen = [i for i, spot in enumerate(spots) if script in scripts_of(spot.path)]
        crops = [(i, line_crop(face, row)) for i in chosen for row in spots[i].rows]
        readings = engine.read_lines([crop for _, crop in crops], 300, script)
        for i in chosen:
            lines = [
                reading for (owner, _), reading in zip(crops, readings, strict=True) if owner == i
            ]
            found[i].append(
                LineReading(
                    " ".join(line.text for line in lines if line.text),
                    min((line.confidence for line in lines), default=0.0),
                )
            )
    return tuple(tuple(readings) for readings in found)


def scripts_of(path: str) -> tuple[Script, ...]:
    """Return the models that read the field at ``path`` a second time."""
    return tuple(Script) if path.rsplit(".", 1)[-1] in CODES else (Script.TEXT,)


def line_crop(face: Page, row: Row) -> np.ndarray:
    """Return a row's pixels with a margin, scaled to ``LINE_PX`` high letters; ``uint8``."""
    box = row.box
    heights = sorted(word.box.bottom - word.box.top for word in row.words)
    height = max(8, heights[len(heights) // 2])
    margin = round(MARGIN * height)
    part = face.cropped(
        Box(box.left - margin, box.top - margin, box.right + margin, box.bottom + margin)
    ).pixels
    factor = min(4.0, LINE_PX / height)
    how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    scaled = cv2.resize(part, None, fx=factor, fy=factor, interpolation=how)
    return np.asarray(
        cv2.copyMakeBorder(scaled, 8, 8, 12, 12, cv2.BORDER_CONSTANT, value=255), np.uint8
    )
