"""Reading alone: a document that needs the whole machine waits until no other is being read."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from schemas.errors import SodoError

_GATE, _ROOM = ".gate.lock", ".room.lock"


class Interrupted(SodoError):
    """The wait was broken off."""


@contextmanager
def room(folder: Path, *, alone: bool, wait: Callable[[], bool]) -> Iterator[None]:
    """Hold a place among the readers that share ``folder``, or the whole room when ``alone``.

    Everybody passes the gate before entering the room. Who wants it alone closes the gate first,
    so that newcomers cannot keep it out for ever. ``wait`` is called between tries: it sleeps a
    moment and returns False to break off. The kernel gives back what a killed process held.

    Raises:
        Interrupted: ``wait`` returned False.
    """
    kind = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
    with (folder / _GATE).open("wb") as gate, (folder / _ROOM).open("wb") as inside:
        _take(gate, kind, wait)
        _take(inside, kind, wait)
        if not alone:
            fcntl.flock(gate, fcntl.LOCK_UN)
        yield


def _take(lock: IO[bytes], kind: int, wait: Callable[[], bool]) -> None:
    while True:
        try:
            fcntl.flock(lock, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if not wait():
                raise Interrupted from None
        else:
            return
