"""The pipeline with all its steps on a clock; for a process that does nothing else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

import numpy as np

from bench.clock import StepClock
from ocr.engines.engine import Engine, LineReading, Script
from ocr.faces import STEPS, Step, Steps
from ocr.limits import Limits
from ocr.load import DocumentFile, PageSource, open_document
from ocr.page import Page
from schemas.words import Word

LOAD = "load: open and decode"
RECOGNISE = "recognise the face"
SECOND_LOOK = "second look: recognise the lines"
SEARCHABLE = "searchable PDF"
REST = "everything else"
# Step, module and the name by which that module calls the function.
TIMED: tuple[tuple[str, str, str], ...] = (
    ("geometry: split_spread", "ocr.faces", "split_spread"),
    ("light: which way up", "ocr.read_face", "upside_down_score"),
    ("light: is it blank", "ocr.read_face", "letter_specks"),
    ("QR and barcode", "ocr.read_face", "codes"),
    ("find the values: rows of words", "ocr.read_face", "rows_of"),
    ("find the values: kind of paper", "ocr.read_face", "classify"),
    ("find the values: ruled tables", "ocr.read_face", "rules_of"),
    ("find the values: ruled tables", "ocr.read_face", "grids"),
    ("find the values: labels", "ocr.read_face", "spots_on"),
    ("second look: cut out the lines", "ocr.read_face", "second_looks"),
    ("parse and judge", "ocr.pipeline", "papers"),
    ("parse and judge", "ocr.pipeline", "record_of"),
)
GROUPS = ("geometry", "light", "ink")
# Module and name by which the pipeline opens a file.
OPENING = ("ocr.pipeline", "open_document")


@dataclass(frozen=True)
class TimedSource:
    """An open file whose pages are decoded on the clock."""

    source: PageSource
    clock: StepClock

    @property
    def page_count(self) -> int:
        return self.source.page_count

    def pages(self, only: int | None = None) -> Iterator[Page]:
        pages = self.source.pages(only)
        while True:
            with self.clock.step(LOAD):
                page = next(pages, None)
            if page is None:
                return
            yield page

    def close(self) -> None:
        self.source.close()


@dataclass
class TimedEngine:
    """A recogniser on the clock."""

    engine: Engine
    clock: StepClock

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def scripts(self) -> tuple[Script, ...]:
        return self.engine.scripts

    @property
    def witness(self) -> "TimedEngine | None":
        return TimedEngine(self.engine.witness, self.clock) if self.engine.witness else None

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        with self.clock.step(RECOGNISE):
            return self.engine.read_face(grey, dpi, ruled)

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        with self.clock.step(SECOND_LOOK):
            return self.engine.read_lines(crops, dpi, script)

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        with self.clock.step(RECOGNISE):
            return self.engine.read_blocks(crops, dpi)


def put_on(clock: StepClock) -> Steps:
    """Replace this process's functions by timed ones for good; return the steps, timed."""
    for step, module_name, name in TIMED:
        module = import_module(module_name)
        setattr(module, name, clock.timed(step, getattr(module, name)))
    module_name, name = OPENING
    setattr(import_module(module_name), name, _timed_opening(clock))
    faces = import_module("ocr.faces")
    timed = {
        step: clock.timed(f"{group}: {step.__name__}", step)
        for group in GROUPS
        for step in getattr(STEPS, group)
    }
    # The halves of a spread are levelled by the name the module knows, if it is in the steps.
    for step, replacement in timed.items():
        if getattr(faces, step.__name__, None) is step:
            setattr(faces, step.__name__, replacement)
    return _timed_steps(timed, faces.split_spread)


def order() -> tuple[str, ...]:
    """Return the names of all steps as they follow each other in reading."""
    others = [step for step, _, _ in TIMED]
    made_easier = [
        step
        for group in GROUPS
        for step in (
            *(f"{group}: {step.__name__}" for step in getattr(STEPS, group)),
            *(step for step in others if step.startswith(f"{group}: ")),
        )
    ]
    known = (LOAD, *made_easier, RECOGNISE, SECOND_LOOK, *others, SEARCHABLE, REST)
    return tuple(dict.fromkeys(known))


def _timed_steps(timed: Mapping[Step, Step], split: Callable[[Page], tuple[Page, ...]]) -> Steps:
    groups = {group: tuple(timed[step] for step in getattr(STEPS, group)) for group in GROUPS}
    return STEPS._replace(**groups, split=split)


def _timed_opening(clock: StepClock) -> Callable[..., DocumentFile]:
    def opened(path: Path, limits: Limits | None = None) -> DocumentFile:
        with clock.step(LOAD):
            file = open_document(path, limits)
        return replace(file, source=TimedSource(file.source, clock))

    return opened
