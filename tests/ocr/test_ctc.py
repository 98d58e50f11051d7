"""Columns of probabilities become text: repeats joined, blanks dropped, doubts kept."""

import numpy as np
import pytest

from ocr.alphabet import BLANK, alphabet, encoded
from ocr.ctc import alternatives, characters

Column = dict[str, float]


def columns(*told: Column) -> np.ndarray:
    """Probabilities with what is told for each column; the rest goes to the blank."""
    likely = np.zeros((len(told), len(alphabet()) + 1), np.float32)
    for row, column in zip(likely, told, strict=True):
        for sign, share in column.items():
            row[encoded(sign)[0]] = share
        row[BLANK] = 1 - sum(column.values())
    return likely


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ([{"s": 0.9}, {"s": 0.9}, {}, {"ổ": 0.9}], "sổ"),
        ([{"1": 0.9}, {}, {"1": 0.9}], "11"),
        ([{}, {}], ""),
    ],
)
def test_repeats_are_one_letter_unless_a_blank_parts_them(told: list[Column], text: str) -> None:
    assert "".join(sign.sign for sign in characters(columns(*told))) == text


def test_a_letter_knows_where_it_was_seen_and_how_clearly() -> None:
    (sign,) = characters(columns({}, {"m": 0.6}, {"m": 0.9}, {}))

    assert (sign.first, sign.last) == (1, 2)
    assert sign.likely == pytest.approx(0.9)


def test_a_place_that_several_signs_share_makes_their_neighbours_doubtful() -> None:
    before, behind = characters(columns({"1": 0.98}, {"7": 0.3, "2": 0.25}, {"5": 0.97}))

    assert (before.sign, behind.sign) == ("1", "5")
    assert before.lost == behind.lost == pytest.approx(0.55)
    assert before.sure == behind.sure == pytest.approx(0.45)
    assert before.likely == pytest.approx(0.98)


def test_a_sign_lost_at_the_beginning_or_end_is_doubt_too() -> None:
    first, second = characters(
        columns({"t": 0.3, "c": 0.2}, {}, {"r": 0.96}, {"o": 0.97}, {"n": 0.4})
    )

    assert (first.lost, second.lost) == (pytest.approx(0.5), pytest.approx(0.4))


@pytest.mark.parametrize(
    "between",
    [
        {"a": 0.4},  # the edge of the letter before
        {"b": 0.4},  # or behind
        {" ": 0.4},
        {},
    ],
)
def test_what_belongs_to_a_neighbour_or_is_blank_is_no_loss(between: Column) -> None:
    assert [s.sure for s in characters(columns({"a": 0.9}, between, {"b": 0.9}))] == [
        pytest.approx(0.9)
    ] * 2


def test_the_runner_up_is_the_next_likely_letter() -> None:
    first, second = alternatives(columns({"s": 0.99}, {"ổ": 0.6, "ố": 0.39}), 2)

    assert (first.text, second.text) == ("sổ", "số")
    assert first.likely == pytest.approx(0.99 * 0.6, abs=0.01)
    assert second.likely == pytest.approx(0.99 * 0.39, abs=0.01)


def test_ways_to_the_same_text_add_up() -> None:
    # Two columns that each may hold the letter: together it is surer than in either.
    (best, *_) = alternatives(columns({"a": 0.6}, {"a": 0.6}), 3)

    assert best.text == "a"
    assert best.likely == pytest.approx(0.36 + 0.24 + 0.24, abs=0.01)


def test_no_more_are_given_than_asked_for() -> None:
    assert len(alternatives(columns({"a": 0.5, "á": 0.3}), 1)) == 1
