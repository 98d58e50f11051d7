"""What a reader process does with one file when it is measured."""

import json
import resource
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from bench.clock import StepClock
from bench.timed import REST, SEARCHABLE, TimedEngine, put_on
from cli.reader import limits_of
from export.to_pdf import searchable_pdf
from ocr.engines.choice import engine_of
from ocr.engines.engine import Engine, LineReading, Script
from ocr.enhance.colour import to_grey
from ocr.faces import STEPS, Steps
from ocr.page import Page
from ocr.pipeline import read_document
from schemas.document import Document
from schemas.progress import Report
from schemas.settings import Settings
from schemas.words import Word

SECOND_LOOK = "second look"
NOTHING = "nothing"
GREY = to_grey.__name__


@dataclass
class FirstLookOnly:
    """A recogniser that finds nothing in cut-out lines, as if there were no second look."""

    engine: Engine
    scripts: tuple[Script, ...] = ()
    witness: Engine | None = None

    @property
    def name(self) -> str:
        return self.engine.name

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        return self.engine.read_face(grey, dpi, ruled)

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        return tuple(LineReading("", 0.0) for _ in crops)

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        return self.engine.read_blocks(crops, dpi)


def leavable() -> tuple[str, ...]:
    """Return the names of all that ``read_without`` can leave out."""
    return (*STEPS.names, SECOND_LOOK)


def read_without(
    settings: Settings, left_out: str, log: Path, source: Path, searchable: Path, report: Report
) -> Document:
    """Read ``source`` without one step and write down its processor time in ``log``.

    ``left_out`` is a name of ``leavable()`` or ``NOTHING``. The time is that of this process and
    of the recognisers it started, without the searchable PDF, which is not made.
    """
    whole = _engine(settings.engine, settings.engine_timeout_s)
    engine = FirstLookOnly(whole) if left_out == SECOND_LOOK else whole
    started = _processor_seconds()
    steps = steps_without(left_out)
    document = read_document(source, engine, limits_of(settings), report, steps).document
    _write_down(log, source, document, {"processor": _processor_seconds() - started})
    return document


def steps_without(left_out: str) -> Steps:
    """Return the pipeline's steps without one; all of them if ``left_out`` is none of them.

    What follows ``to_grey`` needs grey, so that is replaced by what any program would do.
    """
    steps = STEPS.without(left_out)
    return steps._replace(light=(plain_grey, *steps.light)) if left_out == GREY else steps


def plain_grey(page: Page) -> Page:
    """Return the page as grey, red, green and blue weighted as the eye does."""
    return page.with_pixels(page.grey)


def read_timed(
    settings: Settings, log: Path, source: Path, searchable: Path, report: Report
) -> Document:
    """Read ``source`` as ``sodo process`` does and write down in ``log`` where the time went."""
    clock, steps = _clock()
    engine = TimedEngine(_engine(settings.engine, settings.engine_timeout_s), clock)
    with clock.step(REST):
        reading = read_document(source, engine, limits_of(settings), report, steps)
    with clock.step(SEARCHABLE):
        searchable_pdf(source, reading.pages, searchable)
    _write_down(log, source, reading.document, clock.taken())
    return reading.document


def seconds_in(log: Path) -> tuple[int, dict[str, float]]:
    """Return the pages read and the seconds by step that were written down in ``log``."""
    pages, total = 0, dict[str, float]()
    for path in sorted(log.glob("*.json")):
        told = json.loads(path.read_bytes())
        pages += told["pages"]
        for step, seconds in told["seconds"].items():
            total[step] = total.get(step, 0.0) + seconds
    return pages, total


def _write_down(log: Path, source: Path, document: Document, seconds: dict[str, float]) -> None:
    text = json.dumps({"pages": document.source.pages, "seconds": seconds})
    (log / f"{source.stem}.json").write_text(text, encoding="utf-8")


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


@cache
def _engine(name: str, timeout_s: float) -> Engine:
    return engine_of(name, timeout_s)


@cache  # the functions of a process can be put on a clock only once
def _clock() -> tuple[StepClock, Steps]:
    clock = StepClock()
    return clock, put_on(clock)
