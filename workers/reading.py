"""One claimed document, from the original's bytes to the word in the store what came of it."""

import logging
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, TypeVar

from schemas.document import SetAside, SetAsideCode
from schemas.errors import OutputError, SettingsError
from schemas.progress import Progress
from schemas.reading import Status
from schemas.retries import Cause
from schemas.set_aside_reasons import set_aside as reason
from store.blobs import page_key
from store.claims import fail, release, set_aside
from store.errors import NoSuchThing, StaleClaim, StoreAway
from store.finishing import Reader, finish
from store.likenesses import Looks
from store.shapes import Claim
from workers.alone import Interrupted, room
from workers.faults import fault
from workers.lease import Lease
from workers.read_task import ReadTask, StationReading
from workers.reader_process import ReaderClosed
from workers.work_folder import emptied
from workers.workplace import Workplace

log = logging.getLogger(__name__)
T = TypeVar("T")

# With less than this free, whatever went wrong says nothing about the document.
_FULL_BYTES = 64 * 2**20
# How many leases long a finished reading is worth waiting for the store.
_PATIENCE_LEASES = 5
_AGAIN_S = 1.0
_RESULTS, _FETCHED = "results", "fetched"


class Failed(NamedTuple):
    """A try that went wrong; ``page`` when one page is known to be guilty."""

    cause: Cause
    said: SetAside
    page: int | None = None


def read_claimed(place: Workplace, claim: Claim) -> None:
    """Read the document and tell the store: done, another try, set aside, or given back.

    Safe to run twice: who lost the claim meanwhile changes nothing. When the surroundings fail
    (disk, database, shared store, the reader's own parts) the document goes back uncounted, and
    this call rests a while.
    """
    fault("after_claim")
    try:
        with (
            Lease(place.store, claim, place.lease_s, place.end_reader, place.beat),
            room(place.room, alone=claim.plan.alone, wait=place.wait_a_moment),
        ):
            _read(place, claim)
        place.refreshed()
    except StaleClaim:
        _tell("dropped", claim)
    except (ReaderClosed, Interrupted):
        _give_back(place, claim)
    except (SettingsError, StoreAway, OSError, OutputError) as error:
        log.warning("cannot work here: %s", error, extra={"document": claim.document_id})
        _give_back(place, claim)
        place.rest()


def cause_of(said: SetAside) -> Cause:
    """Return what kind of failure the reader's words tell."""
    if said == reason("out_of_memory"):
        return Cause.MEMORY
    return {SetAsideCode.CRASHED: Cause.CRASH, SetAsideCode.TIMEOUT: Cause.TIME}.get(
        said.code, Cause.BAD_FILE
    )


def _read(place: Workplace, claim: Claim) -> None:
    started = time.monotonic()
    results = emptied(place.folder / _RESULTS)
    said: StationReading | Failed
    try:
        source = _original(place, claim)
        fault("after_fetch")
        said = _said(place, claim, source, results)
    except NoSuchThing:
        said = Failed(Cause.SURROUNDINGS, reason("gone"))
    except OutputError:
        if _is_full(place.folder):
            raise
        said = Failed(Cause.SURROUNDINGS, reason("crashed"))
    fault("after_read")
    if isinstance(said, Failed):
        _fail(place, claim, said)
    else:
        _finish(place, claim, said, results, time.monotonic() - started)
    for name in (_RESULTS, _FETCHED):  # an idle worker keeps no paper
        emptied(place.folder / name)


def _original(place: Workplace, claim: Claim) -> Path:
    """Return where the bytes are, fetched from afar if need be.

    Raises:
        NoSuchThing: they are gone or were changed.
    """
    here = place.originals.local_path(claim.blob_key)
    if here is not None:
        if not here.is_file():
            raise NoSuchThing("the original is gone")
        return here
    copy = emptied(place.folder / _FETCHED) / f"original{Path(claim.blob_key).suffix}"
    place.originals.fetch(claim.blob_key, copy, sha256=claim.sha256)
    return copy


def _said(place: Workplace, claim: Claim, source: Path, results: Path) -> StationReading | Failed:
    """Read as the plan of this try says."""
    plan = claim.plan
    task = ReadTask(source, results, plan.pixel_share, plan.time_factor, told=claim.told)
    if plan.page_by_page:
        guilty = _guilty_page(place, claim, task)
        if guilty is not None:
            return guilty
    said = _ask(place, claim, task)
    if isinstance(said, SetAside):
        return Failed(cause_of(said), said)
    if said.document.source.sha256 != claim.sha256:
        raise NoSuchThing("other bytes than once were")
    return said


def _guilty_page(place: Workplace, claim: Claim, task: ReadTask) -> Failed | None:
    """Read each page by itself and return the first that does harm."""
    page, told = 1, [1]
    while page <= max(told):
        said = _ask(
            place,
            claim,
            task._replace(only_page=page),
            lambda progress: told.append(progress.pages),
        )
        if isinstance(said, SetAside):
            cause = cause_of(said)
            if cause is Cause.CRASH:
                said = reason("crashed_page", page=page)
            if cause is not Cause.BAD_FILE:
                return Failed(cause, said, page)
        page += 1
    emptied(task.folder)
    return None


def _ask(
    place: Workplace,
    claim: Claim,
    task: ReadTask,
    report: Callable[[Progress], None] | None = None,
) -> StationReading | SetAside:
    reader = place.reader()
    try:
        return reader.read(task, timeout_s=place.timeout_s * claim.plan.time_factor, report=report)
    except ReaderClosed:
        place.bury(reader)
        raise


def _finish(
    place: Workplace, claim: Claim, said: StationReading, results: Path, seconds: float
) -> None:
    """Keep the drawn pages, then commit the reading."""
    others = _other_readings(place, claim)
    for path in sorted(results.iterdir()):
        place.pages.put(path, page_key(claim.sha256, claim.token, path.name))
    fault("after_pages")
    source = said.document.source.model_copy(update={"file": claim.file})
    document = said.document.model_copy(update={"source": source})
    reader = Reader(said.reader_version, said.model_hash, dict(said.settings))
    looks = Looks(said.pixels, said.look_keys)
    _insist(
        place,
        lambda: finish(place.store, claim, document, reader, by=place.who, looks=looks),
    )
    fault("after_finish")
    flags = sum(r.status is Status.FLAGGED for record in document.records for r in record.fields)
    _tell("done", claim, pages=source.pages, flags=flags, seconds=round(seconds, 3))
    for key in others:
        place.pages.remove(key)


def _other_readings(place: Workplace, claim: Claim) -> tuple[str, ...]:
    """Return what other tries left among the page images; the claim says that none is alive."""
    if not claim.again and claim.attempt == 1:
        return ()
    mine = page_key(claim.sha256, claim.token, "")
    below = f"{claim.sha256[:2]}/{claim.sha256}"
    return tuple(key for key in place.pages.keys(below) if not key.startswith(mine))


def _fail(place: Workplace, claim: Claim, failed: Failed) -> None:
    facts = {} if failed.page is None else {"page": failed.page}
    if failed.cause is Cause.BAD_FILE:
        state = _insist(place, lambda: set_aside(place.store, claim, failed.said, by=place.who))
    else:
        state = _insist(
            place,
            lambda: fail(place.store, claim, failed.cause, failed.said, by=place.who, facts=facts),
        )
    fault("after_fail")
    _tell(state, claim, cause=failed.cause, code=failed.said.code, **facts)


def _give_back(place: Workplace, claim: Claim) -> None:
    """Release the claim; if even that fails, the lease ends by itself."""
    try:
        release(place.store, claim, by=place.who)
        _tell("released", claim)
    except StaleClaim:
        _tell("dropped", claim)
    except StoreAway as error:
        log.warning("not released: %s", error, extra={"document": claim.document_id})


def _insist(place: Workplace, commit: Callable[[], T]) -> T:
    """Return what ``commit`` does, tried again for a while when the database is away.

    A connection that breaks during the commit leaves open whether it happened. The second try
    then says ``StaleClaim``, and either way the store is right.
    """
    deadline = time.monotonic() + _PATIENCE_LEASES * place.lease_s
    while True:
        try:
            return commit()
        except StoreAway:
            if time.monotonic() > deadline or place.stopping.wait(_AGAIN_S):
                raise


def _is_full(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < _FULL_BYTES


def _tell(what: str, claim: Claim, **facts: object) -> None:
    log.info(str(what), extra={"document": claim.document_id, "try": claim.attempt, **facts})
