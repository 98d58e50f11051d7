from store.beats import beat, beats, forget_beat
from store.session import Store
from tests.store.conftest import Clock


def test_the_last_word_counts_and_has_an_age(store: Store, clock: Clock) -> None:
    beat(store, "watcher@host1", {"paused": None})
    beat(store, "watcher@host1", {"paused": "disk"})
    clock.forward(20)

    (found,) = beats(store)

    assert (found.name, found.age_s, found.facts) == ("watcher@host1", 20, {"paused": "disk"})


def test_who_ends_in_order_is_not_missed(store: Store) -> None:
    beat(store, "worker@host1:1", {})
    beat(store, "worker@host1:2", {})

    forget_beat(store, "worker@host1:1")

    assert [found.name for found in beats(store)] == ["worker@host1:2"]
