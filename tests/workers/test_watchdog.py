"""What was left behind is put back; what is missing is rung; what is wrong is said."""

import threading
from collections.abc import Iterator

import pytest

from schemas.states import State
from store.batch_filters import Filter
from store.batches import create
from store.beats import beat, beats
from store.claims import claim_next, due
from store.documents import card
from store.errors import StoreAway
from tests.workers.station_kit import Station, station
from tests.workers.watching import until
from workers import watchdog
from workers.identity import own_name
from workers.private_redis import answers
from workers.reading import read_claimed
from workers.watchdog import CHORES, Clocks, Watch, watch_over

DEAD = own_name("worker").rpartition(":")[0] + ":1"


@pytest.fixture
def kit(database_url: str) -> Iterator[Station]:
    with station(database_url) as made:
        yield made


def lend(kit: Station, worker: str, lease_s: float = 60) -> str:
    claim = claim_next(kit.store, worker=worker, lease_s=lease_s)
    assert claim is not None
    return claim.token


@pytest.mark.parametrize(
    ("worker", "lease_s", "state"),
    [
        (DEAD, 600, State.WAITING),  # known to be gone, whatever its lease says
        (own_name("worker"), 600, State.WORKING),
        ("worker@elsewhere/1:1:1", 600, State.WORKING),
        ("worker@elsewhere/1:1:1", 0.01, State.WAITING),
    ],
    ids=["gone", "alive", "elsewhere", "overdue"],
)
def test_claims_of_the_dead_are_put_back(
    kit: Station, worker: str, lease_s: float, state: State
) -> None:
    number = kit.admit()
    lend(kit, worker, lease_s)

    threading.Event().wait(0.05)
    watchdog.put_back_lost(kit.watch())

    assert kit.state(number) is state
    assert kit.sound()


def test_what_the_dead_drew_is_cleared_away(kit: Station) -> None:
    number = kit.admit()
    token = lend(kit, DEAD)
    sha256 = card(kit.store, number).sha256
    assert sha256 is not None
    kit.pages.put_bytes(b"half", f"{sha256[:2]}/{sha256}/{token}/page-0001.jpg")
    kit.pages.put_bytes(b"kept", f"{sha256[:2]}/{sha256}/another/page-0001.jpg")

    watchdog.put_back_lost(kit.watch())

    assert [key.split("/")[2] for key in kit.pages.keys("")] == ["another"]


def test_a_pause_that_a_wrong_clock_began_is_ended(kit: Station) -> None:
    number = kit.admit()
    with kit.store.writing() as connection:
        connection.exec_driver_sql("UPDATE documents SET due_at = '2099-01-01 00:00:00'")
    assert due(kit.store, limit=9) == 0

    watchdog.mend_clock_pauses(kit.watch())

    assert due(kit.store, limit=9) == 1
    assert kit.state(number) is State.WAITING


def test_rings_are_brought_up_to_what_is_due(kit: Station) -> None:
    kit.start_redis()
    assert until(lambda: answers(kit.settings))
    for _ in range(3):
        kit.admit()
    watch = kit.watch()
    watch.bell.ring()

    watchdog.ring_what_is_due(watch)
    watchdog.ring_what_is_due(watch)

    assert watch.bell.waiting() == 3


def test_a_batch_is_fed_and_rung_for(kit: Station) -> None:
    kit.start_redis()
    assert until(lambda: answers(kit.settings))
    number = kit.admit()
    with kit.workplace() as place:
        read_claimed(place, kit.claim())
    create(kit.store, "again", Filter(), by="operator")

    watchdog.feed_batches(kit.watch())

    assert kit.state(number) is State.WAITING
    assert due(kit.store, limit=9) == kit.bell().waiting() == 1


def test_the_sum_is_checked_and_said(kit: Station) -> None:
    kit.admit()
    watch = kit.watch()

    watchdog.check_the_sum(watch)
    watchdog.say_so(watch)

    (said,) = beats(kit.store)
    assert said.facts["conserved"] is True


def test_a_number_that_is_wrong_is_said(kit: Station) -> None:
    kit.admit()
    with kit.store.writing() as connection:
        connection.exec_driver_sql("UPDATE counters SET value = value + 1 WHERE name = 'seen'")
    watch = kit.watch()

    watchdog.check_the_sum(watch)

    assert watch.facts["conserved"] is False


def test_words_of_the_dead_are_forgotten(kit: Station) -> None:
    beat(kit.store, DEAD, {})
    beat(kit.store, own_name("worker"), {})

    watchdog.forget_the_dead(kit.watch())

    assert [said.name for said in beats(kit.store)] == [own_name("worker")]


@pytest.mark.parametrize(("set_by_s", "said_s"), [(0, 0), (2, 0), (3600, 3600), (-90, -90)])
def test_a_clock_that_is_set_is_noticed(set_by_s: float, said_s: float) -> None:
    wall, steady = [1000.0], [5.0]
    clocks = Clocks(lambda: wall[0], lambda: steady[0])

    wall[0] += 10 + set_by_s
    steady[0] += 10

    assert clocks.jumped_s() == said_s
    assert clocks.jumped_s() == 0


def test_a_chore_that_fails_stops_no_other(kit: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    done, stop = threading.Event(), threading.Event()

    def fails(_watch: Watch) -> None:
        raise StoreAway("away")

    def works(_watch: Watch) -> None:
        done.set()

    chores = (CHORES[0]._replace(do=fails), CHORES[1]._replace(do=works))
    monkeypatch.setattr(watchdog, "CHORES", chores)
    watching = threading.Thread(target=watch_over, args=(kit.watch(), stop))
    watching.start()

    assert done.wait(20)
    stop.set()
    watching.join()
