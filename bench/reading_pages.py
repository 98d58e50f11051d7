"""Pages with known lines: set in one typeface each, then damaged as scans are."""

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from random import Random
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bench.reading_text import KINDS, Block, Paragraph
from drawing.damage import WAYS, damage, draw_strengths
from drawing.damaged import Damaged, Pixels
from ocr.page import Page
from schemas.errors import SettingsError
from schemas.reading import Box
from schemas.text import squeeze
from training.line_faces import HELD_OUT

DPI = 300
A4_MM = (210, 297)
PAPER, INK = (252, 252, 250), (22, 21, 24)
# Family -> the Debian package that brings it. Training holds some of them out.
FAMILIES: Mapping[str, str] = {
    "Liberation Serif": "fonts-liberation2",
    "Charis SIL": "fonts-sil-charis",
    "FreeMono": "fonts-freefont-ttf",
    "TeX Gyre Termes": "fonts-texgyre",
    "Liberation Sans": "fonts-liberation2",
    "DejaVu Sans": "fonts-dejavu-core",
    "Noto Serif": "fonts-noto-core",
    "Cousine": "fonts-croscore",
}
# Which way up a page lies is found out by others, before and after a reader sees it.
LEFT_OUT = ("quarter_turns",)
ONE_KIND_STRENGTH = 0.5
# What stands beside the wide faces in a column, and how far the columns are apart.
COLUMN_STARTS = {1: (0.0,), 2: (0.0, 0.58), 4: (0.0, 0.27, 0.53, 0.79)}
NO_SCAN = Page.scanned(np.full((1, 1), 255, np.uint8), DPI)


class TrueLine(NamedTuple):
    """One printed line: its text, NFC with single blanks, and where it is on the scan if known."""

    text: str
    box: Box | None


class TruePage(NamedTuple):
    """A scan with the lines that stand on it.

    Attributes:
        group: table it counts in: ``levels``, ``kinds``, ``pdf`` or ``letters``.
        condition: row of that table.
        family: typeface, or "" where it is not known.
        number: tells the pages of a condition apart.
        lines: in no order that matters.
        timed: whether to read it twice and keep the shorter time.
    """

    group: str
    condition: str
    family: str
    number: int
    scan: Page = NO_SCAN
    lines: tuple[TrueLine, ...] = ()
    timed: bool = False

    @property
    def unseen(self) -> bool:
        """Whether training never drew a line in this family."""
        return self.family in HELD_OUT


class Sheet(NamedTuple):
    """A clean page, RGB ``uint8`` at 300 dpi, with its lines; boxes in its pixels."""

    family: str
    image: Pixels
    lines: tuple[TrueLine, ...]


def drawn_sheet(seed: int, family: str, kind: str) -> Sheet:
    """Return a fresh A4 page of one kind of ``KINDS`` in one family of ``FAMILIES``.

    Raises:
        SettingsError: the family is not installed.
    """
    rng = Random(f"reading {seed} {family} {kind}")
    size = tuple(round(mm * DPI / 25.4) for mm in A4_MM)
    setter = _Setter(Image.new("RGB", (size[0], size[1]), PAPER), family, rng)
    for block in KINDS[kind](rng):
        if not setter.has_room:
            break
        setter.put(block)
    return Sheet(family, np.asarray(setter.image), tuple(setter.lines))


def damaged_page(
    sheet: Sheet, group: str, condition: str, number: int, behind: Sheet | None = None
) -> TruePage:
    """Return the sheet as a scan; ``condition`` is a way of ``WAYS`` or a single kind of damage.

    A line that left the frame is no longer expected to be read.
    """
    chance = np.random.default_rng([number, *condition.encode()])
    dpi = DPI
    if group == "levels":
        way = WAYS[condition]
        dpi = int(chance.choice(way.dpis))
        strengths = draw_strengths(way, chance)
    else:
        strengths = {condition: ONE_KIND_STRENGTH}
    strengths = {kind: share for kind, share in strengths.items() if kind not in LEFT_OUT}
    harmed = damage(
        sheet.image, DPI, strengths, chance, scan_dpi=dpi, behind=behind and behind.image
    )
    return scanned(harmed, sheet.lines, TruePage(group, condition, sheet.family, number))


def scanned(harmed: Damaged, lines: Sequence[TrueLine], page: TruePage) -> TruePage:
    """Return ``page`` with the pixels of ``harmed`` and those of its ``lines`` still on them."""
    kept = []
    for line in lines:
        box = None if line.box is None else harmed.carry(line.box)
        if line.box is None or box is not None:
            kept.append(TrueLine(line.text, box))
    return page._replace(scan=Page.scanned(harmed.image, harmed.dpi), lines=tuple(kept))


@cache
def font_file(family: str, style: str) -> str:
    """Return the file of a family in ``regular``, ``bold`` or ``italic``.

    Raises:
        SettingsError: it is not installed; the message names the package.
    """
    weight = "bold" if style == "bold" else "regular"
    slant = "italic" if style == "italic" else "roman"
    try:
        answer = subprocess.run(
            ["fc-match", "-f", "%{family}|%{file}", f"{family}:weight={weight}:slant={slant}"],
            capture_output=True, text=True, check=True, timeout=20,
        ).stdout  # fmt: skip
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        raise SettingsError("cannot ask for fonts: apt-get install fontconfig") from error
    families, _, file = answer.partition("|")
    if family not in families.split(","):
        raise SettingsError(f"font “{family}” is missing: apt-get install {FAMILIES[family]}")
    return file


class _Setter:
    """A sheet in the making; lines go down the page one after the other."""

    def __init__(self, image: Image.Image, family: str, rng: Random) -> None:
        self.image = image
        self.lines: list[TrueLine] = []
        self._pen = ImageDraw.Draw(image)
        self._family = family
        points = rng.choice((11, 12, 12, 13, 13, 14))
        if family in ("DejaVu Sans", "FreeMono", "Cousine"):  # wide for their size
            points -= 2
        self._em = round(points * DPI / 72)
        self._left = round(rng.uniform(20, 32) * DPI / 25.4)
        self._right = image.width - round(rng.uniform(14, 20) * DPI / 25.4)
        self._step = self._em * rng.uniform(1.3, 1.7)
        self._y = rng.uniform(22, 34) * DPI / 25.4

    @property
    def has_room(self) -> bool:
        return self._y < self.image.height - 20 * DPI / 25.4

    def put(self, block: Block) -> None:
        if isinstance(block, Paragraph):
            for number, line in enumerate(self._broken(block)):
                indent = self._em * 2 if number == 0 else 0
                self._line(line, self._left + indent, "italic" if block.italic else "regular")
                self._y += self._step
            self._y += 0.25 * self._step
            return
        style = "bold" if block.bold else "regular"
        wide = self._right - self._left
        parts = self._side_by_side(block.parts, style)
        for row in parts:
            for start, text in row:
                x = self._left + start * wide
                if block.centred:
                    x = self._left + (wide - self._font(style).getlength(text)) / 2
                self._line(text, x, style)
            self._y += self._step
        self._y += 0.25 * self._step * block.centred

    def _side_by_side(self, parts: Sequence[str], style: str) -> list[list[tuple[float, str]]]:
        """Return rows of (start as a share of the width, text); one row when the parts fit."""
        starts = COLUMN_STARTS.get(len(parts), (0.0,))
        wide = self._right - self._left
        ends = [*starts[1:], 1.0]
        room = [(end - start) * wide for start, end in zip(starts, ends, strict=True)]
        fits = all(
            self._font(style).getlength(text) + self._em < width
            for text, width in zip(parts, room, strict=True)
        )
        if fits or len(parts) == 1:
            return [[(s, text) for s, text in zip(starts, parts, strict=True) if text]]
        return [[(0.0, text)] for text in parts if text]

    def _broken(self, block: Paragraph) -> Iterator[str]:
        font = self._font("italic" if block.italic else "regular")
        room = self._right - self._left - 2 * self._em  # of the first line, moved in
        line = ""
        for word in block.text.split():
            longer = f"{line} {word}" if line else word
            if line and font.getlength(longer) > room:
                yield line
                line, room = word, self._right - self._left
            else:
                line = longer
        yield line

    def _line(self, text: str, x: float, style: str) -> None:
        if not self.has_room:
            return
        at = (round(x), round(self._y))
        font = self._font(style)
        self._pen.text(at, text, font=font, fill=INK, anchor="ls")
        box = Box(*(int(edge) for edge in self._pen.textbbox(at, text, font, "ls")))
        self.lines.append(TrueLine(squeeze(text), box))

    def _font(self, style: str) -> ImageFont.FreeTypeFont:
        return _font(self._family, style, self._em)


@cache
def _font(family: str, style: str, em_px: int) -> ImageFont.FreeTypeFont:
    file = font_file(family, style)
    return ImageFont.truetype(file, em_px, layout_engine=ImageFont.Layout.BASIC)
