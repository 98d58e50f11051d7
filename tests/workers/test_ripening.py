"""Complete files are taken soon, incomplete ones after long, none while it is being written."""

import os
import time
from pathlib import Path

import pytest

from tests.workers.intake import as_nobody, paper
from workers.drop_folder import look
from workers.open_elsewhere import can_tell
from workers.ripening import UNSURE_TIMES, Ripening, Stage, Waits, tally
from workers.vouchers import Word

WAITS = Waits(settle_s=5, patience_s=600)
STRANGER = b"PK\x03\x04" + bytes(range(256))


class Looker:
    """Looks at a folder by a clock of its own."""

    def __init__(self, folder: Path, *, asks_for_writers: bool = False) -> None:
        self.now_s = 0.0
        self._folder = folder
        self._ripening = Ripening(
            folder, WAITS, asks_for_writers=asks_for_writers, clock=lambda: self.now_s
        )

    def after(self, pause_s: float, word: Word = Word.NOTHING) -> dict[str, Stage]:
        self.now_s += pause_s
        listing = look(self._folder, time.time())
        return {e.name: stage for e, stage in self._ripening.stages(listing.files, lambda _: word)}


@pytest.fixture
def looker(tmp_path: Path) -> Looker:
    return Looker(tmp_path)


def test_a_complete_file_is_ripe_once_it_has_settled(tmp_path: Path, looker: Looker) -> None:
    (tmp_path / "scan.pdf").write_bytes(paper(1))

    stages = [looker.after(pause_s)["scan.pdf"] for pause_s in (0, 4.9, 0.1)]

    assert stages == [Stage.SETTLING, Stage.SETTLING, Stage.RIPE]


def test_writing_begins_the_wait_anew(tmp_path: Path, looker: Looker) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(paper(1))
    looker.after(0)
    path.write_bytes(paper(2, 400))

    stages = [looker.after(pause_s)["scan.pdf"] for pause_s in (4.9, 4.9, 0.1)]

    assert stages == [Stage.SETTLING, Stage.SETTLING, Stage.RIPE]


def test_half_a_file_waits_for_our_patience(tmp_path: Path, looker: Looker) -> None:
    (tmp_path / "scan.pdf").write_bytes(paper(1)[:200])

    stages = [looker.after(pause_s)["scan.pdf"] for pause_s in (0, 5, 594, 1)]

    assert stages == [Stage.SETTLING, Stage.HALF, Stage.HALF, Stage.RIPE]


def test_what_may_get_longer_waits_longer(tmp_path: Path, looker: Looker) -> None:
    (tmp_path / "scan.bin").write_bytes(STRANGER)
    longer_s = UNSURE_TIMES * WAITS.settle_s

    stages = [looker.after(pause_s)["scan.bin"] for pause_s in (0, 5, longer_s - 6, 1)]

    assert stages == [Stage.SETTLING, Stage.UNSURE, Stage.UNSURE, Stage.RIPE]


def test_a_stations_word_needs_no_waiting(tmp_path: Path, looker: Looker) -> None:
    (tmp_path / "scan.pdf").write_bytes(paper(1)[:200])

    assert looker.after(0, Word.COMPLETE) == {"scan.pdf": Stage.RIPE}


def test_against_a_stations_word_a_file_waits_for_our_patience(
    tmp_path: Path, looker: Looker
) -> None:
    (tmp_path / "scan.pdf").write_bytes(paper(1))

    stages = [looker.after(pause_s, Word.NOT_YET)["scan.pdf"] for pause_s in (0, 5, 595)]

    assert stages == [Stage.SETTLING, Stage.HALF, Stage.RIPE]


@pytest.mark.parametrize("shift_s", [-(10**8), 10**8])
def test_the_files_own_time_may_be_any(tmp_path: Path, looker: Looker, shift_s: int) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(paper(1))
    os.utime(path, (time.time() + shift_s, time.time() + shift_s))

    stages = [looker.after(pause_s)["scan.pdf"] for pause_s in (0, 5)]

    assert stages == [Stage.SETTLING, Stage.RIPE]


def test_another_file_of_the_same_name_waits_its_own_time(tmp_path: Path, looker: Looker) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(paper(1))
    looker.after(0)
    path.unlink()
    looker.after(1)
    path.write_bytes(paper(1))

    assert looker.after(4) == {"scan.pdf": Stage.SETTLING}


def test_a_file_open_for_writing_is_not_taken(tmp_path: Path) -> None:
    quiet = tmp_path / ".quiet"
    quiet.write_bytes(b"")
    if not can_tell(quiet):
        pytest.skip("this file system does not tell")
    looker = Looker(tmp_path, asks_for_writers=True)
    path = tmp_path / "scan.pdf"
    path.write_bytes(paper(1))
    looker.after(0)

    with path.open("ab"):
        held = looker.after(100)
    free = looker.after(1)

    assert (held, free) == ({"scan.pdf": Stage.BUSY}, {"scan.pdf": Stage.RIPE})


def test_what_cannot_be_read_is_given_up_after_our_patience(open_folder: Path) -> None:
    path = open_folder / "scan.pdf"
    path.write_bytes(paper(1))
    path.chmod(0)
    looker = Looker(open_folder)

    with as_nobody():
        stages = [looker.after(pause_s)["scan.pdf"] for pause_s in (0, 5, 595)]

    assert stages == [Stage.SETTLING, Stage.UNREADABLE, Stage.GIVEN_UP]


def test_what_becomes_readable_is_taken_after_all(open_folder: Path) -> None:
    path = open_folder / "scan.pdf"
    path.write_bytes(paper(1))
    path.chmod(0)
    looker = Looker(open_folder)
    with as_nobody():
        looker.after(0)
        looker.after(5)
    path.chmod(0o644)

    with as_nobody():
        stages = [looker.after(pause_s)["scan.pdf"] for pause_s in (0, 5)]

    assert stages == [Stage.SETTLING, Stage.RIPE]


def test_what_is_told_counts_every_stage(tmp_path: Path, looker: Looker) -> None:
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(paper(1))
    listing = look(tmp_path, time.time())
    ripening = Ripening(tmp_path, WAITS)

    assert tally(ripening.stages(listing.files, lambda _: Word.NOTHING)) == {"settling": 2}
