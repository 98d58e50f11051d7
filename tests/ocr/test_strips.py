import numpy as np
import pytest
from PIL import Image, ImageDraw

from drawing.typefaces import Face, font
from ocr.lines import TextLine, find_lines
from ocr.page import Page
from ocr.strip_input import BASELINE_ROW, STRIP_PX, X_HEIGHT_PX
from ocr.strips import MARGIN_PX, box_of, face_x, strip, width_of
from schemas.reading import Box
from tests.ocr.drawn_pages import tilted

SERIF = Face("Liberation Serif")


def printed(text: str, size_px: int, *, width: int = 1200) -> Image.Image:
    picture = Image.new("L", (width, 400), 250)
    ImageDraw.Draw(picture).text((100, 220), text, fill=20, font=font(SERIF, size_px), anchor="ls")
    return picture


def found(pixels: np.ndarray) -> tuple[Page, TextLine]:
    page = Page.scanned(np.ascontiguousarray(pixels), 300)
    (line,) = find_lines(page)
    return page, line


def ink_rows(cut: np.ndarray) -> np.ndarray:
    return np.flatnonzero((cut < 128).any(axis=1))


@pytest.mark.parametrize("size_px", [24, 34, 54, 110])
def test_letters_stand_on_the_baseline_row_at_one_size(size_px: int) -> None:
    page, line = found(np.array(printed("xnuzxm xnuz xumzx", size_px, width=3000)))

    cut = strip(page.pixels, line._replace(x_height=_x_height(size_px)))

    assert cut.shape == (STRIP_PX, width_of(line._replace(x_height=_x_height(size_px))))
    assert abs(int(ink_rows(cut)[-1]) + 1 - BASELINE_ROW) <= 1
    assert abs(int(ink_rows(cut)[0]) - (BASELINE_ROW - X_HEIGHT_PX)) <= 1.5


def _x_height(size_px: int) -> float:
    return float(-font(SERIF, size_px).getbbox("x", anchor="ls")[1])


def test_a_leaning_line_is_cut_level() -> None:
    level = np.array(printed("iiinnniii iiinnn iiinnn", 54).convert("RGB"))
    page, line = found(tilted(level, 2.0)[..., 0])

    cut = strip(page.pixels, line)

    feet = STRIP_PX - (cut[::-1] < 128).argmax(axis=0)[(cut < 128).any(axis=0)]
    assert np.percentile(feet, 80) - np.percentile(feet, 20) <= 1


def test_no_letter_is_lost_at_the_ends_or_the_top() -> None:
    page, line = found(np.array(printed("Ễxxxxxg", 54)))

    cut = strip(page.pixels, line)

    assert (cut[:, :3] > 200).all()
    assert (cut[:, -3:] > 200).all()
    assert 0 < ink_rows(cut)[0] < ink_rows(cut)[-1] < STRIP_PX - 1


def test_what_lies_beyond_the_face_is_white() -> None:
    page = Page.scanned(np.zeros((60, 200), np.uint8), 300)
    line = TextLine(((2.0, 20.0), (198.0, 20.0)), 15.0, 2.0, 198.0)

    cut = strip(page.pixels, line)

    assert (cut[:12] == 255).all()
    assert (cut[:, :7] == 255).all()
    assert (cut[20:40, 20:-20] == 0).all()


def test_a_strip_leads_back_to_the_face() -> None:
    line = TextLine(((100.0, 300.0), (400.0, 300.0)), 2 * X_HEIGHT_PX, 100.0, 400.0)

    assert face_x(line, np.array([MARGIN_PX, MARGIN_PX + 150])).tolist() == [100.0, 400.0]
    assert box_of(line, MARGIN_PX, MARGIN_PX + 50) == Box(100, 252, 200, 312)


def test_grey_levels_are_kept() -> None:
    faded = np.array(printed("xnuz", 54)).astype(np.int32)
    pixels = (faded // 4 + 170).astype(np.uint8)
    page, line = found(pixels)

    cut = strip(page.pixels, line)

    assert cut.min() >= 165
    assert cut[BASELINE_ROW - 5].min() < 185
