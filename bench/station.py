"""What the station costs: its machinery alone, its rings, and next to ``sodo process``."""

import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

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


def measure(work: Path, seeds: Sequence[int]) -> Measured:
    """Time small files through the whole station, rings through RQ, and real ones both ways."""
    corpus = draw(work / "station-scans", seeds, ("light", "office", "worn"), ("pdf",))
    files = {path.name: path.read_bytes() for path in sorted(corpus.scans.iterdir())}
    idle, idle_cpu = _through_station(
        work / "idle",
        {f"{n:06}.pgm": _picture(n) for n in range(_IDLE_FILES)},
        "bench.idle_reader.read",
    )
    rings = _ring_seconds(work / "rings")
    pairs = []
    for turn in range(_TURNS):
        # Whatever else the machine does meanwhile then slows both alike.
        seconds = _process_seconds(corpus.scans, work / f"process-{turn}")
        pairs.append(
            (seconds, _through_station(work / f"real-{turn}", files, Settings().reader)[0])
        )
    process, real = (median(side) for side in zip(*pairs, strict=True))
    share = median(by_process / by_station for by_process, by_station in pairs)
    return Measured(
        "station",
        f"{_IDLE_FILES} small files and a reader that reads nothing; {_RINGS} empty jobs; "
        f"{len(files)} dossiers ({corpus.page_count} pages) of seeds {seeds[0]} to {seeds[-1]}. "
        f"each way {_TURNS} times in turn. {_JOBS} workers, SQLite, a Redis of the station's own. "
        f"{described()}.",
        (
            Table(
                "Machinery alone",
                ("", "files a second", "processor ms a file"),
                (("drop folder to store", f"{_IDLE_FILES / idle:.1f}", f"{idle_cpu:.1f}"),),
            ),
            Table(
                "One ring through RQ",
                ("worker", "ms a ring"),
                tuple((name, f"{1000 * seconds / _RINGS:.1f}") for name, seconds in rings.items()),
            ),
            Table(
                "Real reading",
                ("", "seconds", "share of the speed of sodo process"),
                (
                    ("sodo process", f"{process:.1f}", ""),
                    ("station", f"{real:.1f}", f"{share:.3f}"),
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
            "files_a_second": _IDLE_FILES / idle,
            "cpu_ms_a_file": idle_cpu,
            "ring_ms": {name: 1000 * seconds / _RINGS for name, seconds in rings.items()},
            "process_s": process,
            "station_s": real,
            "share": share,
        },
    )


def _picture(number: int) -> bytes:
    return b"P5 20 20 255\n" + f"{number:08}".encode() * 50


def _through_station(data: Path, files: Mapping[str, bytes], reader: str) -> tuple[float, float]:
    """Return the seconds from the drop to the last file done, and the processor ms per file."""
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
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    port = str(free_port())
    words = (*_SODO, "up", "--data", str(data), "--workers", str(_JOBS), "--port", port)
    with (data / "log").open("wb") as log:
        process = subprocess.Popen(words, env={**os.environ, **told}, stdout=log, stderr=log)
        try:
            with open_store(database_url(settings)) as store:
                _when(lambda: len(_at_work(store)) == _JOBS + 1)
                dropped_at = time.monotonic()
                for name in files:
                    (ready / name).rename(data / "drop" / name)
                done_at = _when(lambda: _settled(store) == len(files))
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime - used.ru_utime + after.ru_stime - used.ru_stime
    return done_at - dropped_at, 1000 * cpu_s / len(files)


def _at_work(store: Store) -> list[str]:
    """Return the names of the watcher and the workers that have said that they live."""
    kinds = ("watcher@", "worker@")
    return [one.name for one in beats(store) if one.name.startswith(kinds)]


def _settled(store: Store) -> int:
    told = status(store)
    return told.done + told.set_aside


def _when(condition: object) -> float:
    """Return the moment at which it holds."""
    assert callable(condition)
    deadline = time.monotonic() + _LONGEST_S
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError("the station does not get on")
        time.sleep(0.05)
    return time.monotonic()


def _process_seconds(scans: Path, out: Path) -> float:
    words = (*_SODO, "process", str(scans), "--out", str(out), "--workers", str(_JOBS))
    began = time.monotonic()
    subprocess.run(words, check=True, capture_output=True)
    return time.monotonic() - began


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
