"""Image files as pages: every frame of a TIFF, the first picture of anything else."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import Image, ImageOps

from ocr.limits import Limits, check_pixels
from ocr.page import Page, Pixels, stretch
from ocr.paper_size import believable, paper_dpi
from ocr.tiff_chain import BrokenTiff, directories
from schemas.errors import InputError
from schemas.set_aside_reasons import refusal

pillow_heif.register_heif_opener()
# Pillow's own guard refuses 179 megapixels and knows no limit of ours; check_pixels comes first.
Image.MAX_IMAGE_PIXELS = None

# What Pillow's readers let through when the bytes make no sense, found by feeding them such.
_BROKEN_FILE = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    RuntimeError,
    struct.error,
)
# Fax machines sent 204 x 98 or 204 x 196 dots per inch; beyond this the text looks squashed.
_SQUARE_ENOUGH = 1.03
_MOST_OBLONG = 2.5
# Families that Pillow reports under another name than the one asked for.
_READERS = {"JPEG": ("JPEG", "MPO"), "HEIF": ("HEIF",), "BMP": ("BMP", "DIB")}


class ImagePages:
    """An open image file.

    The scan is the image as a viewer shows it, EXIF orientation applied. Transparent parts show
    white paper, more than 8 bits a channel are cut to 8, CMYK becomes RGB without a profile.
    Animations and the hidden second pictures of phones are no way to store pages: only a TIFF
    has more than one.
    """

    def __init__(self, path: Path, name: str, limits: Limits) -> None:
        self._limits = limits
        try:
            self._frames = _tiff_frames(path) if name == "TIFF" else (0,)
            # A file, not its path: Pillow maps raw TIFF data by path, and then takes width for
            # height when the orientation tag lays the picture on its side.
            self._file = path.open("rb")
        except (BrokenTiff, OSError) as error:
            raise refusal("image_broken") from error
        try:
            self._image = Image.open(self._file, formats=_READERS.get(name, (name,)))
            check_pixels(*self._image.size, 1, limits)
        except InputError:
            self._file.close()
            raise
        except _BROKEN_FILE as error:
            self._file.close()
            raise refusal("image_broken") from error

    @property
    def page_count(self) -> int:
        return len(self._frames)

    def pages(self, only: int | None = None) -> Iterator[Page]:
        for number, frame in enumerate(self._frames, start=1):
            if only in (None, number):
                yield self._page(number, frame)

    def close(self) -> None:
        self._image.close()
        self._file.close()

    def _page(self, number: int, frame: int) -> Page:
        try:
            if len(self._frames) > 1 or frame:
                self._image.seek(frame)
            check_pixels(*self._image.size, number, self._limits)
            stated = _stated_dpi(self._image)
            upright = _upright(self._image)
            turned = upright.size != self._image.size
            pixels = eight_bit(upright)
        except InputError:
            raise
        except _BROKEN_FILE as error:
            reason = "page_broken" if len(self._frames) > 1 else "image_broken"
            raise refusal(reason, page=number) from error
        return _square(pixels, stated[::-1] if turned and stated else stated, number)


def eight_bit(image: Image.Image) -> Pixels:
    """Return the image as RGB (height, width, 3) or, when it has no colour, grey (height, width).

    Transparent parts show white; grey of more than 8 bits is brought to 8 by the smallest power
    of two that holds its brightest pixel, since scanners put 12 bits into 16.
    """
    if image.mode.startswith(("I", "F")):
        return _cut_to_eight_bits(np.asarray(image))
    if image.mode in ("1", "L"):
        return np.asarray(image.convert("L"), dtype=np.uint8)
    has_alpha = "A" in image.mode or "a" in image.mode or "transparency" in image.info
    if has_alpha and image.mode != "LAB":
        layer = image.convert("RGBA")
        if not layer.getchannel("A").getbbox():  # an unused channel, not an invisible page
            return np.asarray(layer.convert("RGB"), dtype=np.uint8)
        paper = Image.new("RGBA", layer.size, "white")
        return np.asarray(Image.alpha_composite(paper, layer).convert("RGB"), dtype=np.uint8)
    rgb = image if image.mode == "RGB" else image.convert("RGB")  # convert would copy
    return np.asarray(rgb, dtype=np.uint8)


def _cut_to_eight_bits(values: NDArray[np.generic]) -> Pixels:
    numbers = np.nan_to_num(values.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    brightest = float(numbers.max(initial=0.0))
    if 0 < brightest <= 1 and values.dtype.kind == "f":
        scale = 255.0
    else:
        scale = 255.0 / max(255.0, 2.0 ** np.ceil(np.log2(max(brightest, 1.0) + 1)) - 1)
    return np.asarray(np.clip(numbers * scale + 0.5, 0, 255), dtype=np.uint8)


def _tiff_frames(path: Path) -> tuple[int, ...]:
    """Return the frames of a TIFF that are pages, in the order of the file."""
    chain = directories(path)
    if not chain:
        raise refusal("no_pages")
    pages = tuple(frame for frame, directory in enumerate(chain) if directory.is_page)
    return pages or tuple(range(len(chain)))  # a lone page marked as a preview of nothing


def _stated_dpi(image: Image.Image) -> tuple[float, float] | None:
    """Return what the file says horizontally and vertically, or None for silence or nonsense."""
    try:
        across, down = image.info["dpi"]
        return float(across), float(down)
    except (KeyError, TypeError, ValueError, ArithmeticError):
        return None


def _upright(image: Image.Image) -> Image.Image:
    """Return the loaded image as a viewer shows it; a broken EXIF block says nothing."""
    image.load()
    if image.format == "TIFF":  # Pillow turns these itself while loading
        return image
    try:
        return ImageOps.exif_transpose(image)
    except _BROKEN_FILE:
        return image


def _square(pixels: Pixels, stated: tuple[float, float] | None, number: int) -> Page:
    """Return the page with square pixels; the scan keeps the size of the file."""
    height, width = pixels.shape[:2]
    across, down = stated or (None, None)
    if across and down and believable(width, height, max(across, down)):
        oblong = max(across, down) / min(across, down)
        if _SQUARE_ENOUGH < oblong <= _MOST_OBLONG:
            size = (
                (width, round(height * oblong))
                if down < across
                else (
                    round(width * oblong),
                    height,
                )
            )
            squared = cv2.resize(pixels, size, interpolation=cv2.INTER_LINEAR)
            back = stretch(width / size[0], height / size[1])
            dpi = round(max(across, down))
            return Page(
                np.asarray(squared, dtype=np.uint8), dpi, number, back, (width, height), dpi
            )
    return Page.scanned(pixels, paper_dpi(width, height, across), number)
