"""Documents split and put together by people: every page has a place, nothing typed is lost."""

from collections.abc import Callable

import pytest

from schemas.document import Document, Edition, Kind
from schemas.states import State
from schemas.told import Told
from store.batch_filters import Filter
from store.batches import dry_run
from store.claims import claim
from store.counts import status, verify
from store.documents import card, send_again, tell
from store.errors import NoSuchThing, NotAllowed
from store.events import history
from store.exported import begin_export, end_export, stale
from store.readings import correct, fields, typed
from store.rearranging import Leaf, Part, made_of, origin_of, rearrange, standing
from store.records import settled
from store.search import by_serial
from store.session import Store
from store.worklist import next_tasks, remaining
from tests.store.conftest import Clock
from tests.store.papers import (
    NAME,
    WORKER,
    admitted,
    arrival,
    certificate,
    claimed,
    paper,
    read,
    usual,
)
from tests.store.papers import reading as seen
from tests.store.papers import typed as typed_value


def two_pages(serial: str = "CP 673047") -> Document:
    return paper(*usual(serial).records, pages=2)


def leaves(*pairs: tuple[int, int]) -> Part:
    return Part(arrival(), tuple(Leaf(*pair) for pair in pairs))


def split(store: Store, document: int) -> tuple[int, ...]:
    return rearrange(store, [leaves((document, 1)), leaves((document, 2))], by="lan")


def test_a_split_document_gives_its_pages_to_new_ones_that_wait(store: Store) -> None:
    old = read(store, two_pages())

    made = split(store, old)

    assert [card(store, number).state for number in made] == [State.WAITING] * 2
    assert [origin_of(store, number) for number in made] == [(Leaf(old, 1),), (Leaf(old, 2),)]
    assert made_of(store, old) == {made[0]: (1,), made[1]: (2,)}
    assert history(store, old)[-1].facts == {"into": list(made)}


def test_the_numbers_stay_true_after_a_split(store: Store) -> None:
    split(store, read(store, two_pages()))

    now = status(store)

    assert (now.seen, now.done, now.waiting, now.flagged_fields) == (3, 1, 2, 0)
    assert now.is_conserved
    assert verify(store) == ()


def test_what_was_split_is_gone_from_work_search_exports_and_batches(store: Store) -> None:
    old = read(store, two_pages())
    assert remaining(store) == 1

    split(store, old)

    assert remaining(store) == 0
    assert next_tasks(store, person="an") == ()
    assert by_serial(store, "CP 673047") == ()
    assert settled(store) == ()
    assert dry_run(store, Filter()) == 0


def test_what_people_typed_stays_with_the_old_document(store: Store) -> None:
    old = read(store, two_pages())
    correct(store, old, 0, typed_value(NAME, "Nguyễn Văn An"), seen_version=1, person="an")

    split(store, old)

    assert fields(store, old) == ()
    ((record, trace),) = typed(store, old)
    assert (record, trace.reading.path, trace.reading.value) == (0, NAME, "Nguyễn Văn An")
    assert trace.person == "an"


def test_nobody_changes_or_reads_what_was_split(store: Store) -> None:
    old = read(store, two_pages())
    split(store, old)

    for act in (
        lambda: send_again(store, old, by="an"),
        lambda: tell(store, old, None, by="an"),
        lambda: split(store, old),
        lambda: correct(store, old, 0, typed_value(NAME, "A"), seen_version=2, person="an"),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert verify(store) == ()


def test_documents_put_together_become_one(store: Store) -> None:
    one, other = read(store, two_pages()), read(store, usual("AB 111111"))

    (made,) = rearrange(store, [leaves((other, 1), (one, 1), (one, 2))], by="lan")

    assert origin_of(store, made) == (Leaf(other, 1), Leaf(one, 1), Leaf(one, 2))
    assert standing(store, [one, other, one]) == (made,)
    assert status(store).is_conserved
    assert verify(store) == ()


def test_pages_are_followed_through_several_rearrangements(store: Store) -> None:
    old, other = read(store, two_pages()), read(store)
    first, second = split(store, old)
    for number in (first, second):
        read(store, document_id=number)
    (joined,) = rearrange(store, [leaves((first, 1), (second, 1))], by="lan")

    assert standing(store, [old, other]) == (joined, other)


@pytest.mark.parametrize(
    "parts",
    [
        [((1, 1),)],  # page 2 would be lost
        [((1, 1), (1, 2)), ((1, 2),)],  # page 2 would be there twice
        [((1, 1), (1, 2), (1, 3))],  # there is no page 3
        [((1, 1), (1, 2)), ()],
        [],
    ],
)
def test_each_page_goes_into_exactly_one_document(
    store: Store, parts: list[tuple[tuple[int, int], ...]]
) -> None:
    read(store, two_pages())

    with pytest.raises(NotAllowed):
        rearrange(store, [leaves(*part) for part in parts], by="lan")

    assert (status(store).seen, status(store).done) == (1, 1)
    assert card(store, 1).replaced_at is None


@pytest.mark.parametrize("make", [admitted, lambda store: claimed(store).document_id])
def test_only_what_was_read_and_rests_is_rearranged(
    store: Store, make: Callable[[Store], int]
) -> None:
    number = make(store)

    with pytest.raises(NotAllowed):
        split(store, number)


def test_a_document_that_does_not_exist_gives_no_pages(store: Store) -> None:
    with pytest.raises(NoSuchThing):
        rearrange(store, [leaves((99, 1))], by="lan")


def test_bytes_that_are_known_already_change_nothing(store: Store) -> None:
    known = arrival("known")
    admitted(store, known)
    old = read(store, two_pages())

    part = Part(known._replace(ticket="t"), (Leaf(old, 1), Leaf(old, 2)))

    with pytest.raises(NotAllowed):
        rearrange(store, [part], by="lan")

    assert card(store, old).replaced_at is None
    assert verify(store) == ()


def test_what_had_gone_out_is_listed_until_the_new_document_goes_out(
    store: Store, clock: Clock
) -> None:
    old = read(store, two_pages())
    first = begin_export(store, {}, by="an")
    end_export(store, first.export_id, records=[(old, 0)], left_out=0, sha256="ab")
    clock.forward(5)
    made, _ = split(store, old)
    assert [one.document_id for one in stale(store)] == [old]
    read(store, document_id=made)
    clock.forward(5)

    second = begin_export(store, {}, by="an")
    clock.forward(1)
    end_export(store, second.export_id, records=[(made, 0)], left_out=0, sha256="cd")

    assert stale(store) == ()


def test_what_a_person_told_goes_with_every_later_claim(store: Store) -> None:
    number = read(store)
    told = Told(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2004)

    tell(store, number, told, by="lan")

    assert card(store, number).told == told
    lent = claim(store, number, worker=WORKER, lease_s=90)
    assert lent is not None
    assert lent.told == told


def test_what_was_told_can_be_taken_back(store: Store) -> None:
    number = read(store)
    tell(store, number, Told(kind=Kind.OTHER), by="lan")
    read(store, paper(certificate(seen(NAME, "A"))), document_id=number)

    tell(store, number, None, by="lan")

    assert card(store, number).told is None


def test_nothing_is_told_of_what_is_being_read(store: Store) -> None:
    number = claimed(store).document_id

    with pytest.raises(NotAllowed):
        tell(store, number, Told(kind=Kind.OTHER), by="lan")

    assert card(store, number).told is None
