"""The watcher takes what is complete, waits for the rest, stops and goes on by itself."""

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread
from unicodedata import normalize

import pytest
from PIL import Image

from schemas.settings import Settings
from store.beats import beats
from store.blobs import Blobs
from store.counts import status
from store.errors import StoreAway
from store.session import Store, open_store
from tests.ocr.drawn_files import encoded, image_object, pattern, scan_pdf
from tests.workers.intake import PATIENCE_S, SETTLE_S, Intake, intake, paper, sha256
from workers.drop_folder import SPOOL, UNREADABLE
from workers.faults import plant
from workers.ripening import UNSURE_TIMES
from workers.station_folder import archive, database_url
from workers.watcher import watch

COLOUR = Image.fromarray(pattern()).convert("RGB")
# A complete file of each format that states its own end.
FORMATS = {
    "pdf": scan_pdf([image_object(pattern())]),
    "jpg": encoded(COLOUR, "JPEG"),
    "png": encoded(COLOUR, "PNG"),
    "webp": encoded(COLOUR, "WEBP"),
    "gif": encoded(COLOUR, "GIF"),
    "bmp": encoded(COLOUR, "BMP"),
    "jp2": encoded(COLOUR, "JPEG2000"),
    "ppm": encoded(COLOUR, "PPM"),
}
TIFF = encoded(COLOUR, "TIFF")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Intake]:
    with intake(tmp_path) as made:
        yield made


def cuts(data: bytes) -> list[int]:
    """Return lengths at which a writer may stall, none of which loses only a line break."""
    return [*range(1, len(data) - 8, max(1, len(data) // 12)), len(data) - 8]


@pytest.mark.parametrize("name", [*FORMATS, "tif"])
def test_a_writer_that_stalls_anywhere_is_waited_for(station: Intake, name: str) -> None:
    data = FORMATS.get(name, TIFF)
    path = station.drop / "st" / f"scan.{name}"
    path.parent.mkdir()
    before = 0
    for length in cuts(data):
        with path.open("ab") as writer:
            writer.write(data[before:length])
        before = length
        station.look(1.0, SETTLE_S)
        assert station.status().seen == 0, length
    with path.open("ab") as writer:
        writer.write(data[before:])
    station.look(1.0, UNSURE_TIMES * SETTLE_S, 1.0)

    assert [one.sha256 for one in station.cards()] == [sha256(data)]


@pytest.mark.parametrize("name", [*FORMATS, "tif"])
def test_what_was_cut_off_for_good_is_taken_in_the_end(station: Intake, name: str) -> None:
    data = FORMATS.get(name, TIFF)
    pieces = {f"{length}.{name}": data[:length] for length in [0, *cuts(data)]}
    for file, piece in pieces.items():
        station.put(f"st/{file}", piece)
    station.settle()
    early = station.status()
    station.look(PATIENCE_S, 1.0)

    assert early.seen == 0
    assert {one.sha256 for one in station.cards()} == {sha256(p) for p in pieces.values()}
    assert not list((station.drop / "st").iterdir())


def test_a_writer_that_renames_when_done_is_taken_then(station: Intake) -> None:
    half = station.put("st/scan.pdf.part", paper(1)[:50])
    station.look(1.0, PATIENCE_S, PATIENCE_S)
    early = station.status()
    half.write_bytes(paper(1))
    half.rename(half.with_suffix(""))
    station.settle()

    assert early.seen == 0
    assert station.says()["ignored"] == 0
    assert [one.file for one in station.cards()] == ["scan.pdf"]


def test_two_stations_may_write_the_same_name(station: Intake) -> None:
    station.put("ha-long/scan001.pdf", paper(1))
    station.put("mong-cai/scan001.pdf", paper(2))
    station.put("scan001.pdf", paper(3))
    station.settle()
    station.put("ha-long/scan001.pdf", paper(4))
    station.settle()

    assert sorted((one.station, one.sha256) for one in station.cards()) == sorted(
        [
            ("ha-long", sha256(paper(1))),
            ("mong-cai", sha256(paper(2))),
            ("", sha256(paper(3))),
            ("ha-long", sha256(paper(4))),
        ]
    )


def test_no_name_is_too_odd_to_be_taken(station: Intake) -> None:
    names = [
        "two\nlines.pdf",
        os.fsdecode(b"b\xe0n.pdf"),
        "x" * 251 + ".pdf",
        normalize("NFD", "bản đồ.pdf"),
        "-rf.pdf",
        "no ending",
    ]
    for number, name in enumerate(names):
        station.put(f"{normalize('NFD', 'trạm')}/{name}", paper(number))
    station.settle()

    assert station.status().waiting == len(names)
    assert {one.station for one in station.cards()} == {normalize("NFC", "trạm")}
    assert normalize("NFC", "bản đồ.pdf") in {one.file for one in station.cards()}


def test_bad_files_do_not_hold_up_good_ones(station: Intake) -> None:
    good = [paper(number) for number in range(3)]
    for number, data in enumerate(good):
        station.put(f"st/good{number}.pdf", data)
    station.put("st/empty.pdf", b"")
    station.put("st/zeros.tif", bytes(10_000))
    station.put("st/half.jpg", FORMATS["jpg"][:200])
    (station.drop / "st" / "link.pdf").symlink_to("good0.pdf")
    os.mkfifo(station.drop / "st" / "pipe.pdf")
    station.settle()
    first = station.status()
    station.look(PATIENCE_S)

    assert (first.waiting, first.set_aside) == (3, 2)
    assert (station.status().waiting, station.status().set_aside) == (6, 2)


def test_taking_stops_when_a_disk_is_low_and_goes_on_by_itself(station: Intake) -> None:
    station.put("st/scan.pdf", paper(1))
    station.hands.free = {"data": 10**12, "drop": 99 * 10**6}
    station.settle()
    stopped, said = station.status(), dict(station.says())
    station.hands.free["drop"] = 120 * 10**6
    station.look(10.0)
    still = station.status()
    station.hands.free["drop"] = 130 * 10**6
    station.look(10.0)

    assert (stopped.seen, said["state"], said["why"]) == (0, "stopped", "low_disk: drop")
    assert said["ripe"] == 1
    assert still.seen == 0
    assert station.status().waiting == 1
    assert station.says()["state"] == "running"


def test_a_share_that_falls_off_and_comes_back_loses_nothing(station: Intake) -> None:
    station.put("st/scan.pdf", paper(1))
    station.settle()
    station.put("st/more.pdf", paper(2))
    away = station.drop.with_name("away")
    station.drop.rename(away)
    station.drop.mkdir()  # what a mount point looks like without its share
    (station.drop / "stray.pdf").write_bytes(paper(3))
    station.look(1.0, 100.0)
    said = dict(station.says())
    on_the_mount_point = sorted(path.name for path in station.drop.iterdir())
    (station.drop / "stray.pdf").unlink()
    station.drop.rmdir()
    away.rename(station.drop)
    station.settle()

    assert (said["state"], said["why"]) == ("stopped", "drop_gone")
    assert on_the_mount_point == ["stray.pdf"]
    assert station.status().waiting == 2
    assert station.says()["state"] == "running"


class Away(Blobs):
    """An archive that cannot be written as long as ``is_away``."""

    is_away = True

    def put(self, source: Path, key: str) -> None:
        """Fail or write."""
        if self.is_away:
            raise StoreAway("no route")
        super().put(source, key)


def test_an_archive_that_is_away_stops_taking_and_fills_no_spool(tmp_path: Path) -> None:
    with intake(tmp_path) as station:
        blobs = Away(str(station.place.archive))
        station.watcher._blobs = blobs
        for number in range(200):
            station.put(f"st/{number}.pdf", paper(number))
        station.look(0.0, SETTLE_S, 10.0, 10.0)
        said, spooled, found = dict(station.says()), len(station.spooled()), station.status()
        blobs.is_away = False
        station.look(10.0, SETTLE_S, 10.0)

        assert (said["state"], said["why"], found.seen) == ("stopped", "store_away", 0)
        assert spooled <= 64
        assert station.status().waiting == 200


def test_a_file_on_a_bad_spot_of_the_disk_ends_set_aside_and_holds_up_nobody(
    station: Intake,
) -> None:
    plant("before_hash:error:100000")
    try:
        station.put("st/scan.pdf", paper(1))
        station.settle()
        station.look(10.0, PATIENCE_S)
    finally:
        plant(None)
    station.put("st/good.pdf", paper(2))
    station.settle()

    assert (station.status().set_aside, station.status().waiting) == (1, 1)
    assert station.spooled() == []
    assert len(list((station.drop / UNREADABLE).rglob("scan.pdf"))) == 1


def test_what_lay_in_the_spool_of_a_dead_watcher_is_brought_in(tmp_path: Path) -> None:
    left = tmp_path / "drop" / SPOOL / "20261122-080000-deadbeef-000001" / "st" / "b"
    left.mkdir(parents=True)
    (left / "scan.pdf").write_bytes(paper(1))
    with intake(tmp_path) as station:
        station.settle()

        (one,) = station.cards()

        assert (one.file, one.station, one.batch) == ("scan.pdf", "st", "b")
        assert (one.blob_key or "").startswith("2026/11/22/")
        assert station.spooled() == []


def test_a_look_says_how_things_stand(station: Intake) -> None:
    station.put("st/whole.pdf", paper(1))
    station.put("st/half.pdf", paper(2)[:90])
    station.put("st/.hidden", b"x")
    station.look(0.0, SETTLE_S)
    station.put("st/new.pdf", paper(3))
    station.look(6.0)

    said = station.says()

    assert {name: said[name] for name in ("files", "half", "settling", "ignored", "taken")} == {
        "files": 2,
        "half": 1,
        "settling": 1,
        "ignored": 1,
        "taken": 1,
    }


def test_watching_ends_when_told_and_takes_leave(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, settle_s=0, poll_s=0.02, low_disk_mb=0)
    stop, rings = Event(), list[int]()
    with open_store(database_url(settings)) as store:
        watcher = Thread(
            target=watch, args=(settings, store, archive(settings), stop, rings.append)
        )
        watcher.start()
        try:
            wait_for_folder(tmp_path / "drop" / SPOOL)
            (tmp_path / "drop" / "scan.pdf").write_bytes(paper(1))
            wait_for(store)
        finally:
            stop.set()
            watcher.join()

        assert rings == [1]
        assert beats(store) == ()


def wait_for_folder(folder: Path) -> None:
    for _ in range(1000):
        if folder.exists():
            return
        Event().wait(0.02)


def wait_for(store: Store) -> None:
    for _ in range(1000):
        if status(store).waiting:
            return
        Event().wait(0.02)


def test_a_thousand_small_files_at_once_are_taken_in_one_go(station: Intake) -> None:
    for number in range(1000):
        station.put(f"st/{number // 100}/{number}.pdf", paper(number, 40))
    station.settle()

    assert station.status().waiting == 1000
    assert station.spooled() == []
