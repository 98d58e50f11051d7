from schemas.retries import Cause
from store.claims import fail
from store.events import history
from store.readings import correct
from store.session import Store
from tests.store.conftest import Clock
from tests.store.papers import CRASHED, NAME, WORKER, claimed, read, typed


def test_a_history_tells_what_when_by_whom_and_why(store: Store, clock: Clock) -> None:
    start = clock()
    lent = claimed(store)
    clock.forward(5)
    fail(store, lent, Cause.CRASH, CRASHED, by=WORKER, facts={"exit": -9})

    told = history(store, lent.document_id)

    assert [(event.what, event.by) for event in told] == [
        ("admit", "watcher"),
        ("claim", WORKER),
        ("retry", WORKER),
    ]
    assert told[0].at == start
    assert (told[2].at - start).total_seconds() == 5
    assert told[2].facts == {"cause": "crash", "attempt": 1, "exit": -9}


def test_no_value_from_paper_stands_in_a_history(store: Store) -> None:
    document_id = read(store)
    correct(store, document_id, 0, typed(NAME, "Lê Bé"), seen_version=1, person="lan")

    told = history(store, document_id)

    assert told[-1].facts == {"record": 0, "path": NAME, "version": 2}
    assert "Lê" not in str(told)
