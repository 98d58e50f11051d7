"""From the spool into archive and store: bytes first, then the row, then the spool is cleared."""

import hashlib
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import PurePath
from typing import NamedTuple

from schemas.states import Priority, State
from store.blobs import Blobs, original_key
from store.documents import admit, send_again, with_content, with_contents
from store.errors import NotAllowed
from store.session import Store
from store.shapes import Admission, Arrival
from workers.drop_folder import Entry, as_text, open_file, station_and_batch
from workers.faults import fault
from workers.spool import Spool

log = logging.getLogger(__name__)

_AT_ONCE = 8


class _Hashed(NamedTuple):
    """A file whose content is known, and how it looked before it was read."""

    entry: Entry
    sha256: str


class _Unreadable(NamedTuple):
    """Opening or reading the file failed: its disk or its rights."""

    entry: Entry


class _Deposit(NamedTuple):
    """A file whose bytes are in the archive."""

    entry: Entry
    arrival: Arrival


class Brought(NamedTuple):
    """What became of files in the spool.

    Attributes:
        work: for how many documents there is something to do now.
        admitted: how many files were admitted; of the others some changed meanwhile and stay.
        unreadable: those that cannot be read, which stay too.
    """

    work: int
    admitted: int
    unreadable: tuple[Entry, ...]


def bring_in(
    spool: Spool, entries: Sequence[Entry], store: Store, blobs: Blobs, *, by: str
) -> Brought:
    """Archive and admit files that lie in the spool, in one transaction; clear what is safe.

    Safe to run again after a stop at any point.

    Raises:
        StoreAway: database or archive cannot be reached, or is full; all stays as it is.
        OSError: the spool cannot be written.
    """
    # Each waits for the disk several times, and waits for several at once take hardly longer.
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        looked = list(pool.map(lambda entry: _hashed(spool, entry), entries))
        hashed = [one for one in looked if isinstance(one, _Hashed)]
        unreadable = tuple(one.entry for one in looked if isinstance(one, _Unreadable))
        keys = _keys(store, hashed)
        deposits = pool.map(lambda one: _deposit(spool, one, keys[one.sha256], blobs), hashed)
        there = [deposit for deposit in deposits if deposit is not None]
    if not there:
        return Brought(0, 0, unreadable)
    admissions = admit(store, [deposit.arrival for deposit in there], by=by)
    fault("after_admit")
    work = 0
    safe = []
    for deposit, admission in zip(there, admissions, strict=True):
        if _is_of_another(store, deposit.arrival, admission):
            spool.renamed(deposit.entry)
            continue
        work += _has_work(store, admission, by)
        safe.append(deposit.entry)
        log.info(
            "admitted",
            extra={
                "ticket": deposit.arrival.ticket,
                "document": admission.document_id,
                "duplicate": admission.duplicate,
                "repeated": admission.repeated,
            },
        )
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for _ in pool.map(lambda entry: _let_go(spool, entry), safe):
            """Asked for, so that what went wrong is raised here."""
    return Brought(work, len(safe), unreadable)


def _hashed(spool: Spool, entry: Entry) -> _Hashed | _Unreadable | None:
    """Tell what is in a file; None when it is gone."""
    try:
        with open_file(spool.folder, entry) as file:
            fault("before_hash")
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError:
        return _Unreadable(entry)
    fault("after_hash")
    return _Hashed(entry, sha256)


def _keys(store: Store, hashed: Sequence[_Hashed]) -> dict[str, str]:
    """Return each content's one place in the archive, whatever its files are called."""
    # A known content has its place; bytes that are missing there are mended by the way.
    cards = with_contents(store, [one.sha256 for one in hashed])
    keys = {sha256: card.blob_key for sha256, card in cards.items() if card.blob_key is not None}
    for (folders, name, *_), sha256 in hashed:
        keys.setdefault(sha256, original_key(folders[0][:8], sha256, PurePath(name).suffix))
    return keys


def _deposit(spool: Spool, hashed: _Hashed, key: str, blobs: Blobs) -> _Deposit | None:
    """Copy a file into the archive; None when it changed meanwhile or is gone."""
    entry, sha256 = hashed
    ticket = entry.folders[0]
    with suppress(FileNotFoundError):  # another watcher has cleared it: seen just below
        blobs.put(spool.path(entry), key)
    fault("after_archive")
    now = spool.again(entry)
    if now is None or now.signature != entry.signature:
        log.info("still changing", extra={"ticket": ticket})
        return None
    station, batch = station_and_batch(entry.folders[1:])
    arrival = Arrival(ticket, as_text(entry.name), station, batch, sha256, entry.size, key)
    return _Deposit(entry, arrival)


def _is_of_another(store: Store, arrival: Arrival, admission: Admission) -> bool:
    """Say whether the ticket had been admitted with another content than it has now.

    A writer that kept the file open may have changed it between the admission and a restart.
    """
    if not admission.repeated:
        return False
    own = with_content(store, arrival.sha256)
    return own is None or own.document_id != admission.document_id


def _has_work(store: Store, admission: Admission, by: str) -> bool:
    """Say whether somebody should ring; a set-aside document that came again is read again.

    Whoever drops the file once more, out of the set-aside folder or from the scanner, expects
    another try: the machine may have been short of memory, the reader may have improved.
    """
    if admission.duplicate and admission.state is State.SET_ASIDE:
        with suppress(NotAllowed):  # somebody else has just sent it
            send_again(store, admission.document_id, by=by, priority=Priority.ARRIVED)
        return True
    return admission.state is State.WAITING


def _let_go(spool: Spool, entry: Entry) -> None:
    """Clear a file that is safe; one that was written to since it was admitted is another."""
    now = spool.again(entry)
    if now is not None and now.signature != entry.signature:
        spool.renamed(now)
        return
    spool.clear(entry)
    fault("after_clear")
