"""A run over files and folders, here and now: what ``sodo process`` does."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from errno import ENOSPC
from pathlib import Path
from queue import SimpleQueue
from tempfile import gettempdir
from threading import current_thread, main_thread
from types import FrameType
from typing import NamedTuple

from export.atomic import write_atomic
from schemas.document import Document, SetAside, SetAsideCode, SourceFile
from schemas.errors import OutputError, SettingsError
from schemas.progress import Progress, Report
from schemas.reading import Status
from workers.names import NAMES_FILE, Known, given_names, load_names, names_as_bytes, shown_name
from workers.reader_process import DEFAULT_MEMORY_BYTES, ReaderClosed, ReaderProcess
from workers.results import Exports, Results
from workers.sources import Source, find_sources

# Reads the source; may write a searchable PDF to the second path; reports after each page.
# Runs in another process, so it must be importable by name (functools.partial of such is fine).
Read = Callable[[Path, Path, Report], Document]

# Rebuilding the tables of more records than this would keep an impatient person waiting.
_QUICK_RECORDS = 2000
_FULL_BYTES = 2**20
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Planned(NamedTuple):
    """First event: how many files will be read, how many were done before."""

    files: int
    skipped: int


class Began(NamedTuple):
    name: str


class Advanced(NamedTuple):
    name: str
    progress: Progress


class Ended(NamedTuple):
    """``pages`` and ``flags`` count what the document holds; both 0 when set aside."""

    name: str
    set_aside: SetAside | None
    pages: int
    flags: int


Event = Planned | Began | Advanced | Ended


class RunResult(NamedTuple):
    """How a run went.

    Attributes:
        exit_status: 0 every source was read, now or before; 1 at least one was set aside;
            130 or 143 stopped by Ctrl-C or SIGTERM.
        done: names read in this run.
        set_aside: name -> reason, of this run and of earlier ones over the same sources.
        skipped: names that were done before.
    """

    exit_status: int
    done: tuple[str, ...]
    set_aside: dict[str, SetAside]
    skipped: tuple[str, ...]


class _Task(NamedTuple):
    name: str
    source: Source


class _Stop(NamedTuple):
    signal_number: int


class _Failed(NamedTuple):
    error: OutputError | SettingsError


class _Idle(NamedTuple):
    """A worker has nothing left to do."""


def run(
    paths: Sequence[Path],
    out: Path,
    *,
    read: Read,
    exports: Exports,
    workers: int = 0,
    timeout_s: float,
    memory_bytes: int = DEFAULT_MEMORY_BYTES,
    again: bool = False,
    on_event: Callable[[Event], None] = lambda event: None,
) -> RunResult:
    """Read every source of ``paths`` and leave the results in ``out``.

    A source whose record is there with the same content is skipped unless ``again``. Each is
    read in a process that may take ``memory_bytes`` of address space and be silent for
    ``timeout_s`` between pages; ``workers`` at a time, 0 for one per processor core. Whatever
    happens to one, it ends as a record: sources are only ever read. ``on_event`` is called in
    this thread. Ctrl-C and SIGTERM stop the run at once; the next run goes on from there.

    Raises:
        SettingsError: a path is not there, another run writes to ``out``, or readers cannot start.
        OutputError: ``out`` cannot be written, disk full for instance; nothing is half-written
            and the next run goes on from there.
    """
    sources = find_sources(paths, out)
    results = Results(out, exports)
    results.prepare()
    with results.alone(), _signals_queued() as events:
        tasks, before = _plan(sources, results, again=again)
        on_event(Planned(len(tasks), len(before)))
        try:
            ended, stopped = _work(
                tasks, results, events, on_event, read, workers, timeout_s, memory_bytes
            )
        finally:
            results.sweep()
        records = len(before) + len(ended)
        if not stopped or records <= _QUICK_RECORDS:
            results.write_tables()
    refused = {
        name: document.set_aside for name, document in before.items() if document.set_aside
    } | {event.name: event.set_aside for event in ended if event.set_aside}
    return RunResult(
        128 + stopped if stopped else int(bool(refused)),
        tuple(event.name for event in ended if event.set_aside is None),
        refused,
        tuple(before),
    )


def _plan(
    sources: Sequence[Source], results: Results, *, again: bool
) -> tuple[list[_Task], dict[str, Document]]:
    """Return what to read, and name -> document of what is done already.

    Names are written down before the first file is read, so that an interrupted run and the
    next agree about them.
    """
    earlier = load_names(results.folder)
    documents = results.documents()
    known = {name: Known(d.source.file, d.source.sha256) for name, d in documents.items()}
    names_before = {Path(path): name for name, path in earlier.items()}
    shown = {row.file for row in known.values()}
    # Only what may have been read before need be hashed; a first run hashes nothing here.
    hashes = {
        source.path: _sha256(source.path)
        for source in sources
        if source.refused is None
        and (names_before.get(source.path) in known or shown_name(source.path) in shown)
    }
    names = given_names((source.path for source in sources), earlier, known, hashes)
    told = earlier | {name: str(path) for path, name in names.items()}
    if told != earlier:
        write_atomic(results.folder / NAMES_FILE, names_as_bytes(told))
    tasks, before = [], {}
    for source in sources:
        name = names[source.path]
        row = known.get(name)
        if row and not again and row.sha256 and row.sha256 == hashes.get(source.path):
            before[name] = documents[name]
        else:
            tasks.append(_Task(name, source))
    return tasks, before


def _work(
    tasks: Sequence[_Task],
    results: Results,
    events: SimpleQueue[object],
    on_event: Callable[[Event], None],
    read: Read,
    workers: int,
    timeout_s: float,
    memory_bytes: int,
) -> tuple[list[Ended], int]:
    """Read the tasks; return what ended and the number of the signal that stopped it, or 0."""
    if not tasks:
        return [], 0
    waiting = deque(tasks)
    count = min(workers or len(os.sched_getaffinity(0)), len(tasks))
    readers = [ReaderProcess(read, memory_bytes=memory_bytes) for _ in range(count)]
    with ThreadPoolExecutor(count) as pool:
        serving = [
            pool.submit(_serve, reader, waiting, results, events, timeout_s) for reader in readers
        ]
        try:
            ended, stopped = _listen(events, on_event, count)
        finally:
            waiting.clear()
            for reader in readers:
                reader.close()
    for thread in serving:
        thread.result()  # a defect of ours that ended a thread shows here
    return ended, stopped


def _listen(
    events: SimpleQueue[object], on_event: Callable[[Event], None], count: int
) -> tuple[list[Ended], int]:
    """Pass events on until ``count`` workers are idle; see ``_work``."""
    ended: list[Ended] = []
    while count:
        event = events.get()
        if isinstance(event, _Stop):
            return ended, event.signal_number
        if isinstance(event, _Failed):
            raise event.error
        if isinstance(event, _Idle):
            count -= 1
        elif isinstance(event, Began | Advanced | Ended):
            if isinstance(event, Ended):
                ended.append(event)
            on_event(event)
    return ended, 0


def _serve(
    reader: ReaderProcess[Document],
    waiting: deque[_Task],
    results: Results,
    events: SimpleQueue[object],
    timeout_s: float,
) -> None:
    """Read one task after another; the body of a worker's thread."""
    try:
        with reader:
            while waiting:
                try:
                    task = waiting.popleft()
                except IndexError:  # another thread was faster
                    break
                events.put(Began(task.name))
                events.put(_read_one(reader, task, results, events, timeout_s))
    except ReaderClosed:
        pass  # the run is being stopped
    except (OutputError, SettingsError) as error:
        events.put(_Failed(error))
    finally:
        events.put(_Idle())


def _read_one(
    reader: ReaderProcess[Document],
    task: _Task,
    results: Results,
    events: SimpleQueue[object],
    timeout_s: float,
) -> Ended:
    """Read one source and keep its results, whatever comes of it."""
    path = task.source.path
    part = results.searchable_part(task.name)
    said: Document | SetAside
    if task.source.refused:
        said = task.source.refused
    else:
        said = reader.read(
            path,
            part,
            timeout_s=timeout_s,
            report=lambda progress: events.put(Advanced(task.name, progress)),
        )
    if isinstance(said, SetAside):
        if said.code is SetAsideCode.CRASHED:
            for folder in (results.folder, Path(gettempdir())):
                _blame_disk(folder)
        part.unlink(missing_ok=True)
        sha256 = "" if task.source.refused else _sha256(path)
        source = SourceFile(file=shown_name(path), sha256=sha256, pages=0)
        said = Document(source=source, set_aside=said)
    elif said.source.file != shown_name(path):
        source = said.source.model_copy(update={"file": shown_name(path)})
        said = said.model_copy(update={"source": source})
    results.keep(task.name, said, part)
    flags = sum(
        reading.status is Status.FLAGGED for record in said.records for reading in record.fields
    )
    return Ended(task.name, said.set_aside, said.source.pages, flags)


def _blame_disk(folder: Path) -> None:
    """Raise ``OutputError`` when a crash has more to do with a full disk than with a file."""
    if shutil.disk_usage(folder).free < _FULL_BYTES:
        raise OutputError(f"{folder}: {os.strerror(ENOSPC)}")


def _sha256(path: Path) -> str:
    """Return the hash of a file's bytes; an empty one when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


@contextmanager
def _signals_queued() -> Iterator[SimpleQueue[object]]:
    """Turn the first Ctrl-C or SIGTERM into an event; a second one ends the program as usual."""
    events: SimpleQueue[object] = SimpleQueue()
    if current_thread() is not main_thread():  # only there may signals be caught
        yield events
        return
    before = {number: signal.getsignal(number) for number in _SIGNALS}

    def stop(number: int, _frame: FrameType | None) -> None:
        for known, handler in before.items():
            signal.signal(known, handler)
        events.put(_Stop(number))

    for number in _SIGNALS:
        signal.signal(number, stop)
    try:
        yield events
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
