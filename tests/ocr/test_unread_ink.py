"""Letters beside a value that nobody read are cut out with it; rules, specks and words are not."""

import numpy as np
import pytest

from ocr.page import Page
from ocr.rows import Row
from ocr.unread_ink import with_unread_ink
from schemas.reading import Box
from schemas.words import Word

DPI = 300
TOP, BOTTOM = 100, 136


def page(*marks: tuple[int, int, int, int]) -> Page:
    """Return white paper with the first half of a value and ``marks``: left, top, right, bottom."""
    grey = np.full((300, 700), 255, np.uint8)
    for left, top, right, bottom in ((100, 102, 122, 134), (128, 102, 150, 134), *marks):
        grey[top:bottom, left:right:3] = 20
    return Page.scanned(grey, DPI)


def word(text: str, left: int, right: int) -> Word:
    return Word(text, Box(left, TOP, right, BOTTOM), 0.98, 0)


HALF = word("33", 98, 152)
ROW = Row((HALF,))


def found(*marks: tuple[int, int, int, int], beside: tuple[Word, ...] = ()) -> tuple[int, int]:
    box = with_unread_ink(page(*marks), ROW, (HALF, *beside))
    return box.left, box.right


def test_letters_that_no_word_covers_are_added_at_either_end() -> None:
    left, right = found((156, 102, 180, 134), (186, 102, 212, 134), (70, 102, 92, 134))

    assert 209 <= right <= 214
    assert 68 <= left <= 72


@pytest.mark.parametrize(
    "mark",
    [
        (160, 128, 168, 136),  # a stop
        (160, 60, 163, 180),  # a rule, or a fold
        (220, 102, 260, 134),  # far off
    ],
)
def test_what_is_no_letter_of_the_value_is_not_added(mark: tuple[int, int, int, int]) -> None:
    assert found(mark) == (98, 152)


def test_what_another_word_covers_is_not_added() -> None:
    beside = word("m²", 155, 215)

    assert found((156, 102, 180, 134), (186, 102, 212, 134), beside=(beside,)) == (98, 152)


def test_a_word_that_the_value_was_cut_out_of_covers_its_neighbourhood() -> None:
    whole = word("số:33", 20, 152)

    assert found((70, 102, 92, 134), beside=(whole,)) == (98, 152)


@pytest.mark.parametrize(("left", "right"), [(-9, 152), (98, 709), (-9, 709), (-1, 701)])
def test_a_row_that_sticks_out_of_the_face_stays_as_it_is(left: int, right: int) -> None:
    beyond = word("33", left, right)

    box = with_unread_ink(page(), Row((beyond,)), (beyond,))

    assert (box.left, box.right) == (left, right)
