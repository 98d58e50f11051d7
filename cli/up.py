"""``sodo up``: the whole station on one machine, and a view of it."""

import argparse
import logging
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Final

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from cli.first_administrator import first_administrator
from cli.messages import Say
from cli.station_start import begin
from schemas.settings import Loaded, Settings
from store.errors import StoreAway
from store.session import open_store
from workers.parts import PartState
from workers.station import View
from workers.station import run as run_station
from workers.station_folder import database_url

log = logging.getLogger(__name__)

# How this program calls itself for its parts.
SODO: Final = (sys.executable, "-c", "from cli.main import run; run()")
_LINE_EVERY_S = 60.0
Show = Callable[[View], None]


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Run the station until told to stop."""
    settings, stop = begin(arguments, loaded)
    workers = arguments.workers or len(os.sched_getaffinity(0))
    address = f"http://{arguments.host}:{arguments.port}"
    told = ("--host", arguments.host, "--port", str(arguments.port))
    console = Console()
    _make_first_administrator(settings, say)
    with _screen(console, say, address) if console.is_terminal else _lines() as show:
        run_station(settings, SODO, workers, stop, show, logs=console.is_terminal, review=told)
    if console.is_terminal:
        print(say("up_stopped"))
    return 0


def _make_first_administrator(settings: Settings, say: Say) -> None:
    """Print a made-up password here, where a person looks, and not into a log."""
    with suppress(StoreAway), open_store(database_url(settings)) as store:
        first_administrator(store, settings, say)  # else the review page does, later


@contextmanager
def _lines() -> Iterator[Show]:
    """Log how the station fares now and then, and what its parts do when they do it."""
    told_at = float("-inf")

    def show(view: View) -> None:
        nonlocal told_at
        if time.monotonic() - told_at >= _LINE_EVERY_S:
            told_at = time.monotonic()
            counts = {} if view.status is None else view.status._asdict()
            rates = {"documents_a_minute": view.documents_a_minute, "draining": view.draining}
            log.info("status", extra={**counts, **rates})

    yield show


@contextmanager
def _screen(console: Console, say: Say, address: str) -> Iterator[Show]:
    """Show the station at one place of the terminal; logs would scroll it away."""
    logging.getLogger().setLevel(logging.ERROR)
    live: AbstractContextManager[Live] = Live(console=console, refresh_per_second=2)
    with live as screen:
        yield lambda view: screen.update(picture(view, say, address))


def picture(view: View, say: Say, address: str) -> Group:
    """Return the view as lines for a terminal; ``address`` is the review page's."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold")
    table.add_column()
    for label, text in _rows(view, say):
        table.add_row(label, text)
    table.add_row(say("up_review"), Text(address))
    notes = [Text(say("up_draining"), style="yellow")] if view.draining else []
    if view.status is not None and not view.status.is_conserved:
        notes.append(Text(say("up_not_conserved"), style="bold red"))
    return Group(table, *notes)


def _rows(view: View, say: Say) -> Iterator[tuple[str, Text]]:
    yield say("up_folder"), Text(str(view.folder))
    if view.status is None:
        yield say("up_queue"), Text(say("up_away"), style="bold red")
    else:
        yield say("up_queue"), Text(say("up_counts", **view.status._asdict()))
        yield say("up_flags"), Text(f"{view.status.flagged_fields}")
    yield say("up_speed"), Text(_speed(view, say))
    for name, facts in view.told.items():
        if name.startswith("watcher@"):
            yield say("up_watcher"), _intake(str(facts.get("why") or ""), say)
    yield say("up_parts"), Text("\n").join(_part(part, say) for part in view.parts)


def _speed(view: View, say: Say) -> str:
    if view.documents_a_minute is None or view.pages_a_minute is None:
        return say("up_no_rates")
    return say("up_rates", documents=view.documents_a_minute, pages=view.pages_a_minute)


def _intake(why: str, say: Say) -> Text:
    if why:
        return Text(say("up_intake_stopped", why=why), style="bold red")
    return Text(say("up_intake_running"), style="green")


def _part(part: PartState, say: Say) -> Text:
    if part.pid is not None:
        return Text(say("part_runs", name=part.name), style="green")
    return Text(
        say("part_down", name=part.name, status=part.status, seconds=part.again_in_s),
        style="bold red",
    )
