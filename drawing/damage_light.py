"""What lamps, lenses, sensors, copiers and codecs do to a page; none of them moves it."""

import cv2
import numpy as np

from drawing.damaged import Chance, Damaged, multiplied, soft_field

# Copiers take anything darker for print, so the cover of a red book comes out black.
DARKEST_PAPER = np.float32(130)


def uneven_light(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """The lamp is stronger on one side; up to 45 % of the light is lost at the other."""
    field = soft_field(page.image.shape[:2], 1, chance)
    return page._replace(image=multiplied(page.image, 1 - np.float32(0.45 * strength) * field))


def shadow(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """A hand or the phone stands in the light: one soft-edged dark region, a little bluish."""
    height, width = page.image.shape[:2]
    small = np.zeros((max(height // 16, 4), max(width // 16, 4)), np.float32)
    rows, columns = small.shape
    side = int(chance.integers(4))
    deep = chance.uniform(0.25, 0.6)
    wave = chance.uniform(-0.18, 0.18, 5)
    share = np.linspace(0, 1, 5)
    edge = np.clip(deep + wave, 0.05, 0.8)
    if side % 2 == 0:
        rim = [(s * columns, e * rows) for s, e in zip(share, edge, strict=True)]
        corners = [(columns, 0.0), (0.0, 0.0)]
    else:
        rim = [(e * columns, s * rows) for s, e in zip(share, edge, strict=True)]
        corners = [(0.0, rows), (0.0, 0.0)]
    cv2.fillPoly(small, [np.array(rim + corners).astype(np.int32)], 1.0)
    if side >= 2:
        small = np.ascontiguousarray(small[::-1, ::-1])
    soft = cv2.GaussianBlur(small, (0, 0), float(chance.uniform(1.5, 5)))
    dark = np.asarray(cv2.resize(soft, (width, height)), np.float32)
    dark *= np.float32(0.25 + 0.35 * strength)
    factor = cv2.merge([1 - dark, 1 - dark * 0.97, 1 - dark * 0.9])
    return page._replace(image=multiplied(page.image, np.asarray(factor, np.float32)))


def glare(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """A lamp mirrors in the plastic sleeve: one or two whitish patches wash out the ink."""
    height, width = page.image.shape[:2]
    light = np.zeros((max(height // 8, 4), max(width // 8, 4)), np.float32)
    for _ in range(1 + int(chance.random() < strength)):
        centre = (int(chance.integers(light.shape[1])), int(chance.integers(light.shape[0])))
        long = int(page.px(chance.uniform(12, 35)) / 8)
        axes = (max(long, 2), max(int(long * chance.uniform(0.25, 0.7)), 2))
        cv2.ellipse(light, centre, axes, float(chance.uniform(0, 180)), 0, 360, 1.0, -1)
    light = np.asarray(cv2.GaussianBlur(light, (0, 0), page.px(4) / 8), np.float32)
    share = np.asarray(cv2.resize(light, (width, height)), np.float32)
    share = np.clip(share * np.float32(0.35 + 0.5 * strength), 0, 1)
    washed = 252 - (252 - page.image.astype(np.float32)) * cv2.merge([1 - share] * 3)
    return page._replace(image=np.asarray(np.clip(washed, 0, 255), np.uint8))


def blur(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """Out of focus, up to 0.2 mm on paper."""
    sigma = max(0.25, page.px(0.2) * strength * float(chance.uniform(0.7, 1)))
    return page._replace(image=np.asarray(cv2.GaussianBlur(page.image, (0, 0), sigma), np.uint8))


def motion_blur(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """The hand moved, up to 0.9 mm on paper, in one direction."""
    length = max(3, round(page.px(0.9) * strength * float(chance.uniform(0.6, 1))))
    size = length | 1
    kernel = np.zeros((size, size), np.float32)
    turn = float(chance.uniform(0, np.pi))
    reach = np.array([np.cos(turn), np.sin(turn)]) * (size - 1) / 2
    middle = (size - 1) / 2
    start = tuple(round(v) for v in middle - reach)
    end = tuple(round(v) for v in middle + reach)
    cv2.line(kernel, start, end, 1.0, 1, cv2.LINE_AA)
    kernel /= kernel.sum()
    return page._replace(image=np.asarray(cv2.filter2D(page.image, -1, kernel), np.uint8))


def noise(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """Sensor grain, mostly in brightness, up to 20 grey levels, with a few dead specks."""
    height, width = page.image.shape[:2]
    grain = chance.standard_normal((height, width), dtype=np.float32) * np.float32(20 * strength)
    colour = chance.standard_normal((height // 2 + 1, width // 2 + 1, 3), dtype=np.float32)
    tint = cv2.resize(colour * np.float32(9 * strength), (width, height))
    noisy = page.image + cv2.merge([grain] * 3) + tint
    image = np.asarray(np.clip(noisy, 0, 255), np.uint8)
    specks = int(height * width * 6e-5 * strength)
    rows, columns = chance.integers(0, height, specks), chance.integers(0, width, specks)
    image[rows, columns] = chance.choice(np.array([20, 250], np.uint8), (specks, 1))
    return page._replace(image=image)


def jpeg(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """Saved by the scanner's own software at quality 95 (strength 0) down to 25 (1)."""
    quality = round(95 - 70 * strength)
    bgr = cv2.cvtColor(page.image, cv2.COLOR_RGB2BGR)
    _, coded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
    decoded = cv2.imdecode(coded, cv2.IMREAD_COLOR)
    assert decoded is not None
    return page._replace(image=np.asarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), np.uint8))


def grey_copy(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """A photocopy in greys: steeper contrast, a grey veil and faint streaks along the feed."""
    grey = cv2.cvtColor(page.image, cv2.COLOR_RGB2GRAY).astype(np.float32)
    middle = float(np.percentile(grey, 90)) * 0.72
    steep = middle + (grey - middle) * np.float32(1 + 0.7 * strength)
    streaks = chance.normal(0, 5 * strength, (1, page.width)).astype(np.float32)
    streaks = np.asarray(cv2.GaussianBlur(streaks, (0, 0), 2.0), np.float32)
    veil = np.float32(16 * strength * chance.random())
    copied = np.clip(steep - veil + streaks, 0, 255).astype(np.uint8)
    return page._replace(image=np.asarray(cv2.cvtColor(copied, cv2.COLOR_GRAY2RGB), np.uint8))


def black_copy(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """A photocopy or fax in pure black and white; the stronger, the thinner or fatter the strokes.

    Copiers even out the background first, so the threshold is set against the local paper.
    """
    grey = cv2.cvtColor(page.image, cv2.COLOR_RGB2GRAY)
    small = cv2.resize(grey, (max(page.width // 8, 4), max(page.height // 8, 4)))
    paper = cv2.dilate(small, np.ones((9, 9), np.uint8))
    paper = cv2.GaussianBlur(paper, (0, 0), 6)
    ground = np.asarray(cv2.resize(paper, (page.width, page.height)), np.float32)
    ground = np.maximum(ground, DARKEST_PAPER)
    share = 0.68 + strength * float(chance.uniform(-0.16, 0.09))
    toner = chance.standard_normal(grey.shape, dtype=np.float32) * np.float32(7 * strength)
    black = grey + toner < np.minimum(ground * np.float32(share), 190)
    black |= chance.random(grey.shape, dtype=np.float32) < 1e-4 * strength
    copied = np.where(black, 0, 255).astype(np.uint8)
    return page._replace(image=np.asarray(cv2.cvtColor(copied, cv2.COLOR_GRAY2RGB), np.uint8))
