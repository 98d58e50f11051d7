"""Folders for temporary files of workers, found again and cleared when their owner is gone."""

import shutil
from pathlib import Path

from workers.identity import is_gone

_FOLDER = "work"


def own_folder(data: Path, who: str) -> tuple[Path, Path]:
    """Return the folder that all workers here share, and one in it for ``who`` alone."""
    shared = data / _FOLDER
    own = shared / _folded(who)
    own.mkdir(parents=True, exist_ok=True)
    return shared, own


def emptied(folder: Path) -> Path:
    """Return the folder with nothing in it: cheaper than a new one for each document."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    return folder


def clear_the_dead(data: Path) -> None:
    """Remove what killed workers of this machine left."""
    shared = data / _FOLDER
    if not shared.is_dir():
        return
    for path in shared.iterdir():
        if path.is_dir() and is_gone(_unfolded(path.name)):
            shutil.rmtree(path, ignore_errors=True)


def _folded(who: str) -> str:
    return who.replace("/", "+")


def _unfolded(name: str) -> str:
    return name.replace("+", "/")
