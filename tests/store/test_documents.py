from collections.abc import Callable

import pytest

from schemas.document import SetAsideCode
from schemas.set_aside_reasons import set_aside as reason
from schemas.states import Priority, State
from store.claims import claim_next, set_aside
from store.counts import status, verify
from store.documents import (
    admit,
    card,
    cards,
    copies,
    hurry,
    refuse,
    send_again,
    shown,
    to_hide,
    to_show,
    with_content,
)
from store.errors import NoSuchThing, NotAllowed
from store.events import history
from store.session import Store
from tests.store.papers import BROKEN, WORKER, admitted, arrival, claimed, read


def test_an_admitted_file_waits_and_is_counted(store: Store) -> None:
    (answer,) = admit(store, [arrival(file="Bìa đỏ.pdf", station="tram-2", batch="")])

    found = card(store, answer.document_id)

    assert not answer.duplicate
    assert (found.file, found.station, found.batch) == ("Bìa đỏ.pdf", "tram-2", "")
    assert found.state is State.WAITING
    assert (status(store).seen, status(store).waiting) == (1, 1)


def test_the_same_ticket_twice_is_one_arrival(store: Store) -> None:
    new = arrival()
    (first,) = admit(store, [new])

    (second,) = admit(store, [new])

    assert second == first._replace(repeated=True)
    assert status(store).seen == 1


def test_the_same_content_again_is_a_duplicate_of_the_first_and_shows_its_place(
    store: Store,
) -> None:
    first, second = arrival("a", file="a.pdf"), arrival("a", file="b.pdf", station="tram-9")
    second = second._replace(blob_key=f"{second.blob_key}.again")

    one, other = admit(store, [first, second])

    assert other.document_id == one.document_id
    assert other.duplicate
    assert other.blob_key == first.blob_key
    assert [(copy.file, copy.duplicate) for copy in copies(store, one.document_id)] == [
        ("a.pdf", False),
        ("b.pdf", True),
    ]
    assert status(store)[:2] == (2, 1)
    assert status(store).duplicates == 1
    assert status(store).is_conserved


def test_answers_come_in_the_order_of_the_arrivals(store: Store) -> None:
    new = [arrival(file=f"{number}.pdf") for number in range(20)]

    answers = admit(store, new)

    assert [card(store, a.document_id).file for a in answers] == [n.file for n in new]


def test_documents_are_due_in_the_order_in_which_their_files_came(store: Store) -> None:
    answers = admit(store, [arrival() for _ in range(6)])

    lent = [claim_next(store, worker=WORKER, lease_s=90) for _ in answers]

    assert [one and one.document_id for one in lent] == [one.document_id for one in answers]


def test_old_and_new_tickets_and_contents_are_told_apart_in_one_group(store: Store) -> None:
    before = arrival("a")
    (a,) = admit(store, [before])
    b = arrival("b", file="b.pdf")

    answers = admit(store, [arrival("b"), before, arrival("a"), b, arrival("c"), b])

    told = [(one.duplicate, one.repeated) for one in answers]
    new, old = (False, False), (True, False)
    assert told == [new, (False, True), old, old, new, (True, True)]
    assert [one.document_id for one in answers[1:3]] == [a.document_id] * 2
    assert len({one.document_id for one in answers}) == 3
    assert status(store).seen == 5
    assert verify(store) == ()
    assert [e.what for e in history(store, a.document_id)] == ["admit", "duplicate"]
    assert [e.what for e in history(store, answers[0].document_id)] == ["admit", "duplicate"]


def test_a_more_urgent_duplicate_hurries_the_first(store: Store) -> None:
    document_id = admitted(store, arrival("a"))

    admit(store, [arrival("a", priority=Priority.SOMEONE_WAITS)])

    assert card(store, document_id).priority is Priority.SOMEONE_WAITS


def test_what_is_refused_unopened_is_seen_and_set_aside(store: Store) -> None:
    said = reason("not_a_file")
    answer = refuse(store, "t1", "link.pdf", said, station="tram-1")

    again = refuse(store, "t1", "link.pdf", said, station="tram-1")

    assert again == answer._replace(repeated=True)
    assert card(store, answer.document_id).set_aside == said
    assert status(store)[:5] == (1, 0, 0, 0, 1)
    with pytest.raises(NotAllowed):
        send_again(store, answer.document_id, by="lan")


def test_two_files_refused_are_two_documents(store: Store) -> None:
    for ticket in ("t1", "t2"):
        refuse(store, ticket, "pipe", reason("not_a_file"))

    assert status(store).set_aside == 2
    assert not verify(store)


def test_what_was_set_aside_is_read_when_sent_again(store: Store) -> None:
    lent = claimed(store)
    set_aside(store, lent, BROKEN, by=WORKER)

    send_again(store, lent.document_id, by="lan")

    found = card(store, lent.document_id)
    assert (found.state, found.settled_as) == (State.WAITING, State.SET_ASIDE)
    assert found.priority is Priority.SOMEONE_WAITS
    assert status(store)[1:5] == (1, 0, 0, 0)
    assert [event.what for event in history(store, lent.document_id)] == [
        "admit",
        "claim",
        "set_aside",
        "send_again",
    ]


@pytest.mark.parametrize("bring", [admitted, lambda store: claimed(store).document_id])
def test_what_has_not_settled_cannot_be_sent_again(
    store: Store, bring: Callable[[Store], int]
) -> None:
    document_id = bring(store)

    with pytest.raises(NotAllowed):
        send_again(store, document_id, by="lan")


def test_nothing_is_known_of_documents_that_are_not_there(store: Store) -> None:
    with pytest.raises(NoSuchThing):
        card(store, 99)
    with pytest.raises(NoSuchThing):
        send_again(store, 99, by="lan")
    assert with_content(store, "f" * 64) is None


def test_a_document_is_found_by_its_content(store: Store) -> None:
    new = arrival()
    document_id = admitted(store, new)

    found = with_content(store, new.sha256)

    assert found is not None
    assert found.document_id == document_id


def test_only_what_waits_can_be_hurried(store: Store) -> None:
    waiting, done = admitted(store), read(store)

    assert hurry(store, waiting, by="lan")
    assert not hurry(store, done, by="lan")


def test_cards_are_paged_by_number(store: Store) -> None:
    ids = [admitted(store) for _ in range(5)]
    claimed(store, ids[1])

    first = cards(store, State.WAITING, limit=2)
    rest = cards(store, State.WAITING, after=first[-1].document_id)

    assert [c.document_id for c in first + rest] == [ids[0], *ids[2:]]


def test_the_set_aside_folder_is_told_what_to_show_and_what_to_hide(store: Store) -> None:
    lent = claimed(store)
    set_aside(store, lent, BROKEN, by=WORKER)
    assert [c.document_id for c in to_show(store)] == [lent.document_id]

    shown(store, lent.document_id, "tram-1/lo-7/scan-001.pdf")
    assert not to_show(store)

    send_again(store, lent.document_id, by="lan")
    (hidden,) = to_hide(store)
    assert hidden.shown_as == "tram-1/lo-7/scan-001.pdf"

    shown(store, lent.document_id, None)
    assert not to_hide(store)


def test_a_reason_survives_the_store(store: Store) -> None:
    lent = claimed(store)

    set_aside(store, lent, BROKEN, by=WORKER)

    found = card(store, lent.document_id).set_aside
    assert found is not None
    assert found.code is SetAsideCode.DAMAGED
    assert found == BROKEN
