"""The invented store of ``bench scale`` is one that the station itself could have written."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.scale import QUESTIONS, ask_all, bytes_a_document, let_grow
from bench.scale_fill import FIELDS_A_DOCUMENT, fill, is_read, name, parcel, serial
from store.counts import status, verify
from store.readings import fields
from store.search import by_name, by_parcel, by_serial, keys_of
from store.session import Store, open_store
from tests.store.conftest import postgresql

# A fixture of the store, for its users.
__all__ = ["postgresql"]

DOCUMENTS = 1200


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def grown(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('scale') / 'sodo.db'}"
    else:
        url = request.getfixturevalue("postgresql").new_database()
    with open_store(url) as store:
        fill(store, DOCUMENTS)
        yield store


def test_its_counters_are_true(grown: Store) -> None:
    told = status(grown)

    assert verify(grown) == ()
    assert told.is_conserved
    assert told.seen == DOCUMENTS
    assert min(told.waiting, told.set_aside, told.flagged_fields) > 0


@pytest.mark.parametrize("number", [22, 500, 1199])
def test_a_document_is_found_by_what_its_fields_say(grown: Store, number: int) -> None:
    said = {one.path: one.current.reading.value for one in fields(grown, number) if one.current}
    commune, sheet, parcel_no = parcel(number)

    assert is_read(number)
    assert len(said) == FIELDS_A_DOCUMENT
    assert said["certificate.serial"] == serial(number)
    assert said["holders[0].full_name"] == name(number)
    assert said["parcels[0].commune_code"] == commune
    hits = (
        by_serial(grown, serial(number)),
        by_name(grown, name(number)),
        by_parcel(grown, sheet, parcel_no, commune_code=commune),
    )
    assert all(number in {hit.document_id for hit in found} for found in hits)


def test_it_has_the_keys_that_the_station_would_have_written(grown: Store) -> None:
    said = {one.path: one.current.reading.value for one in fields(grown, 500) if one.current}
    with grown.reading() as connection:
        rows = connection.exec_driver_sql("SELECT kind, key FROM keys WHERE document_id = 500")
        written = {(kind, key) for kind, key in rows}

    assert written == keys_of({path: value for path, value in said.items() if value is not None})


def test_a_store_grows_once(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'sodo.db'}") as store:
        let_grow(store, 40, tmp_path)
        let_grow(store, 40, tmp_path)

        assert status(store).seen == 40


def test_every_question_has_an_answer(grown: Store) -> None:
    times = ask_all(grown, DOCUMENTS, random.Random(1), asked=2)

    assert times.keys() == QUESTIONS.keys()
    assert verify(grown) == ()
    assert bytes_a_document(grown, DOCUMENTS) > 1000
    assert status(grown).working == 0
