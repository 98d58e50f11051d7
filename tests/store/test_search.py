import pytest

from store.documents import send_again
from store.readings import correct
from store.search import Hit, by_file, by_name, by_parcel, by_serial, keys_of
from store.session import Store
from tests.store.papers import (
    NAME,
    SERIAL,
    admitted,
    arrival,
    certificate,
    paper,
    read,
    reading,
    typed,
    usual,
)


@pytest.fixture
def found(store: Store) -> int:
    read(store, usual("AB 000001", "Lê Thị Hoà"))
    return read(store, usual("CP 673047", "Nguyễn Văn Ân"))


def numbers(hits: tuple[Hit, ...]) -> list[int]:
    return [hit.document_id for hit in hits]


@pytest.mark.parametrize("typed_in", ["CP 673047", "cp673047", "CP 673"])
def test_a_serial_is_found_however_it_is_typed(store: Store, found: int, typed_in: str) -> None:
    assert numbers(by_serial(store, typed_in)) == [found]


@pytest.mark.parametrize(
    "typed_in", ["Nguyễn Văn Ân", "nguyen van an", "NGUYÊN  VẮN", "văn ân", "an", "nguy"]
)
def test_a_name_is_found_without_tones_from_any_word_on(
    store: Store, found: int, typed_in: str
) -> None:
    assert numbers(by_name(store, typed_in)) == [found]


@pytest.mark.parametrize("typed_in", ["Nguyễn Ân", "ễn", "", "  ", "%", "_"])
def test_what_is_not_there_is_not_found(store: Store, found: int, typed_in: str) -> None:
    assert by_name(store, typed_in) == ()


def test_a_parcel_is_found_on_its_sheet(store: Store, found: int) -> None:
    assert found in numbers(by_parcel(store, "12", "345"))
    assert by_parcel(store, "1", "345") == ()
    assert by_parcel(store, "12", "34") == ()


def test_a_parcel_is_told_from_those_of_other_communes(store: Store) -> None:
    values = (reading("parcels[0].map_sheet_no", "12"), reading("parcels[0].parcel_no", "7-A"))
    here = read(store, paper(certificate(*values, reading("parcels[0].commune_code", "00123"))))
    read(store, paper(certificate(*values, reading("parcels[0].commune_code", "00456"))))

    assert numbers(by_parcel(store, "12", "7-a", commune_code="00123")) == [here]
    assert len(by_parcel(store, "12", "7-A")) == 2


def test_a_file_is_found_by_the_start_of_any_name_it_came_with(store: Store) -> None:
    document_id = admitted(store, arrival("a", file="Bìa đỏ 01.pdf"))
    admitted(store, arrival("a", file="Khác.pdf", station="tram-9"))

    assert numbers(by_file(store, "bia do")) == [document_id]
    (hit,) = by_file(store, "khac")
    assert (hit.document_id, hit.station, hit.record) == (document_id, "tram-9", None)
    assert by_file(store, "") == ()


def test_a_corrected_value_is_found_and_the_wrong_one_no_more(store: Store, found: int) -> None:
    correct(store, found, 0, typed(SERIAL, "DD 111111"), seen_version=1, person="lan")

    assert numbers(by_serial(store, "DD 111111")) == [found]
    assert by_serial(store, "CP 673047") == ()


def test_a_value_that_was_read_otherwise_is_not_found_any_more(store: Store, found: int) -> None:
    send_again(store, found, by="lan")
    read(store, paper(certificate(reading(NAME, "Trần Bình"))), document_id=found)

    assert by_name(store, "nguyen") == ()
    assert numbers(by_name(store, "tran")) == [found]


def test_people_in_registers_and_on_cards_are_found_too() -> None:
    keys = keys_of({"rows[3].holder": "Đỗ Ân", "person.full_name": "Lê Bé"})

    assert keys == {("name", "do an"), ("name", "an"), ("name", "le be"), ("name", "be")}


def test_no_more_is_found_than_asked_for(store: Store) -> None:
    for _ in range(4):
        read(store)

    assert len(by_serial(store, "CP", limit=3)) == 3
