"""Which files a command's paths mean, in a fixed order and without opening any."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from schemas.document import SetAside
from schemas.errors import SettingsError
from schemas.set_aside_reasons import set_aside


class Source(NamedTuple):
    """A file to read.

    Attributes:
        path: absolute; links are kept as they are.
        refused: why it will not even be opened (a link inside a folder, a pipe, a device).
    """

    path: Path
    refused: SetAside | None = None


def find_sources(paths: Iterable[Path], out: Path) -> tuple[Source, ...]:
    """Return every file that ``paths`` name or contain, each once, folders sorted by name.

    A link given by name is followed; links inside folders are not, so that no folder can lead
    elsewhere or in a circle. What lies in ``out`` is never a source.

    Raises:
        SettingsError: a path is not there.
    """
    own = out.absolute()
    found: dict[Path, Source] = {}
    for given in paths:
        path = given.absolute()
        if not path.exists():
            raise SettingsError(f"{given}: no such file or folder")
        for source in _inside(path, own) if path.is_dir() else (_judged(path, path.stat()),):
            found.setdefault(source.path, source)
    return tuple(found.values())


def _inside(folder: Path, own: Path) -> Iterator[Source]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield Source(folder, set_aside("no_permission"))
        return
    for entry in entries:
        path = folder / entry.name
        if path == own:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _inside(path, own)
        else:
            yield _judged(path, entry.stat(follow_symlinks=False))


def _judged(path: Path, about: os.stat_result) -> Source:
    return Source(path, None if stat.S_ISREG(about.st_mode) else set_aside("not_a_file"))
