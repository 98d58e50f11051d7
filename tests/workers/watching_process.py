"""A watcher in a process of its own, which a test may kill: told where, and what to plant."""

import os
import signal
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from threading import Event

from schemas.settings import Settings
from schemas.states import State
from store.counts import status, verify
from store.documents import cards
from store.session import Store, open_store
from store.shapes import Card
from workers.drop_folder import SPOOL
from workers.faults import plant
from workers.station_folder import archive, database_url
from workers.watcher import watch

_LONGEST_WAIT_S = 60.0
# Forked, as a fresh interpreter would spend seconds on imports at each of many kills; but from
# a server without threads: forked from here, a lock that another thread held stays locked.
_processes = get_context("forkserver")
_processes.set_forkserver_preload([__name__])


def start(data: Path, faults: str | None = None) -> ForkServerProcess:
    """Start a watcher."""
    process = _processes.Process(target=_watch, args=(data, faults))
    process.start()
    return process


def stop(processes: Sequence[ForkServerProcess]) -> None:
    """Ask the watchers to leave and see them gone."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(_LONGEST_WAIT_S)
        assert process.exitcode == 0


def kill_all() -> None:
    """Kill the watchers that a failed test left; the run of the tests would wait for them."""
    for process in active_children():
        process.kill()
        process.join()


def _watch(data: Path, faults: str | None) -> None:
    settings = Settings(
        data_dir=data, settle_s=0.1, patience_s=2, poll_s=0.02, low_disk_mb=0, faults=faults
    )
    plant(settings.faults)
    order = Event()
    signal.signal(signal.SIGTERM, lambda *_: order.set())
    with open_store(database_url(settings)) as store:
        watch(settings, store, archive(settings), order, lambda _: None)


@contextmanager
def opened(data: Path) -> Iterator[Store]:
    with open_store(database_url(Settings(data_dir=data))) as store:
        yield store


def wait_until_all_is_in(data: Path, seen: int) -> None:
    """Wait until the store has seen so many files and nothing lies in drop folder or spool."""
    deadline = time.monotonic() + _LONGEST_WAIT_S
    with opened(data) as store:
        while time.monotonic() < deadline:
            if status(store).seen >= seen and not left_in(data / "drop"):
                return
            time.sleep(0.05)


def left_in(drop: Path) -> list[Path]:
    """Return the files that are not taken, and those in the spool."""
    # Not rglob, which stumbles over folders that vanish while it walks.
    found = [Path(folder, name) for folder, _, names in os.walk(drop) for name in names]
    ours = {path for path in found if SPOOL in path.parts and path.suffix == ".lock"}
    return [path for path in found if path not in ours and path.name != ".sodo-drop"]


def all_cards(store: Store) -> list[Card]:
    assert verify(store) == ()
    assert status(store).is_conserved
    return [card for state in State for card in cards(store, state, limit=10_000)]
