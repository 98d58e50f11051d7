"""A file in the spool has one ticket and one watcher, and outlives it."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.workers.intake import as_nobody
from workers.drop_folder import UNREADABLE, Entry, look
from workers.spool import NotOurs, Spool


@pytest.fixture
def spool(tmp_path: Path) -> Iterator[Spool]:
    made = Spool(tmp_path)
    yield made
    made.close()


def files(drop: Path) -> list[Entry]:
    return look(drop, time.time()).files


def put(drop: Path, name: str, data: bytes = b"x") -> Entry:
    path = drop / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    (entry,) = (one for one in files(drop) if "/".join(one.place) == name)
    return entry


def test_taking_keeps_station_batch_name_and_bytes(tmp_path: Path, spool: Spool) -> None:
    spooled = spool.take(put(tmp_path, "st/b/c/scan.pdf", b"abc"))

    assert spooled is not None
    assert spooled.place[1:] == ("st", "b", "c", "scan.pdf")
    assert spool.path(spooled).read_bytes() == b"abc"
    assert spool.lying() == [spooled]
    assert files(tmp_path) == []


def test_of_two_watchers_one_takes_the_file(tmp_path: Path, spool: Spool) -> None:
    entry = put(tmp_path, "st/scan.pdf")
    other = Spool(tmp_path)

    taken = [spool.take(entry), other.take(entry)]
    lying = other.lying()
    other.close()

    assert taken[0] is not None
    assert taken[1] is None
    assert lying == []


def test_files_of_one_name_do_not_meet(tmp_path: Path, spool: Spool) -> None:
    spool.take(put(tmp_path, "st/scan.pdf", b"first"))
    spool.take(put(tmp_path, "st/scan.pdf", b"second"))

    assert {spool.path(entry).read_bytes() for entry in spool.lying()} == {b"first", b"second"}


def test_the_tickets_of_a_living_watcher_are_left_alone_and_those_of_a_dead_one_taken_up(
    tmp_path: Path, spool: Spool
) -> None:
    other = Spool(tmp_path)
    taken = other.take(put(tmp_path, "scan.pdf"))
    while_it_lives = spool.lying()
    other.close()

    assert while_it_lives == []
    assert spool.lying() == [taken]


def test_a_ticket_without_a_file_is_swept(tmp_path: Path, spool: Spool) -> None:
    left = spool.folder / "20261122-080000-deadbeef-000001" / "st" / "b"
    left.mkdir(parents=True)

    assert spool.lying() == []
    assert not left.parent.parent.exists()


def test_two_files_in_one_ticket_become_two_arrivals(tmp_path: Path, spool: Spool) -> None:
    ticket = spool.folder / "20261122-080000-deadbeef-000001"
    (ticket / "st").mkdir(parents=True)
    (ticket / "st" / "a").write_bytes(b"a")
    (ticket / "st" / "b").write_bytes(b"b")

    assert len({entry.folders[0] for entry in spool.lying()}) == 2


def test_clearing_leaves_nothing_and_may_be_done_twice(tmp_path: Path, spool: Spool) -> None:
    spooled = spool.take(put(tmp_path, "st/b/scan.pdf"))
    assert spooled is not None

    spool.clear(spooled)
    spool.clear(spooled)

    assert [path.name for path in spool.folder.iterdir() if path.is_dir()] == []


def test_a_new_ticket_keeps_the_rest(tmp_path: Path, spool: Spool) -> None:
    spooled = spool.take(put(tmp_path, "st/scan.pdf", b"abc"))
    assert spooled is not None

    again = spool.renamed(spooled)

    assert again is not None
    assert again.folders[0] != spooled.folders[0]
    assert again.place[1:] == spooled.place[1:]
    assert spool.lying() == [again]


def test_what_is_put_away_is_kept(tmp_path: Path, spool: Spool) -> None:
    spooled = spool.take(put(tmp_path, "st/scan.pdf", b"abc"))
    assert spooled is not None

    spool.put_away(spooled)

    assert spool.lying() == []
    assert tmp_path.joinpath(UNREADABLE, *spooled.place).read_bytes() == b"abc"


def test_a_folder_that_became_a_link_gives_nothing_away(tmp_path: Path, spool: Spool) -> None:
    entry = put(tmp_path, "st/scan.pdf")
    outside = tmp_path.parent / f"{tmp_path.name}-outside"
    (tmp_path / "st").rename(outside)
    (tmp_path / "st").symlink_to(outside)

    assert spool.take(entry) is None
    assert (outside / "scan.pdf").exists()


def test_the_longest_names_fit(tmp_path: Path, spool: Spool) -> None:
    name = "x" * 251 + ".pdf"

    spooled = spool.take(put(tmp_path, f"{'s' * 255}/{'b' * 255}/{name}"))

    assert spooled is not None
    assert spool.path(spooled).exists()


def test_a_folder_that_lets_go_of_nothing_is_told_apart(open_folder: Path) -> None:
    with as_nobody():
        spool = Spool(open_folder)
    entry = put(open_folder, "st/scan.pdf")
    (open_folder / "st").chmod(0o555)

    with as_nobody(), pytest.raises(NotOurs):
        spool.take(entry)

    assert [path.name for path in (open_folder / "st").iterdir()] == ["scan.pdf"]
    spool.close()
