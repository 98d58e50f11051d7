"""A part that ends is started again, not too often, and ends when it is told to."""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers.watching import running, until
from workers.parts import Part

SLEEP = (sys.executable, "-c", "import time; print('here', flush=True); time.sleep(600)")
FAIL = (sys.executable, "-c", "raise SystemExit(3)")


@pytest.fixture
def part(tmp_path: Path) -> Iterator[Part]:
    made = Part("sleeper", SLEEP, tmp_path / "log")
    yield made
    made.end()


def test_a_part_that_is_killed_is_started_again(part: Part) -> None:
    part.look_after()
    first = part.state().pid
    assert first is not None

    os.kill(first, signal.SIGKILL)
    assert until(part.has_left)
    part.look_after()

    assert part.state().status == -signal.SIGKILL
    assert until(lambda: part.look_after() or part.state().pid is not None)
    assert part.state().starts == 2


def test_a_part_that_dies_at_once_is_started_less_and_less_often() -> None:
    part = Part("failing", FAIL, None)
    pauses = []

    for _ in range(3):
        assert until(lambda: part.look_after() or part.state().pid is not None)
        assert until(part.has_left)
        part.look_after()
        pauses.append(part.state().again_in_s)

    assert part.state().status == 3
    assert pauses[0] < pauses[1] < pauses[2]


def test_a_part_leaves_when_asked(part: Part) -> None:
    part.look_after()
    pid = part.state().pid
    assert pid is not None

    part.ask_to_leave()

    assert until(part.has_left)
    assert not running(pid)


def test_what_a_part_prints_goes_to_its_file(part: Part, tmp_path: Path) -> None:
    part.look_after()

    assert until(lambda: "here" in (tmp_path / "log").read_text())
