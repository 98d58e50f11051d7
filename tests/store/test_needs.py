"""Which fields of which editions go to people is counted over the documents read last."""

from schemas.document import Edition
from schemas.reading import Status
from store.needs import Need, needs
from store.readings import correct
from store.session import Store
from tests.store.papers import NAME, SERIAL, certificate, paper, read, reading, typed


def filed(store: Store, edition: Edition, status: Status) -> int:
    values = reading(SERIAL, "CP 673047"), reading(NAME, "Nguyễn Văn Ân", status=status)
    return read(store, paper(certificate(*values, edition=edition)))


def test_flagged_and_answered_fields_are_needs_of_their_edition(store: Store) -> None:
    answered = filed(store, Edition.E2014, Status.FLAGGED)
    filed(store, Edition.E2014, Status.FLAGGED)
    filed(store, Edition.E2014, Status.ACCEPTED)
    filed(store, Edition.E1993, Status.ACCEPTED)
    correct(store, answered, 0, typed(NAME, "Nguyễn Văn An"), seen_version=1, person="an")

    found = {(one.pattern, one.edition): one for one in needs(store)}

    name = "holders[].full_name"
    assert found[name, "2014"] == Need(name, "2014", 2, 3)
    assert found[name, "1993"] == Need(name, "1993", 0, 1)
    assert found[SERIAL, "2014"] == Need(SERIAL, "2014", 0, 3)


def test_what_is_not_printed_is_nobodys_need(store: Store) -> None:
    filed(store, Edition.E2014, Status.NOT_PRINTED)

    assert [one.pattern for one in needs(store)] == [SERIAL]


def test_only_the_newest_documents_count(store: Store) -> None:
    filed(store, Edition.E1993, Status.FLAGGED)
    filed(store, Edition.E2014, Status.FLAGGED)

    assert {one.edition for one in needs(store, newest=1)} == {"2014"}


def test_an_empty_store_has_no_needs(store: Store) -> None:
    assert needs(store) == ()
