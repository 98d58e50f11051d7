"""Whatever becomes of a reading, the store is told what holds, and told it once."""

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from schemas.document import Kind
from schemas.retries import Cause
from schemas.states import State
from schemas.told import Told
from store.claims import put_back, working
from store.documents import card, tell
from store.errors import StoreAway
from store.events import history
from store.finishing import finish
from store.readings import past
from store.records import document
from tests.workers.station_kit import Station, station
from tests.workers.watching import SOON_S, descendants, until
from workers import reading as reading_module
from workers.reading import read_claimed


@pytest.fixture
def kit(database_url: str) -> Iterator[Station]:
    with station(database_url) as made:
        yield made


def test_a_document_read_is_done_and_keeps_its_pages_under_the_token(kit: Station) -> None:
    number = kit.admit("fine")
    claim = kit.claim()

    with kit.workplace() as place:
        read_claimed(place, claim)

    assert kit.state(number) is State.DONE
    assert document(kit.store, number).source.file == "fine.txt"
    assert [key for key in kit.pages.keys("") if claim.token in key]
    assert kit.sound()


def test_what_a_person_said_of_the_paper_reaches_the_reader(kit: Station) -> None:
    number = kit.admit("fine")
    with kit.workplace() as place:
        read_claimed(place, kit.claim())
        tell(kit.store, number, Told(kind=Kind.OTHER), by="lan")
        read_claimed(place, kit.claim())

    (*_, first), (*_, second) = past(kit.store, number, 0, "certificate.serial")
    assert first != second  # the fingerprints of the settings it was read with
    assert kit.sound()


@pytest.mark.parametrize(
    ("word", "tries", "state", "cause"),
    [
        ("refuse", 1, State.SET_ASIDE, None),
        ("crash", 3, State.SET_ASIDE, Cause.CRASH),
        ("huge", 3, State.SET_ASIDE, Cause.MEMORY),
        ("big", 2, State.DONE, Cause.MEMORY),  # fits with half the pixels
        ("hang", 2, State.SET_ASIDE, Cause.TIME),
        ("slow", 2, State.DONE, Cause.TIME),  # done in four times the time
    ],
)
def test_another_try_depends_on_what_went_wrong(
    kit: Station, word: str, tries: int, state: State, cause: Cause | None
) -> None:
    number = kit.admit(word)

    with kit.workplace(timeout_s=0.5) as place:
        taken = kit.read_until_settled(place, number)

    assert (taken, kit.state(number)) == (tries, state)
    told = [event.facts.get("cause") for event in history(kit.store, number)]
    assert cause is None or cause in told
    assert kit.sound()


def test_the_guilty_page_of_a_poisonous_document_is_named(kit: Station) -> None:
    number = kit.admit("crash2")

    with kit.workplace() as place:
        kit.read_until_settled(place, number)

    said = card(kit.store, number).set_aside
    assert said is not None
    assert "page 2" in said.text_en
    assert history(kit.store, number)[-1].facts["page"] == 2


def test_a_bad_document_leaves_the_next_one_unharmed(kit: Station) -> None:
    bad, good = kit.admit("crash"), kit.admit("fine")

    with kit.workplace() as place:
        read_claimed(place, kit.claim())
        read_claimed(place, kit.claim())

    assert kit.state(good) is State.DONE
    assert kit.state(bad) is State.WAITING


def test_who_lost_the_claim_stores_nothing(kit: Station) -> None:
    number = kit.admit("fine")
    claim = kit.claim()
    (held,) = working(kit.store)
    put_back(kit.store, held, by="watchdog")

    with kit.workplace() as place:
        read_claimed(place, claim)

    assert kit.state(number) is State.WAITING
    assert kit.sound()


def test_a_reading_whose_claim_is_lost_is_broken_off(kit: Station) -> None:
    number = kit.admit("hang")
    claim = kit.claim()
    with kit.workplace(lease_s=0.6, timeout_s=600) as place:
        reading = threading.Thread(target=read_claimed, args=(place, claim))
        reading.start()
        (held,) = working(kit.store)
        put_back(kit.store, held._replace(overdue=False), by="watchdog")

        reading.join(SOON_S)

        assert not reading.is_alive()
    assert kit.state(number) is State.WAITING


def test_a_worker_that_stops_gives_its_document_back_uncounted(kit: Station) -> None:
    number = kit.admit("hang")
    with kit.workplace(timeout_s=600) as place:
        reading = threading.Thread(target=read_claimed, args=(place, kit.claim()))
        reading.start()

        place.stop(within_s=0.2)
        reading.join(SOON_S)

        assert not reading.is_alive()
    assert kit.state(number) is State.WAITING
    assert card(kit.store, number).attempt == 0


def test_a_reader_without_its_parts_costs_documents_no_try(kit: Station) -> None:
    number = kit.admit("nothing_to_read_with")

    with kit.workplace() as place:
        read_claimed(place, kit.claim())

    assert kit.state(number) is State.WAITING
    assert card(kit.store, number).attempt == 0


def test_an_original_that_is_gone_is_tried_again_later(kit: Station) -> None:
    number = kit.admit("fine")
    claim = kit.claim()
    path = kit.originals.local_path(claim.blob_key)
    assert path is not None
    path.unlink()

    with kit.workplace() as place:
        read_claimed(place, claim)

    assert kit.state(number) is State.WAITING
    assert card(kit.store, number).last_cause is Cause.SURROUNDINGS


def test_what_earlier_tries_drew_is_cleared_when_one_succeeds(kit: Station) -> None:
    number = kit.admit("big")
    (sha256, _) = (card(kit.store, number).sha256, None)
    assert sha256 is not None
    kit.pages.put_bytes(b"left", f"{sha256[:2]}/{sha256}/deadtoken/page-0001.jpg")

    with kit.workplace() as place:
        kit.read_until_settled(place, number)

    assert not [key for key in kit.pages.keys("") if "deadtoken" in key]
    assert len(list(kit.pages.keys(""))) == 1


def test_no_process_outlives_its_workplace(kit: Station) -> None:
    before = descendants(threading.get_native_id())
    kit.admit("fine")

    with kit.workplace() as place:
        read_claimed(place, kit.claim())

    assert until(lambda: descendants(threading.get_native_id()) <= before)


@pytest.mark.parametrize("committed", [False, True])
def test_a_database_that_goes_away_during_the_commit_costs_no_reading(
    kit: Station, monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    number = kit.admit("fine")
    tries: list[None] = []

    def breaks_once(*arguments: Any, **named: Any) -> None:
        tries.append(None)
        if len(tries) > 1 or committed:
            finish(*arguments, **named)
        if len(tries) == 1:
            raise StoreAway("connection lost")

    monkeypatch.setattr(reading_module, "finish", breaks_once)
    with kit.workplace() as place:
        read_claimed(place, kit.claim())

    assert len(tries) == 2
    assert kit.state(number) is State.DONE
    assert len(list(kit.pages.keys(""))) == 1
    assert kit.sound()
