from datetime import timedelta

import pytest

from schemas.states import Priority, State
from store.batch_filters import Filter, filter_of_json, json_of_filter
from store.batches import (
    BatchState,
    batches,
    cancel,
    create,
    dry_run,
    feed,
    filter_of,
    named,
    pause,
    resume,
)
from store.claims import set_aside
from store.counts import status, verify
from store.documents import card, refuse
from store.errors import NoSuchThing, NotAllowed
from store.finishing import Reader
from store.session import Store
from tests.store.conftest import Clock
from tests.store.papers import (
    BROKEN,
    WORKER,
    admitted,
    arrival,
    claimed,
    read,
)

ALL = Filter()


def test_a_dry_run_counts_and_changes_nothing(store: Store) -> None:
    for _ in range(3):
        read(store)
    admitted(store)

    assert dry_run(store, ALL) == 3
    assert status(store).done == 3
    assert batches(store) == ()


def test_a_batch_is_fed_little_by_little(store: Store) -> None:
    ids = [read(store) for _ in range(5)]
    made = create(store, "again", ALL, by="lan")

    assert feed(store, room=2) == 2
    assert feed(store, room=2) == 0
    assert [card(store, number).state for number in ids[:3]] == [
        State.WAITING,
        State.WAITING,
        State.DONE,
    ]
    assert card(store, ids[0]).priority is Priority.AGAIN
    assert named(store, "again") == made._replace(sent=2)
    assert not verify(store)


def test_a_batch_is_finished_when_all_of_it_is_read(store: Store) -> None:
    ids = [read(store) for _ in range(3)]
    create(store, "again", ALL, by="lan")
    feed(store, room=9)
    for number in ids[:2]:
        read(store, document_id=number)
    set_aside(store, claimed(store, ids[2]), BROKEN, by=WORKER)

    feed(store, room=9)

    done = named(store, "again")
    assert (done.state, done.read, done.failed) == (BatchState.FINISHED, 2, 1)
    assert feed(store, room=9) == 0


def test_a_batch_reads_nothing_twice_though_it_still_fits_the_filter(store: Store) -> None:
    document_id = read(store)
    create(store, "again", ALL, by="lan")
    feed(store, room=9)
    read(store, document_id=document_id)

    assert feed(store, room=9) == 0


def test_what_comes_in_later_is_no_part_of_a_batch(store: Store) -> None:
    read(store)
    create(store, "again", ALL, by="lan")
    read(store)

    assert feed(store, room=9) == 1


def test_a_paused_batch_sends_nothing_until_it_goes_on(store: Store) -> None:
    read(store)
    made = create(store, "again", ALL, by="lan")

    pause(store, made.batch_id)
    assert feed(store, room=9) == 0
    resume(store, made.batch_id)
    assert feed(store, room=9) == 1


def test_a_cancelled_batch_puts_back_what_waits(store: Store) -> None:
    ids = [read(store) for _ in range(3)]
    made = create(store, "again", ALL, by="lan")
    feed(store, room=9)
    being_read = claimed(store, ids[0])

    cancel(store, made.batch_id, by="lan")

    assert [card(store, number).state for number in ids] == [
        State.WORKING,
        State.DONE,
        State.DONE,
    ]
    assert named(store, "again").withdrawn == 2
    assert feed(store, room=9) == 0
    read_again = set_aside(store, being_read, BROKEN, by=WORKER)
    assert read_again is State.DONE
    assert not verify(store)


def test_a_batch_that_has_ended_is_not_turned(store: Store) -> None:
    made = create(store, "again", ALL, by="lan")
    feed(store, room=1)

    for turn in (pause, resume):
        with pytest.raises(NotAllowed):
            turn(store, made.batch_id)
    with pytest.raises(NotAllowed):
        cancel(store, made.batch_id, by="lan")


def test_names_of_batches_are_told_apart(store: Store) -> None:
    create(store, "again", ALL, by="lan")

    with pytest.raises(NotAllowed):
        create(store, "again", ALL, by="lan")
    with pytest.raises(NoSuchThing):
        named(store, "other")
    with pytest.raises(NoSuchThing):
        pause(store, 99)


def test_two_batches_share_the_room(store: Store) -> None:
    ids = [read(store) for _ in range(4)]
    create(store, "one", Filter(documents=tuple(ids[:2])), by="lan")
    create(store, "two", Filter(documents=tuple(ids[2:])), by="lan")

    assert feed(store, room=3) == 3
    assert [b.sent for b in batches(store)] == [1, 2]


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        (Filter(edition="2014"), True),
        (Filter(edition="2009"), False),
        (Filter(flagged="holders[].full_name"), True),
        (Filter(flagged="certificate.serial"), False),
        (Filter(reader_before="0.10"), True),
        (Filter(reader_before="0.3.1"), False),
        (Filter(station="tram-1", batch="lo-7"), True),
        (Filter(station="tram-2"), False),
        (Filter(confidence_below=0.71), True),
        (Filter(confidence_below=0.7), False),
        (Filter(flagged="holders[].full_name", confidence_below=0.71), True),
        (Filter(flagged="holders[].full_name", confidence_below=0.5), False),
        (Filter(documents=(1,)), True),
        (Filter(documents=(2,)), False),
        (Filter(documents=()), False),
        (Filter(state=State.SET_ASIDE), False),
    ],
)
def test_a_filter_means_what_it_says(store: Store, wanted: Filter, fits: bool) -> None:
    read(store)

    assert dry_run(store, wanted) == fits


def test_the_day_of_admission_filters(store: Store, clock: Clock) -> None:
    read(store)
    day = clock()

    assert dry_run(store, Filter(admitted_from=day)) == 1
    assert dry_run(store, Filter(admitted_before=day)) == 0
    assert dry_run(store, Filter(admitted_from=day + timedelta(seconds=1))) == 0


def test_what_was_set_aside_is_tried_again_by_its_reason(store: Store) -> None:
    lent = claimed(store, admitted(store, arrival()))
    set_aside(store, lent, BROKEN, by=WORKER)
    refuse(store, "t", "link", BROKEN)  # nothing there to read

    assert dry_run(store, Filter(state=State.SET_ASIDE, code="damaged")) == 1
    assert dry_run(store, Filter(state=State.SET_ASIDE, code="timeout")) == 0


def test_only_settled_documents_can_be_meant(store: Store) -> None:
    with pytest.raises(ValueError, match="settled"):
        dry_run(store, Filter(state=State.WORKING))


def test_a_filter_survives_being_written_down(store: Store, clock: Clock) -> None:
    wanted = Filter(edition="2009", admitted_from=clock(), documents=(1, 2), confidence_below=0.5)

    made = create(store, "again", wanted, by="lan")

    assert filter_of(store, made.batch_id) == wanted
    assert filter_of_json(json_of_filter(ALL)) == ALL


def test_reader_versions_are_compared_as_numbers(store: Store) -> None:
    read(store, reader=Reader("0.9", "", {}))
    read(store, reader=Reader("0.10", "", {}))

    assert dry_run(store, Filter(reader_before="0.10")) == 1
