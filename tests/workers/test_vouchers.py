"""A station's word counts for what was there before it, and for the bytes it names."""

import hashlib
import json
import time
from pathlib import Path

import pytest

from workers.drop_folder import Entry, look
from workers.vouchers import Vouchers, Word

CONTENT = b"a scan"
HASH = hashlib.sha256(CONTENT).hexdigest()


def put(drop: Path, name: str, data: bytes = CONTENT) -> None:
    path = drop / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    time.sleep(0.01)  # file systems count time in steps of a few milliseconds


def words(vouchers: Vouchers, drop: Path) -> dict[str, Word]:
    listing = look(drop, time.time())
    vouchers.update(listing)
    return {"/".join(entry.place): vouchers.word(entry) for entry in listing.files}


def spent(vouchers: Vouchers, drop: Path) -> set[str]:
    listing = look(drop, time.time())
    vouchers.update(listing)
    return {one.entry.name for one in vouchers.spent(listing.files)}


@pytest.fixture
def vouchers(tmp_path: Path) -> Vouchers:
    return Vouchers(tmp_path)


def test_without_a_word_nothing_is_said(tmp_path: Path, vouchers: Vouchers) -> None:
    put(tmp_path, "st/scan.pdf")

    assert words(vouchers, tmp_path) == {"st/scan.pdf": Word.NOTHING}


def test_a_mark_speaks_for_the_file_beside_it_only(tmp_path: Path, vouchers: Vouchers) -> None:
    put(tmp_path, "st/scan.pdf")
    put(tmp_path, "st/other.pdf")
    put(tmp_path, "st/scan.pdf.done", b"")

    assert words(vouchers, tmp_path) == {
        "st/scan.pdf": Word.COMPLETE,
        "st/other.pdf": Word.NOTHING,
    }


@pytest.mark.parametrize("mark", ["scan.pdf.done", "batch.done", ".done", "manifest.txt"])
def test_a_mark_left_lying_does_not_speak_for_the_next_file(
    tmp_path: Path, vouchers: Vouchers, mark: str
) -> None:
    put(tmp_path, mark, b"scan.pdf\n")
    put(tmp_path, "scan.pdf")

    assert words(vouchers, tmp_path) == {"scan.pdf": Word.NOTHING}


@pytest.mark.parametrize("mark", ["batch.done", ".done", "BATCH.DONE"])
def test_a_mark_of_a_batch_speaks_for_its_folder_and_no_other(
    tmp_path: Path, vouchers: Vouchers, mark: str
) -> None:
    put(tmp_path, "st/b1/scan.pdf")
    put(tmp_path, "st/b2/scan.pdf")
    put(tmp_path, f"st/b1/{mark}", b"")

    assert words(vouchers, tmp_path) == {
        "st/b1/scan.pdf": Word.COMPLETE,
        "st/b2/scan.pdf": Word.NOTHING,
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("manifest.txt", "scan.pdf\nb/more.pdf\n"),
        ("manifest.txt", "./scan.pdf\r\nb\\more.pdf\r\n"),
        ("manifest.txt", f"{HASH}  scan.pdf\n{HASH} *b/more.pdf\n"),
        ("SHA256SUMS", f"{HASH}  scan.pdf\n{HASH.upper()}  b/more.pdf\n"),
        ("manifest.csv", f"name,sha256\nscan.pdf,{HASH}\nb/more.pdf,\n"),
        ("manifest.csv", '\ufeffname\n"scan.pdf"\n"b/more.pdf"\n'),
        ("manifest.json", '["scan.pdf", "b/more.pdf"]'),
        ("manifest.json", json.dumps([{"name": "scan.pdf", "sha256": HASH}, "b/more.pdf"])),
    ],
)
def test_a_list_speaks_for_what_it_names(
    tmp_path: Path, vouchers: Vouchers, name: str, text: str
) -> None:
    for file in ("scan.pdf", "b/more.pdf", "unlisted.pdf"):
        put(tmp_path, file)
    put(tmp_path, name, text.encode())

    assert words(vouchers, tmp_path) == {
        "b/more.pdf": Word.COMPLETE,
        "scan.pdf": Word.COMPLETE,
        "unlisted.pdf": Word.NOTHING,
    }


def test_a_file_is_not_complete_before_it_has_the_listed_hash(
    tmp_path: Path, vouchers: Vouchers
) -> None:
    put(tmp_path, "manifest.txt", f"{HASH}  scan.pdf\n".encode())
    put(tmp_path, "scan.pdf", CONTENT[:3])

    assert words(vouchers, tmp_path) == {"scan.pdf": Word.NOT_YET}

    put(tmp_path, "scan.pdf")

    assert words(vouchers, tmp_path) == {"scan.pdf": Word.COMPLETE}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("manifest.txt", b"scan.pdf"),  # the line may go on
        ("manifest.csv", b"scan.pdf"),
        ("manifest.json", b'["scan.pdf"'),
        ("manifest.json", b'{"scan.pdf": 1}'),
        ("manifest.txt", b"\xff\xfescan.pdf\n"),
    ],
)
def test_half_a_list_says_nothing(
    tmp_path: Path, vouchers: Vouchers, name: str, data: bytes
) -> None:
    put(tmp_path, "scan.pdf")
    put(tmp_path, name, data)

    assert words(vouchers, tmp_path) == {"scan.pdf": Word.NOTHING}


def test_a_list_that_grows_is_read_again(tmp_path: Path, vouchers: Vouchers) -> None:
    put(tmp_path, "scan.pdf")
    put(tmp_path, "manifest.txt", b"scan")
    words(vouchers, tmp_path)
    put(tmp_path, "manifest.txt", b"scan.pdf\n")

    assert words(vouchers, tmp_path) == {"scan.pdf": Word.COMPLETE}


def test_a_list_cannot_lead_out_of_its_folder(tmp_path: Path, vouchers: Vouchers) -> None:
    put(tmp_path, "a/scan.pdf")
    put(tmp_path, "b/manifest.txt", b"../a/scan.pdf\n")

    assert words(vouchers, tmp_path) == {"a/scan.pdf": Word.NOTHING}


def test_marks_and_lists_are_spent_when_their_files_are_gone(
    tmp_path: Path, vouchers: Vouchers
) -> None:
    marks = ("st/scan.pdf.done", "st/batch.done", "st/manifest.txt")
    put(tmp_path, "st/scan.pdf")
    for mark in marks:
        put(tmp_path, mark, b"scan.pdf\n")

    assert spent(vouchers, tmp_path) == set()

    (tmp_path / "st" / "scan.pdf").unlink()

    assert spent(vouchers, tmp_path) == {Path(mark).name for mark in marks}


def test_names_are_compared_however_their_marks_are_written(
    tmp_path: Path, vouchers: Vouchers
) -> None:
    put(tmp_path, "ba\u0309n.pdf")
    put(tmp_path, "manifest.txt", "b\u1ea3n.pdf\n".encode())

    assert set(words(vouchers, tmp_path).values()) == {Word.COMPLETE}


def test_an_unread_entry_is_comparable() -> None:
    assert Entry((), "a", 0, 1, 2, 3).signature == (1, 2, 3)
