"""Whatever happens in whatever order: nothing is lost, nothing is twice, counters are true."""

import random
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schemas.document import Kind
from schemas.reading import Status
from schemas.retries import LONGEST_PAUSE_S, Cause
from schemas.states import TRANSITIONS, Act, State
from schemas.told import Told
from store.batch_filters import Filter
from store.batches import BatchState, batches, cancel, create, feed, pause, resume
from store.claims import (
    claim_next,
    fail,
    mend_pauses,
    put_back,
    release,
    renew,
    set_aside,
    working,
)
from store.counts import status, verify
from store.documents import admit, card, hurry, refuse, send_again, tell
from store.errors import NotAllowed, StaleClaim
from store.events import history
from store.finishing import finish
from store.readings import correct, fields
from store.rearranging import Part, leaves_of, rearrange
from store.session import Store, open_store
from store.shapes import Claim
from tests.store.conftest import Clock
from tests.store.papers import (
    BROKEN,
    CRASHED,
    NAME,
    READER,
    WORKER,
    arrival,
    certificate,
    paper,
    reading,
    typed,
    usual,
)

TOLD = (None, Told(kind=Kind.OTHER))


class Station:
    """A store with everybody who uses it, acting at random; forgets no claim, dead or alive."""

    def __init__(self, store: Store, clock: Clock, chance: random.Random) -> None:
        self.store, self.clock, self.chance = store, clock, chance
        self.claims: list[Claim] = []
        self.documents: list[int] = []
        self.tickets = 0

    def some_claim(self) -> Claim:
        """Most often the newest claim, else any, most of which are dead by now."""
        return self.claims[-1] if self.chance.random() < 0.7 else self.chance.choice(self.claims)

    def some_document(self) -> int:
        return self.chance.choice(self.documents)

    def admit(self) -> None:
        content = f"content {self.chance.randrange(12)}"
        self.tickets += 1
        ticket = f"t{self.chance.randrange(1, self.tickets + 1)}"
        with suppress(NotAllowed):  # a ticket of another content
            (answer,) = admit(self.store, [arrival(content, ticket=ticket)])
            self.documents.append(answer.document_id)

    def refuse(self) -> None:
        self.tickets += 1
        refuse(self.store, f"r{self.chance.randrange(5)}", "pipe", BROKEN)

    def claim(self) -> None:
        lent = claim_next(self.store, worker=WORKER, lease_s=90)
        if lent is not None:
            self.claims.append(lent)

    def finish(self) -> None:
        said = self.chance.choice(
            [
                usual(),
                usual(status=Status.ACCEPTED),
                paper(certificate(reading(NAME, "A")), pages=2),
                paper(),
            ]
        )
        finish(self.store, self.some_claim(), said, READER, by=WORKER)

    def fail(self) -> None:
        cause = self.chance.choice(list(Cause))
        fail(self.store, self.some_claim(), cause, CRASHED, by=WORKER)

    def set_aside(self) -> None:
        set_aside(self.store, self.some_claim(), BROKEN, by=WORKER)

    def release(self) -> None:
        release(self.store, self.some_claim(), by=WORKER)

    def renew(self) -> None:
        renew(self.store, self.some_claim(), lease_s=90)

    def watch(self) -> None:
        mend_pauses(self.store)
        for held in working(self.store):
            if held.overdue:
                put_back(self.store, held, by="watchdog")
        feed(self.store, room=3)

    def send_again(self) -> None:
        send_again(self.store, self.some_document(), by="lan")

    def hurry(self) -> None:
        hurry(self.store, self.some_document(), by="lan")

    def correct(self) -> None:
        document_id = self.some_document()
        for field in fields(self.store, document_id)[:1]:
            new = typed(field.path, self.chance.choice("AB"))
            correct(
                self.store,
                document_id,
                field.record,
                new,
                seen_version=field.version,
                person="lan",
            )

    def tell(self) -> None:
        tell(self.store, self.some_document(), self.chance.choice(TOLD), by="lan")

    def rearrange(self) -> None:
        """Split a document of two pages, or put two documents together."""
        origins = sorted({self.some_document() for _ in range(self.chance.choice([1, 2]))})
        all_leaves = [
            leaf for one in origins for leaf in leaves_of(one, card(self.store, one).pages)
        ]
        parts = [[leaf] for leaf in all_leaves] if len(origins) == 1 else [all_leaves]
        wanted = [Part(arrival(), tuple(leaves)) for leaves in parts]
        self.documents += rearrange(self.store, wanted, by="lan")

    def batch(self) -> None:
        wanted = self.chance.choice([Filter(), Filter(state=State.SET_ASIDE)])
        self.tickets += 1
        create(self.store, f"batch {self.tickets}", wanted, by="lan")

    def turn(self) -> None:
        for batch in batches(self.store)[:1]:
            act = self.chance.choice([pause, resume])
            act(self.store, batch.batch_id)

    def cancel(self) -> None:
        for batch in batches(self.store)[:1]:
            cancel(self.store, batch.batch_id, by="lan")

    def wait(self) -> None:
        self.clock.forward(self.chance.choice([1, 1, 30, 100, LONGEST_PAUSE_S, -10_000]))


# What stations do most, most; all else now and then.
OFTEN = ("admit", "claim", "finish") * 6 + ("send_again", "correct", "watch") * 2
ACTS = OFTEN + tuple(name for name in vars(Station) if not name.startswith(("_", "some")))
FEW = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@FEW
@given(acts=st.lists(st.sampled_from(ACTS), min_size=20, max_size=80), seed=st.integers(0, 2**32))
def test_nothing_is_lost_whatever_happens(
    fresh_url: Callable[[], str], acts: list[str], seed: int
) -> None:
    clock = Clock()
    with open_store(fresh_url(), clock=clock) as store:
        station = Station(store, clock, random.Random(seed))

        for act in acts:
            with suppress(StaleClaim, NotAllowed, IndexError):
                getattr(station, act)()
            assert status(store).is_conserved

        assert verify(store) == ()
        for document_id in set(station.documents):
            follow(store, document_id)


@pytest.mark.parametrize("seed", range(2))
def test_everything_settles_once_the_faults_are_over(
    fresh_url: Callable[[], str], seed: int
) -> None:
    clock, chance = Clock(), random.Random(seed)
    with open_store(fresh_url(), clock=clock) as store:
        station = Station(store, clock, chance)
        for act in chance.choices(ACTS, k=120):
            with suppress(StaleClaim, NotAllowed, IndexError):
                getattr(station, act)()

        for batch in batches(store):
            if batch.state is BatchState.PAUSED:
                resume(store, batch.batch_id)
        for _ in range(200):
            clock.forward(LONGEST_PAUSE_S)
            station.watch()
            while (lent := claim_next(store, worker=WORKER, lease_s=90)) is not None:
                finish(store, lent, usual(), READER, by=WORKER)

        now = status(store)
        assert (now.waiting, now.working) == (0, 0)
        assert now.seen == now.done + now.set_aside + now.duplicates
        assert verify(store) == ()
        assert {b.state for b in batches(store)} <= {BatchState.FINISHED, BatchState.CANCELLED}


def follow(store: Store, document_id: int) -> None:
    """Check that the document's history is a walk through the table to where it is now."""
    acts = {act.value: act for act in Act}
    states: set[State | None] = {None}
    for event in history(store, document_id):
        act = acts.get(event.what)
        if act is not None:
            states = {to for state in states for to in TRANSITIONS[act].get(state, ())}
    assert card(store, document_id).state in states
