"""A sighting: what was read at one spot, on its place on the scan; the input to parsing."""

from typing import NamedTuple

from schemas.reading import Box, Source


class Sighting(NamedTuple):
    """A field's value as seen once, before it is judged.

    Attributes:
        path: as ``Spot.path``.
        texts: independent readings of the same spot, the face's own first. Equal texts are
            kept: agreement is evidence.
        page: page of the file, from 1.
        box: on the page as scanned.
        anchor: how surely this is the field's place, 0 to 1.
        weakest: the engine's confidence in its least certain word, 0 to 1.
        typical: its mean confidence over the words, 0 to 1.
        quality: share of the face's words read with confidence.
        second: the engine's confidence in its second look, 0 to 1; 0 without one.
        runners_up: what else the engine holds possible in its second look, likeliest first.
        foreign: how many of the texts, the last ones, come from another recogniser.
        woven: of running text, what all looks together make of it, word by word; else empty.
    """

    path: str
    texts: tuple[str, ...]
    page: int
    box: Box
    anchor: float
    weakest: float
    typical: float
    quality: float
    source: Source = Source.OCR
    second: float = 0.0
    foreign: int = 0
    runners_up: tuple[str, ...] = ()
    woven: str = ""
