"""What people put on a page after it was printed: office stamps, pen strokes."""

import cv2
import numpy as np
from PIL import Image, ImageDraw

from drawing.damaged import Chance, Damaged, Floats, Pixels, Points, multiplied
from drawing.typefaces import Face, font

STAMP_FACE = Face("Liberation Sans", bold=True)
# Lines of the stamp, share of the page width it takes.
STAMPS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("SAO Y BẢN CHÍNH",), 0.26),
    (("ĐÃ ĐĂNG KÝ BIẾN ĐỘNG",), 0.3),
    (("CHỨNG THỰC BẢN SAO", "ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: ........"), 0.28),
    (("ĐÃ THU LỆ PHÍ",), 0.2),
    (("BẢN LƯU",), 0.14),
)
INKS: dict[str, tuple[int, int, int]] = {
    "red": (196, 32, 42),
    "blue": (38, 62, 150),
    "violet": (92, 48, 130),
    "black": (40, 40, 44),
}


def stamps(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """One or two framed office stamps over the text, a little turned, badly inked."""
    cover = np.zeros(page.image.shape[:2], np.float32)
    ink = INKS[str(chance.choice(["red", "red", "blue", "violet"]))]
    for _ in range(1 + int(chance.random() < 0.5 * strength)):
        lines, share = STAMPS[int(chance.integers(len(STAMPS)))]
        mark = _stamp_mark(lines, page.px(190 * share))
        mark = _turned_mark(mark, float(chance.uniform(-12, 12)))
        _lay(cover, mark, chance)
    uneven = cv2.resize(chance.random((90, 60), dtype=np.float32), cover.shape[::-1])
    cover *= np.clip(0.45 + 0.4 * strength + 0.5 * (uneven - 0.5), 0, 1)
    return page._replace(image=_inked(page, cover, ink))


def _stamp_mark(lines: tuple[str, ...], width_px: float) -> Floats:
    """Return ink 0..1 of a framed stamp ``width_px`` wide."""
    probe = font(STAMP_FACE, 100)
    longest = max(probe.getlength(line) for line in lines)
    size = max(8, round(100 * width_px * 0.88 / longest))
    face = font(STAMP_FACE, size)
    step = round(size * 1.45)
    width, height = round(width_px), step * len(lines) + round(size * 0.5)
    picture = Image.new("L", (width, height), 0)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((1, 1, width - 2, height - 2), outline=255, width=max(2, size // 10))
    for row, line in enumerate(lines):
        at = (width / 2, size * 0.25 + step * (row + 0.5))
        pen.text(at, line, fill=255, font=face, anchor="mm")
    return np.asarray(picture, np.float32) / np.float32(255)


def _turned_mark(mark: Floats, angle_deg: float) -> Floats:
    """Return ``mark`` turned about its middle, on a canvas that holds all of it."""
    height, width = mark.shape
    turn = abs(np.deg2rad(angle_deg))
    wide = int(width * np.cos(turn) + height * np.sin(turn)) + 2
    tall = int(width * np.sin(turn) + height * np.cos(turn)) + 2
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle_deg, 1.0)
    matrix[:, 2] += (wide - width) / 2, (tall - height) / 2
    return np.asarray(cv2.warpAffine(mark, matrix, (wide, tall)), np.float32)


def _lay(cover: Floats, mark: Floats, chance: Chance) -> None:
    """Add ``mark`` to ``cover`` at a place well inside the page, if it fits at all."""
    tall, wide = mark.shape
    room_y, room_x = cover.shape[0] - tall, cover.shape[1] - wide
    if room_y <= 0 or room_x <= 0:
        return
    top, left = int(chance.uniform(0.1, 0.9) * room_y), int(chance.uniform(0.05, 0.95) * room_x)
    spot = cover[top : top + tall, left : left + wide]
    np.maximum(spot, mark, out=spot)


def pen_strokes(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """Ticks, loops, underlines and crossings-out with a ball pen, through text."""
    cover = np.zeros(page.image.shape[:2], np.float32)
    ink = INKS[str(chance.choice(["blue", "blue", "black", "red"]))]
    thick = max(1, round(page.px(float(chance.uniform(0.3, 0.6)))))
    for _ in range(1 + round(5 * strength * float(chance.uniform(0.4, 1)))):
        stroke = STROKES[int(chance.integers(len(STROKES)))](chance) * page.px(
            float(chance.uniform(8, 24))
        )
        at = chance.uniform(0.08, 0.92, 2) * (page.width, page.height)
        points = (_smooth(stroke, chance) + at) * 16  # fixed point with 4 bits of fraction
        cv2.polylines(cover, [points.round().astype(np.int32)], False, 1.0, thick, cv2.LINE_AA, 4)
    # An anti-aliased line on float pixels is drawn hard; soften it to look like ink.
    cover = np.asarray(cv2.GaussianBlur(cover, (0, 0), 0.6), np.float32)
    return page._replace(image=_inked(page, np.clip(cover, 0, 0.95), ink))


def _tick(chance: Chance) -> Points:
    return np.array([[-0.3, 0.0], [0.0, 0.35], [0.7, -0.6]])


def _underline(chance: Chance) -> Points:
    return np.array([[-1.0, 0.02], [-0.3, -0.02], [0.4, 0.03], [1.0, -0.02]])


def _loop(chance: Chance) -> Points:
    turn = np.linspace(0.3, 2 * np.pi + 0.9, 12)
    return np.stack([np.cos(turn), 0.35 * np.sin(turn)], axis=1)


def _scribble(chance: Chance) -> Points:
    count = int(chance.integers(6, 11))
    across = np.linspace(-0.7, 0.7, count)
    return np.stack([across, np.where(np.arange(count) % 2, 0.14, -0.14)], axis=1)


STROKES = (_tick, _underline, _underline, _loop, _scribble)


def _smooth(stroke: Points, chance: Chance) -> Points:
    """Return the stroke with a trembling hand and rounded corners, shape (n, 2)."""
    shaky = stroke + chance.normal(0, 0.03 * np.abs(stroke).max(), stroke.shape)
    for _ in range(3):  # corner cutting after Chaikin
        early = 0.75 * shaky[:-1] + 0.25 * shaky[1:]
        late = 0.25 * shaky[:-1] + 0.75 * shaky[1:]
        shaky = np.vstack([shaky[:1], np.stack([early, late], axis=1).reshape(-1, 2), shaky[-1:]])
    return shaky


def _inked(page: Damaged, cover: Floats, ink: tuple[int, int, int]) -> Pixels:
    """Return the page with ``ink`` laid over it as a glaze: dark print stays dark below."""
    lost = [cover * np.float32(1 - level / 255) for level in ink]
    return multiplied(page.image, 1 - np.asarray(cv2.merge(lost), np.float32))
