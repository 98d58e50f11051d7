"""A process's name tells whether it lives, to those who can know."""

import subprocess
import sys

import pytest

from tests.workers.watching import until
from workers.identity import is_gone, own_name


def test_who_asks_is_not_gone() -> None:
    assert own_name("worker").startswith("worker@")
    assert not is_gone(own_name("worker"))


def test_a_number_given_to_another_process_is_not_the_same_process() -> None:
    place, pid, started = own_name("worker").split(":")

    assert is_gone(f"{place}:{pid}:{int(started) - 1}")


@pytest.mark.parametrize("reaped", [True, False])
def test_a_dead_process_is_gone_even_before_its_parent_looks(reaped: bool) -> None:
    say = "from workers.identity import own_name; print(own_name('worker'), flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", say], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        name = process.stdout.readline().strip()
        assert not is_gone(name)

        process.kill()
        if reaped:
            process.wait()

        assert until(lambda: is_gone(name))


@pytest.mark.parametrize("name", ["worker@elsewhere/1:1:1", "worker", "", "worker@x:y:z"])
def test_of_processes_elsewhere_nothing_is_known(name: str) -> None:
    assert not is_gone(name)
