"""Files that are there whole or not at all."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

from schemas.errors import OutputError

# Names of unfinished files; nothing else in an output folder begins like this.
PART_PREFIX = ".sodo-part-"


def part_path(path: Path) -> Path:
    """Return a fresh name beside ``path`` for writing it bit by bit; see ``commit``.

    The ending is kept, since libraries choose a format by it.
    """
    return path.with_name(f"{PART_PREFIX}{token_hex(6)}{path.suffix}")


def commit(part: Path, path: Path) -> None:
    """Put a finished file in its place: on disk first, then renamed over ``path``.

    Raises:
        OutputError: the folder cannot be written, or ``path`` is a folder, a device or a pipe;
            ``part`` is gone then and ``path`` untouched.
    """
    try:
        _refuse_special(path)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        _forget(part)
        raise OutputError(f"{path}: {error.strerror}") from error
    except OutputError:
        _forget(part)
        raise


def write_atomic(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``; readers see the old file or the whole new one.

    Raises:
        OutputError: disk full, no rights, folder gone, or ``path`` is a folder, a device or a
            pipe; it is as it was before.
    """
    _refuse_special(path)
    part = part_path(path)
    try:
        part.write_bytes(data)
    except OSError as error:
        _forget(part)
        raise OutputError(f"{path}: {error.strerror}") from error
    commit(part, path)


def sweep_parts(folder: Path) -> int:
    """Delete what an interrupted run left unfinished in ``folder``; return how many files."""
    parts = [path for path in folder.glob(f"{PART_PREFIX}*") if path.is_file()]
    for part in parts:
        _forget(part)
    return len(parts)


def _refuse_special(path: Path) -> None:
    """Pass when ``path`` is free or an ordinary file.

    The rename that puts a file in its place would replace a device such as ``/dev/null`` too.
    """
    try:
        kind = path.stat().st_mode
    except OSError:
        return  # nothing there yet; what else is wrong with the folder shows when it is written to
    if not stat.S_ISREG(kind):
        raise OutputError(f"{path}: not an ordinary file")


def _forget(part: Path) -> None:
    with suppress(OSError):
        part.unlink()


def _sync_folder(folder: Path) -> None:
    """Make the rename itself survive a power cut, where the file system can."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # some network file systems refuse to sync a folder
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
