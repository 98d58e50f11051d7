"""Sets type on a face: text goes down in lines, and the place of every value is kept."""

from collections.abc import Iterable, Sequence
from random import Random
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from drawing.face import DrawnFace
from drawing.typefaces import Face, font
from schemas.reading import Box

Colour = tuple[int, int, int]
Edges = tuple[float, float, float, float]
Paths = tuple[tuple[str, str], ...]

BLACK: Colour = (26, 24, 28)


class Style(NamedTuple):
    """How text looks.

    Attributes:
        face: typeface.
        size_pt: height of the em.
        colour: of the ink.
        tool: ``print``, ``pen``, ``typewriter`` or ``pins`` (dot-matrix printer).
    """

    face: Face
    size_pt: float
    colour: Colour = BLACK
    tool: str = "print"

    def bold(self, on: bool = True) -> "Style":
        return self._replace(face=self.face._replace(bold=on))

    def italic(self, on: bool = True) -> "Style":
        return self._replace(face=self.face._replace(italic=on))

    def sized(self, size_pt: float) -> "Style":
        return self._replace(size_pt=size_pt)


class Run(NamedTuple):
    """A piece of text in one style; ``says`` lists the fields it is the value of, with truth."""

    text: str
    style: Style
    says: Paths = ()


class _Word(NamedTuple):
    text: str
    style: Style
    says: Paths
    width: float
    gap: float  # blank before the word, pixels; 0 when it is glued to the one before


class Canvas:
    """One face in the making. Lengths are millimetres from the top left corner."""

    def __init__(self, background: Image.Image, dpi: int, rng: Random) -> None:
        self.image = background
        self.dpi = dpi
        self.rng = rng
        self.pen = ImageDraw.Draw(background)
        self.places: dict[str, Box] = {}
        self.truth: dict[str, str | None] = {}
        self.unknown: set[str] = set()  # fields that this wording leaves open

    @property
    def width_mm(self) -> float:
        return self.image.width * 25.4 / self.dpi

    @property
    def height_mm(self) -> float:
        return self.image.height * 25.4 / self.dpi

    def px(self, mm: float) -> int:
        return round(mm * self.dpi / 25.4)

    def mm(self, px: float) -> float:
        return px * 25.4 / self.dpi

    def em_px(self, style: Style) -> int:
        return round(style.size_pt * self.dpi / 72)

    def line_mm(self, style: Style, leading: float = 1.28) -> float:
        return style.size_pt * 25.4 / 72 * leading

    def length_mm(self, runs: Sequence[Run]) -> float:
        """Return the width of ``runs`` set on one line."""
        words = self._words(runs)
        return self.mm(sum(word.width + word.gap for word in words))

    def face(self, kind: str) -> DrawnFace:
        return DrawnFace(kind, self.image, self.dpi, dict(self.places))

    def keep(self, says: Paths, box: Box) -> None:
        """Remember that the fields in ``says`` stand in ``box``, or also there."""
        for path, value in says:
            self.truth[path] = value
            old = self.places.get(path)
            self.places[path] = box if old is None else _hull(old, box)

    def line(self, x_mm: float, y_mm: float, runs: Sequence[Run], align: str = "left") -> None:
        """Set ``runs`` on one line with its baseline at ``y_mm``.

        ``align``: ``left`` starts at x, ``centre`` is centred on x, ``right`` ends at x.
        """
        words = self._words(runs)
        width = sum(word.width + word.gap for word in words)
        shift = {"left": 0.0, "centre": width / 2, "right": width}[align]
        self._set(words, x_mm * self.dpi / 25.4 - shift, y_mm * self.dpi / 25.4)

    def paragraph(
        self,
        runs: Sequence[Run],
        left_mm: float,
        right_mm: float,
        y_mm: float,
        *,
        indent_mm: float = 0.0,
        leading: float = 1.28,
        align: str = "left",
        dots: bool = False,
    ) -> float:
        """Set ``runs`` in lines between two margins, first baseline at ``y_mm``.

        ``indent_mm`` moves the first line in (negative: out). With ``dots`` a dotted rule
        runs under everything from the first value to the right margin, as on a form that
        is filled in by hand. Returns the baseline of the line after the last one.
        """
        words = self._words(runs)
        limit = self.px(right_mm)
        step = max((self.line_mm(run.style, leading) for run in runs), default=0.0)
        start = self.px(left_mm + indent_mm)
        lines: list[list[_Word]] = [[]]
        at: float = start
        for word in words:
            if lines[-1] and word.gap and at + word.gap + word.width > limit:
                lines.append([])
                at = self.px(left_mm)
            at += word.width + (word.gap if lines[-1] else 0.0)
            lines[-1].append(word)
        for number, line in enumerate(lines):
            x = float(start if number == 0 else self.px(left_mm))
            y = y_mm + number * step
            width = sum(word.width + word.gap for word in line) - (line[0].gap if line else 0)
            if align == "centre":
                x = (x + limit - width) / 2
            if dots:
                label = 0.0
                if number == 0:
                    for word in line:
                        if word.says:
                            break
                        label += word.width + word.gap
                self.dotted(self.mm(x + label), right_mm, y + 0.7)
            if line:
                line[0] = line[0]._replace(gap=0.0)
            self._set(line, x, y * self.dpi / 25.4)
        return y_mm + len(lines) * step

    def dotted(self, left_mm: float, right_mm: float, y_mm: float, gap_mm: float = 1.0) -> None:
        """Draw a row of printed dots."""
        radius, y = max(1, self.px(0.12)), self.px(y_mm)
        count = max(0, int((right_mm - left_mm) / gap_mm))
        for index in range(count):
            x = self.px(left_mm + index * gap_mm)
            self.pen.ellipse((x, y - radius, x + radius, y), fill=(90, 84, 88))

    def rule(self, ends_mm: Edges, width_mm: float = 0.2, colour: Colour = BLACK) -> None:
        """Draw a straight line between two points."""
        at = [self.px(end) for end in ends_mm]
        self.pen.line(at, fill=colour, width=max(1, self.px(width_mm)))

    def frame(self, box_mm: Edges, width_mm: float = 0.2, colour: Colour = BLACK) -> None:
        """Draw a rectangle."""
        at = [self.px(end) for end in box_mm]
        self.pen.rectangle(at, outline=colour, width=max(1, self.px(width_mm)))

    def table(
        self,
        rows: Sequence[Sequence[Sequence[Run]]],
        left_mm: float,
        top_mm: float,
        widths_mm: Sequence[float],
        *,
        least_mm: float = 6.0,
        pad_mm: float = 1.0,
        align: str = "centre",
    ) -> float:
        """Draw a ruled table of cells, each cell a list of runs; return its bottom edge."""
        top = top_mm
        for row in rows:
            heights = [
                self._cell_height(cell, width - 2 * pad_mm)
                for cell, width in zip(row, widths_mm, strict=True)
            ]
            height = max(least_mm, max(heights) + 2 * pad_mm)
            x = left_mm
            for cell, width, inner in zip(row, widths_mm, heights, strict=True):
                self.frame((x, top, x + width, top + height))
                if cell:
                    ascent = cell[0].style.size_pt * 25.4 / 72 * 0.95
                    first = top + (height - inner) / 2 + ascent
                    self.paragraph(
                        cell, x + pad_mm, x + width - pad_mm, first, leading=1.12, align=align
                    )
                x += width
            top += height
        return top

    def paste(self, stamp: Image.Image, x_mm: float, y_mm: float) -> None:
        """Press an RGBA ``stamp`` on the sheet, centred on a point, as ink over ink."""
        left = self.px(x_mm) - stamp.width // 2
        top = self.px(y_mm) - stamp.height // 2
        area = (
            max(0, left), max(0, top),
            min(self.image.width, left + stamp.width),
            min(self.image.height, top + stamp.height),
        )  # fmt: skip
        if area[0] >= area[2] or area[1] >= area[3]:
            return
        ink = stamp.crop((area[0] - left, area[1] - top, area[2] - left, area[3] - top))
        under = np.asarray(self.image.crop(area), dtype=np.float32)
        over = np.asarray(ink, dtype=np.float32)
        strength = over[..., 3:] / 255
        # Ink darkens what lies under it: multiply, then mix by its strength.
        mixed = under * (1 - strength) + under * over[..., :3] / 255 * strength
        self.image.paste(Image.fromarray(mixed.astype(np.uint8)), area[:2])

    def paste_over(self, picture: Image.Image, x_mm: float, y_mm: float) -> None:
        """Lay an opaque RGBA ``picture`` on the sheet, as foil is: it hides what is under it."""
        at = (self.px(x_mm) - picture.width // 2, self.px(y_mm) - picture.height // 2)
        self.image.paste(picture, at, picture)

    def _cell_height(self, cell: Sequence[Run], width_mm: float) -> float:
        if not cell:
            return 0.0
        limit, at, lines = self.px(width_mm), 0.0, 1
        for word in self._words(cell):
            if at and word.gap and at + word.gap + word.width > limit:
                lines, at = lines + 1, 0.0
            at += word.width + (word.gap if at else 0.0)
        return lines * max(self.line_mm(run.style, 1.12) for run in cell)

    def _words(self, runs: Iterable[Run]) -> list[_Word]:
        words: list[_Word] = []
        gap = 0.0  # the blank still owed, as wide as in the run it was typed in
        for run in runs:
            letters = font(run.style.face, self.em_px(run.style))
            blank = letters.getlength(" ") * (1.15 if run.style.tool == "pen" else 1.0)
            leading = len(run.text) - len(run.text.lstrip(" "))
            if leading:
                gap = max(gap, blank * leading)  # several blanks set columns apart
            for token in run.text.split():
                width = letters.getlength(token)
                words.append(_Word(token, run.style, run.says, width, gap if words else 0.0))
                gap = blank
            if run.text.strip() and not run.text.endswith(" "):
                gap = 0.0
        return words

    def _set(self, words: Sequence[_Word], x: float, y: float) -> None:
        for word in words:
            x += word.gap
            box = self._ink(word, x, y)
            if word.says and box is not None:
                self.keep(word.says, box)
            x += word.width

    def _ink(self, word: _Word, x: float, y: float) -> Box | None:
        """Draw one word with its baseline at ``y``; return the hull of its ink."""
        letters = font(word.style.face, self.em_px(word.style))
        if word.style.tool == "print":
            at = (round(x), round(y))
            self.pen.text(at, word.text, font=letters, fill=word.style.colour, anchor="ls")
            return Box(*(int(edge) for edge in self.pen.textbbox(at, word.text, letters, "ls")))
        mask, dx, dy = _TOOLS[word.style.tool](word.text, letters, self.rng)
        left, top = round(x) + dx, round(y) + dy
        bounds = mask.getbbox()
        if bounds is None:
            return None
        self.image.paste(word.style.colour, (left, top), mask)
        return Box(left + bounds[0], top + bounds[1], left + bounds[2], top + bounds[3])


def _hull(one: Box, other: Box) -> Box:
    return Box(
        min(one.left, other.left), min(one.top, other.top),
        max(one.right, other.right), max(one.bottom, other.bottom),
    )  # fmt: skip


Mask = tuple[Image.Image, int, int]


def _empty(text: str, letters: FreeTypeFont, pad: int) -> tuple[Image.Image, int]:
    ascent, descent = letters.getmetrics()
    size = (int(letters.getlength(text)) + 2 * pad, ascent + descent + 2 * pad)
    return Image.new("L", size), pad + ascent


def _by_pen(text: str, letters: FreeTypeFont, rng: Random) -> Mask:
    """A word as a hand writes it: a little turned, leaning, off the line, uneven in ink."""
    pad = letters.size // 2
    mask, base = _empty(text, letters, int(pad))
    ImageDraw.Draw(mask).text((pad, base), text, font=letters, fill=255, anchor="ls")
    lean, rise = rng.uniform(-0.12, 0.22), rng.uniform(-0.025, 0.03)
    mask = mask.transform(
        mask.size,
        Image.Transform.AFFINE,
        (1, lean, -lean * base, rise, 1, -rise * mask.width / 2),
        Image.Resampling.BILINEAR,
    )
    ink = rng.uniform(0.86, 1.0)
    drop = round(rng.gauss(0, letters.size * 0.035))
    return mask.point(lambda level: int(level * ink)), -int(pad), drop - base


def _by_typewriter(text: str, letters: FreeTypeFont, rng: Random) -> Mask:
    """Each letter struck on its own: a hair too high or low, more or less ink."""
    mask, base = _empty(text, letters, 4)
    pen = ImageDraw.Draw(mask)
    x = 4.0
    wobble = letters.size * 0.018
    for letter in text:
        at = (x + rng.gauss(0, wobble / 2), base + rng.gauss(0, wobble))
        pen.text(at, letter, font=letters, fill=rng.randint(170, 255), anchor="ls")
        x += letters.getlength(letter)
    return mask, -4, -base


def _by_pins(text: str, letters: FreeTypeFont, rng: Random) -> Mask:
    """Letters broken up into the dots of a 24-pin printer, paler in places."""
    mask, base = _empty(text, letters, 4)
    ImageDraw.Draw(mask).text((4, base), text, font=letters, fill=255, anchor="ls")
    step = max(3, round(letters.size / 15))
    rows = np.arange(mask.height)[:, None] % step
    columns = np.arange(mask.width)[None, :] % step
    centre = (step - 1) / 2
    reach = np.hypot(rows - centre, columns - centre) / (step * 0.62)
    dots = np.clip(1.6 - reach * 1.25, 0.25, 1) * rng.uniform(0.8, 1.0)
    inked = np.asarray(mask, dtype=np.float32) * dots
    return Image.fromarray(inked.astype(np.uint8)), -4, -base


_TOOLS = {"pen": _by_pen, "typewriter": _by_typewriter, "pins": _by_pins}
