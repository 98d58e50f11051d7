"""The words in which a format says whether a file is all there."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO


class Verdict(StrEnum):
    """What a file's content says of its being complete."""

    WHOLE = "whole"
    HALF = "half"  # something that must be there is missing
    UNSURE = "unsure"  # nothing is missing, but the format cannot tell whether more follows


class BrokenOff(Exception):
    """The file ends, or stops making sense, before it should."""


@dataclass(frozen=True)
class Content:
    """An open file of ``size`` bytes, read in small pieces."""

    file: BinaryIO
    size: int

    def at(self, offset: int, length: int) -> bytes:
        """Return the bytes at ``offset``.

        Raises:
            BrokenOff: not all of them are there.
        """
        if offset < 0 or offset + length > self.size:
            raise BrokenOff
        self.file.seek(offset)
        found = self.file.read(length)
        if len(found) < length:
            raise BrokenOff
        return found

    def number(self, offset: int, length: int, order: str = "big") -> int:
        """Return the unsigned number there; ``order`` is ``big`` or ``little``."""
        return int.from_bytes(self.at(offset, length), "little" if order == "little" else "big")

    def tail(self, length: int) -> bytes:
        """Return the last ``length`` bytes, or all when there are fewer."""
        length = min(length, self.size)
        return self.at(self.size - length, length)

    def find(self, pattern: re.Pattern[bytes], start: int) -> int | None:
        """Return the offset of the first match at or after ``start``; of two bytes at most."""
        step = 2**20
        while start < self.size:
            block = self.at(start, min(step, self.size - start))
            match = pattern.search(block)
            if match:
                return start + match.start()
            start += max(1, len(block) - 1) if start + len(block) < self.size else len(block)
        return None


Walk = Callable[[Content], Verdict]
