"""Marks and lists go when their work is done, and what they said is kept."""

from pathlib import Path

from tests.workers.intake import PATIENCE_S, SETTLE_S, intake, paper, sha256


def test_a_marked_file_is_taken_at_once_and_its_mark_goes(tmp_path: Path) -> None:
    with intake(tmp_path) as station:
        station.put("st/scan.pdf", paper(1)[:100])
        station.put("st/scan.pdf.done", b"")
        station.look()
        taken = station.status()
        station.look(1.0, SETTLE_S)

        assert taken.waiting == 1
        assert list((station.drop / "st").iterdir()) == []
        assert station.status() == taken


def test_a_list_is_kept_in_the_archive_once_its_files_are_taken(tmp_path: Path) -> None:
    names = [f"{number}.pdf" for number in range(3)]
    said = "".join(f"{sha256(paper(n))}  {name}\n" for n, name in enumerate(names)).encode()
    with intake(tmp_path) as station:
        for number, name in enumerate(names):
            station.put(f"st/b/{name}", paper(number))
        station.put("st/b/SHA256SUMS", said)
        station.look()
        taken = station.status()
        station.look(1.0, SETTLE_S)
        still_there = (station.drop / "st" / "b" / "SHA256SUMS").exists()
        station.look(PATIENCE_S)

        assert taken.waiting == 3
        assert still_there
        assert list((station.drop / "st" / "b").iterdir()) == []
        keys = list(station.blobs.keys())
        (kept,) = (key for key in keys if "vouchers" in key)
        assert station.blobs.read(kept) == said
        assert station.status() == taken


def test_a_file_with_another_hash_than_listed_is_taken_after_our_patience(tmp_path: Path) -> None:
    with intake(tmp_path) as station:
        station.put("manifest.txt", f"{sha256(b'another')}  scan.pdf\n".encode())
        station.put("scan.pdf", paper(1))
        station.settle()
        waiting = station.status()
        station.look(PATIENCE_S)

        assert waiting.seen == 0
        assert station.status().waiting == 1
