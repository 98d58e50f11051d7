"""Several machines: originals and pages on S3, documents in PostgreSQL, parts of their own."""

import hashlib
import signal
from collections.abc import Callable, Iterator

import pytest

from schemas.states import State
from store.blobs import Blobs
from store.counts import status
from store.documents import cards
from tests.workers.servers import S3
from tests.workers.station_kit import Station, station
from tests.workers.watching import until
from workers.private_redis import answers

pytestmark = pytest.mark.slow
TOLD = {
    "SODO_ARCHIVE_URL": "s3://land/archive",
    "SODO_PAGES_URL": "s3://land/pages",
    "SODO_PATIENCE_S": "1",  # texts have no end that tells whole from half
}


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:
    """A server with an empty bucket, which this process and those it starts know."""
    server = S3()
    for name, value in server.environ.items():
        monkeypatch.setenv(name, value)
    Blobs("s3://land")._files.mkdir("land")  # the bucket is the administrator's to make
    yield server
    server.stop()


@pytest.fixture
def kit(s3: S3, emptied: Callable[[], str]) -> Iterator[Station]:
    with station(emptied(), TOLD) as made:
        made.start_redis()
        assert until(lambda: answers(made.settings))
        yield made


def drop(kit: Station, numbers: range) -> dict[str, bytes]:
    """Put texts into the drop folder; return them by hash."""
    texts = [f"fine {number}".encode() for number in numbers]
    for number, text in zip(numbers, texts, strict=True):
        kit.put(f"tram-1/lo-1/{number}.txt", text)
    return {hashlib.sha256(text).hexdigest(): text for text in texts}


def test_documents_go_through_workers_that_share_nothing_but_servers(kit: Station, s3: S3) -> None:
    dropped = drop(kit, range(3))
    kit.start("watch")
    killed = kit.start("work", SODO_FAULTS="after_pages:kill:2")
    assert until(lambda: killed.poll() == -signal.SIGKILL)
    kit.start("work")
    kit.start("watchdog")
    assert until(lambda: status(kit.store).done == 3)

    s3.stop()
    dropped |= drop(kit, range(3, 6))
    assert until(lambda: kit.why_stopped() == "store_away")
    s3.start()

    assert until(lambda: status(kit.store).done == 6)
    assert all(process.poll() is None for process in kit.processes if process is not killed)
    assert kit.sound()
    assert kit.readings() == dict.fromkeys(dropped, 1)
    kept = {key: kit.originals.read(key) for key in kit.originals.keys()}  # noqa: SIM118
    assert {key.rpartition("/")[2]: data for key, data in kept.items()} == {
        f"{sha256}.txt": data for sha256, data in dropped.items()
    }
    drawn = {key.split("/")[1]: kit.pages.read(key) for key in kit.pages.keys()}  # noqa: SIM118
    assert drawn == {sha256: b"jpeg of " + data for sha256, data in dropped.items()}
    assert until(lambda: not any(kit.settings.data_dir.rglob("*.txt")))
    assert {card.state for card in cards(kit.store, State.DONE)} == {State.DONE}
