"""Whether the disks have room for more, so that taking stops before they are full."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

# Going on at the very limit would mean stopping again at once.
_GOES_ON_AT = 1.25


class Room:
    """Watches the free bytes of several places, by name; ``free`` measures them."""

    def __init__(self, low_bytes: int, free: Callable[[], Mapping[str, int]]) -> None:
        self._low_bytes = low_bytes
        self._free = free
        self._lacking = ""

    def lacking(self) -> str:
        """Return the name of the place that has too little room, or nothing.

        Once it had too little, it must have a quarter more than the limit to be enough.

        Raises:
            OSError: a place cannot be measured.
        """
        free = self._free()
        limit = self._low_bytes * (_GOES_ON_AT if self._lacking else 1.0)
        self._lacking = next((name for name in free if free[name] < limit), "")
        return self._lacking


def free_bytes(folder: Path) -> int:
    """Return the bytes that programs without special rights may still write there."""
    about = os.statvfs(folder)
    return about.f_bavail * about.f_frsize
