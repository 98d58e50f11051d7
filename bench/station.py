"""What the station costs: its machinery alone, its rings, and next to ``sodo process``."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from redis import Redis
from rq import Queue, SimpleWorker, Worker
from rq.worker import BaseWorker

from bench.corpus import draw
from bench.machine import described
from bench.postgresql import free_port
from bench.tables import Measured, Table
from schemas.settings import Settings
from store.beats import beats
from store.counts import status
from store.session import Store, open_store
from workers.private_redis import answers, bell_url, command
from workers.station_folder import database_url

_SODO = (sys.executable, "-c", "from cli.main import run; run()")
_IDLE_FILES = 1000
_RINGS = 200
_TURNS = 3
_WANTED_A_SECOND, _WANTED_SHARE = 50, 0.95
_JOBS = 2
_LONGEST_S = 3600.0
_WAYS = ("sodo process", "station")


class _Spent(NamedTuple):
    """What reading some files took, and how much of all processors."""

    seconds: float
    cpu_s: float


def measure(work: Path, seeds: Sequence[int]) -> Measured:
    """Time small files through the whole station, rings through RQ, and real ones both ways."""
    corpus = draw(work / "station-scans", seeds, ("light", "office", "worn"), ("pdf",))
    files = {path.name: path.read_bytes() for path in sorted(corpus.scans.iterdir())}
    idle = _through_station(
        work / "idle",
        {f"{n:06}.pgm": _picture(n) for n in range(_IDLE_FILES)},
        "bench.idle_reader.read",
    )
    rings = _ring_seconds(work / "rings")
    pairs = []
    for turn in range(_TURNS):
        # Whatever else the machine does meanwhile then slows both alike.
        by_process = _by_process(corpus.scans, work / f"process-{turn}")
        by_station = _through_station(work / f"real-{turn}", files, Settings().reader)
        pairs.append((by_process, by_station))
    sides = dict(zip(_WAYS, zip(*pairs, strict=True), strict=True))
    share = median(process.seconds / station.seconds for process, station in pairs)
    return Measured(
        "station",
        f"{_IDLE_FILES} small files and a reader that reads nothing; {_RINGS} empty jobs; "
        f"{len(files)} dossiers ({corpus.page_count} pages) of seeds {seeds[0]} to {seeds[-1]}. "
        f"Each way {_TURNS} times in turn. {_JOBS} workers, SQLite, a Redis of the station's own. "
        f"{described()}.",
        (
            Table(
                "Machinery alone",
                ("", "files a second", "processor ms a file"),
                (
                    (
                        "drop folder to store",
                        f"{_IDLE_FILES / idle.seconds:.1f}",
                        f"{1000 * idle.cpu_s / _IDLE_FILES:.1f}",
                    ),
                ),
            ),
            Table(
                "One ring through RQ",
                ("worker", "ms a ring"),
                tuple((name, f"{1000 * seconds / _RINGS:.1f}") for name, seconds in rings.items()),
            ),
            Table(
                "Real reading",
                ("", "seconds", "pages a minute", "processor seconds a page", "share of the speed"),
                tuple(
                    (
                        name,
                        f"{(seconds := median(one.seconds for one in side)):.1f}",
                        f"{60 * corpus.page_count / seconds:.1f}",
                        f"{median(one.cpu_s for one in side) / corpus.page_count:.2f}",
                        f"{share:.3f}" if name == _WAYS[1] else "",
                    )
                    for name, side in sides.items()
                ),
            ),
        ),
        (
            f"Wanted: {_WANTED_A_SECOND} files a second, {_WANTED_SHARE:.0%} of the speed. Files "
            "are put into the drop folder of a station that idles; the clock runs from the first "
            "one put there to the last one done. sodo process is timed from its start to its end. "
            "The middle of the turns counts. A ring makes a worker read until nothing is due, so "
            "its cost is shared by many documents.",
        ),
        {
            "files": _IDLE_FILES,
            "files_a_second": _IDLE_FILES / idle.seconds,
            "cpu_ms_a_file": 1000 * idle.cpu_s / _IDLE_FILES,
            "ring_ms": {name: 1000 * seconds / _RINGS for name, seconds in rings.items()},
            "seconds": {name: median(one.seconds for one in side) for name, side in sides.items()},
            "cpu_s_a_page": {
                name: median(one.cpu_s for one in side) / corpus.page_count
                for name, side in sides.items()
            },
            "share": share,
        },
    )


def _picture(number: int) -> bytes:
    return b"P5 20 20 255\n" + f"{number:08}".encode() * 50


def _through_station(data: Path, files: Mapping[str, bytes], reader: str) -> _Spent:
    """Read files with a station; its seconds run from the drop to the last file done."""
    settings = Settings(data_dir=data)
    ready = data / "ready"
    ready.mkdir(parents=True)
    for name, content in files.items():
        (ready / name).write_bytes(content)
    told = {
        "SODO_READER": reader,
        "SODO_SETTLE_S": "0",
        "SODO_POLL_S": "0.2",
        "SODO_METRICS_PORT": "0",
    }
    used_s = _cpu_s()
    port = str(free_port())
    words = (*_SODO, "up", "--data", str(data), "--workers", str(_JOBS), "--port", port)
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(words, env={**os.environ, **told}, stdout=log, stderr=log)
        try:
            with open_store(database_url(settings)) as store:
                _when(lambda: len(_at_work(store)) == _JOBS + 1 and _shows(port))
                dropped_at = time.monotonic()
                for name in files:
                    (ready / name).rename(data / "drop" / name)
                done_at = _when(lambda: _settled(store) == len(files))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
    return _Spent(done_at - dropped_at, _cpu_s() - used_s)


def _cpu_s() -> float:
    """Return what the processes started here, and by those, have used so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _at_work(store: Store) -> list[str]:
    """Return the names of the watcher and the workers that have said that they live."""
    kinds = ("watcher@", "worker@")
    return [one.name for one in beats(store) if one.name.startswith(kinds)]


def _shows(port: str) -> bool:
    """Say whether the review page is up, which takes longest to start."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10):
            return True
    except URLError:
        return False


def _settled(store: Store) -> int:
    told = status(store)
    return told.done + told.set_aside


def _when(condition: Callable[[], bool]) -> float:
    """Return the moment at which it holds."""
    deadline = time.monotonic() + _LONGEST_S
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the station does not get on")
        time.sleep(0.05)
    return time.monotonic()


def _by_process(scans: Path, out: Path) -> _Spent:
    """Read the same files with ``sodo process``."""
    words = (*_SODO, "process", str(scans), "--out", str(out), "--workers", str(_JOBS))
    used_s, began = _cpu_s(), time.monotonic()
    subprocess.run(words, check=True, capture_output=True)
    return _Spent(time.monotonic() - began, _cpu_s() - used_s)


def _ring_seconds(data: Path) -> dict[str, float]:
    """Return how long an RQ worker of each kind takes for empty jobs."""
    settings = Settings(data_dir=data)
    redis = subprocess.Popen(command(settings), stdout=subprocess.DEVNULL)
    try:
        _when(lambda: answers(settings))
        kinds: dict[str, type[BaseWorker]] = {"in one process": SimpleWorker, "forking": Worker}
        return {name: _job_seconds(bell_url(settings), kind) for name, kind in kinds.items()}
    finally:
        redis.terminate()
        redis.wait()


def _job_seconds(url: str, kind: type[BaseWorker]) -> float:
    redis = Redis.from_url(url)
    queue = Queue("measured", connection=redis)
    for _ in range(_RINGS):
        queue.enqueue("time.monotonic", result_ttl=0)
    began = time.monotonic()
    kind([queue], connection=redis).work(burst=True, logging_level="ERROR")
    return time.monotonic() - began
