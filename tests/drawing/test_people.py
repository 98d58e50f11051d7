"""Invented people obey the rules of real identity numbers."""

import unicodedata
from datetime import date
from random import Random

import pytest

from drawing.people import PROVINCE_CODES, invent_person, person_name

SEEDS = range(40)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_card_number_tells_sex_century_and_year_of_birth(seed: int) -> None:
    person = invent_person(Random(seed), date(2024, 5, 2), "Tỉnh Quảng Ninh")

    assert len(person.card) == 12
    assert person.card[:3] in PROVINCE_CODES.values()
    century, woman = divmod(int(person.card[3]), 2)
    assert (1900 + 100 * century) // 100 == person.born.year // 100
    assert bool(woman) is not person.male
    assert int(person.card[4:6]) == person.born.year % 100


@pytest.mark.parametrize("seed", SEEDS)
def test_an_old_card_number_has_nine_digits(seed: int) -> None:
    person = invent_person(Random(seed), date(2008, 5, 2), "Tỉnh Quảng Ninh")

    assert len(person.old_card) == 9
    assert person.old_card.isdigit()
    assert person.old_card.startswith(("100", "101"))


def test_names_are_composed_unicode() -> None:
    rng = Random(3)

    names = [person_name(rng, male=index % 2 == 0) for index in range(300)]

    assert all(unicodedata.is_normalized("NFC", name) for name in names)


def test_a_holder_is_grown_up() -> None:
    at = date(2003, 1, 1)

    people = [invent_person(Random(seed), at, "Tỉnh Quảng Ninh") for seed in SEEDS]

    assert all((at - person.born).days >= 18 * 365 for person in people)
