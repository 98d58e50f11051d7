"""Several at once: what two hands do to one document, in threads and in processes."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from schemas.retries import Cause
from store.batch_filters import Filter
from store.batches import batches, create, feed
from store.claims import claim_next, fail, put_back, working
from store.counts import all_counts, status, verify
from store.documents import admit, refuse, send_again
from store.errors import StaleClaim, VersionConflict
from store.finishing import finish
from store.likenesses import newest
from store.readings import correct
from store.session import Store, open_store
from store.shapes import Claim, Held
from tests.store.papers import (
    BROKEN,
    CRASHED,
    NAME,
    READER,
    WORKER,
    admitted,
    arrival,
    claimed,
    read,
    typed,
    usual,
)

ROOT = Path(__file__).parent.parent.parent
HANDS = 4
# Reads all it can get, as a worker in a process of its own would.
WORKER_PROGRAM = """
import sys
from store.claims import claim_next
from store.finishing import finish
from store.likenesses import newest
from store.session import open_store
from tests.store.papers import READER, usual
with open_store(sys.argv[1]) as store:
    while (lent := claim_next(store, worker=sys.argv[2], lease_s=90)) is not None:
        finish(store, lent, usual(), READER, by=sys.argv[2])
        print(lent.document_id)
"""


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """A store that goes by the real clock."""
    with open_store(database_url) as opened:
        yield opened


def at_once(act: Callable[[int], object]) -> list[object]:
    """Run ``act`` in several threads that start together; return answers and errors."""
    start = Barrier(HANDS)

    def hand(number: int) -> object:
        start.wait()
        try:
            return act(number)
        except (StaleClaim, VersionConflict) as error:
            return error

    with ThreadPoolExecutor(HANDS) as pool:
        return list(pool.map(hand, range(HANDS)))


def test_no_document_is_lent_to_two_workers(store: Store) -> None:
    admit(store, [arrival() for _ in range(30)])

    def take_all(number: int) -> list[int]:
        taken = []
        while (lent := claim_next(store, worker=f"w{number}", lease_s=90)) is not None:
            taken.append(lent.document_id)
        return taken

    lists = at_once(take_all)

    taken = Counter(number for numbers in lists if isinstance(numbers, list) for number in numbers)
    assert len(taken) == 30
    assert set(taken.values()) == {1}
    assert status(store).working == 30
    assert not verify(store)


def test_workers_in_processes_of_their_own_read_everything_once(
    store: Store, database_url: str
) -> None:
    admit(store, [arrival() for _ in range(40)])

    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER_PROGRAM, database_url, f"w{number}"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(3)
    ]
    said = [worker.communicate(timeout=120)[0].split() for worker in workers]

    assert sorted(int(number) for numbers in said for number in numbers) == list(range(1, 41))
    assert status(store).done == 40
    assert all_counts(store)["reads"] == 40
    assert not verify(store)


def test_one_content_dropped_at_several_stations_is_one_document(store: Store) -> None:
    at_once(lambda number: admit(store, [arrival("a", station=f"tram-{number}")]))

    assert status(store)[:2] == (HANDS, 1)
    assert status(store).duplicates == HANDS - 1
    assert not verify(store)


def test_two_watchers_of_one_folder_admit_a_ticket_once(store: Store) -> None:
    same = [arrival(f"content {n}", ticket=f"t{n}") for n in range(10)]

    at_once(lambda number: admit(store, same if number % 2 else same[::-1]))

    assert status(store)[:2] == (10, 10)
    assert status(store).duplicates == 0
    assert not verify(store)


def test_two_watchers_refuse_a_ticket_once(store: Store) -> None:
    at_once(lambda _number: refuse(store, "t1", "pipe", BROKEN))

    assert status(store)[:5] == (1, 0, 0, 0, 1)
    assert not verify(store)


def test_of_two_commits_with_one_token_one_wins(store: Store) -> None:
    lent = claimed(store)

    answers = at_once(lambda _number: finish(store, lent, usual(), READER, by=WORKER))

    assert sum(isinstance(answer, StaleClaim) for answer in answers) == HANDS - 1
    assert all_counts(store)["reads"] == 1
    assert not verify(store)


def test_a_commit_and_a_watchdog_cannot_both_have_the_document(store: Store) -> None:
    for _ in range(5):
        lent = claimed(store)
        (held,) = [found for found in working(store) if found.token == lent.token]

        def either(number: int, lent: Claim = lent, held: Held = held) -> object:
            if number % 2:
                return put_back(store, held, by="watchdog")
            return fail(store, lent, Cause.BAD_FILE, CRASHED, by=WORKER)

        at_once(either)

    assert status(store).working == 0
    assert status(store).is_conserved
    assert not verify(store)


def test_rescans_read_at_the_same_moment_find_each_other(store: Store) -> None:
    lent = [claimed(store) for _ in range(HANDS)]

    at_once(lambda number: finish(store, lent[number], usual(), READER, by=WORKER))

    assert len(newest(store)) == HANDS * (HANDS - 1) // 2
    assert status(store).done == HANDS


def test_rescans_new_and_read_again_do_not_wait_for_each_other_for_ever(store: Store) -> None:
    old = [read(store) for _ in range(HANDS // 2)]
    for _ in range(5):
        for document_id in old:
            send_again(store, document_id, by="lan")
        lent = [claimed(store, document_id) for document_id in old]
        lent += [claimed(store) for _ in range(HANDS - len(lent))]

        def work(number: int, lent: list[Claim] = lent) -> None:
            finish(store, lent[number], usual(), READER, by=WORKER)

        at_once(work)

    assert status(store).working == 0
    assert not verify(store)


def test_of_two_people_correcting_one_field_one_is_told(store: Store) -> None:
    document_id = read(store)

    answers = at_once(
        lambda number: correct(
            store, document_id, 0, typed(NAME, f"Tên {number}"), seen_version=1, person="lan"
        )
    )

    assert sum(isinstance(answer, VersionConflict) for answer in answers) == HANDS - 1
    assert answers.count(2) == 1


def test_two_watchdogs_feed_each_document_once(store: Store) -> None:
    for _ in range(12):
        read(store)
    create(store, "again", Filter(), by="lan")

    at_once(lambda _number: feed(store, room=5))

    (batch,) = batches(store)
    assert batch.sent == status(store).waiting
    assert batch.sent == 5
    assert not verify(store)


def test_commits_of_many_workers_count_right(store: Store) -> None:
    admit(store, [arrival() for _ in range(24)])

    def work(number: int) -> None:
        while (lent := claim_next(store, worker=f"w{number}", lease_s=90)) is not None:
            finish(store, lent, usual(f"CP {lent.document_id:06}"), READER, by=f"w{number}")

    at_once(work)

    assert status(store).done == 24
    assert status(store).flagged_fields == 24
    assert not verify(store)
    assert admitted(store) > 24
