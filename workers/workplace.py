"""What a worker works with: its store, its reader process, its limits, and the order to stop."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Timer
from types import TracebackType
from typing import Self

from schemas.progress import Report
from store.beats import beat
from store.blobs import Blobs
from store.errors import StoreAway
from store.session import Store
from workers.read_task import ReadTask, StationReading
from workers.reader_process import ReaderProcess

log = logging.getLogger(__name__)

# Runs in another process, so it must be importable by name.
Read = Callable[[ReadTask, Report], StationReading]

_BEAT_S = 5.0
_FIRST_REST_S, _LONGEST_REST_S = 0.5, 30.0


class Workplace:
    """One worker's things; leave it by ``with``, which ends its reader process.

    Attributes:
        who: the worker's name in claims and histories.
        folder: for its temporary files.
        ring: tells the other workers, or this one later, that there is work.
        room: shared by all workers of this machine, see ``workers.alone``.
        stopping: set when the worker shall end.
    """

    def __init__(
        self,
        store: Store,
        originals: Blobs,
        pages: Blobs,
        read: Read,
        *,
        who: str,
        folder: Path,
        room: Path,
        ring: Callable[[], object],
        lease_s: float,
        timeout_s: float,
        memory_bytes: int,
    ) -> None:
        self.store = store
        self.originals = originals
        self.pages = pages
        self.who = who
        self.folder = folder
        self.room = room
        self.ring = ring
        self.lease_s = lease_s
        self.timeout_s = timeout_s
        self.stopping = Event()
        self.documents = 0
        self._read = read
        self._memory_bytes = memory_bytes
        self._reader: ReaderProcess[StationReading] | None = None
        self._lock = Lock()
        self._out_of_time = False
        self._rest_s = _FIRST_REST_S
        self._beat_at = float("-inf")

    def reader(self) -> ReaderProcess[StationReading]:
        """Return the reader process, kept from document to document; a new one if it was ended."""
        with self._lock:
            if self._reader is None:
                self._reader = ReaderProcess(self._read, memory_bytes=self._memory_bytes)
                if self._out_of_time:
                    self._reader.close()
            return self._reader

    def end_reader(self) -> None:
        """Break off what is being read, with all that was started for it; any thread may call."""
        with self._lock:
            if self._reader is not None:
                self._reader.close()

    def bury(self, reader: ReaderProcess[StationReading]) -> None:
        """Take leave of a reader that was ended; the next document gets a new one."""
        with self._lock:
            if self._reader is reader:
                self._reader = None
        with reader:
            """Leaving it waits for the child and frees what it held."""

    def stop(self, within_s: float) -> None:
        """Take no more documents; break off the one being read after ``within_s``."""
        if self.stopping.is_set():
            return
        self.stopping.set()
        timer = Timer(within_s, self._stop_now)
        timer.daemon = True
        timer.start()

    def rest(self) -> None:
        """Wait because the surroundings failed, longer each time; ``refreshed`` begins anew."""
        self.stopping.wait(self._rest_s)
        self._rest_s = min(2 * self._rest_s, _LONGEST_REST_S)

    def refreshed(self) -> None:
        """Note that a document went well."""
        self.documents += 1
        self._rest_s = _FIRST_REST_S

    def beat(self) -> None:
        """Say in the store, every few seconds, that this worker lives; any thread may call."""
        if time.monotonic() - self._beat_at < _BEAT_S:
            return
        self._beat_at = time.monotonic()
        try:
            beat(self.store, self.who, {"documents": self.documents})
        except StoreAway as error:
            log.warning("the store is away: %s", error)

    def wait_a_moment(self) -> bool:
        """Sleep between two looks at a lock; False when out of time."""
        self.stopping.wait(0.2)
        return not self.stopping.is_set()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._reader is not None:
            self.bury(self._reader)

    def _stop_now(self) -> None:
        with self._lock:
            self._out_of_time = True
            if self._reader is not None:
                self._reader.close()
