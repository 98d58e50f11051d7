import sqlalchemy as sa

from store.counts import Drift, Status, all_counts, status, verify
from store.session import Store
from store.tables import arrivals, counters
from tests.store.papers import admitted, read


def test_an_empty_store_counts_nothing(store: Store) -> None:
    assert status(store) == Status(0, 0, 0, 0, 0, 0, 0)
    assert status(store).is_conserved
    assert verify(store) == ()


def test_a_file_that_went_missing_shows() -> None:
    assert not Status(
        seen=3, waiting=1, working=0, done=1, set_aside=0, duplicates=0, flagged_fields=9
    ).is_conserved


def test_a_counter_that_drifted_is_found(store: Store) -> None:
    admitted(store)
    with store.writing() as connection:
        connection.execute(
            counters.update().where(counters.c.name == "state.waiting").values(value=5)
        )

    assert verify(store) == (Drift("state.waiting", 5, 1),)


def test_a_row_that_went_missing_is_found(store: Store) -> None:
    read(store)
    with store.writing() as connection:
        connection.execute(sa.delete(arrivals))

    assert verify(store) == (Drift("seen", 1, 0),)


def test_pages_and_readings_are_counted(store: Store) -> None:
    read(store)
    read(store)

    kept = all_counts(store)
    assert (kept["reads"], kept["pages"]) == (2, 2)
