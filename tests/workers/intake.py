"""A station's intake in one process, with a clock that is put forward by hand."""

import hashlib
import os
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from schemas.settings import Settings
from schemas.states import State
from store.beats import beats
from store.blobs import Blobs
from store.counts import Status, status, verify
from store.documents import cards
from store.session import Store, open_store
from store.shapes import Card
from workers.drop_folder import SPOOL
from workers.station_folder import StationFolder, archive, database_url
from workers.watcher import Watcher

SETTLE_S, PATIENCE_S = 5.0, 600.0


@dataclass
class Hands:
    """A clock and the free room of the disks, as a test sets them."""

    now_s: float = 1000.0
    free: dict[str, int] = field(default_factory=lambda: {"drop": 10**12})

    def clock(self) -> float:
        return self.now_s

    def room(self) -> Mapping[str, int]:
        return self.free


@dataclass
class Intake:
    """An intake at work; ``rings`` is how many documents it rang for."""

    settings: Settings
    store: Store
    blobs: Blobs
    hands: Hands
    rings: list[int]
    watcher: Watcher

    @property
    def place(self) -> StationFolder:
        return StationFolder.of(self.settings)

    @property
    def drop(self) -> Path:
        return self.place.drop

    def put(self, name: str, data: bytes) -> Path:
        path = self.drop / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def look(self, *after_s: float) -> None:
        """Look once after each of the pauses, or at once."""
        for pause_s in after_s or (0.0,):
            self.hands.now_s += pause_s
            self.watcher.look_once(Event())

    def settle(self) -> None:
        """See what is there, and again when it has settled."""
        self.look(0.0, SETTLE_S)

    def status(self) -> Status:
        assert verify(self.store) == ()
        found = status(self.store)
        assert found.is_conserved
        return found

    def cards(self) -> list[Card]:
        return [card for state in State for card in cards(self.store, state, limit=10_000)]

    def says(self) -> Mapping[str, object]:
        (said,) = (one.facts for one in beats(self.store) if one.name == self.watcher.name)
        return said

    def spooled(self) -> list[Path]:
        files = (self.drop / SPOOL).rglob("*")
        return [path for path in files if path.is_file() and path.suffix != ".lock"]


@contextmanager
def intake(data: Path, **settings: object) -> Iterator[Intake]:
    """Open a station in the folder ``data`` and look once, so that its folders are there."""
    told = Settings.model_validate(
        {
            "data_dir": data,
            "settle_s": SETTLE_S,
            "patience_s": PATIENCE_S,
            "low_disk_mb": 100,
            **settings,
        }
    )
    data.mkdir(parents=True, exist_ok=True)
    hands, rings = Hands(), list[int]()
    with open_store(database_url(told)) as store:
        blobs = archive(told)
        watcher = Watcher(told, store, blobs, rings.append, free=hands.room, clock=hands.clock)
        try:
            made = Intake(told, store, blobs, hands, rings, watcher)
            made.look()
            yield made
        finally:
            watcher.close()


def paper(seed: int, length: int = 300) -> bytes:
    """Return a small PDF, as far as completeness goes; another for each seed."""
    body = random.Random(seed).randbytes(length).replace(b"\n", b" ")
    return b"%PDF-1.4\n" + body + b"\nstartxref\n9\n%%EOF\n"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@contextmanager
def as_nobody() -> Iterator[None]:
    """Give up the administrator's rights for a while, before which no file is closed."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
