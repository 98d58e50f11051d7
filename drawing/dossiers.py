"""Writes drawn dossiers as files with their truth: the committed samples, or fresh ones."""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from drawing.containers import CONTAINERS
from drawing.damage import LEVELS, choose_way
from drawing.damaged import Chance
from drawing.dossier import DrawnDossier, draw_dossier
from drawing.scanning import ARRANGEMENTS, Leaf, Scanned, leaves_of, scan, told
from schemas.document import Edition, Kind

SCANS, TRUTH = "scans", "truth"


class Plan(NamedTuple):
    """How one file is made.

    Attributes:
        editions: one certificate each.
        level: of damage, a name of ``LEVELS``.
        container: a name of ``CONTAINERS``.
        quality: of lossy compression, 1 to 100.
        arrangement: names of ``ARRANGEMENTS``, applied in order.
        way: a name of ``WAYS``; empty: chance picks one of the level's.
        dpi: 0: the way's own.
        without: damages switched off.
    """

    editions: tuple[str, ...]
    level: str
    container: str
    quality: int = 75
    arrangement: tuple[str, ...] = ()
    way: str = ""
    dpi: int = 0
    without: frozenset[str] = frozenset()


# Grain is what costs most bytes and least reading, so the larger files go without.
SMOOTH = frozenset({"noise"})
# The committed samples: every era, level and container, and the ways in which files mislead.
SAMPLES: tuple[Plan, ...] = (
    Plan(("2014",), "clean", "pdf", 42, dpi=200),
    Plan(("2024",), "light", "pdf", 42, without=SMOOTH),
    Plan(("2009",), "office", "pdf_signed", 40, dpi=200, without=SMOOTH),
    Plan(("2014",), "office", "tiff_jpeg", 35, dpi=200, without=SMOOTH),
    Plan(("2004",), "office", "pdf_turned", 35, dpi=200, without=SMOOTH),
    Plan(("1993",), "office", "tiff_g4", dpi=300),
    Plan(("2014",), "worn", "pdf", 32, without=SMOOTH),
    Plan(("2009",), "worn", "pdf_layers", 45, without=SMOOTH),
    Plan(("2004",), "worn", "tiff_mixed", 45, without=SMOOTH),
    Plan(("1993",), "worn", "pdf_signed", 32, without=SMOOTH),
    Plan(("2024",), "worn", "tiff_jpeg", 38, without=SMOOTH),
    Plan(("2014",), "worst", "tiff_lzw", way="photocopy", dpi=150),
    Plan(("2009",), "worst", "tiff_g4", way="photocopy", dpi=200),
    Plan(("2024",), "worst", "png", arrangement=("inside",), way="photocopy", dpi=200),
    Plan(("2014",), "worst", "jpeg_phone", 50, ("inside",), way="phone", dpi=180),
    Plan(("2009",), "worst", "jpeg", 50, ("inside",), way="phone", dpi=150),
    Plan(("2014",), "worst", "heic", 45, ("inside",), way="phone", dpi=200),
    Plan(("2004",), "worst", "webp", 50, ("inside",), way="phone", dpi=200),
    Plan(("1993",), "worst", "pdf", 45, way="grey_photocopy", dpi=150, without=SMOOTH),
    Plan(("2024",), "clean", "pdf_signed", 50, dpi=200),
    # Booklets on a large scanner, laid open, the wrong way round and in the wrong order.
    Plan(
        ("2014",),
        "office",
        "pdf",
        45,
        ("spreads", "shuffled", "some_upside_down"),
        dpi=200,
        without=SMOOTH,
    ),
    Plan(("2009",), "light", "pdf_layers", 50, ("spreads",), dpi=200),
    # Two certificates in one file, and papers that are none.
    Plan(("2014", "2024"), "office", "pdf", 33, dpi=200, without=SMOOTH),
    Plan(
        ("2004",),
        "office",
        "pdf",
        38,
        ("shuffled", "with_letter_and_blank"),
        dpi=200,
        without=SMOOTH,
    ),
)
# What freshly drawn corpora run through, all of which keep what is on the page legible.
FRESH_CONTAINERS = ("pdf", "tiff_jpeg", "pdf_signed", "pdf", "pdf_turned", "pdf", "pdf_layers")
# How often a fresh booklet is scanned open, and how often pages lie wrong.
SPREAD_CHANCE, SHUFFLED_CHANCE, UPSIDE_DOWN_CHANCE = 0.2, 0.15, 0.1


class File(NamedTuple):
    """One drawn dossier as a file: its name with ending, its bytes, and what it says."""

    name: str
    data: bytes
    truth: dict[str, object]


def draw_file(stem: str, plan: Plan, seed: int) -> File:
    """Return the file of ``plan``; the same plan and seed make the same file."""
    chance = np.random.default_rng([seed, 7])
    dossiers = [
        draw_dossier(seed + 100_003 * number, Edition(edition))
        for number, edition in enumerate(plan.editions)
    ]
    leaves = [leaf for record, drawn in enumerate(dossiers) for leaf in leaves_of(drawn, record)]
    for name in plan.arrangement:
        leaves = ARRANGEMENTS[name](leaves, chance)
    container = CONTAINERS[plan.container]
    leaves = leaves[: container.most_pages]
    way = plan.way or choose_way(plan.level, chance)
    pages = scan(leaves, way, container, chance, dpi=plan.dpi or None, without=plan.without)
    truth: dict[str, object] = {
        "name": stem,
        "seed": seed,
        "level": plan.level,
        "way": way,
        "container": plan.container,
        "arrangement": list(plan.arrangement),
        "damage": sorted({kind for page in pages for kind in page.damage}),
        "pages": len(pages),
        "page_notes": [_page_note(number, page) for number, page in enumerate(pages, 1)],
        "records": _records(dossiers, leaves, pages),
    }
    data = container.write([page.page for page in pages], plan.quality)
    return File(stem + container.suffix, data, truth)


def _page_note(number: int, page: Scanned) -> dict[str, object]:
    height, width = page.page.image.shape[:2]
    return {
        "page": number,
        "kind": page.kind,
        "dpi": page.page.dpi,
        "size": [width, height],
        "turned_deg": page.turned_deg,
        "damage": list(page.damage),
    }


def _records(
    dossiers: Sequence[DrawnDossier], leaves: Sequence[Leaf], pages: Sequence[Scanned]
) -> list[dict[str, object]]:
    """Return what a perfect reader would find: the certificates, then other papers."""
    records = [_certificate(record, drawn, leaves, pages) for record, drawn in enumerate(dossiers)]
    others = [number for number, page in enumerate(pages, 1) if page.kind == Kind.OTHER]
    if others:
        records.append(
            {"kind": Kind.OTHER, "edition": None, "pages": others, "fields": {}, "places": {}}
        )
    return records


def _certificate(
    record: int, drawn: DrawnDossier, leaves: Sequence[Leaf], pages: Sequence[Scanned]
) -> dict[str, object]:
    faces = {kind for leaf in leaves if record in leaf.records for kind in leaf.kinds}
    fields = told(drawn, faces)
    places: dict[str, object] = {}
    for number, page in enumerate(pages, 1):
        for value in page.values:
            if value.record == record and value.path in fields:
                places.setdefault(value.path, {"page": number, "box": list(value.box)})
    on = [number for number, page in enumerate(pages, 1) if record in page.records]
    return {
        "kind": Kind.LAND_CERTIFICATE,
        "edition": drawn.edition,
        "pages": on,
        "fields": fields,
        "places": places,
    }


def write_file(out: Path, file: File) -> None:
    """Write ``out/scans/<name>`` and ``out/truth/<stem>.json``."""
    scans, truth = out / SCANS, out / TRUTH
    scans.mkdir(parents=True, exist_ok=True)
    truth.mkdir(parents=True, exist_ok=True)
    (scans / file.name).write_bytes(file.data)
    text = json.dumps(file.truth, ensure_ascii=False, indent=1) + "\n"
    (truth / f"{file.truth['name']}.json").write_text(text, encoding="utf-8")


def sample_files(seed: int) -> Iterator[File]:
    """Yield the committed samples, one file at a time."""
    for number, plan in enumerate(SAMPLES, 1):
        stem = f"{number:02}-{'+'.join(plan.editions)}-{plan.level}-{plan.container}"
        yield draw_file(stem, plan, seed + number)


def fresh_plan(
    number: int,
    seed: int,
    levels: Sequence[str],
    editions: Sequence[str],
    containers: Sequence[str],
) -> Plan:
    """Return the plan of the ``number``-th fresh dossier, counting from 0.

    Levels take turns, and editions take turns so that each meets every level; how the pages
    lie is left to ``seed``.
    """
    chance: Chance = np.random.default_rng([seed, 8])
    edition = editions[(number + number // len(levels)) % len(editions)]
    level = levels[number % len(levels)]
    container = containers[number % len(containers)]
    spread, mixed, flipped = chance.random(3)
    arrangement = []
    if CONTAINERS[container].most_pages == 1:
        arrangement.append("inside")
    elif spread < SPREAD_CHANCE:
        arrangement.append("spreads")
    if mixed < SHUFFLED_CHANCE:
        arrangement.append("shuffled")
    if flipped < UPSIDE_DOWN_CHANCE and level in ("worn", "worst"):
        arrangement.append("some_upside_down")
    return Plan((edition,), level, container, 85, tuple(arrangement))


def draw_corpus(
    out: Path,
    seeds: Sequence[int],
    levels: Sequence[str] = tuple(LEVELS),
    editions: Sequence[str] = tuple(Edition),
    containers: Sequence[str] = FRESH_CONTAINERS,
) -> list[Path]:
    """Draw one fresh dossier per seed below ``out`` and return the scans' paths.

    The layout is that of the samples: ``scans/`` and ``truth/``. Levels, editions and
    containers take turns.
    """
    paths = []
    for number, seed in enumerate(seeds):
        plan = fresh_plan(number, seed, levels, editions, containers)
        file = draw_file(f"fresh-{seed}", plan, seed)
        write_file(out, file)
        paths.append(out / SCANS / file.name)
    return paths


def main() -> None:
    """Draw the committed samples, or with ``--fresh`` any number of new dossiers."""
    parser = argparse.ArgumentParser(prog="python -m drawing.dossiers", description=main.__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--seed", type=int, default=2025, help="first seed (%(default)s)")
    parser.add_argument("--fresh", type=int, default=0, metavar="N", help="draw N new dossiers")
    parser.add_argument("--level", choices=list(LEVELS), help="one level instead of all in turn")
    parser.add_argument("--edition", choices=[str(edition) for edition in Edition])
    parser.add_argument("--container", choices=list(CONTAINERS))
    asked = parser.parse_args()
    if asked.fresh:
        draw_corpus(
            asked.out,
            range(asked.seed, asked.seed + asked.fresh),
            (asked.level,) if asked.level else tuple(LEVELS),
            (asked.edition,) if asked.edition else tuple(Edition),
            (asked.container,) if asked.container else FRESH_CONTAINERS,
        )
        return
    for file in sample_files(asked.seed):
        write_file(asked.out, file)


if __name__ == "__main__":
    main()
