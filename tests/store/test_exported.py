"""What went out is known, and what changed since."""

from schemas.reading import Status
from store.documents import send_again
from store.exported import begin_export, end_export, export, exports, fail_unfinished, stale
from store.readings import correct
from store.session import Store
from tests.store.conftest import Clock
from tests.store.papers import NAME, read, typed, usual


def sent(store: Store, clock: Clock, *records: tuple[int, int]) -> int:
    made = begin_export(store, {"batch": "lo-7"}, by="an")
    clock.forward(1)
    end_export(store, made.export_id, records=records, left_out=0, sha256="ab")
    return made.export_id


def test_an_export_is_written_down_with_who_when_and_what(store: Store, clock: Clock) -> None:
    document = read(store)
    clock.forward(5)

    number = sent(store, clock, (document, 0))

    told = export(store, number)
    assert (told.by, told.state, told.records) == ("an", "ready", 1)
    assert told.wanted == {"batch": "lo-7"}
    assert exports(store) == (told,)
    assert stale(store) == ()


def test_a_correction_after_the_export_lists_the_record(store: Store, clock: Clock) -> None:
    document, other = read(store), read(store)
    clock.forward(5)
    number = sent(store, clock, (document, 0), (other, 0))

    correct(store, document, 0, typed(NAME, "Nguyễn Văn An"), seen_version=1, person="an")

    assert [(one.document_id, one.export_id) for one in stale(store)] == [(document, number)]


def test_a_machines_new_reading_lists_the_record_too(store: Store, clock: Clock) -> None:
    document = read(store)
    clock.forward(5)
    sent(store, clock, (document, 0))
    send_again(store, document, by="an")
    read(store, usual(name="Trần Thị Bé", status=Status.ACCEPTED), document_id=document)

    assert [one.document_id for one in stale(store)] == [document]


def test_another_export_settles_it(store: Store, clock: Clock) -> None:
    document = read(store)
    sent(store, clock, (document, 0))
    correct(store, document, 0, typed(NAME, "Nguyễn Văn An"), seen_version=1, person="an")
    clock.forward(5)

    sent(store, clock, (document, 0))

    assert stale(store) == ()


def test_a_correction_while_the_export_is_made_counts_as_later(store: Store, clock: Clock) -> None:
    document = read(store)
    clock.forward(5)
    made = begin_export(store, {}, by="an")
    clock.forward(1)
    correct(store, document, 0, typed(NAME, "Nguyễn Văn An"), seen_version=1, person="an")
    end_export(store, made.export_id, records=[(document, 0)], left_out=0, sha256="ab")

    assert [one.document_id for one in stale(store)] == [document]


def test_an_export_left_unfinished_has_failed(store: Store) -> None:
    made = begin_export(store, {}, by="an")

    fail_unfinished(store)

    assert export(store, made.export_id).state == "failed"
