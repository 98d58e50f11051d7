"""Fault points do nothing unless a test plants something there."""

import ast
import errno
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.errors import SettingsError
from workers.faults import POINTS, fault, plant

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    yield
    plant(None)


def test_nothing_happens_at_a_point_where_nothing_was_planted() -> None:
    plant("after_rename:error")

    fault("after_archive")


def test_an_error_strikes_as_often_as_told() -> None:
    plant("after_rename:error:2,after_archive:full")

    for point, number in (
        ("after_rename", errno.EIO),
        ("after_rename", errno.EIO),
        ("after_archive", errno.ENOSPC),
    ):
        with pytest.raises(OSError, match=r"error|space") as struck:
            fault(point)
        assert struck.value.errno == number
    fault("after_rename")


def test_a_kill_strikes_at_the_pass_it_was_planted_for() -> None:
    program = (
        "from workers.faults import fault, plant\n"
        "plant('after_rename:kill:2')\n"
        "fault('after_rename')\n"
        "print('once', flush=True)\n"
        "fault('after_rename')\n"
        "print('twice')\n"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (-9, "once\n")


@pytest.mark.parametrize("faults", ["nowhere:kill", "after_rename:explode", "after_rename:kill:x"])
def test_a_slip_of_the_pen_is_refused(faults: str) -> None:
    with pytest.raises(SettingsError):
        plant(faults)


def test_every_point_that_can_be_planted_is_in_the_code_and_the_other_way_round() -> None:
    passed = {
        node.args[0].value
        for package in ("workers", "store", "cli", "ocr", "export")
        for path in (ROOT / package).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "fault"
        and isinstance(node.args[0], ast.Constant)
    }

    assert passed == POINTS
