"""A TIFF is whole when its chain of directories and all image data lie inside the file."""

import struct
from pathlib import Path

import pytest
from PIL import Image

from ocr.tiff_chain import BrokenTiff, Directory, directories
from tests.ocr.drawn_files import encoded, pattern


def written(folder: Path, data: bytes) -> Path:
    path = folder / "a.tif"
    path.write_bytes(data)
    return path


def tiff(pages: int, **options: object) -> bytes:
    frames = [Image.fromarray(pattern()) for _ in range(pages)]
    return encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:], **options)


@pytest.mark.parametrize("pages", [1, 3])
def test_every_directory_is_found(tmp_path: Path, pages: int) -> None:
    found = directories(written(tmp_path, tiff(pages)))

    assert [directory.is_page for directory in found] == [True] * pages


def test_the_wide_kind_is_understood(tmp_path: Path) -> None:
    found = directories(written(tmp_path, encoded(pattern(), "TIFF", big_tiff=True)))

    assert len(found) == 1


def big_endian(**tags: int) -> bytes:
    """Return a big-endian TIFF of one directory with long values; T273=8 sets tag 273."""
    entries = b"".join(
        struct.pack(">HHII", int(name[1:]), 4, 1, value) for name, value in sorted(tags.items())
    )
    return b"MM\0*" + struct.pack(">IH", 8, len(tags)) + entries + struct.pack(">I", 0)


@pytest.mark.parametrize(
    ("subfile", "is_page"), [(0, True), (1, False), (2, True), (3, False), (4, False)]
)
def test_previews_and_masks_are_no_pages(tmp_path: Path, subfile: int, is_page: bool) -> None:
    assert directories(written(tmp_path, big_endian(T254=subfile))) == (Directory(is_page, None),)


def test_data_up_to_the_last_byte_is_whole(tmp_path: Path) -> None:
    size = len(big_endian(T273=8, T279=1))

    (directory,) = directories(written(tmp_path, big_endian(T273=8, T279=size - 8)))

    assert directory.data_end == size


@pytest.mark.parametrize(
    "data",
    [
        b"II*\0",
        b"II*\0" + struct.pack("<I", 999),  # the first directory lies outside
        b"II*\0" + struct.pack("<IH", 8, 500),  # more entries than bytes
        big_endian(T273=8, T279=5000),  # the data ends outside
        big_endian(T273=8)[:-4] + struct.pack(">I", 8),  # a directory that follows itself
    ],
    ids=["no header", "outside", "cut off", "no data", "circle"],
)
def test_a_broken_chain_is_noticed(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BrokenTiff):
        directories(written(tmp_path, data))
