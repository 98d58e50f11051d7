"""Whatever is killed, and wherever: every document is read, once, and no process is left."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis import Redis

from schemas.states import Priority, State
from store.claims import working
from store.counts import status
from store.events import history
from tests.workers.station_kit import Station, station
from tests.workers.watching import descendants, running, until
from workers.bell import MOST_RINGS
from workers.private_redis import answers, bell_url

POINTS = ("after_claim", "after_fetch", "after_read", "after_pages", "after_finish")

pytestmark = pytest.mark.slow


@pytest.fixture
def kit() -> Iterator[Station]:
    with station() as made:
        made.start_redis()
        assert until(lambda: answers(made.settings))
        yield made


@pytest.fixture
def kit_of_both(database_url: str) -> Iterator[Station]:
    with station(database_url) as made:
        made.start_redis()
        assert until(lambda: answers(made.settings))
        yield made


def all_done(kit: Station, number: int) -> bool:
    return status(kit.store).done == number


def readings_of(kit: Station, document_id: int) -> int:
    return sum(event.what == "finish" for event in history(kit.store, document_id))


@pytest.mark.parametrize("point", POINTS)
def test_a_worker_killed_at_any_point_loses_and_doubles_nothing(kit: Station, point: str) -> None:
    numbers = [kit.admit() for _ in range(4)]
    kit.bell().ring(4)
    killed = kit.start("work", SODO_FAULTS=f"{point}:kill:2")
    assert until(lambda: killed.poll() == -signal.SIGKILL)

    kit.start("watchdog")
    kit.start("work")

    assert until(lambda: all_done(kit, 4))
    assert [readings_of(kit, number) for number in numbers] == [1, 1, 1, 1]
    assert kit.sound()


@pytest.mark.parametrize("point", ["after_put_back", "after_feed"])
def test_a_watchdog_killed_at_any_point_harms_nothing(kit: Station, point: str) -> None:
    kit.admit()
    dead = kit.start("work", SODO_FAULTS="after_claim:kill")
    kit.bell().ring()
    assert until(lambda: dead.poll() is not None)
    killed = kit.start("watchdog", SODO_FAULTS=f"{point}:kill")
    assert until(lambda: killed.poll() == -signal.SIGKILL)

    kit.start("watchdog")
    kit.start("work")

    assert until(lambda: all_done(kit, 1))
    assert kit.sound()


def test_a_document_is_read_with_redis_away_and_after_it_forgot_everything(
    kit_of_both: Station,
) -> None:
    kit = kit_of_both
    kit.start("work")
    kit.start("watchdog")
    kit.admit()
    kit.bell().ring()
    assert until(lambda: all_done(kit, 1))

    Redis.from_url(bell_url(kit.settings)).flushall()
    kit.admit()
    assert until(lambda: all_done(kit, 2))

    os.kill(kit.processes[0].pid, signal.SIGKILL)
    kit.processes[0].wait()
    kit.admit()
    assert until(lambda: all_done(kit, 3))

    kit.start_redis()
    kit.admit()
    assert until(lambda: all_done(kit, 4))
    assert kit.sound()


def test_rings_for_nothing_do_no_harm(kit: Station) -> None:
    number = kit.admit()
    bell = kit.bell()

    rung = bell.ring(10 * MOST_RINGS)
    kit.start("work")

    assert rung == MOST_RINGS
    assert until(lambda: bell.waiting() == 0)
    assert readings_of(kit, number) == 1


def test_the_death_of_the_reader_is_a_try_and_leaves_no_process(kit: Station) -> None:
    number = kit.admit("hang")
    kit.bell().ring()
    worker = kit.start("work")
    assert until(kit.hangs)
    children = descendants(worker.pid)

    for child in children:
        os.kill(child, signal.SIGKILL)

    assert until(lambda: any(event.what == "retry" for event in history(kit.store, number)))
    worker.kill()
    assert until(lambda: not any(running(child) for child in descendants(worker.pid) | children))


def test_a_killed_worker_takes_its_reader_with_it(kit: Station) -> None:
    kit.admit("hang")
    kit.bell().ring()
    worker = kit.start("work")
    assert until(kit.hangs)
    children = descendants(worker.pid)

    worker.kill()
    worker.wait()

    assert until(lambda: not any(running(child) for child in children))


@pytest.mark.parametrize(("word", "state"), [("second", State.DONE), ("hang", State.WAITING)])
def test_a_worker_told_to_stop_finishes_its_document_or_gives_it_back(
    kit: Station, word: str, state: State
) -> None:
    first, second = kit.admit(word), kit.admit("fine")
    kit.bell().ring()
    worker = kit.start("work", SODO_DRAIN_S="2")
    assert until(lambda: kit.state(first) is State.WORKING)

    worker.terminate()

    assert until(lambda: worker.poll() is not None)
    assert worker.returncode == 0
    assert kit.state(first) is state
    assert kit.state(second) is State.WAITING
    assert working(kit.store) == ()
    assert not any(Path(kit.settings.data_dir, "work").glob("worker*"))


def test_what_someone_waits_for_overtakes(kit: Station) -> None:
    batch = [kit.admit("fine", Priority.AGAIN) for _ in range(3)]
    usual = kit.admit("fine")
    wanted = kit.admit("fine", Priority.SOMEONE_WAITS)
    kit.bell().ring()

    kit.start("work")

    assert until(lambda: all_done(kit, 5))
    finished = sorted([wanted, usual, *batch], key=lambda number: history(kit.store, number)[-1].at)
    assert finished == [wanted, usual, *batch]


def test_two_workers_share_the_work_and_never_a_document(kit_of_both: Station) -> None:
    kit = kit_of_both
    numbers = [kit.admit() for _ in range(30)]
    kit.bell().ring(30)

    kit.start("work")
    kit.start("work")

    assert until(lambda: all_done(kit, 30))
    assert {readings_of(kit, number) for number in numbers} == {1}
    assert kit.sound()


def test_the_whole_station_killed_at_once_goes_on_where_it_stopped(kit: Station) -> None:
    kit.processes.pop(0).kill()  # this station brings its own Redis
    first = kit.start("up", "--workers", "1", SODO_DRAIN_S="1")
    drop = kit.settings.data_dir / "drop"
    assert until(drop.is_dir)
    for number in range(6):
        (drop / f"{number}.pgm").write_bytes(b"P5 1 1 255\n" + bytes([number]))
    assert until(lambda: status(kit.store).seen > 0)
    parts = descendants(first.pid)

    for pid in (first.pid, *parts):
        os.kill(pid, signal.SIGKILL)
    first.wait()
    second = kit.start("up", "--workers", "1")

    assert until(lambda: status(kit.store).seen == 6)
    assert until(lambda: status(kit.store).waiting == status(kit.store).working == 0)
    assert kit.sound()
    parts = descendants(second.pid)
    second.terminate()
    assert until(lambda: second.poll() == 0)
    assert not any(running(pid) for pid in parts)
