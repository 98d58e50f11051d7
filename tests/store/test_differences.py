import pytest

from schemas.reading import Status
from store.batch_filters import Filter
from store.batches import create, feed
from store.differences import Difference, Said, What, changed_fields, summary, what_changed
from store.readings import correct
from store.session import Store
from tests.store.papers import AREA, NAME, SERIAL, certificate, paper, read, reading, typed

YES, ASK = Status.ACCEPTED.value, Status.FLAGGED.value


@pytest.mark.parametrize(
    ("before", "after", "person", "what"),
    [
        (Said("a", YES), Said("a", YES), None, None),
        (Said("a", ASK), Said("a", YES), None, What.NOW_ACCEPTED),
        (Said("a", ASK), Said("b", YES), None, What.NOW_ACCEPTED),
        (Said("a", YES), Said("a", ASK), None, What.NOW_FLAGGED),
        (Said("a", YES), Said("b", YES), None, What.CHANGED),
        (Said("a", ASK), Said("b", ASK), None, What.CHANGED),
        (None, Said("a", YES), None, What.APPEARED),
        (Said(None, ASK), Said("a", YES), None, What.APPEARED),
        (Said("a", YES), None, None, What.GONE),
        (Said("a", YES), Said(None, ASK), None, What.GONE),
        (None, Said(None, ASK), None, None),
        (Said("a", YES), Said("b", YES), "b", What.NOW_RIGHT),
        (Said("a", YES), Said("b", YES), "a", What.NOW_WRONG),
        (Said("a", YES), None, "a", What.NOW_WRONG),
        (None, Said("a", ASK), "a", What.NOW_RIGHT),
        (Said("a", YES), Said("b", YES), "c", What.CHANGED),
        (Said("a", ASK), Said("a", YES), "a", What.NOW_ACCEPTED),
    ],
)
def test_each_way_to_differ_has_its_name(
    before: Said | None, after: Said | None, person: str | None, what: What | None
) -> None:
    assert what_changed(before, after, person) is what


def test_a_batch_reports_what_it_changed(store: Store) -> None:
    document_id = read(
        store,
        paper(
            certificate(
                reading(SERIAL, "CP 1"),
                reading(NAME, "A", status=Status.FLAGGED),
                reading(AREA, "5"),
            )
        ),
    )
    correct(store, document_id, 0, typed(AREA, "50"), seen_version=1, person="lan")
    made = create(store, "again", Filter(), by="lan")
    feed(store, room=1)

    read(
        store,
        paper(certificate(reading(SERIAL, "CP 2"), reading(NAME, "A"), reading(AREA, "50"))),
        document_id=document_id,
    )

    assert summary(store, made.batch_id) == {
        What.CHANGED: {SERIAL: 1},
        What.NOW_ACCEPTED: {"holders[].full_name": 1},
        What.NOW_RIGHT: {"parcels[].area_m2": 1},
    }
    assert changed_fields(store, made.batch_id)[0] == Difference(
        document_id, 0, SERIAL, What.CHANGED, "CP 1", "CP 2"
    )


def test_changed_fields_come_page_by_page(store: Store) -> None:
    ids = [read(store, paper(certificate(reading(SERIAL, "CP 1")))) for _ in range(3)]
    made = create(store, "again", Filter(), by="lan")
    feed(store, room=9)
    for number in ids:
        read(store, paper(certificate(reading(SERIAL, "CP 2"))), document_id=number)

    first = changed_fields(store, made.batch_id, limit=2)
    last = first[-1]
    rest = changed_fields(store, made.batch_id, after=(last.document_id, last.record, last.path))

    assert [difference.document_id for difference in first + rest] == ids


def test_reading_for_the_first_time_changes_nothing(store: Store) -> None:
    made = create(store, "again", Filter(), by="lan")
    read(store)

    assert summary(store, made.batch_id) == {}
