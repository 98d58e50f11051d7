"""Recognised text with its place, as the searchable PDF needs it."""

from typing import NamedTuple

from schemas.reading import Box, Frozen

# Row-major 3 x 3 homography: (x, y, 1) on the upright face -> (x, y, w) on the page as scanned.
Matrix = tuple[float, float, float, float, float, float, float, float, float]


class Word(NamedTuple):
    """One recognised word.

    Attributes:
        text: NFC.
        box: in pixels of the upright face it was read on, not of the scan.
        confidence: the engine's own, 0 to 1; not a probability.
        line: number of its text line on the face, counting in reading order.
        others: what else the engine holds possible, likeliest first, each with its own
            likelihood; empty where the engine is sure or was not asked.
    """

    text: str
    box: Box
    confidence: float
    line: int
    others: tuple[tuple[str, float], ...] = ()


class FaceText(Frozen):
    """The words of one face: a page, or one half of an open booklet."""

    width: int
    height: int
    to_scan: Matrix
    words: tuple[Word, ...]


class PageText(Frozen):
    """The text of one page of the file; size in pixels as scanned at ``dpi``."""

    page: int
    width: int
    height: int
    dpi: int
    turned_deg: int
    skew_deg: float
    faces: tuple[FaceText, ...]
