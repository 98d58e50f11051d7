"""Points at which a test may kill, fail or stall a process; nothing happens at them otherwise."""

import errno
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from schemas.errors import SettingsError

# Every point in the code, in the order in which a document meets them.
POINTS: Final = frozenset(
    {
        # watcher
        "before_take",
        "after_ticket",
        "after_rename",
        "before_hash",
        "after_hash",
        "after_archive",
        "after_admit",
        "after_clear",
        "after_ring",
        "after_refuse",
        # worker
        "after_claim",
        "after_fetch",
        "after_read",
        "after_pages",
        "after_finish",
        "after_fail",
        # watchdog
        "after_put_back",
        "after_feed",
        "before_show",
        "after_show",
    }
)


@dataclass
class _Planted:
    """What waits at one point. ``number``: see ``plant``; ``passed``: how often it was met."""

    act: Callable[[int, float], None]
    number: float
    passed: int = 0


_planted: dict[str, _Planted] = {}


def fault(name: str) -> None:
    """Pass the point ``name``: nothing happens unless something was planted there.

    Raises:
        OSError: the one that was planted.
    """
    if _planted and name in _planted:
        waiting = _planted[name]
        waiting.passed += 1
        waiting.act(waiting.passed, waiting.number)


def plant(faults: str | None) -> None:
    """Plant what ``SODO_FAULTS`` says, instead of what was planted before; None clears all.

    ``point:act`` or ``point:act:number``, several with commas:

    - ``kill``: SIGKILL to this process when it passes for the ``number``-th time (default 1);
    - ``error``, ``full``: an input/output error, a full disk, the first ``number`` times;
    - ``hang``: waits ``number`` seconds each time.

    Raises:
        SettingsError: no such point or act, or no number.
    """
    planted = {}
    for one in (faults or "").split(","):
        if not one.strip():
            continue
        point, act, number = (*one.strip().split(":"), "1", "1")[:3]
        if point not in POINTS or act not in _ACTS:
            raise SettingsError(f"no such fault: {one.strip()}")
        try:
            planted[point] = _Planted(_ACTS[act], float(number))
        except ValueError as error:
            raise SettingsError(f"no number: {one.strip()}") from error
    _planted.clear()
    _planted.update(planted)


def _kill(passed: int, number: float) -> None:
    if passed == number:
        os.kill(os.getpid(), signal.SIGKILL)


def _error(passed: int, number: float) -> None:
    if passed <= number:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _full(passed: int, number: float) -> None:
    if passed <= number:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _hang(_passed: int, number: float) -> None:
    time.sleep(number)


_ACTS: Final = {"kill": _kill, "error": _error, "full": _full, "hang": _hang}
