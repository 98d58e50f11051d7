"""Places bear the names they had on the day."""

from datetime import date
from random import Random

import pytest

from drawing.places import AddressHabit, Place, address, some_place, written


def test_no_district_is_named_after_june_2025() -> None:
    places = [some_place(Random(seed), date(2025, 7, 1)) for seed in range(60)]

    assert {place.district for place in places} == {""}
    assert all(place.code_today for place in places)


@pytest.mark.parametrize(
    ("day", "gone", "come"),
    [
        (date(2011, 11, 24), "Thị xã Quảng Yên", "Huyện Yên Hưng"),
        (date(2019, 12, 31), None, "Huyện Hoành Bồ"),
        (date(2012, 2, 20), "Thành phố Cẩm Phả", "Thị xã Cẩm Phả"),
        (date(2024, 10, 31), "Thành phố Đông Triều", "Thị xã Đông Triều"),
        (date(2001, 8, 28), "Huyện Đầm Hà", "Huyện Quảng Hà"),
    ],
)
def test_a_district_has_its_name_of_the_day(day: date, gone: str | None, come: str) -> None:
    districts = {some_place(Random(seed), day).district for seed in range(400)}

    assert come in districts
    assert gone not in districts


def test_a_rural_district_has_no_wards() -> None:
    places = [some_place(Random(seed), date(2005, 1, 1)) for seed in range(400)]

    rural = [place for place in places if place.district.startswith("Huyện")]
    assert rural
    assert not [place for place in rural if place.commune.startswith("Phường")]


@pytest.mark.parametrize(
    ("unit", "short", "text"),
    [
        ("Phường Hồng Hà", False, "phường Hồng Hà"),
        ("Thành phố Hạ Long", True, "TP. Hạ Long"),
        ("Đặc khu Cô Tô", False, "đặc khu Cô Tô"),
    ],
)
def test_a_unit_is_written_inside_an_address(unit: str, short: bool, text: str) -> None:
    assert written(unit, short=short) == text


def test_an_address_names_the_whole_chain() -> None:
    place = Place("Tỉnh Quảng Ninh", "Thành phố Hạ Long", "Phường Hồng Hà", "06697", "06688")

    text = address(Random(1), place, AddressHabit())

    assert text.endswith("phường Hồng Hà, thành phố Hạ Long, tỉnh Quảng Ninh")
