from datetime import timedelta

import pytest

from schemas.retries import AS_USUAL, LONGEST_PAUSE_S, RETRIES, Cause
from schemas.states import Priority, State
from store.claims import (
    LONGEST_LEASE_S,
    claim,
    claim_next,
    due,
    fail,
    mend_pauses,
    oldest_waiting,
    put_back,
    release,
    renew,
    set_aside,
    working,
)
from store.counts import all_counts, status
from store.documents import card, hurry, send_again
from store.errors import StaleClaim
from store.events import history
from store.finishing import finish
from store.session import Store
from tests.store.conftest import Clock
from tests.store.papers import (
    BROKEN,
    CRASHED,
    READER,
    WORKER,
    admitted,
    arrival,
    claimed,
    read,
    usual,
)


def next_id(store: Store) -> int | None:
    lent = claim_next(store, worker=WORKER, lease_s=90)
    return None if lent is None else lent.document_id


def test_a_claim_tells_the_worker_all_it_needs(store: Store, clock: Clock) -> None:
    new = arrival()
    document_id = admitted(store, new)

    lent = claim_next(store, worker=WORKER, lease_s=90)

    assert lent is not None
    assert (lent.document_id, lent.sha256, lent.blob_key) == (
        document_id,
        new.sha256,
        new.blob_key,
    )
    assert (lent.attempt, lent.plan, lent.again) == (1, AS_USUAL, False)
    assert lent.lease_until == clock() + timedelta(seconds=90)
    assert card(store, document_id).worker == WORKER
    assert status(store)[1:3] == (0, 1)


def test_nothing_is_lent_twice(store: Store) -> None:
    document_id = admitted(store)

    assert next_id(store) == document_id
    assert next_id(store) is None
    assert claim(store, document_id, worker=WORKER, lease_s=90) is None


def test_the_most_urgent_goes_first_then_the_oldest(store: Store, clock: Clock) -> None:
    settled = read(store)
    send_again(store, settled, by="batch", priority=Priority.AGAIN)
    clock.forward(1)
    first = admitted(store)
    clock.forward(1)
    second = admitted(store)
    clock.forward(1)
    urgent = admitted(store, arrival(priority=Priority.SOMEONE_WAITS))

    order = [next_id(store) for _ in range(4)]

    assert order == [urgent, first, second, settled]


def test_a_hurried_document_overtakes(store: Store, clock: Clock) -> None:
    first = admitted(store)
    clock.forward(1)
    second = admitted(store)

    hurry(store, second, by="lan")

    assert [next_id(store), next_id(store)] == [second, first]


def test_a_renewed_lease_lasts_longer(store: Store, clock: Clock) -> None:
    lent = claimed(store, lease_s=90)
    clock.forward(60)

    renewed = renew(store, lent, lease_s=90)

    assert renewed.lease_until == clock() + timedelta(seconds=90)
    clock.forward(60)
    assert not working(store)[0].overdue


def test_a_claim_is_overdue_when_its_lease_has_run_out(store: Store, clock: Clock) -> None:
    claimed(store, lease_s=90)
    assert not working(store)[0].overdue

    clock.forward(91)

    assert working(store)[0].overdue


def test_a_lease_from_a_clock_that_was_ahead_is_overdue(store: Store, clock: Clock) -> None:
    claimed(store, lease_s=90)

    clock.forward(-86_400)

    assert working(store)[0].overdue


def test_no_lease_is_longer_than_the_longest(store: Store, clock: Clock) -> None:
    lent = claimed(store, lease_s=10 * LONGEST_LEASE_S)

    assert lent.lease_until == clock() + timedelta(seconds=LONGEST_LEASE_S)


def test_a_stale_token_commits_nothing(store: Store, clock: Clock) -> None:
    lent = claimed(store)
    clock.forward(91)
    put_back(store, working(store)[0], by="watchdog")
    clock.forward(600)
    other = claimed(store, lent.document_id)

    for act in (
        lambda: finish(store, lent, usual(), READER, by=WORKER),
        lambda: fail(store, lent, Cause.CRASH, CRASHED, by=WORKER),
        lambda: set_aside(store, lent, BROKEN, by=WORKER),
        lambda: release(store, lent, by=WORKER),
        lambda: renew(store, lent, lease_s=90),
    ):
        with pytest.raises(StaleClaim):
            act()

    assert card(store, lent.document_id).state is State.WORKING
    finish(store, other, usual(), READER, by=WORKER)
    assert all_counts(store)["reads"] == 1


def test_a_commit_run_twice_counts_once(store: Store) -> None:
    lent = claimed(store)
    finish(store, lent, usual(), READER, by=WORKER)

    with pytest.raises(StaleClaim):
        finish(store, lent, usual(), READER, by=WORKER)

    assert status(store).done == 1


def test_an_overdue_claim_that_was_renewed_meanwhile_stays(store: Store, clock: Clock) -> None:
    lent = claimed(store, lease_s=90)
    clock.forward(91)
    (held,) = working(store)
    renew(store, lent, lease_s=90)

    assert put_back(store, held, by="watchdog") is None
    assert card(store, lent.document_id).state is State.WORKING


def test_a_claim_whose_worker_is_known_to_be_gone_is_put_back_at_once(store: Store) -> None:
    lent = claimed(store)

    assert put_back(store, working(store)[0], by="watchdog") is State.WAITING
    assert next_id(store) == lent.document_id


def test_giving_back_costs_no_try(store: Store) -> None:
    lent = claimed(store)

    release(store, lent, by=WORKER)

    again = claim_next(store, worker=WORKER, lease_s=90)
    assert again is not None
    assert again.attempt == 1


@pytest.mark.parametrize("cause", Cause)
def test_each_cause_is_tried_again_as_its_row_says_and_then_set_aside(
    store: Store, clock: Clock, cause: Cause
) -> None:
    document_id = admitted(store)

    plans = []
    lent = claimed(store, document_id)
    while fail(store, lent, cause, CRASHED, by=WORKER) is State.WAITING:
        clock.forward(LONGEST_PAUSE_S)
        lent = claimed(store, document_id)
        plans.append(lent.plan)

    assert len(plans) == len(RETRIES[cause])
    assert [plan.pause_s for plan in plans] == [plan.pause_s for plan in RETRIES[cause]]
    assert card(store, document_id).state is State.SET_ASIDE
    assert card(store, document_id).set_aside == CRASHED
    assert card(store, document_id).last_cause is cause
    assert all_counts(store)[f"failures.{cause}"] == len(plans) + 1


def test_a_pause_is_waited_out(store: Store, clock: Clock) -> None:
    lent = claimed(store)
    fail(store, lent, Cause.SURROUNDINGS, CRASHED, by=WORKER)

    assert due(store, limit=10) == 0
    assert next_id(store) is None
    clock.forward(RETRIES[Cause.SURROUNDINGS][0].pause_s)
    assert due(store, limit=10) == 1
    assert next_id(store) == lent.document_id


def test_a_pause_from_a_clock_that_was_ahead_is_ended(store: Store, clock: Clock) -> None:
    lent = claimed(store)
    fail(store, lent, Cause.SURROUNDINGS, CRASHED, by=WORKER)
    assert mend_pauses(store) == 0

    clock.forward(-86_400)

    assert mend_pauses(store) == 1
    assert next_id(store) == lent.document_id


def test_reading_again_that_fails_leaves_the_records_as_they_were(store: Store) -> None:
    document_id = read(store)
    send_again(store, document_id, by="lan")

    state = set_aside(store, claimed(store, document_id), BROKEN, by=WORKER)

    assert state is State.DONE
    assert status(store).done == 1
    assert history(store, document_id)[-1].facts == {"code": "damaged"}


def test_what_is_due_is_counted_up_to_a_limit(store: Store) -> None:
    for _ in range(3):
        admitted(store)

    assert due(store, limit=2) == 2
    assert due(store, limit=9) == 3


def test_the_longest_wait_is_known(store: Store, clock: Clock) -> None:
    assert oldest_waiting(store) is None
    since = clock()
    admitted(store)
    clock.forward(60)
    admitted(store)

    assert oldest_waiting(store) == since
