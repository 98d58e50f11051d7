"""Every value is looked at a second time, line by line, at another size."""

from collections.abc import Sequence

import numpy as np
import pytest

from ocr.engines.engine import LineReading, Script
from ocr.page import Page
from ocr.reread import LINE_PX, line_crop, scripts_of, second_looks
from ocr.rows import Row
from ocr.spots import Spot
from schemas.reading import Box
from schemas.words import Word


class Listing:
    """An engine that says which crop it was given, by the grey in its middle."""

    name = "tesseract"
    scripts = tuple(Script)
    witness = None

    def __init__(self) -> None:
        self.asked: list[tuple[Script, int]] = []

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        raise AssertionError("a second look is at lines")

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        self.asked.append((script, len(crops)))
        # The middle of the crop; enlarging overshoots at the edges.
        tones = [int(c[c.shape[0] // 2, c.shape[1] // 2]) for c in crops]
        return tuple(LineReading(str(tone), tone / 255) for tone in tones)

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        raise AssertionError("a second look is at lines")


def word(left: int, top: int, height: int = 20) -> Word:
    return Word("x", Box(left, top, left + 60, top + height), 0.9, 0)


def page_with(*tones: tuple[int, int, int]) -> Page:
    """A page with a bar of each tone at (left, top)."""
    pixels = np.full((400, 500), 255, np.uint8)
    for tone, left, top in tones:
        pixels[top + 4 : top + 16, left : left + 60] = tone
    return Page.scanned(pixels, 300)


def spot(path: str, *places: tuple[int, int]) -> Spot:
    return Spot(path, tuple(Row((word(*place),)) for place in places), 1.0)


def test_each_spot_gets_the_text_of_its_own_lines() -> None:
    page = page_with((10, 50, 50), (60, 50, 150), (120, 250, 250))
    spots = [
        spot("holders[0].address", (50, 50), (50, 150)),
        spot("parcels[0].area_m2", (250, 250)),
    ]

    looks = second_looks(page, spots, Listing())

    assert [[reading.text for reading in look.own] for look in looks] == [
        ["10 60"],
        ["120", "120"],  # a number is read by two models
    ]


def test_a_spot_is_as_sure_as_its_least_certain_line() -> None:
    page = page_with((10, 50, 50), (60, 50, 150))

    (look,) = second_looks(page, [spot("holders[0].address", (50, 50), (50, 150))], Listing())

    assert look.own[0].confidence == pytest.approx(10 / 255)


def test_each_model_is_asked_once_for_all_its_lines() -> None:
    engine = Listing()
    page = page_with((10, 50, 50))
    spots = [spot("certificate.serial", (50, 50)), spot("holders[0].address", (50, 50))]

    second_looks(page, spots, engine)

    assert sorted(engine.asked) == [(Script.CODE, 1), (Script.TEXT, 2)]


def test_no_spots_need_no_second_look() -> None:
    assert second_looks(page_with(), [], Listing()) == ()


@pytest.mark.parametrize(
    ("path", "scripts"),
    [
        ("certificate.serial", {Script.TEXT, Script.CODE}),
        ("holders[0].id_number", {Script.TEXT, Script.CODE}),
        ("parcels[2].area_m2", {Script.TEXT, Script.CODE}),
        ("holders[0].full_name", {Script.TEXT}),
        ("parcels[0].area_words", {Script.TEXT}),
        ("certificate.issue_date", {Script.TEXT}),
    ],
)
def test_numbers_are_read_by_a_model_without_words_too(path: str, scripts: set[Script]) -> None:
    assert set(scripts_of(path)) == scripts


@pytest.mark.parametrize("height", [10, 20, 44, 90])
def test_a_line_is_brought_to_one_height(height: int) -> None:
    crop = line_crop(page_with(), Row((word(100, 100, height),)))

    letters = crop.shape[0] - 2 * 8  # the border
    factor = min(4.0, LINE_PX / height)
    assert letters == pytest.approx(height * factor * 1.7, abs=2 * factor + 1)
    assert crop.dtype == np.uint8


def test_a_line_at_the_rim_of_the_page_is_cut_there() -> None:
    crop = line_crop(page_with(), Row((word(0, 0),)))

    assert crop.size
    assert bool((crop[:8] == 255).all())
