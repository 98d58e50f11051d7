"""A watcher killed at any point, or working beside another, loses nothing and counts once."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.counts import status
from tests.workers.intake import paper, sha256
from tests.workers.watching_process import (
    all_cards,
    kill_all,
    left_in,
    opened,
    start,
    stop,
    wait_until_all_is_in,
)

# Where and at which pass: four files are one group, admitted and rung for once.
KILLS = (
    "before_take:kill:2",
    "after_ticket:kill:2",
    "after_rename:kill:1",
    "after_rename:kill:4",
    "before_hash:kill:2",
    "after_hash:kill:2",
    "after_archive:kill:1",
    "after_archive:kill:4",
    "after_admit:kill:1",
    "after_clear:kill:1",
    "after_clear:kill:3",
    "after_ring:kill:1",
)


@pytest.fixture(autouse=True)
def none_left_running() -> Iterator[None]:
    yield
    kill_all()


def put(data: Path, numbers: range, station: str = "st") -> set[str]:
    """Put papers into the drop folder, whole at once; return their hashes."""
    folder = data / "drop" / station / "b"
    folder.mkdir(parents=True, exist_ok=True)
    for number in numbers:
        half = folder / f".{number}"
        half.write_bytes(paper(number))
        half.rename(folder / f"{number}.pdf")
    return {sha256(paper(number)) for number in numbers}


def kept(data: Path) -> set[str]:
    return {path.stem for path in (data / "archive").rglob("*.pdf")}


@pytest.mark.parametrize("faults", KILLS)
def test_a_kill_at_any_point_loses_nothing(tmp_path: Path, faults: str) -> None:
    contents = put(tmp_path, range(4))
    dying = start(tmp_path, faults)
    dying.join(60)
    assert dying.exitcode == -signal.SIGKILL
    put(tmp_path, range(2), station="st2")  # and the same content comes once more

    watcher = start(tmp_path)
    wait_until_all_is_in(tmp_path, 6)
    stop([watcher])

    with opened(tmp_path) as store:
        found = status(store)
        cards = all_cards(store)
    assert (found.seen, found.waiting, found.duplicates) == (6, 4, 2)
    assert sorted(card.sha256 or "" for card in cards) == sorted(contents)
    assert kept(tmp_path) == contents
    assert left_in(tmp_path / "drop") == []


def test_kills_at_any_moment_lose_nothing(tmp_path: Path) -> None:
    contents: set[str] = set()
    for number in range(6):
        watcher = start(tmp_path)
        contents |= put(tmp_path, range(20 * number, 20 * number + 20))
        time.sleep(0.05 + 0.11 * number)
        watcher.kill()
        watcher.join()
    last = start(tmp_path)
    wait_until_all_is_in(tmp_path, len(contents))
    stop([last])

    with opened(tmp_path) as store:
        assert status(store).seen == status(store).waiting == len(contents)
        assert {card.sha256 for card in all_cards(store)} == contents
    assert kept(tmp_path) == contents


def test_two_watchers_on_one_folder_take_each_file_once(tmp_path: Path) -> None:
    watchers = [start(tmp_path), start(tmp_path)]
    contents = put(tmp_path, range(150))
    wait_until_all_is_in(tmp_path, 150)
    stop(watchers)

    with opened(tmp_path) as store:
        assert status(store)[:2] == (150, 150)
        assert {card.sha256 for card in all_cards(store)} == contents
    assert left_in(tmp_path / "drop") == []


def test_a_second_watcher_goes_on_with_what_a_killed_one_held(tmp_path: Path) -> None:
    contents = put(tmp_path, range(30))
    first = start(tmp_path, "after_archive:kill:10")
    second = start(tmp_path)
    wait_until_all_is_in(tmp_path, 30)
    stop([second])
    first.kill()
    first.join()

    with opened(tmp_path) as store:
        assert status(store).seen == status(store).waiting == 30
        assert {card.sha256 for card in all_cards(store)} == contents


def test_slow_writers_in_other_processes_are_never_taken_half(tmp_path: Path) -> None:
    program = (
        "import sys, time\n"
        "with open(sys.argv[1], 'wb', buffering=0) as file:\n"
        "    data = bytes.fromhex(sys.argv[2])\n"
        "    for start in range(0, len(data), 40):\n"
        "        file.write(data[start:start + 40]); time.sleep(0.12)\n"
    )
    watcher = start(tmp_path)
    folder = tmp_path / "drop" / "st"
    folder.mkdir(parents=True)
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(folder / f"{n}.pdf"), paper(n).hex()])
        for n in range(4)
    ]
    for writer in writers:
        assert writer.wait(60) == 0
    wait_until_all_is_in(tmp_path, 4)
    stop([watcher])

    with opened(tmp_path) as store:
        assert {card.sha256 for card in all_cards(store)} == {sha256(paper(n)) for n in range(4)}


def test_a_disk_that_is_full_stops_taking_and_leaves_all_in_place(tmp_path: Path) -> None:
    contents = put(tmp_path, range(3))
    watcher = start(tmp_path, "after_archive:full:20")
    wait_until_all_is_in(tmp_path, 3)
    stop([watcher])

    with opened(tmp_path) as store:
        assert {card.sha256 for card in all_cards(store)} == contents
    assert left_in(tmp_path / "drop") == []
