"""Pages of print drawn for one test, and a mark that can be found again."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from drawing.typefaces import Face, font
from ocr.page import Homography, Page
from schemas.reading import Box

Pixels = NDArray[np.uint8]

SERIF = Face("Liberation Serif")
BOLD = Face("Liberation Serif", bold=True)
INK, PAPER = (25, 25, 30), (252, 252, 250)
SENTENCES = (
    "Thửa đất số 125, tờ bản đồ số 14, địa chỉ tại thôn Đông Hạ",
    "Diện tích sử dụng một trăm hai mươi phẩy năm mét vuông",
    "Mục đích sử dụng là đất ở tại nông thôn và đất trồng cây lâu năm",
    "Thời hạn sử dụng lâu dài, nguồn gốc nhận chuyển nhượng quyền",
    "Người được cấp Giấy chứng nhận không được sửa chữa, tẩy xóa",
    "Ủy ban nhân dân huyện đã kiểm tra hồ sơ địa chính của thửa đất",
)


def write(
    picture: Image.Image,
    at: tuple[int, int],
    text: str,
    *,
    face: Face = SERIF,
    size_px: int,
    colour: tuple[int, int, int] = INK,
) -> Box:
    """Write ``text`` with its top left corner at ``at`` and return the box of its ink."""
    pen = ImageDraw.Draw(picture)
    letters = font(face, size_px)
    pen.text(at, text, fill=colour, font=letters)
    left, top, right, bottom = pen.textbbox(at, text, font=letters)
    return Box(int(left), int(top), int(right), int(bottom))


def blank(width_in: float = 8.3, height_in: float = 11.7, dpi: int = 150) -> Image.Image:
    return Image.new("RGB", (round(width_in * dpi), round(height_in * dpi)), PAPER)


def printed(
    lines: Sequence[str] = SENTENCES * 4,
    *,
    dpi: int = 150,
    points: float = 13,
    width_in: float = 8.3,
    height_in: float = 11.7,
    face: Face = SERIF,
) -> Pixels:
    """Return RGB pixels of a level page with ``lines`` set one under the other."""
    picture = blank(width_in, height_in, dpi)
    size = round(points * dpi / 72)
    for number, line in enumerate(lines):
        top = round(dpi * 0.9) + round(number * size * 1.7)
        write(picture, (round(dpi * 0.9), top), line, face=face, size_px=size)
    return np.array(picture)


def scan(pixels: Pixels, dpi: int = 150) -> Page:
    return Page.scanned(np.array(pixels), dpi)


def tilted(pixels: Pixels, angle_deg: float) -> Pixels:
    """Return the page leaning clockwise by ``angle_deg`` about its middle, on white."""
    height, width = pixels.shape[:2]
    # OpenCV counts angles the other way round.
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle_deg, 1.0)
    return np.asarray(
        cv2.warpAffine(
            pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=(255, 255, 255)
        ),
        np.uint8,
    )


MARK = (0, 90, 200)  # a blue that no paper bears


def marked(pixels: Pixels, centre: tuple[int, int], half: int = 9) -> Pixels:
    """Return the pixels with a blue square around ``centre``."""
    x, y = centre
    with_mark = pixels.copy()
    with_mark[y - half : y + half, x - half : x + half] = MARK
    return with_mark


def mark_on(page: Page) -> Box:
    """Return the box of the blue mark on a page in colour."""
    distance = np.abs(page.pixels.astype(int) - MARK).sum(axis=2)
    ys, xs = np.nonzero(distance < 120)
    return Box(int(xs.min()), int(ys.min()), int(xs.max()) + 1, int(ys.max()) + 1)


def middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.top + box.bottom) / 2


def through(matrix: Homography, point: tuple[float, float]) -> tuple[float, float]:
    """Return where a 3 x 3 matrix takes a point."""
    x, y, w = matrix @ np.array([*point, 1.0])
    return float(x / w), float(y / w)


def ink_share(page: Page, box: Box, *, darker_than: int = 160) -> float:
    """Return the share of dark pixels inside ``box`` of the page."""
    part = page.grey[box.top : box.bottom, box.left : box.right]
    return float((part < darker_than).mean())
