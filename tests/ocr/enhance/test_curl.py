"""Bent lines are set level and leaning rules upright; a flat page is left alone."""

import cv2
import numpy as np
import pytest

from drawing.dossier import draw_dossier
from ocr.enhance.curl import flatten
from ocr.faces import GEOMETRY, LIGHT, applied
from ocr.page import Page
from ocr.rules import grids, rules_of
from schemas.document import Edition
from tests.ocr.drawn_pages import SENTENCES, Pixels, blank, mark_on, marked, middle, printed, scan

BULGE_PX = 34  # 6 mm at 150 dpi
MARK = (1000, 1150)


def form() -> Pixels:
    """Print with a ruled table of three columns and four rows below it."""
    page = printed(SENTENCES * 2)
    for x in (200, 420, 700, 1040):
        cv2.line(page, (x, 900), (x, 1300), (30, 30, 30), 2)
    for y in (900, 1000, 1100, 1200, 1300):
        cv2.line(page, (200, y), (1040, y), (30, 30, 30), 2)
    return page


def fetched(pixels: Pixels, x: np.ndarray, y: np.ndarray) -> Pixels:
    moved = cv2.remap(
        pixels,
        x.astype(np.float32),
        y.astype(np.float32),
        cv2.INTER_CUBIC,
        borderValue=(255, 255, 255),
    )
    return np.asarray(moved, np.uint8)


def bulging(pixels: Pixels, *, at_top: float = 1.0, at_foot: float = 1.0) -> Pixels:
    """Return the page sagging in its left half, by so much of ``BULGE_PX`` at top and foot."""
    y, x = np.indices(pixels.shape[:2]).astype(np.float64)
    share = x / pixels.shape[1]
    strength = at_top + (at_foot - at_top) * y / pixels.shape[0]
    return fetched(pixels, x, y - BULGE_PX * strength * np.sin(np.pi * share**0.8))


def leaning(pixels: Pixels, slope: float) -> Pixels:
    y, x = np.indices(pixels.shape[:2]).astype(np.float64)
    return fetched(pixels, x + slope * (y - 1100), y)


def table_of(page: Page) -> list[tuple[int, int]]:
    """Return columns and rows of the tables found on a page."""
    return [(len(grid.columns) - 1, len(grid.rows) - 1) for grid in grids(rules_of(page))]


def grey(pixels: Pixels) -> Page:
    return applied(scan(pixels), LIGHT[:-1])


@pytest.mark.parametrize(("at_top", "at_foot"), [(1, 1), (-1, -1), (1.3, 0.6)])
def test_the_table_of_a_bent_page_is_whole_again(at_top: float, at_foot: float) -> None:
    bent = grey(bulging(form(), at_top=at_top, at_foot=at_foot))
    assert table_of(bent) != [(3, 4)]

    flat = flatten(bent)

    assert table_of(flat) == [(3, 4)]
    (grid,) = grids(rules_of(flat))
    heights = np.diff(grid.rows)
    assert heights == pytest.approx([100] * 4, abs=6)


def test_leaning_rules_stand_upright_again() -> None:
    page = form()
    for y in (1400, 1500, 1600):
        cv2.line(page, (200, y), (1040, y), (30, 30, 30), 2)
    for x in (200, 420, 700, 1040):
        cv2.line(page, (x, 1300), (x, 1600), (30, 30, 30), 2)
    aslant = grey(leaning(page, 0.05))
    assert table_of(aslant) != [(3, 7)]

    assert table_of(flatten(aslant)) == [(3, 7)]


def test_print_without_a_rule_tells_too() -> None:
    lines = SENTENCES * 4
    level, bent = grey(printed(lines)), grey(bulging(printed(lines)))

    flat = flatten(bent)

    # The blank strips between the lines are back.
    def bare_rows(page: Page) -> int:
        return int((page.pixels[:, 140:1000].min(axis=1) > 160).sum())

    assert bare_rows(bent) < 0.8 * bare_rows(level)
    assert bare_rows(flat) > 0.95 * bare_rows(level)


def test_a_mark_is_found_again_on_the_scan() -> None:
    seen = scan(leaning(bulging(marked(form(), MARK)), 0.03))
    before = middle(mark_on(seen))

    flat = flatten(seen)

    assert middle(mark_on(flat)) != pytest.approx(before, abs=10)
    assert middle(flat.box_on_scan(mark_on(flat))) == pytest.approx(before, abs=2)
    # So it is after further steps.
    turned = flat.scaled(2).quarter(1)
    assert middle(turned.box_on_scan(mark_on(turned))) == pytest.approx(before, abs=2)


def test_a_box_is_told_where_it_lay_on_the_bent_page() -> None:
    seen = scan(bulging(marked(form(), MARK)))

    flat = flatten(seen)

    # Nothing but the bend lies between the two.
    assert middle(flat.as_bent(mark_on(flat))) == pytest.approx(middle(mark_on(seen)), abs=2)
    box = mark_on(seen)
    assert seen.as_bent(box) == box


def test_a_page_is_flattened_once() -> None:
    flat = flatten(scan(bulging(form())))

    with pytest.raises(ValueError, match="once"):
        flat.flattened(np.zeros((3, 3, 2)))


@pytest.mark.parametrize(
    "pixels",
    [form(), printed(SENTENCES * 3), np.array(blank()), printed(("Số 12",))],
    ids=["form", "print", "blank", "bare"],
)
def test_a_flat_page_comes_back_as_the_same_object(pixels: Pixels) -> None:
    page = grey(pixels)

    assert flatten(page) is page


@pytest.mark.parametrize("seed", range(8))
def test_a_picture_with_few_words_bends_no_page(seed: int) -> None:
    """Strokes of a picture make short lines by chance, and a curve through them is soon found."""
    chance = np.random.default_rng(seed)
    page = printed(SENTENCES[:2])
    for _ in range(60):
        x, y = chance.integers((150, 400), (1000, 1500))
        dx, dy = chance.integers((20, -12), (70, 12))
        cv2.line(page, (int(x), int(y)), (int(x + dx), int(y + dy)), (30, 30, 30), 2)
    picture = grey(page)

    assert flatten(picture) is picture


@pytest.mark.parametrize("edition", list(Edition))
def test_no_flat_certificate_is_bent(edition: Edition) -> None:
    for face in draw_dossier(7, edition, dpi=150).faces:
        page = applied(scan(np.asarray(face.image)), (*GEOMETRY, *LIGHT[:-1]))

        assert flatten(page) is page, face.kind
