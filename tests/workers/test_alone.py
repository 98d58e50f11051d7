"""Who reads alone has the room to itself, and gets it."""

import threading
from pathlib import Path

import pytest

from tests.workers.watching import until
from workers.alone import Interrupted, room


def is_open(folder: Path, *, alone: bool) -> bool:
    try:
        with room(folder, alone=alone, wait=lambda: False):
            return True
    except Interrupted:
        return False


@pytest.mark.parametrize(
    ("first_alone", "second_alone", "is_let_in"),
    [(False, False, True), (False, True, False), (True, False, False), (True, True, False)],
)
def test_who_is_let_in(
    tmp_path: Path, first_alone: bool, second_alone: bool, is_let_in: bool
) -> None:
    with room(tmp_path, alone=first_alone, wait=lambda: False):
        assert is_open(tmp_path, alone=second_alone) is is_let_in
    assert is_open(tmp_path, alone=second_alone)


def test_newcomers_wait_behind_one_who_wants_to_be_alone(tmp_path: Path) -> None:
    entered = threading.Event()

    def want_alone() -> None:
        with room(tmp_path, alone=True, wait=lambda: not entered.wait(0.02)):
            entered.set()

    with room(tmp_path, alone=False, wait=lambda: False):
        waiting = threading.Thread(target=want_alone)
        waiting.start()
        assert until(lambda: not is_open(tmp_path, alone=False))
        assert not entered.is_set()

    waiting.join()
    assert entered.is_set()
