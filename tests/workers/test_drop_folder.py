"""Looking at the drop folder opens nothing, follows nothing and leaves it nowhere."""

import os
import socket
import time
from pathlib import Path
from unicodedata import normalize

import pytest

from workers.drop_folder import (
    MOST_LEVELS,
    Listing,
    as_text,
    is_temporary,
    look,
    open_file,
    station_and_batch,
)

NOW_S = time.time()
# As some systems write names: letters and marks apart.
DECOMPOSED = normalize("NFD", "bản đồ.pdf")


def looked(drop: Path) -> Listing:
    return look(drop, NOW_S)


@pytest.mark.parametrize(
    ("name", "temporary"),
    [
        ("scan.pdf", False),
        ("scan 001 (2).PDF", False),
        ("bản đồ.tif", False),
        ("no ending", False),
        (".scan.pdf", True),
        (".~lock.scan.pdf#", True),
        ("~$scan.docx", True),
        ("scan.pdf.part", True),
        ("scan.pdf.PART", True),
        ("scan.pdf.filepart", True),
        ("scan.tmp", True),
        ("scan.pdf.crdownload", True),
        ("Thumbs.db", True),
        ("scan.pdf.reason.txt", True),
    ],
)
def test_names_of_unfinished_files_are_known(name: str, temporary: bool) -> None:
    assert is_temporary(name) is temporary


def test_folders_name_station_and_batch() -> None:
    assert station_and_batch(()) == ("", "")
    assert station_and_batch(("ha-long",)) == ("ha-long", "")
    assert station_and_batch(("ha-long", "2026", "lo 3")) == ("ha-long", "2026/lo 3")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (DECOMPOSED, "bản đồ.pdf"),
        (os.fsdecode(b"b\xe0n.pdf"), "b\N{REPLACEMENT CHARACTER}n.pdf"),
        ("two\nlines.pdf", "two\N{REPLACEMENT CHARACTER}lines.pdf"),
    ],
)
def test_names_become_text_that_can_be_stored_and_shown(name: str, text: str) -> None:
    assert as_text(name) == text


def test_every_odd_name_is_found_and_can_be_opened(tmp_path: Path) -> None:
    names = {
        "two\nlines.pdf",
        os.fsdecode(b"b\xe0n \xff.pdf"),
        "x" * 251 + ".pdf",
        DECOMPOSED,
        "-rf",
        "*",
    }
    for name in names:
        (tmp_path / "st" / name).parent.mkdir(exist_ok=True)
        (tmp_path / "st" / name).write_bytes(name.encode("utf-8", "surrogateescape"))

    files = looked(tmp_path).files

    assert {entry.name for entry in files} == names
    for entry in files:
        with open_file(tmp_path, entry) as file:
            assert os.fsdecode(file.read()) == entry.name


def test_links_pipes_and_sockets_are_told_apart_and_never_opened(tmp_path: Path) -> None:
    secret = tmp_path / "outside"
    secret.mkdir()
    (secret / "scan.pdf").write_bytes(b"x")
    drop = tmp_path / "drop"
    drop.mkdir()
    (drop / "file-link.pdf").symlink_to(secret / "scan.pdf")
    (drop / "folder-link").symlink_to(secret)
    (drop / "circle").symlink_to(drop)
    os.mkfifo(drop / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(drop / "socket.pdf"))

        listing = looked(drop)

    assert not listing.files
    assert {unfit.entry.name for unfit in listing.unfit} == {
        "file-link.pdf",
        "folder-link",
        "circle",
        "pipe.pdf",
        "socket.pdf",
    }
    assert {unfit.reason for unfit in listing.unfit} == {"not_a_file"}


def test_a_file_that_became_a_link_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "st").mkdir()
    (tmp_path / "st" / "scan.pdf").write_bytes(b"x")
    (entry,) = looked(tmp_path).files
    (tmp_path / "st").rename(tmp_path / "elsewhere")
    (tmp_path / "st").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(NotADirectoryError):
        open_file(tmp_path, entry)


def test_a_file_that_became_a_pipe_does_not_hold_us_up(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"x")
    (entry,) = looked(tmp_path).files
    path.unlink()
    os.mkfifo(path)

    with pytest.raises(FileNotFoundError):
        open_file(tmp_path, entry)


def test_folders_that_lie_too_deep_are_told_instead_of_entered(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * (MOST_LEVELS + 3))
    deep.mkdir(parents=True)
    (deep / "scan.pdf").write_bytes(b"x")

    listing = looked(tmp_path)

    assert not listing.files
    assert [unfit.reason for unfit in listing.unfit] == ["too_deep"]


def test_the_ticket_of_what_stays_is_the_same_at_every_look(tmp_path: Path) -> None:
    (tmp_path / "st").mkdir()
    (tmp_path / "st" / "a").symlink_to("b")
    (tmp_path / "st" / "b").symlink_to("b")

    first, second = (
        {unfit.entry.lasting_ticket for unfit in looked(tmp_path).unfit} for _ in range(2)
    )

    assert first == second
    assert len(first) == 2


def test_a_batch_empty_for_a_week_is_tidied_up_but_no_station_and_nothing_full(
    tmp_path: Path,
) -> None:
    for name in ("st/empty", "st/full", "lonely"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "st" / "full" / ".hidden").write_bytes(b"x")

    look(tmp_path, NOW_S + 8 * 24 * 3600)

    assert not (tmp_path / "st" / "empty").exists()
    assert (tmp_path / "st" / "full" / ".hidden").exists()
    assert (tmp_path / "lonely").exists()


def test_marks_of_stations_are_no_scans(tmp_path: Path) -> None:
    for name in ("scan.pdf", "scan.pdf.done", ".done", "manifest.csv", ".hidden"):
        (tmp_path / name).write_bytes(b"x")

    listing = looked(tmp_path)

    assert [entry.name for entry in listing.files] == ["scan.pdf"]
    assert {entry.name for entry in listing.vouchers} == {"scan.pdf.done", ".done", "manifest.csv"}
    assert listing.ignored == 1
