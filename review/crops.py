"""Cut-outs of a page: the field with a little around it, upright, plain or cleaned."""

import io
from functools import lru_cache
from typing import NamedTuple

from PIL import Image, ImageChops, ImageFilter

from schemas.reading import Box

# Of the field's height, above and below; a line of neighbours shows where one is on the page.
_AROUND = 1.1
_LEAST_AROUND_PX = 14
# The shape of the place on the screen, so that none of it stays empty.
_SHAPE = 4.6
_LARGEST_PX = 1500
_QUALITY = 84
# The paper's own brightness is what remains when strokes are smoothed away.
_PAPER_BLUR = 14
# Decoded pages kept at hand; a page of 300 dpi takes 25 MB.
_KEPT_PAGES = 6
# A page may come out this much smaller than was asked for.
_NEARLY = 0.8
# Lighter than the one is paper; nothing lighter than the other is drawn black, however faint.
_LIGHTEST_INK, _FAINTEST_INK = 235, 170

_TURNS = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


class Cut(NamedTuple):
    """What to cut, all in the frame of boxes: the part shown, and the field in it."""

    part: Box
    field: Box


def cut_around(field: Box, width: int, height: int, turned_deg: int = 0) -> Cut:
    """Return the part of a page, ``width`` by ``height``, that shows ``field`` in its place.

    Wide rather than high as the reader sees it, that is after ``turned_deg``, and never beyond
    the page.
    """
    lying = turned_deg % 180 == 90
    own_w, own_h = field.right - field.left, field.bottom - field.top
    across, up = (own_h, own_w) if lying else (own_w, own_h)
    tall = up + 2 * max(_LEAST_AROUND_PX, _AROUND * min(up, 60))
    wide = max(across + 1.2 * tall, _SHAPE * tall)
    tall = max(tall, wide / _SHAPE)
    show_w, show_h = (tall, wide) if lying else (wide, tall)
    left, right = _span(field.left, field.right, show_w, width)
    top, bottom = _span(field.top, field.bottom, show_h, height)
    return Cut(Box(left, top, right, bottom), field)


def seen_in(cut: Cut, turned_deg: int) -> tuple[tuple[int, int], Box]:
    """Return the size of the part as shown, turned upright, and where the field lies in it."""
    part, field = cut
    width, height = part.right - part.left, part.bottom - part.top
    left, top = field.left - part.left, field.top - part.top
    right, bottom = field.right - part.left, field.bottom - part.top
    if turned_deg == 90:
        return (height, width), Box(height - bottom, left, height - top, right)
    if turned_deg == 180:
        return (width, height), Box(width - right, height - bottom, width - left, height - top)
    if turned_deg == 270:
        return (height, width), Box(top, width - right, bottom, width - left)
    return (width, height), Box(left, top, right, bottom)


def crop_jpeg(
    picture: bytes, part: Box, frame: tuple[int, int], turned_deg: int = 0, *, clean: bool = False
) -> bytes:
    """Return ``part`` of the picture as a JPEG.

    Args:
        picture: the page's JPEG.
        part: in pixels of ``frame``.
        frame: the page's width and height that boxes refer to.
        turned_deg: quarter turns clockwise that make the page upright.
        clean: grey, the paper's shading and stains taken out.
    """
    page = _decoded(picture)
    across, down = page.width / frame[0], page.height / frame[1]
    cut = page.crop(
        (
            round(part.left * across),
            round(part.top * down),
            round(part.right * across),
            round(part.bottom * down),
        )
    )
    if turned_deg in _TURNS:
        cut = cut.transpose(_TURNS[turned_deg])
    if max(cut.size) > _LARGEST_PX:
        cut.thumbnail((_LARGEST_PX, _LARGEST_PX))
    return _jpeg(cleaned(cut) if clean else cut)


def page_jpeg(
    picture: bytes, longest_px: int, turned_deg: int = 0, *, clean: bool = False
) -> bytes:
    """Return the whole page upright, at most ``longest_px`` long, as a JPEG."""
    with Image.open(io.BytesIO(picture)) as page:
        # Halved, quartered while it is decoded: far cheaper than every pixel and then fewer.
        share = _NEARLY * longest_px / max(page.size)
        page.draft(page.mode, (int(page.width * share), int(page.height * share)))
        page.thumbnail((longest_px, longest_px), Image.Resampling.BILINEAR)
        shown = page.copy()
    if turned_deg in _TURNS:
        shown = shown.transpose(_TURNS[turned_deg])
    return _jpeg(cleaned(shown) if clean else shown)


@lru_cache(maxsize=_KEPT_PAGES)
def _decoded(picture: bytes) -> Image.Image:
    """Return the page; several of its fields are asked for one after the other."""
    with Image.open(io.BytesIO(picture)) as page:
        return page.copy()


def cleaned(picture: Image.Image) -> Image.Image:
    """Return the picture grey, evenly lit and with full contrast."""
    grey = picture.convert("L")
    paper = grey.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.BoxBlur(_PAPER_BLUR))
    # What is darker than the paper around it stays dark, everything else becomes white.
    even = ImageChops.invert(ImageChops.subtract(paper, grey))
    dark = min(_darkest(even), _FAINTEST_INK)
    return even.point(lambda tone: (tone - dark) * 255 / (_LIGHTEST_INK - dark))


def _darkest(grey: Image.Image) -> int:
    """Return the tone that one pixel in a hundred is darker than."""
    wanted, seen = grey.width * grey.height / 100, 0
    for tone, number in enumerate(grey.histogram()):
        seen += number
        if seen > wanted:
            return tone
    return 255


def _jpeg(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    plain = picture if picture.mode in ("L", "RGB") else picture.convert("RGB")
    plain.save(written, "JPEG", quality=_QUALITY)
    return written.getvalue()


def _span(low: int, high: int, shown: float, whole: int) -> tuple[int, int]:
    """Return from where to where to show, the field in the middle where the page allows it."""
    length = min(whole, max(round(shown), high - low))
    start = round((low + high - length) / 2)
    start = max(0, min(start, whole - length))
    return start, start + length
