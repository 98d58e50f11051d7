"""The whole station on one machine: its parts started, looked after, and stopped in order."""

import fcntl
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import NamedTuple

from schemas.errors import SettingsError
from schemas.settings import Settings
from store.beats import beats
from store.claims import oldest_waiting
from store.counts import Status, all_counts, status_of
from store.errors import StoreAway
from store.session import Store, open_store
from workers.parts import Part, PartState
from workers.private_redis import answers, command
from workers.station_folder import StationFolder, database_url

log = logging.getLogger(__name__)

_LOCK_FILE = ".sodo-lock"
_LOOK_S = 0.2
_ASK_S = 1.0
_SPEED_OVER_S = 300.0
# Beyond draining: for a part to end what cannot be broken off.
_LEAVING_S = 10.0
_DEAF_S = 15.0


class View(NamedTuple):
    """How the station fares.

    Attributes:
        status: None while the database is away.
        documents_a_minute, pages_a_minute: over the last minutes; None before anything is known.
        waiting_since_s: how long the document that waits longest has waited.
        told: what each process last said of itself, by name.
        draining: it is being stopped.
    """

    folder: Path
    parts: tuple[PartState, ...]
    status: Status | None
    documents_a_minute: float | None
    pages_a_minute: float | None
    waiting_since_s: float
    told: Mapping[str, Mapping[str, object]]
    draining: bool


def run(
    settings: Settings,
    sodo: Sequence[str],
    workers: int,
    stop: Event,
    show: Callable[[View], None],
    *,
    logs: bool,
    review: Sequence[str] = (),
) -> None:
    """Keep the station running until ``stop`` is set; then let every part finish and leave.

    ``sodo`` is how to call ``sodo``, ``review`` what to tell the review page besides the data
    folder; ``logs`` sends what parts print into the data folder.
    ``show`` is called every second. Runs in the main thread.

    Raises:
        SettingsError: another station uses the data folder, or a program is missing.
    """
    folder = StationFolder.of(settings)
    for path in folder:
        path.mkdir(parents=True, exist_ok=True)
    log_folder = folder.data / "logs" if logs else None
    if log_folder is not None:
        log_folder.mkdir(exist_ok=True)
    with alone(folder.data):
        stages = _stages(settings, sodo, workers, log_folder, review)
        eye = _Eye(settings, stages)
        try:
            _keep_running(settings, stages, stop, lambda: show(eye.view(draining=False)))
        finally:
            _stop(stages, settings.drain_s, lambda: show(eye.view(draining=True)))
            eye.close()


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """Keep a second station out of the data folder.

    Raises:
        SettingsError: one is running there.
    """
    with (data / _LOCK_FILE).open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise SettingsError(f"{data}: another station is running here") from error
        yield


def _stages(
    settings: Settings,
    sodo: Sequence[str],
    workers: int,
    logs: Path | None,
    review: Sequence[str],
) -> tuple[tuple[Part, ...], ...]:
    """Return the parts in the order in which they are stopped."""

    def part(name: str, *words: str) -> Part:
        return Part(name, words, logs and logs / f"{name}.log")

    data = ("--data", str(settings.data_dir.absolute()))
    own_redis = () if settings.redis_url else (part("redis", *command(settings)),)
    return (
        (part("watcher", *sodo, "watch", *data),),
        tuple(part(f"worker-{n + 1}", *sodo, "work", *data) for n in range(workers)),
        (
            part("watchdog", *sodo, "watchdog", *data),
            part("review", *sodo, "review", *data, *review),
        ),
        own_redis,
    )


def _keep_running(
    settings: Settings,
    stages: tuple[tuple[Part, ...], ...],
    stop: Event,
    show: Callable[[], None],
) -> None:
    asked_at = heard_at = time.monotonic()
    while not stop.is_set():
        # What others need is started first.
        for part in (part for stage in reversed(stages) for part in stage):
            part.look_after()
        now = time.monotonic()
        if now - asked_at >= _ASK_S:
            asked_at = now
            if answers(settings):
                heard_at = now
            elif stages[-1] and now - heard_at > _DEAF_S:
                log.error("Redis runs and does not answer: started again")
                stages[-1][0].end()
                heard_at = now
            show()
        stop.wait(_LOOK_S)


def _stop(stages: tuple[tuple[Part, ...], ...], drain_s: float, show: Callable[[], None]) -> None:
    """Stop intake and workers together, then those they need, each within its time."""
    log.info("stopping")
    takers = (*stages[0], *stages[1])
    for parts, patience_s in (
        (takers, drain_s + _LEAVING_S),
        *((s, _LEAVING_S) for s in stages[2:]),
    ):
        for part in parts:
            part.ask_to_leave()
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline and not all(part.has_left() for part in parts):
            show()
            time.sleep(_LOOK_S)
        for part in parts:
            part.end()
    log.info("stopped")


class _Eye:
    """Looks at the store for the view; sees nothing while it is away."""

    def __init__(self, settings: Settings, stages: tuple[tuple[Part, ...], ...]) -> None:
        self._settings = settings
        self._stages = stages
        self._store: Store | None = None
        # (moment, documents read, pages read)
        self._past: deque[tuple[float, int, int]] = deque()

    def view(self, *, draining: bool) -> View:
        parts = tuple(part.state() for stage in self._stages for part in stage)
        folder = self._settings.data_dir.absolute()
        try:
            if self._store is None:
                self._store = open_store(database_url(self._settings))
            counts = all_counts(self._store)
            oldest = oldest_waiting(self._store)
            told = beats(self._store)
        except StoreAway:
            return View(folder, parts, None, None, None, 0.0, {}, draining)
        now = time.monotonic()
        self._past.append((now, counts.get("reads", 0), counts.get("pages", 0)))
        while now - self._past[0][0] > _SPEED_OVER_S:
            self._past.popleft()
        minutes = (now - self._past[0][0]) / 60
        speeds = (
            [(self._past[-1][n] - self._past[0][n]) / minutes for n in (1, 2)]
            if minutes
            else [None, None]
        )
        return View(
            folder=folder,
            parts=parts,
            status=status_of(counts),
            documents_a_minute=speeds[0],
            pages_a_minute=speeds[1],
            waiting_since_s=0.0 if oldest is None else max(0.0, time.time() - oldest.timestamp()),
            told={one.name: {**one.facts, "age_s": one.age_s} for one in told},
            draining=draining,
        )

    def close(self) -> None:
        if self._store is not None:
            with suppress(StoreAway):
                self._store.close()
