"""Names of results are the same from run to run and never shared."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from workers.names import (
    NAMES_FILE,
    Known,
    given_names,
    load_names,
    names_as_bytes,
    shown_name,
)


def names(
    *paths: str,
    earlier: Mapping[str, str] | None = None,
    records: Mapping[str, Known] | None = None,
    hashes: Mapping[str, str] | None = None,
) -> list[str]:
    known = {Path(path): sha256 for path, sha256 in (hashes or {}).items()}
    given = given_names([Path(path) for path in paths], earlier or {}, records or {}, known)
    return [given[Path(path)] for path in paths]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["/x/scan.pdf"], ["scan"]),
        (["/x/scan.pdf", "/y/scan.pdf", "/z/scan.tif"], ["scan", "scan-2", "scan-3"]),
        (["/x/scan.pdf", "/x/scan-2.pdf", "/y/scan.pdf"], ["scan", "scan-2", "scan-3"]),
        (["/x/no ending"], ["no ending"]),
        (["/x/.hidden"], [".hidden"]),
        (["/x/a.b.pdf"], ["a.b"]),
        (["/x/" + "ơ" * 120 + ".pdf"], ["ơ" * 100]),
    ],
)
def test_a_name_is_the_file_name_without_its_ending(paths: list[str], expected: list[str]) -> None:
    assert names(*paths) == expected


def test_a_source_keeps_the_name_it_had() -> None:
    assert names("/a/scan.pdf", "/x/scan.pdf", earlier={"scan": "/x/scan.pdf"}) == [
        "scan-2",
        "scan",
    ]


def test_a_moved_source_takes_over_its_record() -> None:
    records = {"scan": Known("scan.pdf", "1"), "scan-2": Known("scan.pdf", "2")}

    given = names("/new/scan.pdf", records=records, hashes={"/new/scan.pdf": "2"})

    assert given == ["scan-2"]


def test_two_copies_do_not_share_one_record() -> None:
    hashes = {"/x/scan.pdf": "1", "/y/scan.pdf": "1"}

    given = names(*hashes, records={"scan": Known("scan.pdf", "1")}, hashes=hashes)

    assert given == ["scan", "scan-2"]


def test_another_file_never_gets_the_name_of_a_record() -> None:
    given = names(
        "/x/scan.pdf", records={"scan": Known("scan.pdf", "1")}, hashes={"/x/scan.pdf": "2"}
    )

    assert given == ["scan-2"]


def test_names_survive_the_round_trip_with_odd_bytes(tmp_path: Path) -> None:
    odd = {"t": os.fsdecode(b"/x/t\xfft.pdf"), "ơ": "/x/ơ.pdf"}

    (tmp_path / NAMES_FILE).write_bytes(names_as_bytes(odd))

    assert load_names(tmp_path) == odd


@pytest.mark.parametrize("content", [b"", b"[1]", b"{half", b"\xff"])
def test_a_broken_list_of_names_counts_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAMES_FILE).write_bytes(content)

    assert load_names(tmp_path) == {}


def test_odd_bytes_are_shown_as_a_replacement_sign() -> None:
    assert shown_name(Path(os.fsdecode(b"t\xfft.pdf"))) == "t\ufffdt.pdf"
