"""A station's store, filled by the real reader, and the commands that serve its review page."""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from cli.by_name import ByName
from quality.truth import read_folder
from schemas.settings import Settings
from schemas.states import State
from store.blobs import original_key
from store.documents import admit, cards
from store.session import Store, open_store
from store.shapes import Arrival
from store.tasks import FieldId
from workers.jobs import read_due
from workers.station_folder import StationFolder, archive, database_url, page_store
from workers.workplace import Workplace

_SODO: Final = (sys.executable, "-c", "from cli.main import run; run()")
_DAY: Final = "20261122"
_STATION: Final = "quay-1"
_LEASE_S: Final = 600.0


def read_station(data: Path, files: Iterable[Path], *, batch: str, readers: int = 2) -> None:
    """Read the files into the store of the station in ``data``, as its workers do."""
    settings = Settings(data_dir=data)
    data.mkdir(parents=True, exist_ok=True)
    StationFolder.of(settings).exports.mkdir(exist_ok=True)
    with ExitStack() as stack:
        store = stack.enter_context(open_store(database_url(settings)))
        for number, file in enumerate(files):
            _take_in(store, settings, file, batch, number)
        places = [stack.enter_context(_place(store, settings, n)) for n in range(readers)]
        with ThreadPoolExecutor(readers) as pool:
            for place in places:
                pool.submit(read_due, place, float("inf"))
    shutil.rmtree(data / "work", ignore_errors=True)


def reviewing(data: Path, port: int) -> tuple[str, ...]:
    """Return the command that serves the review page of the station in ``data``."""
    return (*_SODO, "review", "--data", str(data), "--port", str(port))


def truth_of(store: Store, folder: Path) -> dict[FieldId, str | None]:
    """Return what the papers of the store say, by field, from the truth of their files.

    A file with one certificate read as one: records lie in the order of the papers.
    """
    files = {truth.name: truth for truth in read_folder(folder)}
    said: dict[FieldId, str | None] = {}
    for card in cards(store, State.DONE, after=0, limit=10_000):
        known = files.get(Path(card.file).stem)
        for number, record in enumerate(known.records if known else ()):
            for path, value in record.fields.items():
                said[FieldId(card.document_id, number, path)] = value
    return said


def _take_in(store: Store, settings: Settings, file: Path, batch: str, number: int) -> None:
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    key = original_key(_DAY, sha256, file.suffix)
    archive(settings).put(file, key)
    size = file.stat().st_size
    ticket = f"{_DAY}-{batch}-{number}"
    admit(store, [Arrival(ticket, file.name, _STATION, batch, sha256, size, key)])


def _place(store: Store, settings: Settings, number: int) -> Workplace:
    folder = settings.data_dir / "work" / str(number)
    folder.mkdir(parents=True, exist_ok=True)
    module, _, function = settings.reader.rpartition(".")
    return Workplace(
        store,
        archive(settings),
        page_store(settings),
        ByName(module, function, settings),
        who=f"reader-{os.getpid()}-{number}",
        folder=folder,
        room=folder.parent,
        ring=lambda: None,
        lease_s=_LEASE_S,
        timeout_s=settings.timeout_s,
        memory_bytes=settings.memory_mb * 2**20,
    )
