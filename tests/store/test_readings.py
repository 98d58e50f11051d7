import pytest

from schemas.problems import problem
from schemas.reading import Box, Reading, Source, Status
from store.counts import all_counts, status, verify
from store.documents import card, send_again
from store.errors import NoSuchThing, VersionConflict
from store.finishing import Reader, finish
from store.readings import Field, correct, fields, past
from store.records import document
from store.session import Store
from tests.store.papers import (
    AREA,
    BROKEN,
    NAME,
    READER,
    SERIAL,
    WORKER,
    admitted,
    certificate,
    claimed,
    paper,
    read,
    reading,
    typed,
    usual,
)

NEWER = Reader(version="0.10.0", model_hash="cd34", settings={"render_dpi": 300})


def field(store: Store, document_id: int, path: str) -> Field:
    (found,) = [f for f in fields(store, document_id) if f.path == path]
    return found


def again(store: Store, document_id: int, *values: Reading) -> None:
    send_again(store, document_id, by="lan")
    read(store, paper(certificate(*values)), document_id=document_id, reader=NEWER)


def test_what_was_read_comes_back_as_it_was(store: Store) -> None:
    doubt = problem("low_confidence")
    said = reading(NAME, "Trần Thị Bé", confidence=0.5, status=Status.FLAGGED)
    said = said.model_copy(update={"problems": (doubt,), "raw": "Tran Thị Bé"})
    empty = Reading(path=AREA, value=None, confidence=0, status=Status.NOT_PRINTED)

    document_id = read(store, paper(certificate(reading(SERIAL, "CP 1"), said, empty)))

    assert [f.current.reading for f in fields(store, document_id)] == [
        reading(SERIAL, "CP 1"),
        said,
        empty,
    ]


def test_every_value_knows_who_read_it_how_and_where(store: Store) -> None:
    document_id = read(store)

    found = field(store, document_id, SERIAL).current

    assert (found.reader_version, found.model_hash) == ("0.3.1", "ab12")
    assert found.settings
    assert found.person is None
    assert found.reading.box == Box(10, 20, 110, 40)


def test_equal_settings_have_one_fingerprint(store: Store) -> None:
    one, other = read(store), read(store, reader=NEWER)

    assert (
        field(store, one, SERIAL).current.settings == field(store, other, SERIAL).current.settings
    )


def test_flags_are_counted_per_field(store: Store) -> None:
    document_id = read(store)

    assert card(store, document_id).flags == 1
    assert status(store).flagged_fields == 1
    assert all_counts(store)["flag.holders[].full_name"] == 1


def test_a_correction_is_current_and_the_machines_reading_stays_in_the_history(
    store: Store,
) -> None:
    document_id = read(store)
    seen = field(store, document_id, NAME)

    version = correct(
        store,
        document_id,
        0,
        typed(NAME, "Nguyễn Văn Ấn"),
        seen_version=seen.version,
        person="lan",
    )

    now = field(store, document_id, NAME)
    assert (now.current.reading.value, now.current.person) == ("Nguyễn Văn Ấn", "lan")
    assert now.version == version == 2
    assert [t.reading.value for t in past(store, document_id, 0, NAME)] == [
        "Nguyễn Văn Ân",
        "Nguyễn Văn Ấn",
    ]
    assert card(store, document_id).flags == 0
    assert status(store).flagged_fields == 0
    assert not verify(store)


def test_nobody_overwrites_what_they_have_not_seen(store: Store) -> None:
    document_id = read(store)
    correct(store, document_id, 0, typed(NAME, "A"), seen_version=1, person="lan")

    with pytest.raises(VersionConflict) as conflict:
        correct(store, document_id, 0, typed(NAME, "B"), seen_version=1, person="minh")

    assert conflict.value.version == 2
    assert field(store, document_id, NAME).current.reading.value == "A"


def test_a_person_may_add_a_field_that_the_machine_did_not_find(store: Store) -> None:
    document_id = read(store)

    correct(store, document_id, 0, typed("changes[0].text", "x"), seen_version=0, person="lan")

    assert fields(store, document_id)[-1].path == "changes[0].text"


def test_a_correction_comes_from_a_person_and_goes_to_a_document(store: Store) -> None:
    with pytest.raises(ValueError, match="person"):
        correct(store, admitted(store), 0, reading(NAME, "A"), seen_version=0, person="lan")
    with pytest.raises(NoSuchThing):
        correct(store, 99, 0, typed(NAME, "A"), seen_version=0, person="lan")


def test_a_newer_machine_reading_replaces_the_machines_own(store: Store) -> None:
    document_id = read(store, paper(certificate(reading(SERIAL, "CP 1"))))

    again(store, document_id, reading(SERIAL, "CP 2"))

    now = field(store, document_id, SERIAL)
    assert (now.current.reading.value, now.current.reader_version) == ("CP 2", "0.10.0")
    assert now.version == 2


def test_a_reading_that_says_the_same_leaves_the_version(store: Store) -> None:
    document_id = read(store, paper(certificate(reading(SERIAL, "CP 1"))))

    again(store, document_id, reading(SERIAL, "CP 1"))

    assert field(store, document_id, SERIAL).version == 1


@pytest.mark.parametrize(
    ("machine_now", "asked"),
    [
        ("CP 2", False),  # what the person typed
        ("CP 1", False),  # what the person had overruled
        ("CP 3", True),  # news
    ],
)
def test_a_persons_value_stays_and_is_asked_about_when_the_machine_says_something_new(
    store: Store, machine_now: str, asked: bool
) -> None:
    document_id = read(store, paper(certificate(reading(SERIAL, "CP 1"))))
    correct(store, document_id, 0, typed(SERIAL, "CP 2"), seen_version=1, person="lan")

    again(store, document_id, reading(SERIAL, machine_now))

    now = field(store, document_id, SERIAL)
    assert now.current.reading.value == "CP 2"
    assert (now.question is not None) == asked
    assert all_counts(store).get("questions", 0) == asked
    assert document(store, document_id).records[0].fields[0].source is Source.PERSON


def test_a_question_answered_is_not_asked_again(store: Store) -> None:
    document_id = read(store, paper(certificate(reading(SERIAL, "CP 1"))))
    correct(store, document_id, 0, typed(SERIAL, "CP 2"), seen_version=1, person="lan")
    again(store, document_id, reading(SERIAL, "CP 3"))
    seen = field(store, document_id, SERIAL).version

    correct(store, document_id, 0, typed(SERIAL, "CP 2"), seen_version=seen, person="lan")
    again(store, document_id, reading(SERIAL, "CP 3"))

    assert field(store, document_id, SERIAL).question is None
    assert all_counts(store)["questions"] == 0


def test_a_field_that_the_newer_reading_lacks_is_gone_but_not_forgotten(store: Store) -> None:
    document_id = read(store)

    again(store, document_id, reading(SERIAL, "CP 673047"))

    assert [f.path for f in fields(store, document_id)] == [SERIAL]
    assert len(past(store, document_id, 0, NAME)) == 1
    assert status(store).flagged_fields == 0
    assert not verify(store)


def test_a_field_that_comes_back_goes_on_from_its_version(store: Store) -> None:
    document_id = read(store, paper(certificate(reading(SERIAL, "CP 1"))))
    again(store, document_id, reading(AREA, "5"))

    again(store, document_id, reading(SERIAL, "CP 1"))

    assert field(store, document_id, SERIAL).version == 3


def test_a_persons_field_stays_when_the_newer_reading_lacks_it(store: Store) -> None:
    document_id = read(store)
    correct(store, document_id, 0, typed(NAME, "A"), seen_version=1, person="lan")

    again(store, document_id, reading(SERIAL, "CP 673047"))

    assert field(store, document_id, NAME).current.person == "lan"


def test_corrections_do_not_wait_for_the_reader(store: Store) -> None:
    document_id = read(store)
    send_again(store, document_id, by="lan")
    lent = claimed(store, document_id)

    correct(store, document_id, 0, typed(SERIAL, "CP 2"), seen_version=1, person="lan")
    finish(store, lent, usual("CP 3"), NEWER, by=WORKER)

    now = field(store, document_id, SERIAL)
    assert now.current.reading.value == "CP 2"
    assert now.question is not None


def test_a_path_read_twice_counts_once(store: Store) -> None:
    twice = paper(certificate(reading(SERIAL, "CP 1"), reading(SERIAL, "CP 2")))

    document_id = read(store, twice)

    assert field(store, document_id, SERIAL).current.reading.value == "CP 1"


def test_a_document_that_was_set_aside_is_not_finished(store: Store) -> None:
    from_reader = usual().model_copy(update={"set_aside": BROKEN})

    with pytest.raises(ValueError, match="set aside"):
        finish(store, claimed(store), from_reader, READER, by=WORKER)
