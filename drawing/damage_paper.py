"""What years do to the paper itself: light, damp, fingers, folds."""

import cv2
import numpy as np

from drawing.damaged import (
    Chance,
    Damaged,
    Floats,
    Pixels,
    Points,
    multiplied,
    paper_of,
    soft_field,
)


def fading(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """Ink pales unevenly, at most by 60 %."""
    field = soft_field(page.image.shape[:2], 5, chance)
    keep = 1 - strength * (0.35 + 0.25 * field)
    pale = 255 - (255 - page.image) * cv2.merge([keep] * 3)
    return page._replace(image=np.asarray(pale, np.uint8))


def yellowing(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """Paper turns yellow-brown, more so at its edges."""
    height, width = page.image.shape[:2]
    across = np.abs(np.linspace(-1, 1, width, dtype=np.float32)) ** 4
    down = np.abs(np.linspace(-1, 1, height, dtype=np.float32)) ** 4
    depth = 0.6 + 0.4 * np.maximum(across[None, :], down[:, None])
    depth = strength * depth * (0.8 + 0.4 * soft_field((height, width), 4, chance))
    tint = np.array([0.06, 0.14, 0.38], np.float32)  # share of R, G, B that is lost at most
    factor = cv2.merge([1 - depth * float(share) for share in tint])
    return page._replace(image=multiplied(page.image, np.asarray(factor, np.float32)))


def stains(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """Water and tea dried on the page: pale brown blots with a darker rim."""
    height, width = page.image.shape[:2]
    small = (max(height // 4, 8), max(width // 4, 8))
    depth = np.zeros(small, np.float32)
    for _ in range(1 + round(3 * strength)):
        blot = _blot(small, page.px(float(chance.uniform(6, 28))) / 4, chance)
        rim = blot - cv2.erode(blot, np.ones((3, 3), np.uint8), iterations=2)
        soft = cv2.GaussianBlur(0.35 * blot + 0.65 * rim, (0, 0), 1.2)
        depth = np.maximum(depth, np.asarray(soft, np.float32))
    depth = np.asarray(cv2.resize(depth, (width, height)), np.float32)
    depth *= np.float32(0.35 + 0.5 * strength)
    factor = cv2.merge([1 - depth * share for share in (0.35, 0.5, 0.75)])
    return page._replace(image=multiplied(page.image, np.asarray(factor, np.float32)))


def _blot(shape: tuple[int, int], radius_px: float, chance: Chance) -> Floats:
    """Return 0/1 pixels of a wobbly disc somewhere on the page."""
    turn = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    waves = [(k, *chance.uniform(0, (0.12, 6.28))) for k in (2, 3, 5)]
    wobble = sum(high * np.cos(k * turn + late) for k, high, late in waves)
    radius = radius_px * (1 + wobble)
    centre = chance.uniform(0, shape[1]), chance.uniform(0, shape[0])
    rim = np.stack([centre[0] + radius * np.cos(turn), centre[1] + radius * np.sin(turn)], axis=1)
    blot = np.zeros(shape, np.float32)
    cv2.fillPoly(blot, [rim.astype(np.int32)], 1.0)
    return blot


def folds(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """The page was folded in two or four: ridges with a light and a dark side, ink worn off."""
    ways = [True, False] if chance.random() < strength else [bool(chance.random() < 0.6)]
    image = page.image.copy()
    for level in ways:
        # A view: an upright fold is a level one on the transposed page.
        side = image if level else image.transpose(1, 0, 2)
        _crease(side, strength, page.px(0.5), chance)
    return page._replace(image=image)


def _crease(image: Pixels, strength: float, width_px: float, chance: Chance) -> None:
    """Draw a nearly level fold, about ``width_px`` wide, into ``image``; only a band changes."""
    height, width = image.shape[:2]
    slope = chance.uniform(-0.012, 0.012)
    at = height * (chance.choice([1 / 3, 0.5, 2 / 3]) + chance.uniform(-0.03, 0.03))
    reach = 10 * width_px
    top = max(0, int(at + min(0, slope * width) - reach))
    bottom = min(height, int(at + max(0, slope * width) + reach))
    y = np.arange(top, bottom, dtype=np.float32)[:, None]
    x = np.arange(width, dtype=np.float32)[None, :]
    off = (y - np.float32(at) - np.float32(slope) * x) / np.float32(width_px)
    bell = np.exp(-(off**2))
    shade = np.float32(0.28) * np.sign(off) * np.exp(-np.abs(off) / 2.5) - np.float32(0.2) * bell
    bent = multiplied(image[top:bottom], (1 + strength * shade).astype(np.float32))
    grain = chance.random(((bottom - top) // 3 + 1, width // 3 + 1), dtype=np.float32)
    grain = np.asarray(cv2.resize(grain, (width, bottom - top)), np.float32)
    patches = soft_field((bottom - top, width), 40, chance)
    worn = np.clip((0.6 * grain + 0.6 * patches - 1 + 0.75 * strength) * 4, 0, 0.85) * bell
    image[top:bottom] = 245 - (245 - bent.astype(np.float32)) * cv2.merge([1 - worn] * 3)


def tears(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """Corners and bits of edge are gone; the backing shows, with a pale torn rim."""
    height, width = page.image.shape[:2]
    paper = paper_of(page).copy()
    largest = page.px(6 + 22 * strength)
    for _ in range(1 + round(2 * strength)):
        hole = _torn_corner if chance.random() < 0.6 else _torn_edge
        rim = hole((height, width), largest, chance)
        cv2.fillPoly(paper, [rim.astype(np.int32)], 0)
    inner = cv2.erode(paper, np.ones((3, 3), np.uint8), iterations=max(1, round(page.px(0.25))))
    image = page.image.copy()
    image[(paper > 0) & (inner == 0)] = (244, 240, 232)
    image[paper == 0] = page.backing
    return page._replace(image=image, paper=paper)


def _jagged(start: Points, end: Points, rough_px: float, chance: Chance) -> Points:
    share = np.linspace(0, 1, 24)[:, None]
    line = start + share * (end - start)
    line[1:-1] += chance.normal(0, rough_px, (22, 2))
    return line


def _torn_corner(shape: tuple[int, int], largest_px: float, chance: Chance) -> Points:
    height, width = shape
    across, down = chance.uniform(0.35, 1, 2) * largest_px
    right, low = chance.random(2) < 0.5
    x = width if right else 0.0
    y = height if low else 0.0
    start = np.array([x - across if right else across, y])
    end = np.array([x, y - down if low else down])
    return np.vstack([_jagged(start, end, largest_px * 0.025, chance), [[x, y]]])


def _torn_edge(shape: tuple[int, int], largest_px: float, chance: Chance) -> Points:
    height, width = shape
    half = chance.uniform(0.15, 0.4) * largest_px
    deep = chance.uniform(0.25, 0.6) * largest_px
    at = chance.uniform(0.15, 0.85) * height
    x, inward = (0.0, deep) if chance.random() < 0.5 else (float(width), width - deep)
    tip = np.array([inward, at])
    sides = (np.array([x, at - half]), np.array([x, at + half]))
    rough = largest_px * 0.02
    return np.vstack([_jagged(sides[0], tip, rough, chance), _jagged(tip, sides[1], rough, chance)])


def bleed_through(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """The other side of the leaf shows through, mirrored, soft and a little out of place.

    A page without another side comes back as it is.
    """
    if page.behind is None:
        return page
    shift = chance.uniform(-1, 1, 2) * page.px(2)
    other = _fitted(page.behind[:, ::-1], page.image.shape[:2], shift)
    grey = cv2.GaussianBlur(cv2.cvtColor(other, cv2.COLOR_RGB2GRAY), (0, 0), page.px(0.15))
    paper_grey = float(np.median(grey))
    ink = np.clip((paper_grey - grey.astype(np.float32)) / max(paper_grey, 1.0), 0, 1)
    return page._replace(image=multiplied(page.image, 1 - np.float32(0.42 * strength) * ink))


def _fitted(image: Pixels, shape: tuple[int, int], shift_px: Points) -> Pixels:
    """Return ``image`` on a canvas of ``shape``, moved by ``shift_px``, its rim stretched out."""
    matrix = np.array([[1, 0, shift_px[0]], [0, 1, shift_px[1]]], np.float64)
    size = (shape[1], shape[0])
    fitted = cv2.warpAffine(
        np.ascontiguousarray(image), matrix, size, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(fitted, np.uint8)
