"""Work and exports are narrowed to batches and communes that exist."""

from store.choices import batch_names, commune_codes
from store.session import Store
from tests.store.papers import admitted, arrival, certificate, paper, read, reading


def test_each_batch_is_named_once(store: Store) -> None:
    for batch in ("lo-2", "", "lo-1", "lo-2", "lo-10"):
        admitted(store, arrival(batch=batch))

    assert sorted(batch_names(store)) == ["lo-1", "lo-10", "lo-2"]
    assert len(batch_names(store, limit=2)) == 2


def test_each_commune_with_a_parcel_is_there_once(store: Store) -> None:
    for code in ("00004", "00001", "00004"):
        read(store, paper(certificate(reading("parcels[0].commune_code", code))))

    assert commune_codes(store) == ("00001", "00004")


def test_an_empty_store_offers_nothing(store: Store) -> None:
    assert batch_names(store) == commune_codes(store) == ()
