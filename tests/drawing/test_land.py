"""Invented land adds up."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from drawing.facts import invent_facts
from drawing.land import invent_house, term
from schemas.document import Edition


@pytest.mark.parametrize("edition", list(Edition))
def test_the_uses_of_a_parcel_add_up_to_its_area(edition: Edition) -> None:
    for seed in range(60):
        for parcel in invent_facts(Random(seed), edition).parcels:
            total = sum((use.area for use in parcel.purposes), Decimal(0))
            assert total == parcel.area
            assert 0 <= parcel.shared <= parcel.area


@pytest.mark.parametrize("edition", [e for e in Edition if e is not Edition.E1993])
def test_homes_are_urban_in_wards_and_rural_in_villages(edition: Edition) -> None:
    for seed in range(60):
        facts = invent_facts(Random(seed), edition)
        codes = {use.code for parcel in facts.parcels for use in parcel.purposes}
        assert ("ONT" if facts.place.urban else "ODT") not in codes


def test_a_home_is_for_good_and_a_field_is_not() -> None:
    day = date(2016, 4, 1)

    homes = {term(Random(seed), "home", day, Edition.E2014) for seed in range(20)}
    fields = {term(Random(seed), "field", day, Edition.E2014) for seed in range(20)}

    assert homes == {"Lâu dài"}
    assert all(text.startswith("Đến ") for text in fields)


def test_storeys_give_more_floor_than_ground() -> None:
    houses = [invent_house(Random(seed)) for seed in range(30)]

    assert all(house.floor >= house.built for house in houses)
