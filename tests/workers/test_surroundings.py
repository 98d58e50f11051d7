"""What a station stands on goes away and comes back: databases, disk, share; nothing is lost."""

import hashlib
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.postgresql import IN_EARNEST, Server, free_port, running, server_programs
from store.counts import status
from tests.workers.station_kit import Station, station
from tests.workers.watching import until
from workers.private_redis import answers
from workers.room import free_bytes

pytestmark = pytest.mark.slow

# Longer than a lease, so that what is in work would be believed lost.
AWAY_S = 6.0
# Texts have no end that tells whole from half.
PATIENT = {"SODO_PATIENCE_S": "0.5"}


@pytest.fixture
def server() -> Iterator[Server]:
    if server_programs() is None:
        pytest.skip("no PostgreSQL server is installed")
    with running(IN_EARNEST) as running_server:  # what is away must lose nothing
        yield running_server


@pytest.fixture
def kit(server: Server) -> Iterator[Station]:
    with station(f"{server.url}/postgres", PATIENT) as made:
        made.start_redis()
        assert until(lambda: answers(made.settings))
        yield made


def drop(kit: Station, numbers: range) -> set[str]:
    """Put texts into the drop folder that take half a second each; return their hashes."""
    for number in numbers:
        kit.put(f"tram-1/{number}.txt", f"second {number}".encode())
    return {sha256(f"second {number}".encode()) for number in numbers}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def start_parts(kit: Station) -> None:
    for part in ("watch", "work", "work", "watchdog"):
        kit.start(part)


def is_at_work(kit: Station) -> bool:
    told = status(kit.store)
    return told.done > 1 and told.working > 1


def assert_all_read_once(kit: Station, contents: set[str]) -> None:
    assert until(lambda: status(kit.store).done == len(contents))
    assert kit.readings() == dict.fromkeys(contents, 1)
    assert kit.sound()
    assert all(process.poll() in (None, -signal.SIGKILL) for process in kit.processes)


def test_a_database_that_is_away_for_a_while_costs_no_document(
    kit: Station, server: Server
) -> None:
    contents = drop(kit, range(20))
    start_parts(kit)
    assert until(lambda: is_at_work(kit))

    server.stop()
    contents |= drop(kit, range(20, 30))
    time.sleep(AWAY_S)
    server.start()

    assert_all_read_once(kit, contents)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=["gone", "hung"])
def test_a_redis_that_is_away_for_a_while_costs_no_document(
    kit: Station, number: signal.Signals
) -> None:
    redis = kit.processes[0]
    contents = drop(kit, range(20))
    start_parts(kit)
    assert until(lambda: is_at_work(kit))

    os.kill(redis.pid, number)
    contents |= drop(kit, range(20, 30))
    time.sleep(AWAY_S)
    if number is signal.SIGSTOP:
        os.kill(redis.pid, signal.SIGCONT)
    else:
        kit.start_redis()

    assert_all_read_once(kit, contents)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system on which 12 MB of papers have no room twice."""
    yield from mounted(tmp_path / "small", "-t", "tmpfs", "-o", "size=18m", "tmpfs")


def mounted(place: Path, *what: str) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    if os.geteuid() or subprocess.run(["mount", *what, place], capture_output=True).returncode:
        pytest.skip("mounting a file system takes more rights")
    yield place
    subprocess.run(["umount", "--lazy", place], check=False)


def test_a_disk_that_runs_full_stops_the_station_until_there_is_room(small_disk: Path) -> None:
    data = small_disk / "data"
    data.mkdir()
    with station(None, {**PATIENT, "SODO_LOW_DISK_MB": "0"}, data) as kit:
        # Everything lies on the one disk: papers, archive, database, Redis.
        texts = [f"fine {n} ".encode().ljust(200_000, b".") for n in range(60)]
        for n, text in enumerate(texts):
            kit.put(f"tram-1/{n}.txt", text)
        kit.start("up", "--workers", "1", "--port", str(free_port()))
        assert until(lambda: free_bytes(data) < 2 * len(texts[0]))
        time.sleep(AWAY_S)
        taken_when_full = status(kit.store).seen

        subprocess.run(["mount", "-o", "remount,size=200m", small_disk], check=True)

        assert until(lambda: status(kit.store).done == len(texts))
        assert taken_when_full < len(texts)
        assert kit.readings() == {sha256(text): 1 for text in texts}
        assert kit.sound()


def test_a_share_that_vanishes_and_returns_under_a_running_station_loses_nothing(
    kit: Station, tmp_path: Path
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    mount = mounted(kit.drop, "--bind", str(share))
    next(mount)
    start_parts(kit)
    contents = drop(kit, range(5))
    assert until(lambda: status(kit.store).seen == 5)

    subprocess.run(["umount", "--lazy", kit.drop], check=True)
    (share / "late.txt").write_bytes(b"fine late")
    stray = kit.drop / "stray.txt"
    stray.write_bytes(b"fine stray")
    assert until(lambda: kit.why_stopped() == "drop_gone")
    on_the_mount_point = sorted(path.name for path in kit.drop.iterdir())
    stray.unlink()
    subprocess.run(["mount", "--bind", share, kit.drop], check=True)

    assert_all_read_once(kit, contents | {sha256(b"fine late")})
    assert on_the_mount_point == ["stray.txt"]
    next(mount, None)
