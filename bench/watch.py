"""Watches the memory of a process and of all it starts."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from types import TracebackType
from typing import NamedTuple, Self

_PROC = Path("/proc")
# What is gone between two looks of ours.
_GONE = (FileNotFoundError, ProcessLookupError)
READER = "reader"


class Seen(NamedTuple):
    """One process at one moment; sizes in bytes. ``peak`` is the kernel's own record."""

    name: str
    resident: int
    peak: int


class MemoryWatch:
    """Looks at what process ``pid`` starts, and what that starts, while a ``with`` is open.

    The kernel remembers each process's largest resident size, so what grows and shrinks
    between two looks is not lost; a process that lives shorter than that may be. Linux only.

    Attributes:
        peaks: name of program -> most bytes that any one process of it ever held.
        now: name of program -> bytes its largest process held at the last look.
        together: most bytes that all of them held at one look, shared pages counted in each.
    """

    def __init__(self, pid: int, *, every_s: float = 0.05) -> None:
        self.peaks: dict[str, int] = {}
        self.now: dict[str, int] = {}
        self.together = 0
        self._pid, self._every_s = pid, every_s
        self._older = set(_below(pid))
        self._over = Event()
        self._thread = Thread(target=self._watch, name="memory watch")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(self._every_s):
            seen = [one for one in map(_look, self._newer()) if one is not None]
            now: dict[str, int] = {}
            for one in seen:
                self.peaks[one.name] = max(self.peaks.get(one.name, 0), one.peak)
                now[one.name] = max(now.get(one.name, 0), one.resident)
            self.now = now
            self.together = max(self.together, sum(one.resident for one in seen))

    def _newer(self) -> Iterator[int]:
        return (pid for pid in _below(self._pid) if pid not in self._older)


def _below(pid: int) -> Iterator[int]:
    """Yield the process's children, their children and so on."""
    with suppress(*_GONE):
        for task in (_PROC / str(pid) / "task").iterdir():
            with suppress(*_GONE):
                for child in (task / "children").read_text("ascii").split():
                    yield int(child)
                    yield from _below(int(child))


def _look(pid: int) -> Seen | None:
    """Return what a process holds, or None when it has ended."""
    try:
        status = (_PROC / str(pid) / "status").read_text("utf-8", errors="replace")
        command = (_PROC / str(pid) / "cmdline").read_bytes()
    except _GONE:
        return None
    rows = dict(line.split(":", 1) for line in status.splitlines() if ":" in line)
    if "VmHWM" not in rows:  # ended, not yet buried
        return None
    name = READER if b"reader_child" in command else _program(command, rows["Name"])
    return Seen(name, _bytes(rows["VmRSS"]), _bytes(rows["VmHWM"]))


def _program(command: bytes, name: str) -> str:
    """Return what a person calls the program; scripts go by their own name."""
    words = command.split(b"\0")
    script = words[1] if b"python" in words[0] and len(words) > 1 else words[0]
    shown = os.path.basename(script).decode(errors="replace")  # noqa: PTH119 -- bytes
    return name.strip() if not shown or shown.startswith("-") else shown


def _bytes(size: str) -> int:
    return int(size.split()[0]) * 1024
