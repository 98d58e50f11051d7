"""Numbers and dates are printed the way offices print them."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest

from drawing.typefaces import Face
from drawing.typesetting import Style
from drawing.wording import Voice, day_words

STYLE = Style(Face("Liberation Serif"), 12)


@pytest.mark.parametrize(
    ("area", "grouped", "printed"),
    [
        ("93.0", True, "93,0"),
        ("1234.5", True, "1.234,5"),
        ("1234.5", False, "1234,5"),
        ("32468", True, "32.468"),
    ],
)
def test_an_area_has_a_decimal_comma(area: str, grouped: bool, printed: str) -> None:
    voice = Voice(STYLE, STYLE, grouped=grouped)

    assert voice.area(Decimal(area)) == printed


def test_january_and_february_are_padded_against_forgery() -> None:
    assert {day_words(date(2017, 2, 7), Random(seed)) for seed in range(9)} == {
        ("07", "02", "2017")
    }
    assert {day_words(date(2017, 7, 7), Random(seed))[1] for seed in range(9)} == {"7", "07"}
