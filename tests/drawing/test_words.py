"""Number words on drawn papers follow the grammar clerks use."""

from decimal import Decimal

import pytest

from drawing.words import Dialect, area_words


@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("93.0", "Chín mươi ba mét vuông"),
        ("540.5", "Năm trăm bốn mươi phẩy năm mét vuông"),
        ("105", "Một trăm linh năm mét vuông"),
        ("115", "Một trăm mười lăm mét vuông"),
        ("121", "Một trăm hai mươi mốt mét vuông"),
        ("1005", "Một nghìn không trăm linh năm mét vuông"),
        ("11700.05", "Mười một nghìn bảy trăm phẩy không năm mét vuông"),
        ("84.25", "Tám mươi tư phẩy hai mươi lăm mét vuông"),
        ("1000000", "Một triệu mét vuông"),
    ],
)
def test_an_area_is_spoken_the_northern_way(area: str, words: str) -> None:
    assert area_words(Decimal(area)) == words


def test_a_southern_clerk_says_le_and_ngan() -> None:
    southern = Dialect("lẻ", "ngàn", "bốn", by_digit=True)

    words = area_words(Decimal("2304.25"), southern)

    assert words == "Hai ngàn ba trăm lẻ bốn phẩy hai năm mét vuông"
