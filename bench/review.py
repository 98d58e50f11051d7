"""How quick the review page is: with a campaign stored, with thirty people, for the hands."""

import shutil
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from bench.corpus import draw
from bench.machine import described
from bench.review_campaign import fill, fingerprint, waiting
from bench.review_database import copied, free_port, running_postgresql
from bench.review_load import OPERATORS, PACE_S, Times, alone, together
from bench.review_operator import chromium
from bench.review_page import compared, next_field, operator_at, pictures_of, work_off
from bench.review_server import over, serving
from bench.review_station import read_station, reviewing, truth_of
from bench.tables import Measured, Row, Table
from drawing.dossiers import TRUTH
from schemas.settings import Settings
from store.session import open_store
from workers.station_folder import database_url

# Dossiers that are read for the pictures and for the hands' work.
_READ: Final = 6
_QUICK: Final = 20_000
_SHOWN_MS, _SERVER_MS, _CROWD_MS = 100, 30, 200
_KINDS: Final = {
    "page": "the work page opened",
    "next fields": "the next four fields, made ready ahead",
    "answer": "an answer stored",
    "crop": "the picture of a field",
    "whole page": "the picture of a page",
}


def measure(work: Path, documents: int, seed: int) -> Measured:
    """Measure with ``documents`` stored in PostgreSQL, filled once for all runs in ``work``."""
    quick = documents <= _QUICK
    read = 1 if quick else _READ
    data, truth = _station(work, range(seed, seed + read))
    hands = _hands(data, truth, 20 if quick else 200)
    with running_postgresql(work / "review-postgresql") as server:
        url = copied(
            server,
            f"campaign_{fingerprint(documents, seed)}",
            lambda empty: fill(empty, documents, seed),
        )
        with open_store(url) as store:
            number = waiting(store)
        one, crowd, rate, shown = _campaign(url, data, quick=quick, seed=seed)
    table, figures = hands
    return Measured(
        "review",
        f"{documents:,} documents of twelve fields in PostgreSQL, {number:,} fields waiting for "
        f"a person; {int(figures['fields'])} fields of {read} dossiers of seed {seed} on, drawn "
        f"and read, answered in Chromium. Server, database, browsers and load on "
        f"this one machine. {described()}.",
        (
            _waits(one, shown),
            _by_choice(one),
            _crowd(crowd, rate),
            table,
        ),
        (
            f"Goals: the next field in sight within {_SHOWN_MS} ms, {_SERVER_MS} ms of it the "
            f"server's; {OPERATORS} operators at once within {_CROWD_MS} ms at the 95th "
            "percentile. What the hands' seconds are made of is told in docs/review.md.",
        ),
        {
            "documents": documents,
            "waiting": number,
            "next_field_shown_ms": shown._asdict(),
            "alone_ms": {name: _told(kinds) for name, kinds in one.items()},
            "together_ms": _told(crowd),
            "answers_a_second": rate,
            "hands": figures,
        },
    )


def _station(work: Path, seeds: range) -> tuple[Path, Path]:
    """Return the folders of a station that has read these dossiers, and of what they say.

    Drawn and read once for all runs in ``work``; nobody has worked at it.
    """
    whole = work / f"review-station-{seeds.start}-{len(seeds)}"
    drawn, read = whole / "drawn", whole / "read"
    if not read.exists():
        shutil.rmtree(whole, ignore_errors=True)
        corpus = draw(drawn, seeds, ("worn", "worst"), ("pdf", "tiff_jpeg"))
        read_station(whole / "half", sorted(corpus.scans.iterdir()), batch="bench")
        (whole / "half").rename(read)
    data = work / "review-run"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(read, data)
    return data, drawn / TRUTH


def _hands(data: Path, said: Path, most: int) -> tuple[Table, dict[str, float]]:
    """Answer what waits in a station that has really read, and count keys."""
    port = free_port()
    settings = Settings(data_dir=data)
    with ExitStack() as stack:
        store = stack.enter_context(open_store(database_url(settings)))
        truth = truth_of(store, said)
        log = data / "review.log"
        stack.enter_context(serving(reviewing(data, port), port, log))
        operator = operator_at(stack.enter_context(chromium()), store, port, truth)
        return compared(work_off(operator, most))


def _campaign(
    url: str, data: Path, *, quick: bool, seed: int
) -> tuple[dict[str, dict[str, Times]], dict[str, Times], float, Times]:
    """Return times alone by choice of work, times together, answers a second, next field shown."""
    port = free_port()
    with ExitStack() as stack:
        store = stack.enter_context(open_store(url))
        command = over(url, pictures_of(data), port)
        stack.enter_context(serving(command, port, data / "campaign.log"))
        one = alone(store, port, 5 if quick else 40)
        crowd, rate = together(store, port, 10.0 if quick else 60.0, seed)
        operator = operator_at(stack.enter_context(chromium()), store, port, {})
        operator.go("/work?pattern=holders[].full_name")
        shown = next_field(operator, 10 if quick else 100)
    return one, crowd, rate, shown


def _waits(one: Mapping[str, Mapping[str, Times]], shown: Times) -> Table:
    first = next(iter(one.values()))
    rows = [_row("the next field in sight, in the browser", shown)]
    rows += [_row(name, first[kind]) for kind, name in _KINDS.items() if kind in first]
    return Table(
        "One operator waits for", ("", "median ms", "95 % within ms", "times"), tuple(rows)
    )


def _by_choice(one: Mapping[str, Mapping[str, Times]]) -> Table:
    rows = [_row(name, kinds["next fields"]) for name, kinds in one.items()]
    columns = ("The next four fields, chosen by", "median ms", "95 % within ms", "times")
    return Table(columns[0], columns, tuple(rows))


def _crowd(crowd: Mapping[str, Times], rate: float) -> Table:
    rows = [_row(name, crowd[kind]) for kind, name in _KINDS.items() if kind in crowd]
    title = f"{OPERATORS} operators, a field every {PACE_S:.0f} s each: {rate:.1f} answers a second"
    return Table(title, ("", "median ms", "95 % within ms", "times"), tuple(rows))


def _row(name: str, found: Times) -> Row:
    return (name, f"{found.median:.0f}", f"{found.p95:.0f}", f"{found.number}")


def _told(kinds: Mapping[str, Times]) -> dict[str, dict[str, float]]:
    return {kind: found._asdict() for kind, found in kinds.items()}
