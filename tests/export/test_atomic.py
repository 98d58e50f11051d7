"""Files are there whole or not at all."""

import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from export.atomic import commit, part_path, sweep_parts, write_atomic
from schemas.errors import OutputError


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old and longer")

    write_atomic(path, b"new")

    assert path.read_bytes() == b"new"
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


def test_a_part_keeps_its_ending_and_lies_beside_its_file(tmp_path: Path) -> None:
    part = part_path(tmp_path / "a.pdf")

    assert part.parent == tmp_path
    assert part.suffix == ".pdf"
    assert part != part_path(tmp_path / "a.pdf")


def test_leftovers_are_swept_and_nothing_else(tmp_path: Path) -> None:
    part_path(tmp_path / "a.pdf").write_bytes(b"half")
    (tmp_path / "b.pdf").write_bytes(b"whole")

    assert sweep_parts(tmp_path) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["b.pdf"]


@pytest.mark.parametrize("folder", ["missing", "a file"])
def test_a_folder_that_cannot_be_written_is_an_output_error(tmp_path: Path, folder: str) -> None:
    (tmp_path / "a file").write_text("")

    with pytest.raises(OutputError, match=r"x\.json"):
        write_atomic(tmp_path / folder / "x.json", b"data")


@pytest.mark.parametrize("kind", ["pipe", "link to a device", "folder"])
def test_only_an_ordinary_file_is_ever_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.json"
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path.symlink_to(os.devnull)
    before = path.lstat()
    part = part_path(path)
    part.write_bytes(b"x")

    with pytest.raises(OutputError, match="not an ordinary file"):
        write_atomic(path, b"x")
    with pytest.raises(OutputError, match="not an ordinary file"):
        commit(part, path)

    assert path.lstat() == before
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]


def test_a_part_that_cannot_take_its_place_is_removed(tmp_path: Path) -> None:
    part = part_path(tmp_path / "a")
    part.write_bytes(b"x")
    (tmp_path / "a").mkdir()

    with pytest.raises(OutputError):
        commit(part, tmp_path / "a")

    assert not part.exists()


def test_a_write_cut_short_leaves_the_old_file_and_no_part(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text("old")
    # A process that may write 10 bytes at most, as on a disk about to be full.
    code = (
        "import resource, signal\n"
        "from pathlib import Path\n"
        "from export.atomic import write_atomic\n"
        "from schemas.errors import OutputError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, (10, {resource.RLIM_INFINITY}))\n"
        "try:\n"
        f"    write_atomic(Path({str(path)!r}), b'x' * 100)\n"
        "except OutputError:\n"
        "    raise SystemExit(3)\n"
    )

    ended = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2])

    assert ended.returncode == 3
    assert path.read_text() == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["a.json"]
