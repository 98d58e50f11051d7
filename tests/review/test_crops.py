"""Cut-outs: the field is in them, upright, whatever way the page lay."""

import io

import pytest
from PIL import Image

from review.crops import crop_jpeg, cut_around, page_jpeg, seen_in
from schemas.reading import Box

FRAME = (400, 600)
FIELD = Box(100, 200, 180, 220)


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("field", [FIELD, Box(0, 0, 30, 12), Box(350, 590, 400, 600)])
def test_the_part_shown_holds_the_field_and_stays_on_the_page(field: Box, turned: int) -> None:
    part = cut_around(field, *FRAME, turned).part

    assert 0 <= part.left <= field.left
    assert field.right <= part.right <= FRAME[0]
    assert 0 <= part.top <= field.top
    assert field.bottom <= part.bottom <= FRAME[1]


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_the_frame_lies_on_the_fields_ink(turned: int) -> None:
    page = Image.new("L", FRAME, 255)
    page.paste(0, FIELD)
    written = io.BytesIO()
    page.save(written, "JPEG", quality=95)
    cut = cut_around(FIELD, *FRAME, turned)

    size, box = seen_in(cut, turned)
    shown = Image.open(io.BytesIO(crop_jpeg(written.getvalue(), cut.part, FRAME, turned)))

    assert shown.size == size
    assert max(shown.crop(box).convert("L").tobytes()) < 60


def test_boxes_fit_a_picture_with_fewer_pixels_than_the_scan() -> None:
    page = Image.new("L", (200, 300), 255)
    page.paste(0, (50, 100, 90, 110))
    written = io.BytesIO()
    page.save(written, "JPEG", quality=95)

    shown = Image.open(io.BytesIO(crop_jpeg(written.getvalue(), FIELD, FRAME)))

    assert shown.size == (40, 10)
    assert max(shown.convert("L").tobytes()) < 90


def test_the_cleaned_page_is_white_where_the_paper_is_grey() -> None:
    page = Image.linear_gradient("L").resize((300, 300)).point(lambda tone: 120 + tone // 3)
    page.paste(20, (140, 140, 160, 160))
    written = io.BytesIO()
    page.save(written, "JPEG", quality=95)

    shown = Image.open(io.BytesIO(page_jpeg(written.getvalue(), 300, clean=True)))

    assert tone(shown, 30, 30) > 235
    assert tone(shown, 270, 270) > 235
    assert tone(shown, 150, 150) < 80


def tone(grey: Image.Image, across: int, down: int) -> int:
    return grey.tobytes()[down * grey.width + across]
