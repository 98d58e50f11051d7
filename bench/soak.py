"""``make soak``: parts of a station are killed at random, again and again; nothing may be lost."""

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import mkdtemp

from schemas.settings import Settings
from schemas.states import State
from store.claims import working
from store.counts import all_counts, status, verify
from store.documents import cards
from store.errors import StoreAway
from store.events import history
from store.session import Store, open_store
from workers.faults import POINTS
from workers.station_folder import StationFolder, archive, database_url

_SODO = (sys.executable, "-c", "from cli.main import run; run()")
_BETWEEN_S = (0.0, 3.0)
# Now and then it is hit while it starts, mostly while it works.
_EARLY_SHARE = 0.1
_WORKING_S = 60.0
_SETTLING_S = 900.0
# For what was started by a part that was killed: it sees that and ends by itself.
_DYING_S = 10.0
_STATION_SHARE = 0.1
_WORDS = ("fine", "fine", "fine", "fine", "fine", "refuse", "crash", "copy")
# In the environment of every process of the station, whoever has become its parent since.
_MARK = "SOAKED"


class Station:
    """A station under fire; knows what was put into it."""

    def __init__(self, data: Path, random: Random) -> None:
        self.data = data
        self.random = random
        self.dropped = 0
        self.contents: set[str] = set()
        self.kills: Counter[str] = Counter()
        self._process: subprocess.Popen[bytes] | None = None
        (data / "drop" / "tram-1").mkdir(parents=True)

    def start(self, *, with_faults: bool) -> None:
        """Start it, sometimes with a part that kills itself at a certain point."""
        faults = {}
        if with_faults and self.random.random() < 0.5:
            point, passed = self.random.choice(sorted(POINTS)), self.random.randint(1, 20)
            faults["SODO_FAULTS"] = f"{point}:kill:{passed}"
        told = {
            "SODO_READER": "bench.idle_reader.read_as_told",
            "SODO_SETTLE_S": "0",
            "SODO_POLL_S": "0.2",
            "SODO_LEASE_S": "3",
            "SODO_DRAIN_S": "2",
            "SODO_METRICS_PORT": "0",
            **faults,
        }
        # What is started again and again must not be compiled anew each time.
        left_out = ("SODO_", "PYTHONDONTWRITEBYTECODE")
        plain = {k: v for k, v in os.environ.items() if not k.startswith(left_out)}
        plain["PYTHONPYCACHEPREFIX"] = str(self.data / "compiled")
        with (self.data / "log").open("ab") as log:
            self._process = subprocess.Popen(
                (*_SODO, "up", "--data", str(self.data), "--workers", "2"),
                env={**plain, **told, _MARK: str(self.data)},
                stdout=log,
                stderr=log,
            )

    def drop(self, files: int) -> None:
        """Put files into the drop folder as a careful scanner does; some are copies."""
        for _ in range(files):
            self.dropped += 1
            word = self.random.choice(_WORDS)
            told = "fine 1" if word == "copy" else f"{word} {self.dropped}"
            name = f"{self.dropped:06}.pgm"
            part = self.data / "drop" / f".{name}.part"
            content = b"P5 8 8 255\n" + told.encode().ljust(64)
            self.contents.add(hashlib.sha256(content).hexdigest())
            part.write_bytes(content)
            part.replace(self.data / "drop" / "tram-1" / name)

    def kill_something(self, store: Store) -> None:
        """Kill one process of the station, or now and then all of it."""
        if self._process is None or self._process.poll() is not None:
            self.start(with_faults=True)
        assert self._process is not None
        pid = self._process.pid
        if self.random.random() > _EARLY_SHARE:  # a busy machine takes its time to start it
            before = _counted(store)
            _until(lambda: _counted(store) != before or self.is_settled(store), _WORKING_S)
        time.sleep(self.random.uniform(*_BETWEEN_S))
        family = {pid: "station", **_descendants(pid)}
        if self.random.random() < 0.1:
            kind, victims = "everything", list(family)
        else:
            kinds = sorted(set(family.values()) - {"station"})
            if not kinds or self.random.random() < _STATION_SHARE:
                kinds = ["station"]
            kind = self.random.choice(kinds)
            victims = [
                self.random.choice(sorted(one for one, what in family.items() if what == kind))
            ]
        self.kills[kind] += 1
        _kill(*victims)
        if pid in victims:
            self._process.wait()  # it dies a moment after it is told to
            self.start(with_faults=True)

    def is_settled(self, store: Store) -> bool:
        """Say whether all that was dropped has been read or set aside."""
        told = status(store)
        return told.seen >= self.dropped and told.waiting == told.working == 0

    def stop(self) -> list[int]:
        """Stop it in order; return the processes that are left all the same, orphans too."""
        assert self._process is not None
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()
        _until(lambda: not _marked(self.data), _DYING_S)
        return _marked(self.data)

    def restart(self) -> None:
        """Stop it in order and start it with nothing planted."""
        if self._process is not None and self._process.poll() is None:
            self.stop()
        self.start(with_faults=False)


def main(words: list[str]) -> int:
    """Soak a station; print what was done and what is wrong, and return 1 if anything is."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args(words)
    data = Path(mkdtemp(prefix="sodo-soak-"))
    station = Station(data, Random(asked.seed))
    print(f"seed {asked.seed}, {data}", flush=True)
    station.start(with_faults=True)
    with open_store(database_url(Settings(data_dir=data))) as store:
        for kill in range(asked.kills):
            wanted = asked.files * (kill + 1) // asked.kills
            station.drop(wanted - station.dropped)
            station.kill_something(store)
            if kill % 20 == 19:
                print(f"{kill + 1} kills: {_told(store)}", flush=True)
        station.restart()
        wrong = _settled(store, station)
        wrong += [f"process {pid} is left" for pid in station.stop()]
        wrong += faults(store, station)
        print(f"killed: {dict(station.kills)}")
        print(_told(store))
    print("\n".join(wrong) or "nothing lost, nothing twice, every number true")
    return int(bool(wrong))


def faults(store: Store, station: Station) -> list[str]:
    """Return everything that is not as it must be, once all is settled."""
    wrong = [f"{drift}" for drift in verify(store)]
    told = status(store)
    if told.seen != station.dropped:
        wrong.append(f"{station.dropped} files were dropped, {told.seen} were seen")
    if not told.is_conserved:
        wrong.append(f"the sum is wrong: {told}")
    wrong += [f"{held} is still claimed" for held in working(store)]
    kept: set[str] = set()
    for state, ends in ((State.DONE, ("finish",)), (State.SET_ASIDE, ("set_aside", "give_up"))):
        after = 0
        while page := cards(store, state, after=after):
            after = page[-1].document_id
            for card in page:
                kept.add(card.sha256 or "")
                ended = [e.what for e in history(store, card.document_id) if e.what in _ENDS]
                if len(ended) != 1 or ended[0] not in ends:
                    wrong.append(f"document {card.document_id} is {state} after {ended}")
    wrong += [f"{sha256} is in no record" for sha256 in sorted(station.contents ^ kept)]
    wrong += _archive_faults(station)
    folder = StationFolder.of(Settings(data_dir=station.data))
    left = [path for path in folder.drop.rglob("*") if path.is_file() and path.suffix == ".pgm"]
    return wrong + [f"{path} is left" for path in left]


_ENDS = ("finish", "set_aside", "give_up")


def _archive_faults(station: Station) -> list[str]:
    """Return the originals that are not there once, with the bytes they were dropped with."""
    originals = archive(Settings(data_dir=station.data))
    keys = tuple(originals.keys())
    found = Counter(hashlib.sha256(originals.read(key)).hexdigest() for key in keys)
    return [
        f"{sha256} is {found[sha256]} times in the archive"
        for sha256 in sorted(station.contents | found.keys())
        if found[sha256] != 1 or sha256 not in station.contents
    ]


def _settled(store: Store, station: Station) -> list[str]:
    """Wait until all is settled."""
    if _until(lambda: station.is_settled(store), _SETTLING_S):
        return []
    return [f"not settled: {_told(store)}"]


def _until(condition: Callable[[], bool], longest_s: float) -> bool:
    deadline = time.monotonic() + longest_s
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.2)
    return False


def _counted(store: Store) -> dict[str, int]:
    try:
        return all_counts(store)
    except StoreAway:
        return {}


def _told(store: Store) -> str:
    try:
        return str(status(store))
    except StoreAway as error:
        return str(error)


def _kill(*pids: int) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _marked(data: Path) -> list[int]:
    """Return the living processes that were started for the station, by whomever."""
    mark = f"{_MARK}={data}".encode()
    pids = [int(path.name) for path in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if _lives(pid) and mark in _environment(pid)]


def _environment(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        return []


def _descendants(pid: int) -> dict[int, str]:
    """Return the living processes below ``pid`` with what they are."""
    parents = {int(p.name): _parent(int(p.name)) for p in Path("/proc").glob("[0-9]*")}
    found: set[int] = set()
    grown = {pid}
    while grown:
        grown = {child for child, parent in parents.items() if parent in grown}
        found |= grown
    return {child: _what(child) for child in found if _lives(child)}


def _what(pid: int) -> str:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return "gone"
    known = {"redis-server": "redis", "reader_child": "reader"}
    known |= {name: name for name in ("watchdog", "watch", "work", "review")}
    return next(
        (name for sign, name in known.items() if any(_says(word, sign) for word in words)), "other"
    )


def _says(word: str, sign: str) -> bool:
    return word == sign or (("_" in sign or "-" in sign) and sign in word)


def _lives(pid: int) -> bool:
    return _stat(pid)[:1] not in ([], ["Z"], ["X"])


def _parent(pid: int) -> int:
    return int((_stat(pid) or ["", "0"])[1])


def _stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
