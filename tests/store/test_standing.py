"""A document in one look is the same as in several."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from store.answering import Turn, turn
from store.current import Spot
from store.documents import send_again
from store.drawn import drawn
from store.errors import FieldHeld, NoSuchThing
from store.leases import hold, lent
from store.readings import correct, fields
from store.records import document
from store.search import by_name, by_serial
from store.session import Store
from store.standing import standings
from store.tasks import PLAIN, FieldId, Order
from store.worklist import next_tasks
from tests.store.conftest import Clock
from tests.store.papers import NAME, SERIAL, certificate, paper, read, reading, typed, usual


@contextmanager
def asked() -> Iterator[list[str]]:
    """Give the list of what the database is asked meanwhile."""
    said: list[str] = []

    def hear(*told: object) -> None:
        said.append(str(told[2]))

    event.listen(Engine, "before_cursor_execute", hear)
    yield said
    event.remove(Engine, "before_cursor_execute", hear)


def turn_of(
    store: Store, number: int, path: str, person: str = "an"
) -> AbstractContextManager[Turn]:
    return turn(store, FieldId(number, 0, path), person=person, policy=PLAIN)


def test_a_document_in_one_look_is_what_it_is_in_several(store: Store) -> None:
    one, other = read(store), read(store, usual("CP 673048"))
    correct(store, one, 0, typed(NAME, "Lê An"), seen_version=1, person="an")

    found = standings(store, (one, other, 99))

    assert found.keys() == {one, other}
    for number, standing in found.items():
        assert standing.document == document(store, number)
        assert standing.drawn == drawn(store, number)
        now = {
            Spot(f.record, f.path): (f.version, f.current.reading, f.current.person)
            for f in fields(store, number)
        }
        assert {
            spot: (its.version, its.reading, its.person) for spot, its in standing.fields.items()
        } == now


def test_a_field_that_newer_readings_lack_keeps_its_version_but_is_no_value(store: Store) -> None:
    number = read(store)
    send_again(store, number, by="an")
    read(store, paper(certificate(reading(SERIAL, "CP 673047"))), document_id=number)

    (standing,) = standings(store, (number,)).values()

    assert standing.fields[Spot(0, NAME)].reading is None
    assert standing.fields[Spot(0, NAME)].version == 2
    assert [one.path for one in standing.document.records[0].fields] == [SERIAL]
    with pytest.raises(NoSuchThing), turn_of(store, number, NAME):
        pass


def test_a_turn_is_for_whoever_holds_the_field(store: Store, clock: Clock) -> None:
    number = read(store)
    hold(store, FieldId(number, 0, NAME), person="an", lease_s=60, policy=PLAIN)

    with pytest.raises(FieldHeld), turn_of(store, number, NAME, "binh"):
        pass
    with turn_of(store, number, NAME) as own:
        own.keep(300)
    clock.forward(120)
    with pytest.raises(FieldHeld), turn_of(store, number, NAME, "binh"):
        pass
    clock.forward(300)
    with turn_of(store, number, NAME, "binh") as own:
        assert own.answer(typed(NAME, "Lê An"), seen_version=1).version == 2

    assert lent(store) == ()


def test_a_value_can_be_found_as_it_is_now_and_not_as_it_was(store: Store) -> None:
    number = read(store)

    with turn_of(store, number, SERIAL) as own:
        own.answer(typed(SERIAL, "CP 673099"), seen_version=1)
    with turn_of(store, number, NAME) as own:
        own.answer(typed(NAME, "Lê Thị Bình"), seen_version=1)

    assert by_serial(store, "CP 673047") == by_name(store, "van an") == ()
    assert [hit.document_id for hit in by_serial(store, "CP 673099")] == [number]
    assert [hit.document_id for hit in by_name(store, "thi binh")] == [number]


def test_an_answer_and_four_fields_ahead_take_few_trips_to_the_database(store: Store) -> None:
    for _ in range(6):
        read(store)
    with asked() as before:
        tasks = next_tasks(store, person="an", limit=5, order=Order.GAIN)
        standings(store, [task.document_id for task in tasks])
    with asked() as meanwhile, turn_of(store, tasks[0].document_id, NAME) as own:
        own.answer(typed(NAME, "Lê An"), seen_version=1)

    assert len(tasks) == 5
    assert len(before) <= 10
    assert len(meanwhile) <= 20
