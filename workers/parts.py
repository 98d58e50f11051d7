"""A part of the station: a program that is kept running, whatever ends it."""

import logging
import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

log = logging.getLogger(__name__)

_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 60.0
# A part that lived for this long is not the kind that dies at every start.
_SETTLED_S = 60.0
_LONGEST_LOG_BYTES = 10 * 2**20


class PartState(NamedTuple):
    """How a part fares.

    Attributes:
        pid: None while it is down.
        starts: how often it was started.
        again_in_s: until it is started again; 0 while it runs.
        status: how it ended last; negative for a signal, None if it never did.
    """

    name: str
    pid: int | None
    starts: int
    again_in_s: float
    status: int | None


class Part:
    """Started and looked after from one thread: the kernel ends the part when that thread ends."""

    def __init__(self, name: str, words: tuple[str, ...], log_file: Path | None) -> None:
        """Name a part; ``log_file`` takes what it prints, None leaves that to our own output."""
        self.name = name
        self._words = words
        self._log_file = log_file
        self._process: subprocess.Popen[bytes] | None = None
        self._starts = 0
        self._started_at = 0.0
        self._again_at = 0.0
        self._pause_s = _FIRST_PAUSE_S
        self._status: int | None = None

    def look_after(self) -> None:
        """Start it if it is down and its pause is over."""
        if self._process is not None:
            self._bury()
        if self._process is None and time.monotonic() >= self._again_at:
            self._start()

    def ask_to_leave(self) -> None:
        """Send SIGTERM."""
        self._signal(signal.SIGTERM)

    def has_left(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def end(self) -> None:
        """Kill what has not left by itself, and whatever shares its session."""
        if self._process is None:
            return
        self._signal(signal.SIGKILL)
        self._status = self._process.wait()
        self._process = None

    def state(self) -> PartState:
        again_in_s = 0.0 if self._process else max(0.0, self._again_at - time.monotonic())
        pid = self._process.pid if self._process else None
        return PartState(self.name, pid, self._starts, again_in_s, self._status)

    def _start(self) -> None:
        self._starts += 1
        self._started_at = time.monotonic()
        output = self._open_log()
        try:
            self._process = subprocess.Popen(
                (*_leaving_with_parent(), *self._words),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,  # Ctrl-C is for us: we say when each part ends
            )
        finally:
            if output is not None:
                os.close(output)
        log.info("started", extra={"part": self.name, "pid": self._process.pid})

    def _bury(self) -> None:
        """Note that the process has ended, if it has, and when to start the next."""
        assert self._process is not None
        status = self._process.poll()
        if status is None:
            return
        if time.monotonic() - self._started_at > _SETTLED_S:
            self._pause_s = _FIRST_PAUSE_S
        log.error(
            "ended; started again",
            extra={"part": self.name, "status": status, "in_s": self._pause_s},
        )
        self._process, self._status = None, status
        self._again_at = time.monotonic() + self._pause_s
        self._pause_s = min(2 * self._pause_s, _LONGEST_PAUSE_S)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self._process.pid, number)

    def _open_log(self) -> int | None:
        if self._log_file is None:
            return None
        with suppress(FileNotFoundError):
            if self._log_file.stat().st_size > _LONGEST_LOG_BYTES:
                self._log_file.replace(self._log_file.with_suffix(".old"))
        return os.open(self._log_file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


def _leaving_with_parent() -> tuple[str, ...]:
    """Return the words before a command that make it end, in order, when its parent is killed."""
    setpriv = shutil.which("setpriv")
    return (setpriv, "--pdeathsig", "TERM") if setpriv else ()
