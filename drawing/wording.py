"""How one paper words and prints its values: labels, numbers, dates."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import NamedTuple

from drawing.typefaces import HANDS, SANS, SERIFS, TYPEWRITERS, Face
from drawing.typesetting import Canvas, Colour, Paths, Run, Style

RED: Colour = (196, 24, 44)
PEN_INKS: tuple[Colour, ...] = ((22, 36, 140), (28, 44, 120), (24, 24, 34), (16, 50, 160))


class Voice(NamedTuple):
    """The styles of a paper and the habits of the one who filled it in."""

    label_style: Style
    value_style: Style
    unit: str = "m²"  # as printed after areas
    grouped: bool = True  # 1.234,5 rather than 1234,5
    colon: str = ":"
    names_upper: bool = True

    def label(self, text: str) -> Run:
        return Run(text, self.label_style)

    def value(self, text: str, *says: tuple[str, str]) -> Run:
        return Run(text, self.value_style, says)

    def field(self, label: str, text: str, *paths: str, truth: str | None = None) -> list[Run]:
        """Return a labelled value: ``text`` is printed, ``truth`` is what the fields hold."""
        says = tuple((path, text if truth is None else truth) for path in paths)
        return [self.label(f"{label}{self.colon} "), self.value(text, *says)]

    def area(self, area: Decimal) -> str:
        """Return the area as printed: decimal comma, no unit."""
        whole, _, decimals = format(area, "f").partition(".")
        if self.grouped and len(whole) > 3:
            whole = f"{int(whole):,}".replace(",", ".")
        return f"{whole},{decimals}" if decimals else whole

    def name(self, name: str) -> str:
        return name.upper() if self.names_upper else name


def laser_voice(rng: Random, size_pt: float) -> Voice:
    """Return a paper printed in one go, as offices do since about 2005."""
    sans = rng.random() < 0.08
    family = rng.choice(SANS if sans else SERIFS)
    label = Style(Face(family), size_pt - (1.0 if sans else 0.0), _darkness(rng))
    value = label.bold(rng.random() < 0.35)
    if rng.random() < 0.12:
        tool = rng.choice(("typewriter", "pins"))
        value = Style(Face(rng.choice(TYPEWRITERS)), size_pt - 1.5, label.colour, tool)
    return _voice(rng, label, value, upper=rng.random() < 0.85)


def form_voice(rng: Random, size_pt: float, *, by_hand: float) -> Voice:
    """Return a printed form filled in afterwards, by pen with probability ``by_hand``."""
    label = Style(Face(rng.choice(SERIFS)), size_pt, _darkness(rng))
    if rng.random() < by_hand:
        value = Style(Face(rng.choice(tuple(HANDS))), size_pt + 1.0, rng.choice(PEN_INKS), "pen")
        return _voice(rng, label, value, upper=rng.random() < 0.15)
    if rng.random() < 0.4:
        value = Style(Face(rng.choice(SERIFS), bold=rng.random() < 0.3), size_pt, _darkness(rng))
    else:
        tool = rng.choice(("typewriter", "typewriter", "pins"))
        value = Style(Face(rng.choice(TYPEWRITERS)), size_pt - 1.0, _darkness(rng), tool)
    return _voice(rng, label, value, upper=rng.random() < 0.5)


def pen(rng: Random, size_pt: float) -> Style:
    """Return somebody's handwriting."""
    return Style(Face(rng.choice(tuple(HANDS))), size_pt, rng.choice(PEN_INKS), "pen")


def _darkness(rng: Random) -> Colour:
    level = rng.randint(12, 52)
    return (level, level, level + rng.randint(0, 10))


def _voice(rng: Random, label: Style, value: Style, *, upper: bool) -> Voice:
    return Voice(
        label,
        value,
        rng.choice((" m²", " m²", " m2", " m2", "m2", "m²")),
        rng.random() < 0.6,
        ":" if rng.random() < 0.93 else "",
        upper,
    )


class Column:
    """A place to put one paragraph under the other. Lengths in millimetres."""

    def __init__(
        self, canvas: Canvas, left: float, right: float, top: float, leading: float
    ) -> None:
        self.canvas = canvas
        self.left, self.right, self.y, self.leading = left, right, top, leading

    def put(
        self,
        runs: Sequence[Run],
        *,
        indent: float = 0.0,
        inset: float = 0.0,
        align: str = "left",
        dots: bool = False,
        skip: float = 0.0,
    ) -> None:
        """Add a paragraph, ``inset`` from the left margin, ``skip`` below the last one."""
        self.y += skip
        self.y = self.canvas.paragraph(
            runs, self.left + inset, self.right, self.y,
            indent_mm=indent, leading=self.leading, align=align, dots=dots,
        )  # fmt: skip


def joined(parts: Sequence[Sequence[Run]], between: Run) -> list[Run]:
    """Return the runs of all ``parts`` with ``between`` between them."""
    runs: list[Run] = []
    for part in parts:
        runs += [between, *part] if runs else part
    return runs


def day_words(day: date, rng: Random) -> tuple[str, str, str]:
    """Return day, month and year as printed in ``ngày … tháng … năm …``."""
    month = f"{day.month:02d}" if day.month < 3 or rng.random() < 0.5 else str(day.month)
    return f"{day.day:02d}", month, str(day.year)


def short_day(day: date, rng: Random) -> str:
    """Return ``15/3/1968`` or ``15/03/1968``."""
    month = f"{day.month:02d}" if rng.random() < 0.6 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def decimal_truth(area: Decimal) -> str:
    """Return an area as the contract writes it."""
    return format(area, "f")


def lead_lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def same_everywhere(path: str, count: int, value: str) -> Paths:
    """Return ``parcels[0].purposes[{}].term`` filled in for each of ``count`` purposes."""
    return tuple((path.format(index), value) for index in range(count))
