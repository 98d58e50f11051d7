import io

import pytest
from rich.console import Console

from bench.tables import Measured, Table, difference, percent, show


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(1.25, 1, "+1.2"), (-3, 0, "-3"), (0.0, 1, "0.0"), (-0.04, 1, "0.0"), (0.004, 2, "0.00")],
)
def test_a_difference_has_a_sign_unless_it_vanishes(value: float, digits: int, text: str) -> None:
    assert difference(value, digits) == text


def test_a_share_of_nothing_is_no_number() -> None:
    assert (percent(None), percent(0.0), percent(0.1234)) == ("–", "0.0 %", "12.3 %")


def test_names_in_brackets_are_printed_as_they_are() -> None:
    screen = io.StringIO()
    table = Table("Field", ("Field", "exact"), (("holders[].full_name", "1"),))

    show(Measured("accuracy", "Made.", (table,), (), {}), Console(file=screen, width=120))

    assert "holders[].full_name" in screen.getvalue()
