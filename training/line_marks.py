"""What stands around, below and across the text of a training line without being part of it."""

from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from training.line_damage import Chance, Grey, field

Mask = NDArray[np.uint8]

PATTERN_HEIGHT, PATTERN_WIDTH, PATTERNS = 512, 3072, 6
LOOPED = 0.3  # of the strokes of a pen


@cache
def _patterns() -> NDArray[np.float32]:
    """Return woven line patterns as on security paper, 0..1, dark lines near 1."""
    x = np.arange(PATTERN_WIDTH, dtype=np.float32)[None]
    y = np.arange(PATTERN_HEIGHT, dtype=np.float32)[:, None]
    chance = np.random.default_rng(11)
    patterns = []
    for number in range(PATTERNS):
        woven = np.zeros((PATTERN_HEIGHT, PATTERN_WIDTH), np.float32)
        for _ in range(2 if number % 2 else 1):
            wave, pitch = chance.uniform(30, 160), chance.uniform(4, 13)
            swing, lean = chance.uniform(4, 25), chance.uniform(-0.6, 0.6)
            phase = (y + lean * x + swing * np.sin(x / wave + y / 70)) / pitch
            woven = np.maximum(woven, np.cos(2 * np.pi * phase) ** 6)
        patterns.append(woven)
    return np.stack(patterns)


def security_pattern(grey: Grey, chance: Chance) -> Grey:
    """Fine woven lines lie under everything, as on printed certificate paper."""
    height, width = grey.shape
    patterns = _patterns()
    pattern = patterns[int(chance.integers(len(patterns)))]
    if height > PATTERN_HEIGHT or width > PATTERN_WIDTH:
        pattern = np.tile(pattern, (-(-height // PATTERN_HEIGHT), -(-width // PATTERN_WIDTH)))
    top = int(chance.integers(pattern.shape[0] - height + 1))
    left = int(chance.integers(pattern.shape[1] - width + 1))
    depth = np.float32(chance.uniform(0.05, 0.35))
    woven = pattern[top : top + height, left : left + width]
    return np.asarray(grey * (1 - depth * woven), np.float32)


def bleed_through(grey: Grey, ink: Mask, chance: Chance) -> Grey:
    """Print on the back shows through, mirrored and soft; ``ink`` stands in for it."""
    behind = np.roll(
        ink[:, ::-1], (int(chance.integers(ink.shape[0])), int(chance.integers(200))), (0, 1)
    )
    soft = cv2.GaussianBlur(behind, (0, 0), float(chance.uniform(1, 2.5)))
    return grey * (1 - np.float32(chance.uniform(0.1, 0.35) / 255) * soft)


def neighbours(ink: Mask, em_px: float, chance: Chance) -> Mask:
    """Return ``ink`` with a line like it above, below or both, at tight to wide leading."""
    height = ink.shape[0]
    result = ink.copy()
    for way in (-1, 1):
        if chance.random() < 0.25:
            continue
        down = round(way * em_px * float(chance.uniform(1.08, 1.6)))
        if abs(down) >= height:
            continue
        other = np.roll(ink, int(chance.integers(ink.shape[1])), 1)
        if down > 0:
            np.maximum(result[down:], other[: height - down], out=result[down:])
        else:
            np.maximum(result[:down], other[-down:], out=result[:down])
    return result


def form_lines(
    ink: Mask, baseline: float, span: tuple[float, float], em_px: float, chance: Chance
) -> None:
    """Draw rules, table borders or a box around the text that lies in ``span``, into ``ink``."""
    height, width = ink.shape
    thick = max(1, round(em_px * float(chance.uniform(0.02, 0.08))))
    dark = int(chance.integers(110, 256))
    below = round(baseline + em_px * float(chance.uniform(0.02, 0.5)))
    above = round(baseline - em_px * float(chance.uniform(0.95, 1.3)))
    left = round(span[0] - em_px * float(chance.uniform(0.1, 0.8)))
    right = round(span[1] + em_px * float(chance.uniform(0.1, 0.8)))
    choice = int(chance.integers(6))
    lean = int(chance.integers(-2, 3))
    if choice in (0, 1, 4, 5):
        ends = (0, width) if choice < 5 else (max(0, left), min(width, right))
        cv2.line(ink, (ends[0], below), (ends[1], below + lean), dark, thick)
    if choice in (2, 4, 5):
        ends = (0, width) if choice < 5 else (max(0, left), min(width, right))
        cv2.line(ink, (ends[0], above), (ends[1], above + lean), dark, thick)
    if choice in (3, 4, 5):
        sides = [left, right] if choice == 5 or chance.random() < 0.6 else [left]
        top, bottom = (above, below) if choice == 5 else (0, height)
        for side in sides:
            cv2.line(ink, (side, top), (side, bottom), dark, thick)


def lifted_rule(grey: Grey, baseline: float, em_px: float, chance: Chance) -> Grey:
    """A rule that touched the letters' feet or heads was lifted, and what it hid went with it."""
    height, width = grey.shape
    row = round(baseline + em_px * float(chance.choice([-0.7, 0.02, 0.1, 0.22])))
    thick = max(1, round(em_px * float(chance.uniform(0.03, 0.07))))
    start = int(chance.integers(width)) if chance.random() < 0.4 else 0
    if not 0 <= row < height - thick:
        return grey
    result = grey.copy()
    result[row : row + thick, start:] = np.percentile(grey[:, ::5], 90)
    return result


def leader(
    ink: Mask, baseline: float, start: float, end: float, em_px: float, chance: Chance
) -> None:
    """Draw dots or short dashes on the baseline from ``start`` to ``end``, into ``ink``."""
    step = em_px * float(chance.uniform(0.16, 0.42))
    radius = em_px * float(chance.uniform(0.018, 0.045))
    row = baseline + em_px * float(chance.uniform(-0.05, 0.12))
    dark = int(chance.integers(110, 256))
    length = step * 0.5 if chance.random() < 0.12 else 0.0
    thick = max(1, round(radius * 2))
    for x in np.arange(start, min(end, ink.shape[1]), step):
        at = (round(x), round(row))
        cv2.line(ink, at, (round(x + length), round(row)), dark, thick, cv2.LINE_AA)


def seal(grey: Grey, em_px: float, chance: Chance) -> Grey:
    """A round or square stamp crosses the line; red is a middle grey, and ink below it shows."""
    height, width = grey.shape
    stamp = np.zeros(grey.shape, np.uint8)
    radius = em_px * float(chance.uniform(2.0, 4.0))
    middle = (
        round(float(chance.uniform(0, width))),
        round(height / 2 + float(chance.uniform(-1, 1)) * radius),
    )
    thick = max(1, round(em_px * 0.06))
    if chance.random() < 0.75:
        for share in (1.0, 0.93, 0.68):
            cv2.circle(stamp, middle, round(radius * share), 255, thick, cv2.LINE_AA)
        for turn in np.arange(0, 2 * np.pi, 0.17):
            spot = (
                round(middle[0] + 0.8 * radius * np.cos(turn)),
                round(middle[1] + 0.8 * radius * np.sin(turn)),
            )
            half = round(radius * 0.05)
            lean = np.array([np.cos(turn), np.sin(turn)]) * half
            cv2.line(
                stamp,
                (round(spot[0] - lean[0]), round(spot[1] - lean[1])),
                (round(spot[0] + lean[0]), round(spot[1] + lean[1])),
                255,
                thick,
                cv2.LINE_AA,
            )
        star = radius * 0.25
        for point in np.arange(5) * 2 * np.pi / 5 + float(chance.uniform(0, 1)):
            tip = (round(middle[0] + star * np.cos(point)), round(middle[1] + star * np.sin(point)))
            cv2.line(stamp, middle, tip, 255, thick * 2, cv2.LINE_AA)
    else:
        _framed_words(stamp, middle, em_px, chance)
    worn = np.clip(0.8 + 0.4 * field(grey.shape, 3, chance), 0.1, 1)
    depth = np.float32(chance.uniform(0.25, 0.6) / 255)
    return np.asarray(grey * (1 - depth * worn * stamp), np.float32)


# What office stamps say, in letters as high as they mostly are; ems of the text below.
STAMPED = ("SAO Y BAN CHINH", "DA DANG KY", "DA THU LE PHI", "BAN LUU", "CHUNG THUC", "DEN NGAY")
STAMPED_EMS, STAMPED_TURN_DEG = (0.8, 1.9), 12.0


def _framed_words(stamp: Mask, middle: tuple[int, int], em_px: float, chance: Chance) -> None:
    """Draw a framed office stamp, turned a little, around ``middle`` into ``stamp``."""
    says = STAMPED[int(chance.integers(len(STAMPED)))]
    thick = max(1, round(em_px * float(chance.uniform(0.05, 0.12))))
    scale = em_px * float(chance.uniform(*STAMPED_EMS)) / 30  # Hershey's capitals: 21 + 9 pixels
    (width, height), _ = cv2.getTextSize(says, cv2.FONT_HERSHEY_DUPLEX, scale, thick)
    pad = height // 2
    mark = np.zeros((height + 2 * pad, width + 2 * pad), np.uint8)
    cv2.putText(
        mark, says, (pad, pad + height), cv2.FONT_HERSHEY_DUPLEX, scale, 255, thick, cv2.LINE_AA
    )
    cv2.rectangle(mark, (1, 1), (mark.shape[1] - 2, mark.shape[0] - 2), 255, thick)
    turn = float(chance.uniform(-STAMPED_TURN_DEG, STAMPED_TURN_DEG))
    matrix = cv2.getRotationMatrix2D((mark.shape[1] / 2, mark.shape[0] / 2), turn, 1.0)
    matrix[:, 2] += np.subtract(middle, (mark.shape[1] / 2, mark.shape[0] / 2))
    laid = cv2.warpAffine(mark, matrix, (stamp.shape[1], stamp.shape[0]))
    np.maximum(stamp, np.asarray(laid, np.uint8), out=stamp)


def pen_stroke(ink: Mask, em_px: float, chance: Chance) -> None:
    """Draw one stroke of a pen across the line, or a loop around words of it, into ``ink``."""
    height, width = ink.shape
    thick = max(1, round(em_px * float(chance.uniform(0.03, 0.13))))
    dark = int(chance.integers(120, 256))
    x = float(chance.uniform(0, width))
    if chance.random() < LOOPED:
        turn = np.linspace(0.3, 2 * np.pi + float(chance.uniform(0.2, 1)), 24)
        across = em_px * float(chance.uniform(1, 6))
        high = em_px * float(chance.uniform(0.4, 1.5))
        y = float(chance.uniform(0.2, 0.8)) * height
        curve = np.stack([x + across * np.cos(turn), y + high * np.sin(turn)], 1)
        curve = curve + chance.normal(0, 0.03 * high, curve.shape)
    else:
        points = [(x, float(chance.uniform(0, height)))]
        for _ in range(int(chance.integers(2, 6))):
            x += em_px * float(chance.uniform(-0.7, 1.6))
            points.append((x, float(chance.uniform(-0.2, 1.2)) * height))
        along = np.linspace(0, len(points) - 1, 12 * len(points))
        corners = np.array(points)
        places = np.arange(len(points))
        curve = np.stack([np.interp(along, places, corners[:, axis]) for axis in (0, 1)], 1)
    smooth = cv2.blur(curve.astype(np.float32), (1, 9), borderType=cv2.BORDER_REPLICATE)
    cv2.polylines(ink, [np.round(smooth).astype(np.int32)], False, dark, thick, cv2.LINE_AA)
