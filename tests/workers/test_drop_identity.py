"""A share that fell off is not taken for an empty drop folder."""

from pathlib import Path

import pytest

from workers.drop_folder import IDENTITY
from workers.drop_identity import DropGone, DropIdentity


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    return tmp_path / "drop"


@pytest.fixture
def identity(drop: Path, tmp_path: Path) -> DropIdentity:
    made = DropIdentity(drop, tmp_path / "memory.json")
    made.check()
    return made


def test_the_first_start_makes_the_folder(identity: DropIdentity, drop: Path) -> None:
    assert drop.is_dir()
    identity.check()


def test_a_folder_that_vanished_is_missed_and_known_when_it_is_back(
    identity: DropIdentity, drop: Path, tmp_path: Path
) -> None:
    drop.rename(tmp_path / "away")
    with pytest.raises(DropGone):
        identity.check()
    assert not drop.exists()

    (tmp_path / "away").rename(drop)

    identity.check()


@pytest.mark.parametrize("word", [None, "another"])
def test_another_folder_in_its_place_is_not_taken_for_it(
    identity: DropIdentity, drop: Path, tmp_path: Path, word: str | None
) -> None:
    drop.rename(tmp_path / "away")
    drop.mkdir()
    if word:
        (drop / IDENTITY).write_text(word)

    with pytest.raises(DropGone):
        identity.check()
    with pytest.raises(DropGone):  # nor the second time, nor after a restart
        DropIdentity(drop, tmp_path / "memory.json").check()


def test_the_same_share_mounted_elsewhere_is_known_by_its_word(
    identity: DropIdentity, drop: Path, tmp_path: Path
) -> None:
    word = (drop / IDENTITY).read_text()
    drop.rename(tmp_path / "away")
    drop.mkdir()
    (drop / IDENTITY).write_text(word)

    identity.check()


def test_a_mark_that_was_tidied_away_is_written_again(identity: DropIdentity, drop: Path) -> None:
    word = (drop / IDENTITY).read_text()
    (drop / IDENTITY).unlink()

    identity.check()

    assert (drop / IDENTITY).read_text() == word


def test_a_second_station_on_the_folder_takes_over_its_word(
    identity: DropIdentity, drop: Path, tmp_path: Path
) -> None:
    word = (drop / IDENTITY).read_text()

    DropIdentity(drop, tmp_path / "other-memory.json").check()

    assert (drop / IDENTITY).read_text() == word


def test_a_memory_that_was_deleted_accepts_what_is_there(
    identity: DropIdentity, drop: Path, tmp_path: Path
) -> None:
    drop.rename(tmp_path / "away")
    drop.mkdir()
    (tmp_path / "memory.json").unlink()

    identity.check()
