"""Whether the drop folder is the one we know: a share that fell off leaves an empty folder."""

import json
import os
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from export.atomic import write_atomic
from schemas.errors import TransientError
from workers.drop_folder import IDENTITY

_LONGEST_BYTES = 200


class DropGone(TransientError):
    """The drop folder is missing, or another folder stands in its place."""


class _Known(NamedTuple):
    """What we remember: the word written into the folder, and which folder it was."""

    word: str
    device: int
    inode: int


class DropIdentity:
    """Compares the drop folder with what the station remembers of it.

    The folder carries a word in ``.sodo-drop``; the station keeps the same word in ``memory``.
    Deleting ``memory`` makes it accept whatever folder is there.
    """

    def __init__(self, drop: Path, memory: Path) -> None:
        self._drop = drop
        self._memory = memory
        self.mark = drop / IDENTITY

    def check(self) -> None:
        """Return when the folder is the known one; at the first time it is made and marked.

        Raises:
            DropGone: it is not there, or is another one; an unmounted share looks like that.
            OutputError: what must be remembered cannot be written.
        """
        known = _remembered(self._memory)
        if known is None:
            with suppress(OSError):
                self._drop.mkdir(parents=True, exist_ok=True)
        try:
            about = self._drop.stat()
            word = self._word()
            is_same = known is not None and (about.st_dev, about.st_ino) == known[1:]
            if word is None and (known is None or is_same):
                # Somebody tidied up hidden files; or the very first start.
                word = self._marked(known.word if known else token_hex(16))
        except OSError as error:
            raise DropGone(error.strerror or "gone") from error
        if word is None or (known is not None and word != known.word):
            raise DropGone("another folder stands in its place; is the share mounted?")
        if not is_same:
            told = {"word": word, "device": about.st_dev, "inode": about.st_ino}
            write_atomic(self._memory, json.dumps(told).encode())

    def _word(self) -> str | None:
        try:
            file = os.open(self.mark, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
        except FileNotFoundError:
            return None
        try:
            return os.read(file, _LONGEST_BYTES).decode("ascii", "replace").strip()
        finally:
            os.close(file)

    def _marked(self, word: str) -> str | None:
        """Write the word where there is none; return the one that stands there then."""
        part = self.mark.with_name(f"{IDENTITY}-{token_hex(4)}")
        part.write_text(word, "ascii")
        try:
            with suppress(FileExistsError):  # another watcher was quicker
                os.link(part, self.mark)
        except OSError:  # a share without links
            part.replace(self.mark)
        with suppress(FileNotFoundError):
            part.unlink()
        return self._word()


def _remembered(memory: Path) -> _Known | None:
    try:
        said = json.loads(memory.read_bytes())
        return _Known(str(said["word"]), int(said["device"]), int(said["inode"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return None
