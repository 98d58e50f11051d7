"""What lies in the drop folder right now, looked at without opening or following anything."""

import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from io import BufferedReader, FileIO
from pathlib import Path
from typing import Final, NamedTuple

# Ours; hidden, so that neither stations nor we take it for scans.
SPOOL: Final = ".sodo-spool"
UNREADABLE: Final = ".sodo-unreadable"
IDENTITY: Final = ".sodo-drop"

# Programs write under such names and rename when they are done; the rest is what desktops leave
# in every folder, and our own reasons that came back with a file out of the set-aside folder.
TEMPORARY_STARTS: Final = (".", "~")
TEMPORARY_ENDS: Final = (
    "~",
    ".part",
    ".partial",
    ".filepart",
    ".tmp",
    ".temp",
    ".crdownload",
    ".download",
    ".swp",
    ".reason.txt",
    ".reason.json",
)
LEFT_BY_DESKTOPS: Final = frozenset({"thumbs.db", "desktop.ini"})
MANIFESTS: Final = frozenset({"manifest.txt", "manifest.csv", "manifest.json", "sha256sums"})
# Larger than this it is no mark or list, whatever its name.
_LARGEST_VOUCHER: Final = 2**24

# Deeper than any station sorts its scans; a folder mounted into itself has no end.
MOST_LEVELS: Final = 16
_LONGEST_FOLDER_BYTES: Final = 2000
# Folders of finished batches would be looked into for ever.
_EMPTY_FOLDER_S: Final = 7 * 24 * 3600.0
_INTO_FOLDER: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


class Entry(NamedTuple):
    """Something in the drop folder.

    Attributes:
        folders: names of the folders it lies in, from the top; bytes that are no UTF-8 are
            kept as Python keeps them in file names.
        mode: kind and rights, as ``stat`` has them.
    """

    folders: tuple[str, ...]
    name: str
    mode: int
    size: int
    mtime_ns: int
    ctime_ns: int

    @property
    def is_file(self) -> bool:
        return stat.S_ISREG(self.mode)

    @property
    def place(self) -> tuple[str, ...]:
        """The path below the drop folder, part by part."""
        return (*self.folders, self.name)

    @property
    def signature(self) -> tuple[int, int, int]:
        """What changes when somebody writes; not the inode, which some shares make up."""
        return self.size, self.mtime_ns, self.ctime_ns

    @property
    def lasting_ticket(self) -> str:
        """A ticket that is the same at every look and watcher: for what stays where it lies."""
        # What happens inside a folder does not make it another one.
        mtime_ns = 0 if stat.S_ISDIR(self.mode) else self.mtime_ns
        day = datetime.fromtimestamp(mtime_ns // 10**9 % 2**34, UTC).strftime("%Y%m%d")
        told = "\0".join((*self.place, str(self.mode), str(mtime_ns)))
        return f"{day}-{sha256(os.fsencode(told)).hexdigest()[:24]}"


class Unfit(NamedTuple):
    """Something that is never taken, and why: a name in ``schemas.set_aside_reasons``."""

    entry: Entry
    reason: str


@dataclass
class Listing:
    """One look at the drop folder.

    Attributes:
        files: that may be scans.
        vouchers: files by which a station says that others are complete.
        unfit: links, pipes, sockets, devices; folders that are closed to us or lie too deep.
        ignored: how many temporary and hidden names there were.
        folders: all that were looked into, part by part, the drop folder itself left out.
    """

    files: list[Entry] = field(default_factory=list)
    vouchers: list[Entry] = field(default_factory=list)
    unfit: list[Unfit] = field(default_factory=list)
    ignored: int = 0
    folders: list[tuple[str, ...]] = field(default_factory=list)


def look(drop: Path, now_s: float) -> Listing:
    """Return what lies in the drop folder and all its folders.

    Links are never followed, not even when a folder becomes one while we look. Folders of
    batches that have been empty for a week by the clock ``now_s`` are removed.

    Raises:
        OSError: the drop folder itself cannot be looked into.
    """
    listing = Listing()
    top = os.open(drop, _INTO_FOLDER)
    try:
        _Look(listing, now_s, os.fstat(top).st_dev).into(top, ())
    finally:
        os.close(top)
    return listing


def open_folder(drop: Path, folders: tuple[str, ...]) -> int:
    """Return a descriptor of a folder below ``drop``; every step must be a folder, not a link.

    Raises:
        OSError: it is not there any more, or became something else.
    """
    here = os.open(drop, _INTO_FOLDER)
    for name in folders:
        try:
            below = os.open(name, _INTO_FOLDER, dir_fd=here)
        finally:
            os.close(here)
        here = below
    return here


def open_file(drop: Path, entry: Entry) -> BufferedReader:
    """Open a file below ``drop`` for reading; never a link, a pipe or a device.

    Raises:
        OSError: it is gone, became something else, or may not be read.
    """
    folder = open_folder(drop, entry.folders)
    try:
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        file = os.open(entry.name, flags, dir_fd=folder)
    finally:
        os.close(folder)
    if not stat.S_ISREG(os.fstat(file).st_mode):
        os.close(file)
        raise FileNotFoundError(errno.ENOENT, "became something else")
    return BufferedReader(FileIO(file))


def is_voucher(name: str) -> bool:
    """Say whether a station tells with this file that others are complete."""
    lower = name.lower()
    return lower.endswith(".done") or lower in MANIFESTS


def is_temporary(name: str) -> bool:
    """Say whether a name means that the file is no scan, or none yet."""
    lower = name.lower()
    return (
        lower.startswith(TEMPORARY_STARTS)
        or lower.endswith(TEMPORARY_ENDS)
        or lower in LEFT_BY_DESKTOPS
    )


def station_and_batch(folders: tuple[str, ...]) -> tuple[str, str]:
    """Return what the folders of a file name: the first the station, the others the batch."""
    names = [as_text(name) for name in folders]
    return (names[0] if names else ""), "/".join(names[1:])


def as_text(name: str) -> str:
    """Return a file's name as text in NFC; odd bytes and control signs show as ``�``."""
    text = os.fsencode(name).decode("utf-8", "replace")
    return unicodedata.normalize(
        "NFC", "".join("�" if unicodedata.category(sign) == "Cc" else sign for sign in text)
    )


@dataclass(frozen=True)
class _Look:
    """One look: what it fills, when it is, and the disk it stays on."""

    listing: Listing
    now_s: float
    device: int

    def into(self, here: int, folders: tuple[str, ...]) -> None:
        for entry in _entries(here, folders):
            if is_temporary(entry.name) and entry.name != ".done":
                self.listing.ignored += entry.name not in (SPOOL, UNREADABLE, IDENTITY)
            elif stat.S_ISDIR(entry.mode):
                self._enter(here, entry)
            elif not entry.is_file:
                self.listing.unfit.append(Unfit(entry, "not_a_file"))
            elif is_voucher(entry.name) and entry.size <= _LARGEST_VOUCHER:
                self.listing.vouchers.append(entry)
            else:
                self.listing.files.append(entry)

    def _enter(self, here: int, folder: Entry) -> None:
        length = len(os.fsencode("/".join(folder.place)))
        if len(folder.folders) >= MOST_LEVELS or length > _LONGEST_FOLDER_BYTES:
            self.listing.unfit.append(Unfit(folder, "too_deep"))
            return
        try:
            below = os.open(folder.name, _INTO_FOLDER, dir_fd=here)
        except FileNotFoundError:
            return
        except OSError:
            self.listing.unfit.append(Unfit(folder, "no_permission"))
            return
        try:
            if os.fstat(below).st_dev != self.device:  # from there no rename leads into the spool
                self.listing.unfit.append(Unfit(folder, "other_disk"))
                return
            self.listing.folders.append(folder.place)
            self.into(below, folder.place)
            is_batch = len(folder.folders) > 0
            if is_batch and self.now_s - folder.mtime_ns / 1e9 > _EMPTY_FOLDER_S:
                with suppress(OSError):  # it is not empty
                    os.rmdir(folder.name, dir_fd=here)
        finally:
            os.close(below)


def _entries(here: int, folders: tuple[str, ...]) -> Iterator[Entry]:
    with os.scandir(here) as found:
        names = sorted(entry.name for entry in found)
    for name in names:
        try:
            about = os.stat(name, dir_fd=here, follow_symlinks=False)
        except OSError:  # gone meanwhile
            continue
        yield entry_of(folders, name, about)


def entry_of(folders: tuple[str, ...], name: str, about: os.stat_result) -> Entry:
    """Return what ``stat`` says of a name as an entry."""
    return Entry(
        folders,
        name,
        about.st_mode,
        about.st_size,
        about.st_mtime_ns,
        about.st_ctime_ns,
    )
