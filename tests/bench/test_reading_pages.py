import numpy as np
import pytest

from bench.reading_pages import FAMILIES, LEFT_OUT, damaged_page, drawn_sheet
from bench.reading_text import KINDS
from drawing.damage import WAYS
from schemas.text import squeeze
from training.line_faces import HELD_OUT


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_shows_its_lines_where_it_says(kind: str) -> None:
    sheet = drawn_sheet(3, "Liberation Serif", kind)

    ink = sheet.image.min(axis=2) < 128
    for line in sheet.lines:
        box = line.box
        assert box is not None
        assert line.text == squeeze(line.text) != ""
        inked = ink[box.top : box.bottom, box.left : box.right]
        assert inked.any()
        ink[box.top : box.bottom, box.left : box.right] = False
    assert not ink.any()


def test_pages_of_figures_are_mostly_figures() -> None:
    text = "".join(line.text for line in drawn_sheet(3, "Liberation Serif", "figures").lines)

    assert sum(sign.isdigit() for sign in text) > 0.5 * len(text)


def test_the_same_seed_gives_the_same_page_and_another_seed_another() -> None:
    one, again, other = (drawn_sheet(seed, "Liberation Serif", "prose") for seed in (3, 3, 4))

    assert one.lines == again.lines != other.lines
    assert np.array_equal(one.image, again.image)


def test_some_families_are_trained_on_and_some_are_not() -> None:
    held_out = [family for family in FAMILIES if family in HELD_OUT]

    assert 3 <= len(held_out) < len(FAMILIES)


def test_lines_are_known_where_they_went_when_the_page_is_tilted() -> None:
    sheet = drawn_sheet(3, "Liberation Serif", "figures")

    page = damaged_page(sheet, "kinds", "tilt", 1)

    assert len(page.lines) == len(sheet.lines)
    dark = page.scan.grey < 128
    for line in page.lines:
        assert line.box is not None
        assert dark[line.box.top : line.box.bottom, line.box.left : line.box.right].any()


@pytest.mark.parametrize("way", WAYS)
def test_a_page_is_never_laid_sideways(way: str) -> None:
    sheet = drawn_sheet(3, "Liberation Serif", "figures")

    page = damaged_page(sheet, "levels", way, 4)

    assert page.scan.height > page.scan.width
    assert page.scan.dpi in WAYS[way].dpis
    assert LEFT_OUT == ("quarter_turns",)
