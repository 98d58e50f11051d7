"""Draws papers, reads them with the real engine and keeps what was seen beside the truth."""

import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import cv2
from pydantic import TypeAdapter, ValidationError

from drawing.damage import LEVELS
from drawing.dossiers import FRESH_CONTAINERS, SCANS, TRUTH, draw_file, fresh_plan, write_file
from ocr.classify import FaceKind
from ocr.engines.choice import engine_of
from ocr.engines.engine import TESSERACT, Engine
from ocr.gather import Paper
from ocr.layouts import LAYOUTS
from ocr.pipeline import read_document
from ocr.read_face import FaceReading
from ocr.sightings import Sighting
from quality.truth import TruthFile, read
from schemas.document import Edition
from schemas.errors import EngineTimeout, InputError
from schemas.reading import Frozen
from schemas.words import FaceText

# Seeds from here on belong to learning: no test, sample or measurement draws them.
FIRST_SEED = 500_000
FAMILIES = {layout.family: layout for layout in LAYOUTS}
# Reading fresh papers takes its time on the worst of them; nobody waits for it.
PATIENCE_S = 180.0


class SeenFace(Frozen):
    """What of a ``FaceReading`` bears on its values; ``family`` is empty for other papers."""

    family: str
    face: str
    weight: float
    page: int
    quality: float
    sightings: tuple[Sighting, ...]


class SeenPaper(Frozen):
    """One paper of a file, as far as its values depend on it."""

    group: str
    faces: tuple[SeenFace, ...]
    reader: str = TESSERACT


class SeenFile(Frozen):
    """One drawn file: what was seen on it, and what it says.

    Everything after the recogniser, parsers and cross-checks too, can be run again from this.

    Attributes:
        seed: what it was drawn from.
        file: name of the scan.
        papers: empty when the file could not be read.
    """

    seed: int
    file: str
    truth: TruthFile
    papers: tuple[SeenPaper, ...] = ()


_LINE: TypeAdapter[SeenFile] = TypeAdapter(SeenFile)


def seen(paper: Paper) -> SeenPaper:
    """Return the part of a paper that its values depend on."""
    return SeenPaper(
        group=paper.group,
        reader=paper.reader,
        faces=tuple(
            SeenFace(
                family=face.kind.layout.family if face.kind.layout else "",
                face=face.kind.face,
                weight=face.kind.weight,
                page=face.page,
                quality=face.quality,
                sightings=face.sightings,
            )
            for face in paper.faces
        ),
    )


def as_paper(kept: SeenPaper) -> Paper:
    """Return the paper again, without its words, which its values do not depend on."""
    return Paper(kept.group, tuple(_as_face(face, kept.reader) for face in kept.faces))


def _as_face(face: SeenFace, reader: str) -> FaceReading:
    nothing = FaceText(width=0, height=0, to_scan=(1, 0, 0, 0, 1, 0, 0, 0, 1), words=())
    return FaceReading(
        kind=FaceKind(FAMILIES.get(face.family), face.face, face.weight),
        page=face.page,
        blank=False,
        turned_deg=0,
        quality=face.quality,
        text=nothing,
        sightings=face.sightings,
        reader=reader,
    )


def load(cache_file: Path) -> dict[int, SeenFile]:
    """Return the files kept so far, by seed; a line cut short by an interruption is left out."""
    if not cache_file.exists():
        return {}
    found = {}
    for line in cache_file.read_bytes().splitlines():
        try:
            file = _LINE.validate_json(line)
        except ValidationError:
            continue
        found[file.seed] = file
    return found


def read_corpus(
    cache_file: Path, seeds: Sequence[int], *, at_once: int = 2, reader: str = TESSERACT
) -> Iterator[tuple[int, int]]:
    """Draw and read what of ``seeds`` is not in ``cache_file`` yet, ``at_once`` files at a time.

    Each file is added as one line when it is done, so an interrupted run goes on where it
    stopped. Yields after each file how many are done, and of how many.
    """
    kept = load(cache_file)
    cache_file.parent.mkdir(parents=True, exist_ok=True)
    left = [seed for seed in seeds if seed not in kept]
    done = len(seeds) - len(left)
    yield done, len(seeds)
    with (
        cache_file.open("ab") as lines,
        # OpenCV's threads do not survive a fork: fresh interpreters.
        ProcessPoolExecutor(at_once, get_context("spawn"), _one_thread) as readers,
    ):
        if lines.tell():
            lines.write(b"\n")  # ends a line that was cut short; a blank one is passed over
        tasks = [readers.submit(draw_and_read, seed, reader) for seed in left]
        try:
            for task in as_completed(tasks):
                lines.write(_LINE.dump_json(task.result()) + b"\n")
                lines.flush()
                done += 1
                yield done, len(seeds)
        finally:
            readers.shutdown(cancel_futures=True)


def draw_and_read(seed: int, reader: str = TESSERACT) -> SeenFile:
    """Draw the dossier of ``seed`` in a temporary folder and return what was seen on it.

    Levels take turns, and so do editions and containers, counted from ``FIRST_SEED``.
    """
    number = seed - FIRST_SEED
    plan = fresh_plan(number, seed, tuple(LEVELS), tuple(Edition), FRESH_CONTAINERS)
    drawn = draw_file(f"fresh-{seed}", plan, seed)
    with tempfile.TemporaryDirectory(prefix="calibrate-") as name:
        folder = Path(name)
        write_file(folder, drawn)
        truth = read(folder / TRUTH / f"fresh-{seed}.json")
        try:
            reading = read_document(folder / SCANS / drawn.name, _engine(reader))
        except (InputError, EngineTimeout):
            return SeenFile(seed=seed, file=drawn.name, truth=truth)
    papers = tuple(seen(paper) for paper in reading.papers)
    return SeenFile(seed=seed, file=drawn.name, truth=truth, papers=papers)


@cache  # an engine asks Tesseract for its languages when it is made
def _engine(name: str) -> Engine:
    return engine_of(name, PATIENCE_S)


def _one_thread() -> None:
    cv2.setNumThreads(1)
