"""Which of the lines and words that the network saw count as read."""

import numpy as np
import pytest

from ocr.ctc import Character
from ocr.engines.line_seen import Seen, standing_out, usual_of
from ocr.lines import TextLine
from ocr.strip_input import STRIDE_PX

PRINT = "Diện tích sàn nhà"


def line(*words: tuple[str, float, float]) -> Seen:
    """A line of words, each with the probability of its letters and how dark they are."""
    signs: list[Character] = []
    depths: list[float] = []
    for text, likely, depth in words:
        for sign in f"{text} ":
            signs.append(Character(sign, len(signs), len(signs), likely))
            depths += [depth] * STRIDE_PX
    run = TextLine(((0.0, 50.0), (900.0, 50.0)), 15.0, 0.0, 900.0)
    return Seen(run, np.empty((0, 0), np.float32), tuple(signs[:-1]), np.array(depths))


def read(seen: list[Seen]) -> list[str]:
    return ["".join(sign.sign for sign in one.signs) for one in standing_out(seen, usual_of(seen))]


@pytest.mark.parametrize(("first", "last"), [("59", "m2"), ("X", "(m)"), ("Điểm", "1")])
def test_a_doubtful_dark_word_at_an_end_of_a_line_is_kept(first: str, last: str) -> None:
    page = [
        line((PRINT, 0.97, 200)),
        line((first, 0.55, 200), (PRINT, 0.97, 200)),
        line((PRINT, 0.97, 200), (last, 0.55, 200)),
    ]

    assert read(page) == [PRINT, f"{first} {PRINT}", f"{PRINT} {last}"]


def test_faint_doubtful_words_at_the_ends_are_what_shows_through() -> None:
    page = [line((PRINT, 0.97, 200)), line(("nb", 0.7, 50), (PRINT, 0.97, 200), ("ịh", 0.7, 50))]

    assert read(page) == [PRINT, PRINT]


def test_a_faint_word_that_is_read_surely_is_kept() -> None:
    page = [line((PRINT, 0.97, 200)), line((PRINT, 0.97, 200), ("47", 0.96, 50))]

    assert read(page) == [PRINT, f"{PRINT} 47"]


def test_dark_scribble_at_an_end_is_no_text() -> None:
    page = [line((PRINT, 0.97, 200)), line((PRINT, 0.97, 200), ("J", 0.3, 200))]

    assert read(page) == [PRINT, PRINT]


def test_lines_read_much_worse_than_the_others_are_no_text() -> None:
    page = [line((PRINT, 0.97, 200)), line(("ồT uỦ", 0.6, 200)), line(("Vw6", 0.8, 50))]

    assert read(page) == [PRINT]


def test_what_shows_through_an_empty_cell_is_told_by_the_other_cells() -> None:
    faint, print_ = line(("bn b", 0.8, 50)), line((PRINT, 0.97, 200))

    assert standing_out([faint], usual_of([faint])) == [faint]
    assert standing_out([faint], usual_of([faint, print_])) == []
