"""How fast the whole command is, next to its peers on the same pages; where the time goes."""

import sys
from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from time import perf_counter
from typing import ParamSpec, TypeVar
from unittest.mock import patch

from bench.corpus import Corpus, draw
from bench.machine import described
from bench.peers import Timing, bare_tesseract, command, images, joined, missing, ocrmypdf
from bench.readers import seconds_in
from bench.runs import SETTINGS, read_corpus
from bench.tables import Measured, Row, Table, megabytes, percent
from bench.timed import order
from cli.by_name import ByName
from workers.results import Results

P = ParamSpec("P")
R = TypeVar("R")

LEVELS = ("light", "office", "worn")
JOBS = 2
WRITE = "write the results"
START = "start a reader, wait at the end"
PEER = "ocrmypdf"


def measure(work: Path, seeds: Sequence[int]) -> Measured:
    """Time ``sodo process``, the peers that are installed, and each step of the reading."""
    machine = described()
    corpus = draw(work / "speed", seeds, LEVELS, ("pdf",))
    timings = _timings(corpus, work / "speed")
    steps = _steps(corpus, work / "speed")
    pages = corpus.page_count
    tables = (
        Table(
            "Whole command",
            ("program", "seconds", "pages a minute", "times as fast as ocrmypdf"),
            tuple(rate_row(timing, pages, timings) for timing in timings),
        ),
        Table("Peak memory", ("program", "one process", "all together"), memory_rows(timings)),
        Table("Where the time goes", ("step", "seconds a page", "share"), step_rows(steps, pages)),
    )
    lacking = missing()
    return Measured(
        "speed",
        f"{len(seeds)} dossiers ({pages} pages at 200 to 300 dpi, levels {', '.join(LEVELS)}) "
        f"drawn from the seeds {seeds[0]} to {seeds[-1]}; every program "
        f"read the same pages, {JOBS} at a time. {machine}.",
        tables,
        (
            f"Seconds a page are those of one of the {JOBS} readers; the recogniser's include "
            "starting it and fetching its answer. All together counts shared pages of memory in "
            "each process.",
            *(
                [f"Not compared with ocrmypdf: apt-get install {' '.join(lacking)}"]
                if lacking
                else []
            ),
        ),
        {
            "seeds": [seeds[0], seeds[-1]],
            "pages": pages,
            "programs": [timing._asdict() for timing in timings],
            "seconds_by_step": steps,
        },
    )


def rate_row(timing: Timing, pages: int, timings: Sequence[Timing]) -> Row:
    """Return a program's speed as text, and how it compares with the peer if that was run."""
    # The first is the one people run; the other knows what slows it down.
    peer = next((one for one in timings if one.name.startswith(PEER)), None)
    ratio = "–" if peer is None else f"{peer.seconds / timing.seconds:.2f}"
    return (timing.name, f"{timing.seconds:.1f}", f"{60 * pages / timing.seconds:.1f}", ratio)


def memory_rows(timings: Sequence[Timing]) -> tuple[Row, ...]:
    """Return the largest process of each kind that each program ran."""
    rows: list[Row] = []
    for timing in timings:
        rows.append((timing.name, "", megabytes(timing.together)))
        rows += [
            (f"– {name}", megabytes(peak), "")
            for name, peak in sorted(timing.peaks.items(), key=lambda pair: -pair[1])
        ]
    return tuple(rows)


def step_rows(seconds: dict[str, float], pages: int) -> tuple[Row, ...]:
    """Return the steps in the order of work with their share of all the time."""
    total = sum(seconds.values())
    names = [*order(), WRITE, START]
    return (
        *(
            (name, f"{seconds[name] / pages:.3f}", percent(seconds[name] / total))
            for name in names
            if name in seconds
        ),
        ("all", f"{total / pages:.3f}", percent(1.0)),
    )


def _timings(corpus: Corpus, work: Path) -> tuple[Timing, ...]:
    """Run the programs one after the other, the slowest last."""
    together = joined(sorted(corpus.scans.iterdir()), work / "all.pdf")
    sodo = Path(sys.executable).with_name("sodo")
    words = [str(sodo), "process", str(corpus.scans), "--out", str(work / "out")]
    timings = [
        bare_tesseract(images(together, work / "images"), work / "tesseract", JOBS),
        command(f"sodo process --workers {JOBS}", [*words, "--workers", str(JOBS)]),
    ]
    if not missing():
        timings.append(ocrmypdf(together, work / "usual.pdf", JOBS))
        timings.append(ocrmypdf(together, work / "frugal.pdf", JOBS, one_thread=True))
    return tuple(timings)


def _steps(corpus: Corpus, work: Path) -> dict[str, float]:
    """Read once more with all steps on the clock; return the seconds of each."""
    log = work / "log"
    log.mkdir()
    written: list[float] = []
    began = perf_counter()
    with (
        patch.object(Results, "keep", _noted(Results.keep, written)),
        patch.object(Results, "write_tables", _noted(Results.write_tables, written)),
    ):
        read_corpus(
            corpus,
            work / "timed",
            ByName("bench.readers", "read_timed", SETTINGS, log.absolute()),
            workers=JOBS,
        )
    readers = min(JOBS, len(corpus.files))
    available = readers * (perf_counter() - began)
    seconds = {**seconds_in(log)[1], WRITE: sum(written)}
    return {**seconds, START: max(0.0, available - sum(seconds.values()))}


def _noted(function: Callable[P, R], seconds: list[float]) -> Callable[P, R]:
    """Return ``function`` adding to ``seconds`` how long each call takes; any thread may call."""

    @wraps(function)
    def noted(*args: P.args, **kwargs: P.kwargs) -> R:
        started = perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            seconds.append(perf_counter() - started)

    return noted
