"""Framed stamps in coloured ink, pressed over print, fade; handwriting stays."""

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

import cv2
import numpy as np

from ocr.page import Page, Pixels

RED, BLUE = 0, 2
# Frames are looked for at this resolution: their strokes are a pixel wide there.
LOOK_DPI = 100
# What lies within so much of a bare spot is stroke, not paper.
STROKE_INCH = 0.3
# Black print is as dark as the darkest pixels, and no lighter than this; 0 to 255. Paper is at
# least so much lighter. Of what lets through less light than this share the colour is not known.
BLACK_PERCENT, MOST_BLACK, LEAST_ROOM, NO_COLOUR = 0.3, 60, 30, 0.15
# Light that passes is counted from this share on; a colour passes best that passes almost so.
LEAST_PASSED, ALMOST = 0.02, 0.9
# Ink that swallows so much more of another colour than of its own, as densities, is coloured; half
# of a frame swallows so much more.
LEAST_TINT, FRAME_TINT = {BLUE: 0.07, RED: 0.25}, {BLUE: 0.14, RED: 0.35}
# Red ink swallows at most so much red light for what it swallows more of another colour; what
# swallows more is the edge of black print, reddish from the paper. No paper is bluish.
MOST_RED = 1.0
# Where more than this share of a page is coloured it is the paper.
MOST_INK = 0.2
# Length and height of a stamp's frame, and how far it leans.
LENGTHS_INCH, HEIGHTS_INCH, MOST_LEAN_DEG = (0.7, 4.0), (0.2, 2.0), 15
# A line of a frame: its gaps where it is badly inked or print runs over it, how far it strays
# from straight, how much of its ends may be too faint to see, and how much its two long lines
# differ in direction and, as a share of their length, at their ends.
GAP_INCH, STRAY_INCH, CUT_INCH, TURNED, MOST_OFF = 0.12, 0.02, 0.5, 0.04, 0.6
# So many lines are looked at; a page with more is covered with coloured patterns or writing.
MOST_LINES = 60
# A frame is inked along so much of its outline, along so much of each side, and no more than so
# far along a way around it, so far outside.
INKED_OUTLINE, INKED_SIDE, INKED_AROUND, AROUND_INCH = 0.85, 0.6, 0.35, 0.08
# Darker in every colour than this share of the paper is print; less of it is nothing to uncover.
PRINT_LEVEL, LEAST_PRINT = 0.55, 0.012
# Light in which bare paper stands among the pixels of a stamp.
PAPER_PERCENT = 70
# A stamp's ink swallows less than this of its own colour, as a density; print swallows more. So
# much of its ink is no stronger than what is taken for its full strength.
ALONE_DENSITY, FULL_PERCENT = 1.2, 90
# Scans keep colour coarser than light: strokes are blurred in colour by a pixel or so, and what
# is left of a frame's line lies up to this far out.
RIM_PX, RIM_INCH = 1, 0.03


class _Seen(NamedTuple):
    """A page at ``LOOK_DPI``: what each pixel swallows of the colours of the paper around it.

    Attributes:
        own: ``RED`` or ``BLUE``, the colour of light that the ink looked for lets through.
        tint: how much more it swallows of another colour, as a density; 0 for other inks.
        is_print: whether it is dark in every colour; what lies under print cannot be seen.
        dpi: its resolution.
    """

    own: int
    tint: np.ndarray
    is_print: np.ndarray
    dpi: float


def lift_stamps(page: Page) -> Page:
    """Return a colour page with framed red, blue and violet stamps taken off the print they cover.

    Inks lie over one another like filters: what each swallows adds up, as a density. Print
    swallows all colours alike, a stamp more of one than of another, always in its own ratio. So
    two colours tell how much of the stamp lies on a pixel, and how much of its density is print.

    Where a blue or violet frame covers no print it stays, for what is written in it may be the
    value; and so does all ink without a frame.
    """
    if page.pixels.ndim == 2:
        return page
    factor = min(1.0, LOOK_DPI / page.dpi)
    shrunk = cv2.resize(page.pixels, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    lifted: Pixels | None = None
    for seen in _seen(np.asarray(shrunk, np.uint8), page.dpi * factor):
        for frame in _frames(seen):
            if seen.own == RED or _covers_print(seen, frame):
                lifted = page.pixels.copy() if lifted is None else lifted
                corners = _wider(frame, RIM_INCH * seen.dpi) / factor
                _lift(lifted, np.rint(corners).astype(np.int32), seen.own)
    return page if lifted is None else page.with_pixels(lifted)


def _seen(rgb: Pixels, dpi: float) -> Iterator[_Seen]:
    """Yield where blue or violet ink lies, and where red ink does."""
    size = round(STROKE_INCH * dpi) | 1
    paper = cv2.morphologyEx(rgb, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    # Black print is not quite black: on yellow paper it would seem bluer than the paper.
    black = min(MOST_BLACK, float(np.percentile(rgb[::3, ::3].max(axis=2), BLACK_PERCENT)))
    room = np.maximum(paper.astype(np.float32) - np.float32(black), LEAST_ROOM)
    passed = np.clip((rgb - np.float32(black)) / room, LEAST_PASSED, 1)
    red, green, blue = cv2.split(passed)
    strongest = np.asarray(cv2.max(cv2.max(red, green), blue))
    weakest = np.asarray(cv2.min(cv2.min(red, green), blue))
    for own, light in ((BLUE, blue), (RED, red)):
        tint = np.log(light / weakest)
        other = (light < ALMOST * strongest) | (strongest < NO_COLOUR)
        if own == RED:
            other |= -np.log(strongest) > MOST_RED * tint
        ours = np.where(other, 0, tint)
        is_print = (strongest < PRINT_LEVEL) & (ours <= LEAST_TINT[own])
        yield _Seen(own, ours, is_print, dpi)


def _frames(seen: _Seen) -> list[np.ndarray]:
    """Return the boxes that are drawn along their own outline, none within another.

    A box is four corners, (4, 2), clockwise from the one at the upper left.
    """
    found = [frame for frame in _boxes(_lines(seen), seen) if _is_outlined(frame, seen)]
    kept: list[np.ndarray] = []
    for frame in sorted(found, key=cv2.contourArea, reverse=True):
        middle = frame.mean(axis=0).tolist()
        if not any(cv2.pointPolygonTest(one, middle, False) >= 0 for one in kept):
            kept.append(frame)
    return kept


def _lines(seen: _Seen) -> np.ndarray:
    """Return straight lines of coloured ink that run across, left end first; (n, 2, 2)."""
    ink = cv2.dilate((seen.tint > LEAST_TINT[seen.own]).astype(np.uint8), np.ones((2, 2), np.uint8))
    if ink.mean() > MOST_INK:
        return np.empty((0, 2, 2), np.float32)
    least = round(LENGTHS_INCH[0] * seen.dpi)
    found = cv2.HoughLinesP(
        ink, 1, np.pi / 360, least // 2, minLineLength=least, maxLineGap=round(GAP_INCH * seen.dpi)
    )
    if found is None:
        return np.empty((0, 2, 2), np.float32)
    ends = found.reshape(-1, 2, 2).astype(np.float32)
    ends = np.where((ends[:, 0, 0] > ends[:, 1, 0])[:, None, None], ends[:, ::-1], ends)
    run, rise = (ends[:, 1] - ends[:, 0]).T
    level = ends[np.abs(rise) <= np.tan(np.radians(MOST_LEAN_DEG)) * run]
    longest = np.argsort(-np.linalg.norm(level[:, 1] - level[:, 0], axis=1), kind="stable")
    kept: list[np.ndarray] = []
    for line in level[longest]:
        if len(kept) < MOST_LINES and not any(_lies_on(line, one, seen.dpi) for one in kept):
            kept.append(line)
    return np.asarray(kept).reshape(-1, 2, 2)


def _lies_on(line: np.ndarray, longer: np.ndarray, dpi: float) -> bool:
    """Tell whether a line is part of a longer one, which is as thick as it strays."""
    (run, rise), start = longer[1] - longer[0], longer[0]
    x = line[:, 0]
    heights = start[1] + (x - start[0]) * rise / run
    inside = (x >= start[0] - 1) & (x <= longer[1, 0] + 1)
    return bool((inside & (np.abs(line[:, 1] - heights) <= STRAY_INCH / 2 * dpi)).all())


def _boxes(lines: np.ndarray, seen: _Seen) -> Iterator[np.ndarray]:
    """Yield the boxes whose upper and lower side are lines that run along each other."""
    least, most = (size * seen.dpi for size in HEIGHTS_INCH)
    longest = LENGTHS_INCH[1] * seen.dpi
    for one, other in combinations(lines, 2):
        (run, rise), (other_run, other_rise) = one[1] - one[0], other[1] - other[0]
        if abs(rise / run - other_rise / other_run) > TURNED:
            continue
        across = (one[1] + other[1] - one[0] - other[0]) / 2
        across /= np.linalg.norm(across)
        down = np.array((-across[1], across[0]))
        ends = np.stack((one, other)) @ across  # (line, end)
        heights = np.stack((one, other)).mean(axis=1) @ down
        top, bottom = sorted(heights)
        if not least <= bottom - top <= most or np.ptp(ends) > longest:
            continue
        if np.ptp(ends[:, 0]) + np.ptp(ends[:, 1]) > MOST_OFF * np.ptp(ends):
            continue
        axes = np.stack((across, down))
        left, right = (_upright(ends[:, end], (top, bottom), axes, seen) for end in (0, 1))
        if right - left < LENGTHS_INCH[0] * seen.dpi:
            continue
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        yield np.asarray(corners @ axes, np.float32)


def _upright(
    ends: np.ndarray, heights: tuple[float, float], axes: np.ndarray, seen: _Seen
) -> float:
    """Return where near the ``ends`` of two lines the line that joins them is inked best."""
    reach = CUT_INCH * seen.dpi
    places = np.arange(ends.min() - reach, ends.max() + reach + 1)
    steps = np.arange(heights[0], heights[1] + 1)
    spots = np.stack(np.meshgrid(places, steps), axis=-1) @ axes
    return float(places[(_at(seen.tint, spots) > LEAST_TINT[seen.own]).sum(axis=0).argmax()])


def _is_outlined(frame: np.ndarray, seen: _Seen) -> bool:
    """Tell whether a line runs along each side of a box, with bare paper outside."""
    sides = list(_sides(frame, seen))
    if not all(side.size for side in sides):
        return False
    every = np.concatenate(sides)
    around = np.concatenate(list(_sides(_wider(frame, AROUND_INCH * seen.dpi), seen)))
    return bool(
        (every > LEAST_TINT[seen.own]).mean() >= INKED_OUTLINE
        and min((side > LEAST_TINT[seen.own]).mean() for side in sides) >= INKED_SIDE
        and np.median(every) >= FRAME_TINT[seen.own]
        and (around > LEAST_TINT[seen.own]).mean() <= INKED_AROUND
    )


def _sides(frame: np.ndarray, seen: _Seen) -> Iterator[np.ndarray]:
    """Yield for each side the strongest tint across it, step by step, where no print hides it.

    Only across: strokes that end at one height one beside the other, as digits do, are no line.
    """
    stray = np.arange(-round(STRAY_INCH * seen.dpi), round(STRAY_INCH * seen.dpi) + 1)
    for start, end in zip(frame, np.roll(frame, -1, axis=0), strict=True):
        length = float(np.hypot(*(end - start)))
        across = np.array((start[1] - end[1], end[0] - start[0])) / length
        spots = start + np.linspace(0, 1, max(2, round(length)))[:, None] * (end - start)
        spots = spots[:, None] + stray[:, None] * across
        hidden = _at(seen.is_print, spots).any(axis=1)
        yield _at(seen.tint, spots).max(axis=1)[~hidden]


def _at(picture: np.ndarray, spots: np.ndarray) -> np.ndarray:
    """Return the pixels at x, y in the last axis of ``spots``, the nearest where outside."""
    height, width = picture.shape
    x, y = np.rint(spots).astype(int).clip(0, (width - 1, height - 1)).transpose(2, 0, 1)
    return np.asarray(picture[y, x])


def _wider(frame: np.ndarray, by: float) -> np.ndarray:
    """Return the box with its sides ``by`` pixels further out."""
    across, down = frame[1] - frame[0], frame[3] - frame[0]
    across, down = by * across / np.linalg.norm(across), by * down / np.linalg.norm(down)
    out = np.stack((-across - down, across - down, across + down, down - across))
    return np.asarray(frame + out)


def _covers_print(seen: _Seen, frame: np.ndarray) -> bool:
    part, inside = _inside(seen.is_print, np.rint(frame).astype(np.int32))
    return bool(inside.any()) and float(part[inside].mean()) >= LEAST_PRINT


def _inside(picture: np.ndarray, corners: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the part of ``picture`` around a box, as a view, and which of its pixels are in it."""
    height, width = picture.shape[:2]
    left, top = np.clip(corners.min(0), 0, (width, height))
    right, bottom = np.clip(corners.max(0) + 1, 0, (width, height))
    part = picture[top:bottom, left:right]
    inside = np.zeros(part.shape[:2], np.uint8)
    cv2.fillConvexPoly(inside, corners - (left, top), 1)
    return part, inside > 0


def _lift(rgb: Pixels, corners: np.ndarray, own: int) -> None:
    """Leave of the pixels of ``rgb`` inside ``corners`` what is print, grey on the paper."""
    part, inside = _inside(rgb, corners)
    paper = np.maximum(np.percentile(part[inside], PAPER_PERCENT, axis=0), 1.0)
    density = -np.log(np.clip(part / paper, 1 / 255, 1.0))
    ours = density[:, :, own]
    # What the stamp swallows most: red light if it is blue, green light if it is violet or red.
    most = density[:, :, int(density[inside].mean(axis=0).argmax())]
    stamp = np.maximum(most - ours, 0.0)
    alone = inside & (stamp > LEAST_TINT[own]) & (ours < ALONE_DENSITY)
    if not alone.any():
        return
    # Of black print that lets hardly any light through, noise alone would tell the colour.
    stamp = np.minimum(stamp, np.percentile(stamp[alone], FULL_PERCENT))
    stamp = cv2.dilate(stamp, np.ones((2 * RIM_PX + 1,) * 2, np.uint8))
    ratio = float(np.median(ours[alone] / stamp[alone]))
    if own == RED and ratio > MOST_RED:
        return
    print_density = np.maximum(ours - ratio * stamp, 0.0)
    part[inside] = np.rint(np.exp(-print_density)[inside][:, None] * paper).astype(np.uint8)
