"""Shows one page to each reader and notes what each made of every line, and how long it took."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from time import perf_counter
from typing import NamedTuple

import cv2

from bench.reading_count import Count, compared
from bench.reading_match import found_lines
from bench.reading_pages import NO_SCAN, TruePage
from ocr.engines.engine import Engine
from ocr.enhance.spread import split_spread
from ocr.faces import STEPS, applied, faces_of, stand_up
from ocr.page import Page
from ocr.read_face import READ_DPI
from ocr.rows import hull
from schemas.errors import EngineTimeout
from schemas.reading import Box
from schemas.words import Word

# Every page is one upright face: guesses to the contrary would count against the readers.
FACE_STEPS = STEPS.without(split_spread.__name__).without(stand_up.__name__)
TIMES = 3


class LineRead(NamedTuple):
    """A true line and what one reader made of it; ``box`` is where, on the face, if anywhere."""

    true: str
    read: str
    errors: Count
    box: Box | None


class PageRead(NamedTuple):
    """What one reader made of one page.

    Attributes:
        page: without its pixels.
        lines: as the page's.
        invented: characters in words that belong to no line: read where no text is, or where
            text is that nobody asked for. They are no part of the lines' errors.
        seconds: of the reader's call; the shortest of ``TIMES`` where the page is ``timed``.
    """

    page: TruePage
    reader: str
    lines: tuple[LineRead, ...]
    invented: int
    seconds: float


class Shown(NamedTuple):
    """A page as the readers saw it, with what each made of it."""

    page: TruePage
    face: Page
    read: Mapping[str, PageRead]


def ruled_of(page: TruePage) -> Page:
    """Return the scan as the pipeline cleans it, level and even, its rules still on it."""
    (face,) = faces_of(page.scan, FACE_STEPS)
    grey = applied(face, FACE_STEPS.light)
    return grey.scaled(READ_DPI / grey.dpi)


def shown(pages: Iterable[TruePage], readers: Mapping[str, Engine]) -> Iterator[Shown]:
    """Yield every page with what each reader made of the very same face, on one core each."""
    cv2.setNumThreads(1)
    for page in pages:
        ruled = ruled_of(page)
        face = applied(ruled, FACE_STEPS.ink)
        taken = {name: _read(engine, face, ruled, page.timed) for name, engine in readers.items()}
        yield Shown(
            page,
            face,
            {
                name: page_read(page, name, words, seconds)
                for name, (words, seconds) in taken.items()
            },
        )


def page_read(page: TruePage, reader: str, words: Sequence[Word], seconds: float) -> PageRead:
    """Return what ``reader``'s words make of the page's lines."""
    found, left = found_lines([line.text for line in page.lines], words)
    lines = tuple(
        LineRead(
            line.text,
            one.read,
            compared(line.text, one.read),
            hull(words[number].box for number in one.words) if one.words else None,
        )
        for line, one in zip(page.lines, found, strict=True)
    )
    invented = sum(len(words[number].text) for number in left)
    return PageRead(page._replace(scan=NO_SCAN), reader, lines, invented, seconds)


def _read(engine: Engine, face: Page, ruled: Page, timed: bool) -> tuple[Sequence[Word], float]:
    words: Sequence[Word] = ()
    shortest = float("inf")
    for _ in range(TIMES if timed else 1):
        started = perf_counter()
        try:
            words = engine.read_face(face.grey, face.dpi, ruled.grey)
        except EngineTimeout:
            words = ()
        shortest = min(shortest, perf_counter() - started)
    return words, shortest
