"""A station put together by hand: archive, store, documents of known content, processes."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from types import MappingProxyType

from cli.by_name import ByName
from schemas.settings import Settings
from schemas.states import Priority, State
from store.beats import beats
from store.blobs import Blobs, original_key
from store.claims import claim_next
from store.counts import status, verify
from store.documents import admit, card, cards
from store.events import history
from store.session import Store, open_store
from store.shapes import Arrival, Claim
from tests.workers.station_readers import HANGING
from workers.bell import Bell
from workers.private_redis import bell_url, command
from workers.reading import read_claimed
from workers.station_folder import StationFolder, archive, database_url, page_store
from workers.watchdog import Watch
from workers.work_folder import own_folder
from workers.workplace import Workplace

ROOT = Path(__file__).parents[2]
READER = "tests.workers.station_readers.read"
SODO = (sys.executable, "-c", "from cli.main import run; run()")
NOTHING_MORE: Mapping[str, str] = MappingProxyType({})
_numbers = count(1)


@dataclass
class Station:
    """A station's folder and store; ``environ`` is what its processes are told."""

    settings: Settings
    store: Store
    environ: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def originals(self) -> Blobs:
        return archive(self.settings)

    @property
    def pages(self) -> Blobs:
        return page_store(self.settings)

    def admit(self, word: str = "fine", priority: Priority = Priority.ARRIVED) -> int:
        """Take in a document that does what ``word`` says when it is read."""
        number = next(_numbers)
        data = f"{word} {number}".encode()
        sha256 = hashlib.sha256(data).hexdigest()
        key = original_key("20261122", sha256, ".txt")
        self.originals.put_bytes(data, key)
        arrival = Arrival(
            f"20261122-{number}", f"{word}.txt", "tram-1", "lo-1", sha256, len(data), key, priority
        )
        (answer,) = admit(self.store, [arrival])
        return answer.document_id

    @property
    def drop(self) -> Path:
        return StationFolder.of(self.settings).drop

    def put(self, name: str, data: bytes) -> None:
        """Put a file below the drop folder, whole at once."""
        path = self.drop / name
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.part")
        part.write_bytes(data)
        part.replace(path)

    def readings(self) -> Counter[str]:
        """Return how often each content was read to the end, by hash."""
        found: Counter[str] = Counter()
        for state in State:
            for one in cards(self.store, state, limit=100_000):
                told = history(self.store, one.document_id)
                found[one.sha256 or ""] += sum(event.what == "finish" for event in told)
        return found

    def why_stopped(self) -> object:
        """Return why a watcher says that it takes nothing; nothing while it does."""
        said = (one.facts for one in beats(self.store) if one.name.startswith("watcher@"))
        return next((facts["why"] for facts in said), "")

    def state(self, document_id: int) -> State:
        return card(self.store, document_id).state

    def sound(self) -> bool:
        """Say whether every number is true and nothing is lost."""
        return status(self.store).is_conserved and not verify(self.store)

    def claim(self, lease_s: float = 60) -> Claim:
        lent = claim_next(self.store, worker="worker@elsewhere:1:1", lease_s=lease_s)
        assert lent is not None
        return lent

    @contextmanager
    def workplace(
        self, *, lease_s: float = 60, timeout_s: float = 20, name: str = "w"
    ) -> Iterator[Workplace]:
        shared, own = own_folder(self.settings.data_dir, name)
        module, _, function = READER.rpartition(".")
        with Workplace(
            self.store,
            self.originals,
            self.pages,
            ByName(module, function, self.settings),
            who=name,
            folder=own,
            room=shared,
            ring=lambda: None,
            lease_s=lease_s,
            timeout_s=timeout_s,
            memory_bytes=0,
        ) as place:
            yield place

    def read_until_settled(self, place: Workplace, document_id: int, tries: int = 12) -> int:
        """Read one try after the other, without their pauses; return how many it took."""
        from_now = 0
        while self.state(document_id) is State.WAITING and from_now < tries:
            self.make_due()
            read_claimed(place, self.claim())
            from_now += 1
        return from_now

    def hangs(self) -> bool:
        """Say whether some reader is in the middle of a document that hangs."""
        return any((self.settings.data_dir / "work").glob(f"*/results/{HANGING}"))

    def make_due(self) -> None:
        """Let pauses before another try be over."""
        with self.store.writing() as connection:
            connection.exec_driver_sql("UPDATE documents SET due_at = admitted_at")

    def bell(self) -> Bell:
        return Bell(bell_url(self.settings))

    def watch(self) -> Watch:
        data = StationFolder.of(self.settings).data
        return Watch(
            self.store, self.pages, self.bell(), "watchdog", lambda: None, lambda: None, data, {}
        )

    def start(self, *words: str, **environ: str) -> subprocess.Popen[bytes]:
        """Start ``sodo`` with these words."""
        process = subprocess.Popen(
            (*SODO, *words, "--data", str(self.settings.data_dir)),
            env={**self.environ, **environ},
            cwd=self.settings.data_dir,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=(self.settings.data_dir / "log").open("ab"),
        )
        self.processes.append(process)
        return process

    def start_redis(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(command(self.settings), stdout=subprocess.DEVNULL)
        self.processes.append(process)
        return process


@contextmanager
def station(
    url: str | None = None, told: Mapping[str, str] = NOTHING_MORE, data: Path | None = None
) -> Iterator[Station]:
    """Give an empty station; whatever it started is gone afterwards.

    ``told`` are more settings by the names of their variables; ``data`` is its folder if it is
    to be a certain one.
    """
    data = data or Path(mkdtemp(prefix="sodo-kit-"))
    told = {
        "SODO_READER": READER,
        "SODO_LEASE_S": "4",
        "SODO_DRAIN_S": "5",
        "SODO_METRICS_PORT": "0",
        "SODO_POLL_S": "0.2",
        "SODO_SETTLE_S": "0.1",
        "PYTHONPATH": str(ROOT),
        **({"SODO_DATABASE_URL": url} if url else {}),
        **told,
    }
    named = {
        name.removeprefix("SODO_").lower(): value
        for name, value in told.items()
        if name.startswith("SODO_")
    }
    settings = Settings.model_validate({**named, "data_dir": data})
    plain = {name: value for name, value in os.environ.items() if not name.startswith("SODO_")}
    with open_store(database_url(settings)) as store:
        made = Station(settings, store, {**plain, **told})
        try:
            yield made
        finally:
            for process in made.processes:
                process.kill()
                process.wait()
            shutil.rmtree(data, ignore_errors=True)
