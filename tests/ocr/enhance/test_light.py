"""Light is evened out so that print is dark and paper white everywhere."""

import numpy as np
import pytest

from ocr.enhance.light import even_light, stretch
from tests.ocr.drawn_pages import SENTENCES, Pixels, printed, scan


@pytest.fixture(scope="module")
def page() -> Pixels:
    return scan(printed(SENTENCES * 4)).grey


def shaded(grey: Pixels) -> Pixels:
    """The page in a light that falls from full on the left to a third on the right."""
    light = np.linspace(1.0, 0.35, grey.shape[1])
    return (grey * light).astype(np.uint8)


def test_shade_is_taken_out_and_print_stays(page: Pixels) -> None:
    even = even_light(scan(shaded(page))).pixels

    ink, paper = page < 60, page > 245
    assert float((even[ink] < 110).mean()) > 0.95
    assert float((even[paper] > 225).mean()) > 0.95


def test_yellowed_paper_becomes_white(page: Pixels) -> None:
    even = even_light(scan((page * 0.7).astype(np.uint8))).pixels

    assert float(np.median(even)) == 255


def test_faded_print_becomes_dark(page: Pixels) -> None:
    faded = (255 - (255 - page.astype(float)) * 0.45).astype(np.uint8)

    even = even_light(scan(faded)).pixels

    assert float(np.median(even[page < 60])) < 90


def test_the_noise_of_an_empty_page_is_not_stretched_into_print() -> None:
    rough = np.random.default_rng(2).normal(235, 4, (900, 700)).clip(0, 255).astype(np.uint8)

    assert int(even_light(scan(rough)).pixels.min()) > 150


def test_a_black_and_white_page_comes_back_as_the_same_object(page: Pixels) -> None:
    bilevel = scan(np.where(page < 128, 0, 255).astype(np.uint8))

    assert even_light(bilevel) is bilevel


def test_light_moves_nothing(page: Pixels) -> None:
    even = even_light(scan(shaded(page)))

    assert np.array_equal(even.to_scan, np.eye(3))
    assert even.pixels.shape == page.shape


def test_stretching_keeps_the_order_of_greys() -> None:
    ramp = np.tile(np.arange(256, dtype=np.uint8), (64, 1))

    stretched = stretch(ramp)[0].astype(int)

    assert (np.diff(stretched) >= 0).all()
    assert stretched[0] == 0
    assert stretched[-1] == 255


def test_a_black_sliver_at_the_rim_leaves_no_print_pale() -> None:
    page = scan(printed(SENTENCES * 3)).grey.copy()
    page[page < 128] = 110
    with_sliver = page.copy()
    with_sliver[:, -20:] = 5

    pale = even_light(scan(page)).pixels[100:900, 100:900]
    beside = even_light(scan(with_sliver)).pixels[100:900, 100:900]

    assert np.abs(pale.astype(int) - beside).max() <= 2
