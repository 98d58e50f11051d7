"""A reader that can be killed: documents are read in a child, so that none can take us down."""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from socket import socketpair
from tempfile import TemporaryDirectory, TemporaryFile
from threading import Lock
from time import monotonic
from types import TracebackType
from typing import IO, Generic, Self, TypeVar, cast

from schemas.document import SetAside
from schemas.errors import OutputError, SettingsError, SodoError
from schemas.progress import Progress, Report
from schemas.set_aside_reasons import set_aside
from workers.reader_child import CannotRun, CannotWrite, Done, Ready, Refused

Result = TypeVar("Result")

log = logging.getLogger(__name__)

DEFAULT_MEMORY_BYTES = 4 * 2**30
_START_TIMEOUT_S = 120.0
# A fresh process now and then bounds whatever the libraries leak.
_DOCUMENTS_PER_PROCESS = 200
_DYING_S = 3.0
_LAST_WORDS_BYTES = 4000
# One document, one core: the processes share the machine, not the threads of one of them.
_ONE_THREAD = dict.fromkeys(
    (
        "OMP_NUM_THREADS",
        "OMP_THREAD_LIMIT",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "OPENCV_FOR_THREADS_NUM",
    ),
    "1",
)


class ReaderClosed(SodoError):
    """The reader was closed while it read, or before."""


@dataclass(frozen=True)
class _Child:
    """A running process with everything that ends with it."""

    process: subprocess.Popen[bytes]
    channel: Connection
    lifeline: int
    words: IO[bytes]
    scratch: TemporaryDirectory[str]

    def let_end(self) -> None:
        """Wait a little for a child that is about to end by itself, for its own status."""
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_DYING_S)

    def end(self) -> int:
        """Kill the child and all it started; return how it had ended, negative for a signal."""
        # Its guard is in the same group and outlives it, so the number is still theirs.
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        status = self.process.wait()
        self.channel.close()
        os.close(self.lifeline)
        self.words.close()
        self.scratch.cleanup()
        return status

    def last_words(self) -> str:
        """Return the end of what the child and its libraries printed."""
        length = self.words.seek(0, os.SEEK_END)
        self.words.seek(max(0, length - _LAST_WORDS_BYTES))
        return self.words.read().decode(errors="replace")


class ReaderProcess(Generic[Result]):
    """Calls ``read(*arguments, report)`` in a child process, one document after another.

    ``read`` is picklable and importable by name. The child starts at the first document, leads
    a session and group of its own, may use ``memory_bytes`` of address space (0: any) and has a
    temporary folder that goes with it. It starts again by itself after whatever ended it. If
    this process dies, even by ``kill -9``, the child and all it started die too.

    One thread calls ``read``; any thread may call ``close``.
    """

    def __init__(
        self, read: Callable[..., Result], *, memory_bytes: int = DEFAULT_MEMORY_BYTES
    ) -> None:
        self._read = pickle.dumps(read)
        self._memory_bytes = memory_bytes
        self._child: _Child | None = None
        self._closed = False
        self._documents = 0
        self._lock = Lock()

    def read(
        self, *arguments: object, timeout_s: float, report: Report | None = None
    ) -> Result | SetAside:
        """Return what ``read`` returned, or why the file must be set aside.

        ``timeout_s`` is the longest silence borne: each page reported starts it anew.

        Raises:
            OutputError: the child or its temporary folder could not be written; no fault of the
                file.
            SettingsError: the child does not even start, or lacks what every file needs.
            ReaderClosed: ``close`` was called.
        """
        child = self._running()
        self._documents += 1
        try:
            child.channel.send(arguments)
            answer = self._await(child, timeout_s, report)
        except (EOFError, OSError):
            answer = self._buried(child)
        if isinstance(answer, Done):
            if self._documents >= _DOCUMENTS_PER_PROCESS:
                self._end()
            return cast(Result, answer.result)
        if isinstance(answer, CannotWrite):
            raise OutputError(answer.text)
        if isinstance(answer, CannotRun):
            raise SettingsError(answer.text)
        if isinstance(answer, Refused):
            if answer.worn_out:
                self._end()
            return answer.said
        raise TypeError(type(answer))

    def close(self) -> None:
        """Kill the child at once, also in the middle of a document; none is started again."""
        with self._lock:
            self._closed = True
            child = self._child
            if child is not None:
                with suppress(ProcessLookupError):
                    os.killpg(child.process.pid, signal.SIGKILL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        self._end()

    def _await(self, child: _Child, timeout_s: float, report: Report | None) -> object:
        """Return the child's answer, passing its progress on, or the timeout's set-aside."""
        deadline = monotonic() + timeout_s
        while child.channel.poll(max(0.0, deadline - monotonic())):
            said = child.channel.recv()
            if not isinstance(said, Progress):
                return said
            deadline = monotonic() + timeout_s
            if report is not None:
                report(said)
        log.warning("a reader was stopped after %g s of silence", timeout_s)
        return Refused(set_aside("timeout", seconds=f"{timeout_s:g}"), worn_out=True)

    def _buried(self, child: _Child) -> Refused:
        """Take leave of a child that died and say so."""
        if self._closed:
            raise ReaderClosed
        child.let_end()
        words = child.last_words()
        status = self._end()
        log.error("a reader ended with status %s:\n%s", status, words)
        return Refused(set_aside("crashed"))

    def _running(self) -> _Child:
        with self._lock:
            if self._closed:
                raise ReaderClosed
            if self._child is None:
                try:
                    self._child = self._started()
                except OSError as error:
                    raise OutputError(f"{error.filename or ''}: {error.strerror}") from error
                self._documents = 0
            child = self._child
        if not self._documents:
            self._load(child)
        return child

    def _started(self) -> _Child:
        ours, theirs = socketpair()
        held_by_child, lifeline = os.pipe()
        words = TemporaryFile()  # noqa: SIM115 -- lives as long as the child
        scratch = TemporaryDirectory(prefix="sodo-reader-")
        ids = (theirs.fileno(), held_by_child)
        # Not ``-m``: what the child sends must belong to that module, not to ``__main__``.
        start = f"from workers.reader_child import main; main(*{ids}, {self._memory_bytes})"
        process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", start],
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            pass_fds=ids,
            start_new_session=True,
            env={
                **os.environ,
                **_ONE_THREAD,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
                "TMPDIR": scratch.name,
            },
        )
        theirs.close()
        os.close(held_by_child)
        return _Child(process, Connection(ours.detach()), lifeline, words, scratch)

    def _load(self, child: _Child) -> None:
        """Send the reading function over; its imports take a second or two."""
        try:
            child.channel.send_bytes(self._read)
            ready = child.channel.poll(_START_TIMEOUT_S) and child.channel.recv()
        except (EOFError, OSError):
            ready = False
        if not isinstance(ready, Ready):
            if self._closed:
                raise ReaderClosed
            child.let_end()
            words = child.last_words()
            self._end()
            raise SettingsError(f"the reader does not start:\n{words}")

    def _end(self) -> int:
        with self._lock:
            child, self._child = self._child, None
        return child.end() if child is not None else 0
