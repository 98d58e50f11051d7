"""Fresh dossiers to measure on: drawn in all cores, with what their truth tells about each."""

import json
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from drawing.damage import LEVELS
from drawing.dossier import BOOKS
from drawing.dossiers import FRESH_CONTAINERS, SCANS, TRUTH, draw_file, fresh_plan, write_file
from drawing.facts import invent_facts
from schemas.document import Edition


class DrawnRecord(NamedTuple):
    """What is known about one paper of a file.

    Attributes:
        pages: field path -> page of the file it is printed on, for values printed somewhere.
        filled_by: ``pen``, ``typewriter``, ``pins`` or ``print``; "" for other papers.
    """

    pages: Mapping[str, int]
    filled_by: str


class DrawnFile(NamedTuple):
    """How one file was made; ``damage`` holds the kinds on each page, from page 1."""

    name: str
    way: str
    container: str
    arrangement: tuple[str, ...]
    damage: tuple[tuple[str, ...], ...]
    records: tuple[DrawnRecord, ...]


class Corpus(NamedTuple):
    """A folder of scans, a folder of truth, and how each file was made, by name."""

    scans: Path
    truth: Path
    files: Mapping[str, DrawnFile]

    @property
    def page_count(self) -> int:
        return sum(len(file.damage) for file in self.files.values())


def draw(
    out: Path,
    seeds: Sequence[int],
    levels: Sequence[str] = tuple(LEVELS),
    containers: Sequence[str] = FRESH_CONTAINERS,
) -> Corpus:
    """Draw one dossier per seed below ``out``; levels, editions and containers take turns.

    The same arguments give the same files as ``drawing.dossiers.draw_corpus``.
    """
    tasks = [(out, number, seed, levels, containers) for number, seed in enumerate(seeds)]
    workers = min(len(tasks), len(os.sched_getaffinity(0)))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        names = list(pool.map(_draw_one, tasks))
    files = {name: told(json.loads((out / TRUTH / f"{name}.json").read_bytes())) for name in names}
    return Corpus(out / SCANS, out / TRUTH, files)


def _draw_one(task: tuple[Path, int, int, Sequence[str], Sequence[str]]) -> str:
    out, number, seed, levels, containers = task
    plan = fresh_plan(number, seed, levels, tuple(Edition), containers)
    name = f"fresh-{seed}"
    write_file(out, draw_file(name, plan, seed))
    return name


def told(truth: Mapping[str, Any]) -> DrawnFile:
    """Return what a truth file tells about how its scan was made."""
    return DrawnFile(
        truth["name"],
        truth["way"],
        truth["container"],
        tuple(truth["arrangement"]),
        tuple(tuple(page["damage"]) for page in truth["page_notes"]),
        tuple(
            DrawnRecord(
                {path: place["page"] for path, place in record["places"].items()},
                # A file of several certificates spreads their seeds; fresh files hold one.
                filled_by(truth["seed"], Edition(record["edition"])) if record["edition"] else "",
            )
            for record in truth["records"]
        ),
    )


def filled_by(seed: int, edition: Edition) -> str:
    """Return the tool that wrote the values of the dossier of ``seed``: ``pen`` or printed ways.

    The truth does not hold it, so the paper is set up again as ``draw_dossier`` does, undrawn.
    """
    facts = invent_facts(Random(f"{seed} facts {edition}"), edition)
    book: Any = BOOKS[edition](facts, Random(f"{seed} looks {edition}"), 300)
    return str(book.voice.value_style.tool)
