from schemas.document import Edition, Kind
from schemas.reading import Status
from store.claims import set_aside
from store.documents import send_again
from store.readings import correct
from store.records import document, settled
from store.session import Store
from tests.store.papers import (
    AREA,
    BROKEN,
    NAME,
    SERIAL,
    WORKER,
    admitted,
    arrival,
    certificate,
    claimed,
    paper,
    read,
    reading,
    typed,
    usual,
)


def test_a_document_comes_back_as_it_was_read(store: Store) -> None:
    said = usual()
    new = arrival(file="Bìa hồng.pdf")

    document_id = read(store, said, document_id=admitted(store, new))

    found = document(store, document_id)
    assert (found.source.file, found.source.sha256) == ("Bìa hồng.pdf", new.sha256)
    assert found.pages == said.pages
    assert found.records == said.records


def test_corrections_stand_in_the_place_of_what_they_correct(store: Store) -> None:
    document_id = read(store)

    correct(store, document_id, 0, typed(NAME, "Lê Ân"), seen_version=1, person="lan")

    paths = [value.path for value in document(store, document_id).records[0].fields]
    assert paths == [value.path for value in usual().records[0].fields]
    assert document(store, document_id).records[0].field(NAME) == typed(NAME, "Lê Ân")


def test_records_keep_their_kind_edition_and_order(store: Store) -> None:
    two = paper(
        certificate(reading(SERIAL, "CP 1"), edition=Edition.E2009),
        certificate(reading(SERIAL, "CP 2"), edition=Edition.E2024),
        certificate(),
    )

    found = document(store, read(store, two)).records

    assert [record.edition for record in found] == [Edition.E2009, Edition.E2024, Edition.E2014]
    assert found[2].fields == ()


def test_a_record_that_a_newer_reading_lacks_goes_unless_a_person_spoke(store: Store) -> None:
    two = paper(certificate(reading(SERIAL, "CP 1")), certificate(reading(SERIAL, "CP 2")))
    plain, spoken = read(store, two), read(store, two)
    correct(store, spoken, 1, typed(AREA, "5"), seen_version=0, person="lan")

    for document_id in (plain, spoken):
        send_again(store, document_id, by="lan")
        read(store, paper(certificate(reading(SERIAL, "CP 1"))), document_id=document_id)

    assert len(document(store, plain).records) == 1
    kept = document(store, spoken).records[1]
    assert kept.kind is Kind.LAND_CERTIFICATE
    assert [value.path for value in kept.fields] == [AREA]


def test_a_file_that_was_set_aside_says_why(store: Store) -> None:
    lent = claimed(store)
    set_aside(store, lent, BROKEN, by=WORKER)

    found = document(store, lent.document_id)

    assert (found.set_aside, found.records, found.source.pages) == (BROKEN, (), 0)


def test_settled_documents_come_page_by_page(store: Store) -> None:
    ids = [read(store) for _ in range(3)]
    admitted(store)
    lent = claimed(store)
    set_aside(store, lent, BROKEN, by=WORKER)

    first = settled(store, limit=2)
    rest = settled(store, after=first[-1][0])

    assert [number for number, _ in first + rest] == [*ids, lent.document_id]


def test_a_document_that_waits_to_be_read_again_keeps_its_records(store: Store) -> None:
    document_id = read(store)

    send_again(store, document_id, by="lan")

    ((number, found),) = settled(store)
    assert number == document_id
    assert found.records[0].field(NAME) == reading(
        NAME, "Nguyễn Văn Ân", confidence=0.7, status=Status.FLAGGED
    )


def test_documents_of_one_station_or_batch_are_told_apart(store: Store) -> None:
    here = read(store, document_id=admitted(store, arrival(station="a", batch="1")))
    read(store, document_id=admitted(store, arrival(station="a", batch="2")))
    read(store, document_id=admitted(store, arrival(station="b", batch="1")))

    assert [number for number, _ in settled(store, station="a", batch="1")] == [here]
