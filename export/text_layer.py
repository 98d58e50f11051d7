"""The invisible text of a page: words as PDF operators, each where it stands on the scan."""

import unicodedata
from collections.abc import Iterator, Sequence
from math import hypot
from statistics import median
from typing import NamedTuple

from export.affine import Affine, Point, number
from export.glyphless import ASCENT, DESCENT, FONT_NAME, GLYPH_WIDTH
from schemas.words import FaceText, Matrix, PageText, Word


class _Strip(NamedTuple):
    """Where a stretch of text lies on its face: pixels, y downwards; the line may slope."""

    left: float
    right: float
    bottom_left: float
    bottom_right: float
    height: float


def text_operators(text: PageText, scan_to_page: Affine) -> bytes:
    """Return the content stream that lays the page's words over the scan, invisibly.

    ``scan_to_page`` takes pixels of the scan, y downwards, to the page's user space. Words
    keep the reading order of the faces; the words of a line share one baseline, and the
    blanks between them are written out, so that every program copies the same text. Empty
    when the page has no words. The font is expected under ``FONT_NAME`` in the resources.
    """
    lines = [
        operators
        for face in text.faces
        for line in _lines(face.words)
        if (operators := "\n".join(_line_operators(line, face, scan_to_page)))
    ]
    if not lines:
        return b""
    shown = "\n".join(f"BT 3 Tr\n{line}\nET" for line in lines)
    return f"q\n{shown}\nQ\n".encode("ascii")


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return list(lines.values())


def _line_operators(line: Sequence[Word], face: FaceText, to_page: Affine) -> Iterator[str]:
    words = [(text, word) for word in line if (text := _clean(word.text))]
    strips = _strips([word for _, word in words])
    for place, ((text, _), strip) in enumerate(zip(words, strips, strict=True)):
        blank = " " if place + 1 < len(strips) else ""
        yield from _shown(text, blank, strip, face.to_scan, to_page)


def _clean(text: str) -> str:
    """Return the word in NFC without control signs, each sign one code unit."""
    nfc = unicodedata.normalize("NFC", text)
    kept = (sign for sign in nfc if unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))
    return "".join(sign if ord(sign) <= 0xFFFF else "\ufffd" for sign in kept).strip()


def _strips(words: Sequence[Word]) -> list[_Strip]:
    """Return the strips of one line's words, on a common baseline unless the line is bent.

    The baseline is the least-squares line through the middles of the words, half the median
    height below; a word further than half a height from it keeps its own box.
    """
    if not words:
        return []
    middles = [((w.box.left + w.box.right) / 2, (w.box.top + w.box.bottom) / 2) for w in words]
    height = max(float(median(word.box.bottom - word.box.top for word in words)), 1.0)
    start, slope = _fit(middles)
    strips = []
    for word, (x, y) in zip(words, middles, strict=True):
        left, top, right, bottom = word.box
        if abs(start + slope * x - y) > height / 2 or bottom - top > 2 * height:
            strips.append(_Strip(left, right, bottom, bottom, max(bottom - top, 1)))
        else:
            at_left, at_right = (start + slope * at + height / 2 for at in (left, right))
            strips.append(_Strip(left, right, at_left, at_right, height))
    return strips


def _fit(points: Sequence[Point]) -> tuple[float, float]:
    """Return start and slope of the least-squares line; level when there are under 3 points."""
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    spread = sum((x - mean_x) ** 2 for x, _ in points)
    if len(points) < 3 or spread == 0:
        return mean_y, 0.0
    slope = sum((x - mean_x) * (y - mean_y) for x, y in points) / spread
    return mean_y - slope * mean_x, slope


def _shown(text: str, blank: str, strip: _Strip, to_scan: Matrix, to_page: Affine) -> Iterator[str]:
    """Yield the operators that show ``text`` just as wide and high as its strip.

    The ``blank`` after it hangs over into the gap: programs that drop lone short strings,
    as Chrome does with turned text, keep it together with its word.
    """
    foot = to_page.at(_projected(to_scan, (strip.left, strip.bottom_left)))
    end = to_page.at(_projected(to_scan, (strip.right, strip.bottom_right)))
    head = to_page.at(_projected(to_scan, (strip.left, strip.bottom_left - strip.height)))
    along = (end[0] - foot[0], end[1] - foot[1])
    up = (head[0] - foot[0], head[1] - foot[1])
    if hypot(*along) < 1e-3 or hypot(*up) < 1e-3:
        return
    # The font's box reaches from below the baseline to above it; the strip is the whole box.
    length, size = hypot(*along), hypot(*up) / (ASCENT + DESCENT)
    rise = DESCENT / (ASCENT + DESCENT)
    matrix = Affine(
        along[0] / length,
        along[1] / length,
        up[0] / hypot(*up),
        up[1] / hypot(*up),
        foot[0] + up[0] * rise,
        foot[1] + up[1] * rise,
    )
    stretch_percent = 100 * length / (len(text) * GLYPH_WIDTH * size)
    codes = (text + blank).encode("utf-16-be").hex()
    yield (
        f"/{FONT_NAME} {number(size)} Tf {number(stretch_percent)} Tz"
        f" {matrix.operator()} Tm <{codes}> Tj"
    )


def _projected(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f, g, h, i = matrix
    x, y = point
    w = g * x + h * y + i
    return (a * x + b * y + c) / w, (d * x + e * y + f) / w
