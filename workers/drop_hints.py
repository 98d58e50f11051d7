"""The kernel's word that something came into a folder: a reason to look sooner, no more."""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

# From <sys/inotify.h>, on Linux everywhere the same.
_CLOSE_WRITE: Final = 0x0000_0008
_MOVED_TO: Final = 0x0000_0080
_CREATE: Final = 0x0000_0100
_DONT_FOLLOW: Final = 0x0200_0000
_ONLY_FOLDERS: Final = 0x0100_0000
_HEARD: Final = _CLOSE_WRITE | _MOVED_TO | _CREATE | _DONT_FOLLOW | _ONLY_FOLDERS
_AT_ONCE_BYTES: Final = 2**16

_libc = ctypes.CDLL(None, use_errno=True)


class Hints:
    """Hears of files that were written, moved or made in folders; ``close`` ends it.

    May be deaf: to what other machines do on a share, beyond as many folders as the kernel
    allows, where the kernel has no such thing. Then nothing is ever said to have come.
    """

    def __init__(self) -> None:
        self._descriptor: int = _libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)

    def listen(self, folders: Iterable[Path]) -> None:
        """Hear of these folders too; those that go away are forgotten by the kernel."""
        if self._descriptor < 0:
            return
        for folder in folders:
            _libc.inotify_add_watch(self._descriptor, os.fsencode(folder), _HEARD)

    def came(self) -> bool:
        """Say whether anything came since the last call."""
        heard = False
        while self._descriptor >= 0:
            try:
                heard = bool(os.read(self._descriptor, _AT_ONCE_BYTES)) or heard
            except BlockingIOError:
                break
        return heard

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = -1
