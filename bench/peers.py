"""Other programs that read the same pages, to compare speeds with."""

import subprocess
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from os import environ, getpid
from pathlib import Path
from shutil import which
from time import perf_counter
from typing import NamedTuple

from bench.watch import MemoryWatch

# What each peer needs and the Debian packages that bring it.
OCRMYPDF_NEEDS = {"ocrmypdf": "ocrmypdf", "unpaper": "unpaper"}
_LONGEST_S = 3600


class Timing(NamedTuple):
    """One program over all pages: seconds, and the memory it took in bytes."""

    name: str
    seconds: float
    peaks: dict[str, int]
    together: int


def missing() -> tuple[str, ...]:
    """Return the Debian packages without which ``ocrmypdf`` cannot be compared with."""
    return tuple(package for command, package in OCRMYPDF_NEEDS.items() if which(command) is None)


def joined(pdfs: Sequence[Path], out: Path) -> Path:
    """Return ``out``, one PDF with the pages of all ``pdfs``, their images untouched."""
    _quietly(["pdfunite", *map(str, pdfs), str(out)])
    return out


def images(pdf: Path, folder: Path) -> list[Path]:
    """Return the scanned images of ``pdf``, as they lie in it, one file a page."""
    folder.mkdir()
    _quietly(["pdfimages", "-all", str(pdf), str(folder / "page")])
    return sorted(folder.iterdir())


def ocrmypdf(pdf: Path, out: Path, jobs: int, *, one_thread: bool = False) -> Timing:
    """Time the pipeline that scanning offices commonly use, on one file of all pages.

    Its recognisers take several threads each, which fight for the cores; ``one_thread`` runs it
    without that handicap.
    """
    options = ["--rotate-pages", "--deskew", "--clean", "-l", "vie", "--jobs", str(jobs)]
    words = ["ocrmypdf", "--quiet", *options, str(pdf), str(out)]
    usual = f"ocrmypdf {' '.join(options)}"
    shown = "OMP_THREAD_LIMIT=1 ocrmypdf, else the same" if one_thread else usual
    return command(shown, words, one_thread=one_thread)


def bare_tesseract(pages: Sequence[Path], out: Path, jobs: int) -> Timing:
    """Time Tesseract alone on the images, one thread a page and ``jobs`` pages at a time."""
    out.mkdir()

    def read(page: Path) -> None:
        _quietly(
            ["tesseract", str(page), str(out / page.stem), "-l", "vie", "tsv"], one_thread=True
        )

    with MemoryWatch(getpid()) as watch, ThreadPoolExecutor(jobs) as pool:
        started = perf_counter()
        for _ in pool.map(read, pages):
            pass
        seconds = perf_counter() - started
    return Timing(f"tesseract alone, {jobs} pages at a time", seconds, watch.peaks, watch.together)


def command(name: str, words: Sequence[str], *, one_thread: bool = False) -> Timing:
    """Run one command and time it.

    Raises:
        CalledProcessError: it failed.
    """
    with MemoryWatch(getpid()) as watch:
        started = perf_counter()
        _quietly(words, one_thread=one_thread)
        seconds = perf_counter() - started
    return Timing(name, seconds, watch.peaks, watch.together)


def _quietly(words: Sequence[str], *, one_thread: bool = False) -> None:
    surroundings = {**environ, "OMP_THREAD_LIMIT": "1"} if one_thread else None
    subprocess.run(words, env=surroundings, capture_output=True, check=True, timeout=_LONGEST_S)
