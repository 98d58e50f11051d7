"""Many small files at once, from two stations that use the same names, with two watchers."""

import hashlib

import pytest

from store.counts import status
from tests.workers.station_kit import station
from tests.workers.watching import until
from workers.drop_folder import SPOOL
from workers.private_redis import answers

STATIONS = ("tram-1", "tram-2")
LONGEST_S = 600.0


@pytest.mark.slow
def test_files_dropped_by_the_hundred_are_each_kept_and_read_once() -> None:
    read_all(files_a_station=100)


def read_all(files_a_station: int) -> None:
    """Drop so many files for each station; see every one archived, read once and counted."""
    with station(None, {"SODO_PATIENCE_S": "0.5"}) as kit:
        texts = {
            f"{name}/lo-1/scan-{number:05}.txt": f"fine {name} {number}".encode()
            for name in STATIONS
            for number in range(files_a_station)
        }
        for path, text in texts.items():
            kit.put(path, text)
        kit.start_redis()
        assert until(lambda: answers(kit.settings))
        for part in ("watch", "watch", "work", "watchdog"):
            kit.start(part)

        assert until(lambda: status(kit.store).done == len(texts), LONGEST_S)

        assert kit.readings() == {hashlib.sha256(text).hexdigest(): 1 for text in texts.values()}
        assert kit.sound()
        assert status(kit.store).seen == len(texts)
        assert {kit.originals.read(key) for key in kit.originals.keys()} == set(texts.values())  # noqa: SIM118
        left = [path for path in kit.drop.rglob("*") if path.is_file()]
        assert [path for path in left if SPOOL not in path.parts and path.suffix == ".txt"] == []
        assert not list((kit.drop / SPOOL).rglob("*.txt"))
