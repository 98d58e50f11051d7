"""Which files a command's paths mean."""

import os
from pathlib import Path

import pytest

from schemas.errors import SettingsError
from workers.sources import find_sources


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return root


def found(paths: list[Path], root: Path) -> list[str]:
    return [str(source.path.relative_to(root)) for source in find_sources(paths, root / "out")]


def test_folders_are_walked_in_order_of_names(tmp_path: Path) -> None:
    tree(tmp_path, "b.pdf", "a/2.tif", "a/1.tif", "c.jpg")

    assert found([tmp_path], tmp_path) == ["a/1.tif", "a/2.tif", "b.pdf", "c.jpg"]


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    tree(tmp_path, "a/1.tif")

    assert found([tmp_path / "a" / "1.tif", tmp_path / "a"], tmp_path) == ["a/1.tif"]


def test_results_are_no_sources(tmp_path: Path) -> None:
    tree(tmp_path, "1.tif", "out/searchable/1.pdf")

    assert found([tmp_path], tmp_path) == ["1.tif"]


def test_a_link_given_by_name_is_followed_but_one_inside_a_folder_is_not(tmp_path: Path) -> None:
    tree(tmp_path, "kept/1.tif")
    (tmp_path / "link.tif").symlink_to(tmp_path / "kept" / "1.tif")
    (tmp_path / "kept" / "round").symlink_to(tmp_path)

    by_name = find_sources([tmp_path / "link.tif"], tmp_path / "out")
    inside = find_sources([tmp_path / "kept"], tmp_path / "out")

    assert [source.refused for source in by_name] == [None]
    assert [(source.path.name, source.refused is None) for source in inside] == [
        ("1.tif", True),
        ("round", False),
    ]


def test_a_pipe_is_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    (source,) = find_sources([tmp_path / "pipe"], tmp_path / "out")

    assert source.refused is not None


def test_a_missing_path_is_a_wrong_command(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        find_sources([tmp_path / "nowhere"], tmp_path / "out")
