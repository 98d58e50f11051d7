"""Programs on this machine that still write a file are seen."""

import signal
from pathlib import Path

import pytest

from workers.open_elsewhere import can_tell, is_open_for_writing


@pytest.fixture
def quiet(tmp_path: Path) -> Path:
    path = tmp_path / "quiet"
    path.write_bytes(b"x")
    if not can_tell(path):
        pytest.skip("this file system does not tell")
    return path


def test_a_writer_is_seen_while_it_holds_the_file(quiet: Path) -> None:
    with quiet.open("rb") as file:
        before = is_open_for_writing(file.fileno())
        with quiet.open("ab"):
            during = is_open_for_writing(file.fileno())
        after = is_open_for_writing(file.fileno())

    assert (before, during, after) == (False, True, False)


def test_a_reader_is_no_writer(quiet: Path) -> None:
    with quiet.open("rb"), quiet.open("rb") as file:
        assert is_open_for_writing(file.fileno()) is False


def test_the_signal_of_a_writer_that_comes_in_between_harms_nobody() -> None:
    assert signal.getsignal(signal.SIGURG) in (signal.SIG_DFL, signal.SIG_IGN)


def test_nothing_can_be_told_about_what_is_not_there(tmp_path: Path) -> None:
    assert not can_tell(tmp_path / "missing")
