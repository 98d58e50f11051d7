"""Whether a TIFF file is whole: its chain of directories and the image data they point to."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

_NEW_SUBFILE_TYPE = 254
# Places and lengths of the image data: as strips, as tiles, as one old-style JPEG stream.
_DATA_TAGS = ((273, 279), (324, 325), (513, 514))
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4}
_SIZES |= {16: 8, 17: 8, 18: 8}
_NUMBERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}
_MOST_DIRECTORIES = 100_000


class Directory(NamedTuple):
    """One image of the file.

    Attributes:
        is_page: False for small previews and transparency masks of another image.
        data_end: first byte after its image data, or None where it does not say.
    """

    is_page: bool
    data_end: int | None


class BrokenTiff(Exception):
    """The file ends early or its chain of directories leads nowhere."""


def directories(path: Path) -> tuple[Directory, ...]:
    """Return the images of a classic or big TIFF in the order of the chain (TIFF 6.0, section 2).

    Raises:
        BrokenTiff: the chain leaves the file or runs in a circle, or image data is cut off.
        OSError: the file cannot be read.
    """
    with path.open("rb") as file:
        reader = _Reader.of(file, path.stat().st_size)
        found: list[Directory] = []
        seen: set[int] = set()
        offset = reader.first
        while offset:
            if offset in seen or len(found) >= _MOST_DIRECTORIES:
                raise BrokenTiff("the directories run in a circle")
            seen.add(offset)
            directory, offset = reader.directory(offset)
            if directory.data_end is not None and directory.data_end > reader.size:
                raise BrokenTiff("image data is cut off")
            found.append(directory)
        return tuple(found)


@dataclass(frozen=True)
class _Reader:
    """Reads numbers of a TIFF; ``wide`` is True for the 64-bit kind."""

    file: BinaryIO
    size: int
    order: str
    wide: bool
    first: int

    @classmethod
    def of(cls, file: BinaryIO, size: int) -> _Reader:
        head = file.read(16)
        if len(head) < 8:
            raise BrokenTiff("no header")
        order = "<" if head[:2] == b"II" else ">"
        wide = 43 in head[2:4]
        if wide and len(head) < 16:
            raise BrokenTiff("no header")
        (first,) = struct.unpack_from(order + ("Q" if wide else "I"), head, 8 if wide else 4)
        return cls(file, size, order, wide, first)

    def directory(self, offset: int) -> tuple[Directory, int]:
        """Return the directory at ``offset`` and the offset of the next, 0 after the last."""
        (count,) = self._numbers(offset, "Q" if self.wide else "H", 1)
        start = offset + (8 if self.wide else 2)
        entry = 20 if self.wide else 12
        block = self._bytes(start, count * entry)
        (following,) = self._numbers(start + count * entry, "Q" if self.wide else "I", 1)
        values: dict[int, tuple[int, ...]] = {}
        wanted = {_NEW_SUBFILE_TYPE, *(tag for pair in _DATA_TAGS for tag in pair)}
        for index in range(count):
            tag, kind = struct.unpack_from(self.order + "HH", block, index * entry)
            if tag in wanted and kind in _NUMBERS:
                values[tag] = self._values(block, index * entry, start + index * entry, kind)
        (subfile,) = values.get(_NEW_SUBFILE_TYPE, (0,))[:1] or (0,)
        ends = [
            begin + length
            for begins, lengths in _DATA_TAGS
            for begin, length in zip(values.get(begins, ()), values.get(lengths, ()), strict=False)
        ]
        # Bit 0: a smaller version of another image; bit 2: a mask.
        return Directory(not subfile & 0b101, max(ends, default=None)), following

    def _values(self, block: bytes, at: int, place: int, kind: int) -> tuple[int, ...]:
        letter = "Q" if self.wide else "I"
        (count,) = struct.unpack_from(self.order + letter, block, at + 4)
        inline = 8 if self.wide else 4
        value_at = 12 if self.wide else 8
        if count * _SIZES[kind] <= inline:
            return self._numbers(place + value_at, _NUMBERS[kind], count)
        (offset,) = struct.unpack_from(self.order + letter, block, at + value_at)
        return self._numbers(offset, _NUMBERS[kind], count)

    def _numbers(self, offset: int, letter: str, count: int) -> tuple[int, ...]:
        layout = f"{self.order}{count}{letter}"
        return struct.unpack(layout, self._bytes(offset, struct.calcsize(layout)))

    def _bytes(self, offset: int, length: int) -> bytes:
        if offset + length > self.size:  # checked first: a wild count must not allocate memory
            raise BrokenTiff("a directory lies outside the file")
        self.file.seek(offset)
        return self.file.read(length)
