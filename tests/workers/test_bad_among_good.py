"""Files that went wrong on their way, dropped among good ones and read by the real reader."""

from collections.abc import Iterator

import pytest

from schemas.settings import Settings
from schemas.states import State
from store.counts import status
from store.documents import cards
from store.shapes import Card
from tests.cli.bad_files import BAD_FILES, LINES, READ, letter, png
from tests.workers.station_kit import Station, station
from tests.workers.watching import until
from workers.station_folder import StationFolder

pytestmark = pytest.mark.slow

# Reading that never ends is tried twice, each for its whole time: see test_reading.
TOO_LONG = "without_end.pdf"
# The same bytes as another's, which the station would count as a duplicate.
LEFT_OUT = {TOO_LONG, "good.png"}
# Each file may take its time.
LONGEST_S = 900.0
GOOD = {f"good-{n}.png": png(letter((LINES[n], LINES[n - 1]))) for n in range(3)}
BAD = {name: data for name, (data, _) in BAD_FILES.items() if name not in LEFT_OUT}
DROPPED = BAD | GOOD


@pytest.fixture(scope="module")
def read() -> Iterator[Station]:
    """A station that has read everything, as far as it can be read."""
    told = {
        "SODO_READER": Settings().reader,
        # What is cut off is taken soon, as it is.
        "SODO_PATIENCE_S": "1",
        # Only for machines that are busy with other things.
        "SODO_LEASE_S": "60",
    }
    with station(None, told) as kit:
        for name, data in DROPPED.items():
            kit.put(f"tram-1/lo-1/{name}", data)
        for part in ("watch", "work", "watchdog"):
            kit.start(part)
        until(lambda: status(kit.store).seen == len(DROPPED) and is_settled(kit), LONGEST_S)
        yield kit


def is_settled(kit: Station) -> bool:
    told = status(kit.store)
    return told.waiting == told.working == 0


def found(kit: Station) -> dict[str, Card]:
    return {card.file: card for state in State for card in cards(kit.store, state, limit=1000)}


def test_every_file_ends_read_or_set_aside_and_all_numbers_are_true(read: Station) -> None:
    told = status(read.store)

    assert told.seen == len(DROPPED) == told.done + told.set_aside
    assert read.sound()
    assert all(process.poll() is None for process in read.processes)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_read_whatever_lies_beside_it(read: Station, name: str) -> None:
    assert found(read)[name].state is State.DONE


@pytest.mark.parametrize("name", BAD)
def test_each_bad_file_ends_as_it_must_with_its_reason_in_both_languages(
    read: Station, name: str
) -> None:
    code = BAD_FILES[name][1]

    card = found(read)[name]

    if code is READ:
        assert card.state is State.DONE
        return
    assert card.state is State.SET_ASIDE
    assert card.set_aside is not None
    assert card.set_aside.code == code
    reason = StationFolder.of(read.settings).set_aside / "tram-1" / "lo-1" / f"{name}.reason.txt"
    assert until(reason.is_file)
    words = reason.read_text("utf-8")
    assert card.set_aside.text in words
    assert card.set_aside.text_en in words
