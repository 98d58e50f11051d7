from schemas.reading import Status
from store.likenesses import Looks, Why, newest, of_document
from store.readings import correct
from store.session import Store
from tests.store.papers import SERIAL, read, typed, usual


def test_a_rescan_is_linked_by_its_serial_and_the_surer_reading_proposed(store: Store) -> None:
    first = read(store)
    second = read(store, usual(status=Status.ACCEPTED))

    (found,) = of_document(store, first)

    assert (found.document_id, found.other_id) == (second, first)
    assert found.why == (Why.SAME_SERIAL,)
    assert found.better == second


def test_the_same_pixels_in_another_wrapper_are_linked(store: Store) -> None:
    looks = Looks(pixels="ab" * 32)
    first, second = (read(store, usual(f"CP {n}"), looks=looks) for n in (111111, 222222))

    (found,) = of_document(store, second)

    assert (found.other_id, found.why, found.better) == (first, (Why.SAME_PIXELS,), first)


def test_one_look_in_common_links(store: Store) -> None:
    first = read(store, usual("CP 111111"), looks=Looks(keys=("a", "b")))
    read(store, usual("CP 222222"), looks=Looks(keys=("c",)))
    read(store, usual("CP 333333"), looks=Looks(keys=("b", "c")))

    assert [pair.why for pair in of_document(store, first)] == [(Why.LOOKS_ALIKE,)]
    assert len(newest(store)) == 2


def test_papers_with_nothing_in_common_are_not_linked(store: Store) -> None:
    read(store, usual("CP 111111"), looks=Looks(pixels="a", keys=("a",)))
    read(store, usual("CP 222222"), looks=Looks(pixels="b", keys=("b",)))

    assert newest(store) == ()


def test_a_corrected_serial_loses_its_links_and_finds_new_ones(store: Store) -> None:
    first, second = read(store, usual("CP 111111")), read(store, usual("CP 111111"))
    third = read(store, usual("CP 333333"))

    correct(store, second, 0, typed(SERIAL, "CP 333333"), seen_version=1, person="lan")

    assert of_document(store, first) == ()
    assert [pair.document_id for pair in of_document(store, second)] == [third]


def test_a_link_found_in_several_ways_is_one(store: Store) -> None:
    looks = Looks(pixels="a", keys=("k",))
    first, _ = read(store, looks=looks), read(store, looks=looks)

    (found,) = of_document(store, first)

    assert set(found.why) == set(Why)
