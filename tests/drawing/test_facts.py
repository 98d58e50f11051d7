"""What a certificate says hangs together."""

import re
from collections import Counter
from random import Random

import pytest

from drawing.facts import invent_facts
from schemas.document import Edition

SEEDS = range(80)


@pytest.mark.parametrize("edition", list(Edition))
def test_changes_come_after_the_issue_and_in_order(edition: Edition) -> None:
    for seed in SEEDS:
        facts = invent_facts(Random(seed), edition)
        days = [change.day for change in facts.changes]
        assert days == sorted(days)
        assert all(day > facts.issued for day in days)


@pytest.mark.parametrize("edition", list(Edition))
def test_a_couple_is_a_man_and_a_woman(edition: Edition) -> None:
    for seed in SEEDS:
        party = invent_facts(Random(seed), edition).party
        if party.kind == "couple":
            assert {person.male for person in party.people} == {True, False}


def test_only_pink_books_have_bar_codes() -> None:
    for edition in Edition:
        coded = {invent_facts(Random(seed), edition).barcode is not None for seed in SEEDS}
        pink = edition in (Edition.E2009, Edition.E2014)
        assert coded == ({True, False} if pink else {False})


def test_every_kind_of_holder_and_number_of_parcels_occurs() -> None:
    kinds: Counter[str] = Counter()
    parcels: Counter[int] = Counter()
    for edition in Edition:
        for seed in SEEDS:
            facts = invent_facts(Random(seed), edition)
            kinds[facts.party.kind] += 1
            parcels[len(facts.parcels)] += 1

    assert set(kinds) == {"one", "couple", "household", "sharers", "organisation", "community"}
    assert {1, 2, 5, 8} <= set(parcels)


def test_a_note_names_another_serial_than_its_own() -> None:
    for seed in range(200):
        facts = invent_facts(Random(seed), Edition.E2014)
        for note in facts.notes:
            assert facts.serial not in note


def test_old_cards_are_on_old_papers_only() -> None:
    facts = invent_facts(Random(4), Edition.E1993)

    assert all(re.fullmatch(r"\d{9}", person.old_card) for person in facts.party.people)
