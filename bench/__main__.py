"""``python -m bench``: measure accuracy, each step's worth, reading, speed, memory, the page."""

import argparse
import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from rich.console import Console

from bench import ablation, accuracy, memory, reading, review, scale, speed, station
from bench.pages import update
from bench.tables import Measured, show
from export.atomic import write_atomic
from ocr.engines.choice import ENGINES
from schemas.errors import OutputError, SettingsError

EXIT_WRONG = 2
WIDTH = 160


class Asked(NamedTuple):
    """How much to measure on: ``size`` dossiers, pages or documents, from ``seed`` on."""

    work: Path
    size: int
    seed: int
    only: Sequence[str] = ()
    wanted: reading.Wanted = reading.Wanted()
    engine: str = ""

    @property
    def seeds(self) -> range:
        return range(self.seed, self.seed + self.size)


class Measurement(NamedTuple):
    """One sub-command: what it does by default and when it must be quick.

    Nobody looks at pages of the seeds used for accuracy while working on the reading; the
    others have seeds of their own, since what they show is acted upon.
    """

    run: Callable[[Asked], Measured]
    unit: str  # the option that says how many
    size: int
    quick: int
    seed: int


MEASUREMENTS = {
    "accuracy": Measurement(
        lambda a: accuracy.measure(a.work, a.seeds, a.engine), "fresh", 100, 5, 900_000
    ),
    "ablation": Measurement(
        lambda a: ablation.measure(a.work, a.seeds, a.only), "fresh", 20, 5, 500_000
    ),
    "reading": Measurement(lambda a: reading.measure(a.seeds, a.wanted), "fresh", 8, 2, 600_000),
    "speed": Measurement(lambda a: speed.measure(a.work, a.seeds), "fresh", 21, 3, 700_000),
    "station": Measurement(lambda a: station.measure(a.work, a.seeds), "fresh", 12, 2, 650_000),
    "scale": Measurement(
        lambda a: scale.measure(a.work / "scale", a.size, a.seed),
        "documents",
        1_000_000,
        5_000,
        660_000,
    ),
    "memory": Measurement(
        lambda a: memory.measure(a.work, a.size, a.seed), "pages", 200, 20, 800_000
    ),
    "review": Measurement(
        lambda a: review.measure(a.work, a.size, a.seed), "documents", 1_000_000, 20_000, 750_000
    ),
}


def main(words: Sequence[str]) -> int:
    """Measure, print, and write down if asked to; 2 when something needed is not there."""
    asked = _parser().parse_args(words)
    names = list(MEASUREMENTS) if asked.what == "all" else [asked.what]
    console = Console(highlight=False)
    if not console.is_terminal:  # a file or a pipe has no edge to cut at
        console.width = WIDTH
    measured = []
    try:
        _check(asked.json, asked.markdown)
        with ExitStack() as stack:
            work = asked.keep or _passable(stack)
            for name in names:
                measurement = MEASUREMENTS[name]
                measured.append(measurement.run(_amount(measurement, asked, work)))
                show(measured[-1], console)
        if asked.json:
            figures = {part.name: {"made": part.made, **part.figures} for part in measured}
            text = json.dumps(figures, ensure_ascii=False, indent=1) + "\n"
            write_atomic(asked.json, text.encode())
        if asked.markdown:
            update(asked.markdown, measured)
    except (SettingsError, OutputError, FileExistsError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return EXIT_WRONG
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace") if error.stderr else ""
        print(f"{error}\n{said}", file=sys.stderr)
        return EXIT_WRONG
    return 0


def _passable(stack: ExitStack) -> Path:
    """Return a folder that goes with ``stack``; a server below it may run as another user."""
    folder = Path(stack.enter_context(TemporaryDirectory(prefix="sodo-bench-")))
    folder.chmod(0o711)
    return folder


def _check(json_file: Path | None, page: Path | None) -> None:
    """Refuse what cannot be written to, before hours are spent on measuring.

    Raises:
        SettingsError: the page is not there, or either is no ordinary file.
    """
    if page is not None and not page.is_file():
        raise SettingsError(f"{page}: no such page")
    if json_file is not None and json_file.exists() and not json_file.is_file():
        raise SettingsError(f"{json_file}: not an ordinary file")


def _amount(measurement: Measurement, asked: argparse.Namespace, work: Path) -> Asked:
    usual = measurement.quick if asked.quick else measurement.size
    size = getattr(asked, measurement.unit) or usual
    seed = measurement.seed if asked.seed is None else asked.seed
    wanted = reading.Wanted(
        asked.pdf, asked.pdf_pages, asked.letters, asked.errors, asked.sheet, asked.quick
    )
    return Asked(work, size, seed, asked.only, wanted, asked.engine)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=[*MEASUREMENTS, "all"], default="all")
    parser.add_argument("--fresh", type=_count, metavar="N", help="draw N dossiers")
    parser.add_argument("--pages", type=_count, metavar="N", help="pages of the long file (memory)")
    parser.add_argument(
        "--documents", type=_count, metavar="N", help="documents stored (scale, review)"
    )
    parser.add_argument("--seed", type=int, help="first seed instead of the measurement's own")
    parser.add_argument("--quick", action="store_true", help="a few dossiers: does it run at all?")
    parser.add_argument(
        "--only", nargs="+", default=(), metavar="STEP", help="leave out only these (ablation)"
    )
    parser.add_argument(
        "--engine", choices=[*ENGINES], default="", help="not the default one (accuracy)"
    )
    parser.add_argument("--pdf", type=Path, metavar="FILE", help="a PDF with text, too (reading)")
    parser.add_argument(
        "--pdf-pages", type=_span, default=(), metavar="A-B", help="only these pages of it"
    )
    parser.add_argument(
        "--letters", type=Path, metavar="DIR", help="scans with a .txt beside each, too (reading)"
    )
    parser.add_argument(
        "--errors", type=_count, default=0, metavar="N", help="print the N worst (reading)"
    )
    parser.add_argument(
        "--sheet", type=Path, metavar="DIR", help="write pictures of the worst lines (reading)"
    )
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep drawn scans, stores and results"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures")
    parser.add_argument(
        "--markdown", type=Path, metavar="FILE", help="put the tables between the marks of a page"
    )
    return parser


def _count(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} < 1")
    return number


def _span(text: str) -> range:
    first, _, last = text.partition("-")
    span = range(_count(first), _count(last or first) + 1)
    if not span:
        raise argparse.ArgumentTypeError(f"{text}: no page")
    return span


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
