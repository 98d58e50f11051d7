"""Harms that a line of text meets between the press and the strip, each with a strength 0 to 1."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Chance = np.random.Generator
# Grey, 0 black to 255 white, shape (height, width).
Grey = NDArray[np.float32]
Harm = Callable[[Grey, float, Chance], Grey]

BANK_HEIGHT, BANK_WIDTH = 512, 3072


@cache
def _bank(smooth_px: float) -> Grey:
    """Return much noise of spread 1, smooth over ``smooth_px``, to cut pieces from."""
    noise = np.random.default_rng(7).standard_normal((BANK_HEIGHT, BANK_WIDTH), np.float32)
    if smooth_px:
        shrunk = max(1, int(smooth_px / 2))
        small = noise[: BANK_HEIGHT // shrunk + 2, : BANK_WIDTH // shrunk + 2]
        soft = cv2.GaussianBlur(small, (0, 0), smooth_px / shrunk)
        noise = np.asarray(cv2.resize(soft, (BANK_WIDTH, BANK_HEIGHT)), np.float32)
    noise -= noise.mean()
    spread: Grey = noise / noise.std()
    return spread


def field(shape: tuple[int, ...], smooth_px: float, chance: Chance) -> Grey:
    """Return noise of mean 0 and spread 1 that changes over about ``smooth_px``."""
    height, width = shape
    bank = _bank(smooth_px)
    if height > BANK_HEIGHT or width > BANK_WIDTH:
        rows, columns = -(-height // BANK_HEIGHT), -(-width // BANK_WIDTH)
        return np.tile(bank, (rows, columns))[:height, :width]
    top = int(chance.integers(BANK_HEIGHT - height + 1))
    left = int(chance.integers(BANK_WIDTH - width + 1))
    piece = bank[top : top + height, left : left + width]
    return piece[:, ::-1] if chance.random() < 0.5 else piece


def grain(grey: Grey, strength: float, chance: Chance) -> Grey:
    """Paper shows its fibres."""
    return grey + field(grey.shape, 2, chance) * np.float32(6 * strength)


def uneven_light(grey: Grey, strength: float, chance: Chance) -> Grey:
    """Light or toner is weaker here than there."""
    dimmer = 1 - 0.12 * strength * (1 + field(grey.shape, 150, chance))
    return np.asarray(grey * np.clip(dimmer, 0.5, 1.1), np.float32)


def shadow(grey: Grey, strength: float, chance: Chance) -> Grey:
    """A hand or the book's gutter takes light from one side."""
    ramp = np.linspace(0, 1, grey.shape[1], dtype=np.float32)
    edge, soft = chance.uniform(0, 1), chance.uniform(0.02, 0.4)
    dark = 1 / (1 + np.exp(np.clip((ramp - edge) / soft * chance.choice([-4, 4]), -30, 30)))
    return np.asarray(grey * (1 - 0.5 * strength * dark), np.float32)


def stain(grey: Grey, strength: float, chance: Chance) -> Grey:
    """Damp left patches with rims."""
    patches = field(grey.shape, 40, chance) + float(chance.uniform(-0.5, 0.5))
    inside = np.clip(patches * 4, 0, 1)
    rim = np.exp(-np.square(patches * 8))
    return np.asarray(grey * (1 - 0.18 * strength * (inside + rim)), np.float32)


def fold(grey: Grey, strength: float, chance: Chance) -> Grey:
    """The sheet was folded: a dark or light crease, mostly upright or level."""
    height, width = grey.shape
    result = grey.copy()
    value = float(255 if chance.random() < 0.4 else chance.uniform(90, 160))
    thick = int(chance.integers(1, 2 + round(2 * strength)))
    if chance.random() < 0.7:
        x = int(chance.integers(width))
        ends = (x, 0), (x + int(chance.integers(-6, 7)), height)
    else:
        y = int(chance.integers(height))
        ends = (0, y), (width, y + int(chance.integers(-8, 9)))
    crease = np.zeros(grey.shape, np.uint8)
    cv2.line(crease, *ends, 255, thick, cv2.LINE_AA)
    share = cv2.blur(crease, (3, 3)).astype(np.float32) * np.float32((0.3 + 0.5 * strength) / 255)
    result += (value - result) * share
    return result


def blur(grey: Grey, strength: float, chance: Chance) -> Grey:
    """The lens was not sharp."""
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), 0.35 + 1.5 * strength), np.float32)


def motion_blur(grey: Grey, strength: float, chance: Chance) -> Grey:
    """The sheet or the phone moved."""
    length = 2 + round(3 * strength)
    kernel = np.zeros((length, length), np.float32)
    turn = chance.uniform(0, np.pi)
    middle = (length - 1) / 2
    along = np.linspace(-middle, middle, 3 * length)
    kernel[
        np.round(middle + np.sin(turn) * along).astype(int),
        np.round(middle + np.cos(turn) * along).astype(int),
    ] = 1
    moved = cv2.filter2D(grey, -1, kernel / kernel.sum(), borderType=cv2.BORDER_REPLICATE)
    return np.asarray(moved, np.float32)


def noise(grey: Grey, strength: float, chance: Chance) -> Grey:
    """The sensor was starved of light."""
    smooth = 0 if chance.random() < 0.6 else 2
    return grey + field(grey.shape, smooth, chance) * np.float32(3 + 25 * strength)


def specks(grey: Grey, strength: float, chance: Chance) -> Grey:
    """Dust and toner: small dark and light specks."""
    level = 3.6 - 1.2 * strength
    specked = field(grey.shape, 2 if chance.random() < 0.5 else 0, chance)
    result = np.where(specked > level, np.float32(chance.uniform(0, 90)), grey)
    return np.where(specked < -level, np.float32(245), result)


def low_resolution(grey: Grey, strength: float, chance: Chance) -> Grey:
    """Scanned coarsely, then enlarged again."""
    height, width = grey.shape
    coarse = (
        max(8, round(width * (1 - 0.5 * strength))),
        max(8, round(height * (1 - 0.5 * strength))),
    )
    small = cv2.resize(grey, coarse, interpolation=cv2.INTER_AREA)
    how = cv2.INTER_LINEAR if chance.random() < 0.6 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(small, (width, height), interpolation=how), np.float32)


def faint(grey: Grey, strength: float, chance: Chance) -> Grey:
    """Little contrast: grey on grey."""
    middle = float(chance.uniform(120, 230))
    return middle + (grey - middle) * np.float32(1 - 0.68 * strength)


def gamma(grey: Grey, strength: float, chance: Chance) -> Grey:
    """The scanner's curve makes greys darker or lighter."""
    power = float(np.exp(strength * chance.uniform(-0.8, 0.8)))
    return np.power(np.clip(grey, 0, 255) / 255, power) * np.float32(255)


def sharpened(grey: Grey, strength: float, chance: Chance) -> Grey:
    """A scanner's own sharpening leaves halos."""
    return grey + (grey - cv2.GaussianBlur(grey, (0, 0), 1.5)) * np.float32(2 * strength)


def bilevel(grey: Grey, strength: float, chance: Chance) -> Grey:
    """A fax or a black-and-white copy; strength says how far the level strays from the middle."""
    clipped = np.clip(grey, 0, 255).astype(np.uint8)
    stray = strength * float(chance.uniform(-1, 1))
    if chance.random() < 0.45:
        size = int(chance.choice([15, 25, 41]))
        how = cv2.ADAPTIVE_THRESH_MEAN_C
        black = cv2.adaptiveThreshold(
            clipped, 255, how, cv2.THRESH_BINARY, size, float(14 - 8 * stray)
        )
        return black.astype(np.float32)
    ink, paper = np.percentile(clipped[:, ::3], (2, 75))
    level = ink + (paper - ink) * (0.5 + 0.3 * stray)
    return np.where(grey > level, np.float32(255), np.float32(0))


def jpeg(grey: Grey, strength: float, chance: Chance) -> Grey:
    """Stored as JPEG at quality 90 down to 18."""
    quality = round(90 - 72 * strength)
    clipped = np.clip(grey, 0, 255).astype(np.uint8)
    _, packed = cv2.imencode(".jpg", clipped, [cv2.IMWRITE_JPEG_QUALITY, quality])
    return np.asarray(cv2.imdecode(packed, cv2.IMREAD_GRAYSCALE), np.float32)


class Dose(NamedTuple):
    """How often a harm strikes a line, and how hard when it does."""

    chance: float
    least: float
    most: float


# In the order in which the world does it.
HARMS: Mapping[str, Harm] = {
    "fold": fold,
    "stain": stain,
    "uneven_light": uneven_light,
    "shadow": shadow,
    "gamma": gamma,
    "faint": faint,
    "blur": blur,
    "motion_blur": motion_blur,
    "low_resolution": low_resolution,
    "noise": noise,
    "specks": specks,
    "sharpened": sharpened,
    "bilevel": bilevel,
    "jpeg": jpeg,
}
Level = Mapping[str, Dose]
CLEAN: Level = {
    "gamma": Dose(0.3, 0, 0.5),
    "blur": Dose(0.35, 0, 0.3),
    "noise": Dose(0.5, 0, 0.1),
    "sharpened": Dose(0.1, 0.1, 0.5),
    "bilevel": Dose(0.1, 0, 0.4),
    "jpeg": Dose(0.4, 0, 0.4),
}
OFFICE: Level = {
    "fold": Dose(0.08, 0, 0.6),
    "stain": Dose(0.1, 0.1, 0.6),
    "uneven_light": Dose(0.35, 0.1, 0.8),
    "shadow": Dose(0.1, 0.1, 0.6),
    "gamma": Dose(0.4, 0, 0.8),
    "faint": Dose(0.3, 0.1, 0.7),
    "blur": Dose(0.45, 0, 0.55),
    "motion_blur": Dose(0.04, 0, 0.4),
    "low_resolution": Dose(0.15, 0, 0.5),
    "noise": Dose(0.6, 0, 0.4),
    "specks": Dose(0.08, 0, 0.5),
    "sharpened": Dose(0.12, 0.1, 0.8),
    "bilevel": Dose(0.12, 0, 0.7),
    "jpeg": Dose(0.6, 0.1, 0.8),
}
HARD: Level = {
    "fold": Dose(0.15, 0.3, 1),
    "stain": Dose(0.2, 0.3, 1),
    "uneven_light": Dose(0.4, 0.3, 1),
    "shadow": Dose(0.2, 0.2, 1),
    "gamma": Dose(0.4, 0.2, 1),
    "faint": Dose(0.4, 0.3, 1),
    "blur": Dose(0.5, 0.2, 0.9),
    "motion_blur": Dose(0.12, 0.1, 1),
    "low_resolution": Dose(0.3, 0.2, 0.8),
    "noise": Dose(0.7, 0.2, 1),
    "specks": Dose(0.2, 0.2, 1),
    "sharpened": Dose(0.12, 0.2, 1),
    "bilevel": Dose(0.25, 0.2, 1),
    "jpeg": Dose(0.7, 0.3, 1),
}
# A quarter clean to light, a half as offices have them, a quarter hard.
LEVELS: tuple[Level, ...] = (CLEAN, OFFICE, OFFICE, HARD)
# Harms that together leave nothing to read: of each group at most one strikes.
NOT_TOGETHER = (
    ("blur", "motion_blur", "low_resolution"),
    ("bilevel", "motion_blur"),
    ("bilevel", "stain", "shadow", "uneven_light"),
    ("bilevel", "faint"),
)


# What hides fine strokes is weaker on small letters: harm -> the em in pixels at which it has
# its full strength, and the em at which it has none.
FULL_AND_NONE_PX = {
    "blur": (36, 8),
    "motion_blur": (36, 12),
    "low_resolution": (44, 18),
    "noise": (40, 2),
    "specks": (40, 8),
    "fold": (30, 0),
}


def draw_harms(level: Level, em_px: float, chance: Chance) -> dict[str, float]:
    """Return which harms strike a line of letters of this size, with their strengths."""
    luck = chance.random((len(HARMS), 2))
    struck = {
        kind: dose.least + float(share) * (dose.most - dose.least)
        for kind, (hit, share) in zip(HARMS, luck, strict=True)
        if (dose := level.get(kind)) is not None and hit < dose.chance
    }
    for group in NOT_TOGETHER:
        for kind in [kind for kind in group if kind in struck][1:]:
            del struck[kind]
    for kind, (full_px, none_px) in FULL_AND_NONE_PX.items():
        if kind in struck:
            struck[kind] *= min(max((em_px - none_px) / (full_px - none_px), 0), 1)
    if "noise" in struck and "faint" in struck:
        struck["noise"] *= 1 - 0.7 * struck["faint"]
    return struck


def harmed(grey: Grey, strengths: Mapping[str, float], chance: Chance) -> Grey:
    """Return ``grey`` after the harms in ``strengths`` (kind of HARMS -> 0..1), in order."""
    for kind, apply in HARMS.items():
        if kind in strengths:
            grey = apply(grey, strengths[kind], chance)
    return grey
