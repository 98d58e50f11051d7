"""The spool: files on their way from the drop folder to the archive, one ticket each.

``.sodo-spool/<ticket>/<station>/<batch>/<file>`` lies in the drop folder itself, so that taking is
a rename, which two watchers cannot both win, and says all there is to know about the file.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex
from typing import Final

from workers.drop_folder import SPOOL, UNREADABLE, Entry, entry_of, open_folder
from workers.faults import fault

_LOCK: Final = ".lock"


class NotOurs(Exception):
    """We may not take a file out of its folder."""


class Spool:
    """One watcher's hold on the spool of a drop folder; ``close`` lets go of it.

    Others see by a lock on a file of ours that we live; the tickets of a dead watcher belong to
    whoever comes along. Should two take one up, each step does no harm twice.
    """

    def __init__(self, drop: Path, *, clock: Callable[[], datetime] | None = None) -> None:
        """Make the spool if need be.

        Raises:
            OSError: it cannot be written.
        """
        self.drop = drop
        self.folder = drop / SPOOL
        self._clock = clock or (lambda: datetime.now(UTC))
        self._owner = token_hex(4)
        self._number = 0
        self.folder.mkdir(exist_ok=True)
        self._lock_path = self.folder / (self._owner + _LOCK)
        self._lock = os.open(self._lock_path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        with suppress(OSError):  # without locks all watchers take up everything
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def take(self, entry: Entry) -> Entry | None:
        """Move a file out of the drop folder; None when another watcher was quicker.

        The answer lies in ``self.folder``, its ticket the first of its folders.

        Raises:
            NotOurs: its folder does not let go of it.
            OSError: the spool cannot be written.
        """
        fault("before_take")
        ticket = self._new_ticket()
        target = self.folder.joinpath(ticket, *entry.folders)
        target.mkdir(parents=True)
        fault("after_ticket")
        try:
            source = open_folder(self.drop, entry.folders)
            try:
                os.rename(entry.name, target / entry.name, src_dir_fd=source)
            finally:
                os.close(source)
        except (FileNotFoundError, NotADirectoryError):
            self._sweep(target)
            return None
        except OSError as error:
            self._sweep(target)
            if isinstance(error, PermissionError):
                raise NotOurs from error
            raise
        fault("after_rename")
        return self._entry((ticket, *entry.folders), entry.name)

    def lying(self) -> list[Entry]:
        """Return what lies in tickets of ours and of the dead, the oldest first.

        Raises:
            OSError: the spool cannot be looked into.
        """
        gone: dict[str, bool] = {self._owner: True}
        entries: list[Entry] = []
        for name in sorted(path.name for path in self.folder.iterdir()):
            if name.endswith(_LOCK):
                continue
            owner = name.rpartition("-")[0].rpartition("-")[2]
            if owner not in gone:
                gone[owner] = self._is_gone(owner)
            if gone[owner]:
                entries += self._of(name)
        return entries

    def renamed(self, entry: Entry) -> Entry | None:
        """Give a file a new ticket: it is not any more what was admitted with the old one."""
        ticket, *folders = entry.folders
        new = self._new_ticket()
        target = self.folder.joinpath(new, *folders)
        target.mkdir(parents=True)
        with suppress(FileNotFoundError):
            self.path(entry).rename(target / entry.name)
        self._sweep(self.folder.joinpath(ticket, *folders))
        return self._entry((new, *folders), entry.name)

    def clear(self, entry: Entry) -> None:
        """Let go of a file that is safe in archive and store; again is fine."""
        with suppress(FileNotFoundError):
            self.path(entry).unlink()
        self._sweep(self.folder.joinpath(*entry.folders))

    def put_away(self, entry: Entry) -> None:
        """Move what cannot be read out of the way; nothing is thrown away."""
        aside = self.drop / UNREADABLE
        aside.mkdir(exist_ok=True)
        with suppress(FileNotFoundError):
            (self.folder / entry.folders[0]).rename(aside / entry.folders[0])

    def path(self, entry: Entry) -> Path:
        return self.folder.joinpath(*entry.place)

    def again(self, entry: Entry) -> Entry | None:
        """Return the file as it is now; None when it is gone."""
        return self._entry(entry.folders, entry.name)

    def close(self) -> None:
        """Leave what is ours to others."""
        with suppress(OSError):
            self._lock_path.unlink()
        os.close(self._lock)

    def _new_ticket(self) -> str:
        self._number += 1
        return f"{self._clock():%Y%m%d-%H%M%S}-{self._owner}-{self._number:06}"

    def _entry(self, folders: tuple[str, ...], name: str) -> Entry | None:
        try:
            about = self.folder.joinpath(*folders, name).stat(follow_symlinks=False)
        except FileNotFoundError:
            return None
        return entry_of(folders, name, about)

    def _of(self, ticket: str) -> Iterator[Entry]:
        """Yield what a ticket holds, sweeping out folders left behind."""
        number = 0
        for path, _, names in os.walk(self.folder / ticket, topdown=False):
            folders = Path(path).relative_to(self.folder).parts
            for name in names:
                entry = self._entry(folders, name)
                if entry is not None and number:  # one ticket, one arrival
                    entry = self.renamed(entry)
                if entry is not None:
                    number += 1
                    yield entry
        if not number:
            for path, _, _ in os.walk(self.folder / ticket, topdown=False):
                with suppress(OSError):
                    Path(path).rmdir()

    def _is_gone(self, owner: str) -> bool:
        """Say whether nobody holds the lock of that watcher, and tidy it up."""
        path = self.folder / (owner + _LOCK)
        try:
            descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW)
        except OSError:
            return True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True
        finally:
            os.close(descriptor)
        with suppress(OSError):
            path.unlink()
        return True

    def _sweep(self, folder: Path) -> None:
        """Remove a ticket's folders from ``folder`` up, as far as they are empty."""
        with suppress(OSError):
            while folder != self.folder:
                folder.rmdir()
                folder = folder.parent
