"""What comes into a folder is heard of at once, and never needed."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread

import pytest

from schemas.settings import Settings
from store.counts import status
from store.session import open_store
from tests.workers.intake import paper
from tests.workers.watching import until
from workers.drop_hints import Hints
from workers.station_folder import StationFolder, archive, database_url
from workers.watcher import watch


@pytest.fixture
def hints(tmp_path: Path) -> Iterator[Hints]:
    made = Hints()
    made.listen([tmp_path])
    yield made
    made.close()


def written(folder: Path) -> None:
    (folder / "scan.pdf").write_bytes(paper(1))


def moved_in(folder: Path) -> None:
    elsewhere = folder.parent / f"{folder.name}-elsewhere.pdf"
    elsewhere.write_bytes(paper(1))
    elsewhere.rename(folder / "scan.pdf")


def folder_made(folder: Path) -> None:
    (folder / "lo-1").mkdir()


@pytest.mark.parametrize("comes", [written, moved_in, folder_made])
def test_what_comes_is_heard_of_once(
    tmp_path: Path, hints: Hints, comes: Callable[[Path], None]
) -> None:
    assert not hints.came()

    comes(tmp_path)

    assert hints.came()
    assert not hints.came()


def test_a_folder_is_heard_of_only_when_it_is_listened_to(tmp_path: Path, hints: Hints) -> None:
    folder_made(tmp_path)
    assert hints.came()
    written(tmp_path / "lo-1")
    unheard = hints.came()
    hints.listen([tmp_path / "lo-1", tmp_path / "gone"])

    written(tmp_path / "lo-1")

    assert not unheard
    assert hints.came()


def test_who_has_closed_his_ears_hears_nothing(tmp_path: Path, hints: Hints) -> None:
    hints.close()
    hints.listen([tmp_path])
    written(tmp_path)

    assert not hints.came()


@pytest.mark.parametrize("place", ["scan.pdf", "tram-1/lo-1/scan.pdf"])
def test_a_watcher_looks_before_its_time_when_something_comes(tmp_path: Path, place: str) -> None:
    settings = Settings(data_dir=tmp_path, settle_s=0, poll_s=3600, low_disk_mb=0)
    target = StationFolder.of(settings).drop / place
    target.parent.mkdir(parents=True)
    stop, looked = Event(), Event()
    with open_store(database_url(settings)) as store:

        def free() -> dict[str, int]:
            looked.set()  # asked for at the end of every look
            return {"drop": 10**12}

        watcher = Thread(
            target=watch,
            args=(settings, store, archive(settings), stop, lambda _: None),
            kwargs={"free": free},
        )
        watcher.start()
        try:
            assert looked.wait(60)
            assert status(store).seen == 0
            target.write_bytes(paper(1))
            taken = until(lambda: status(store).seen == 1)
        finally:
            stop.set()
            watcher.join()

    assert taken
