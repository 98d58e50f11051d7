"""The table of changes after issue, filled in by later clerks."""

from collections.abc import Sequence
from random import Random

from drawing.changes import Change
from drawing.marks import PEN_BLUES, seal, signature, stamp
from drawing.typesetting import Canvas, Run, Style
from drawing.wording import Voice, pen, short_day

HEADS = ("Nội dung thay đổi và cơ sở pháp lý", "Xác nhận của cơ quan có thẩm quyền")


def draw_changes(
    canvas: Canvas,
    changes: Sequence[Change],
    first: int,
    voice: Voice,
    rng: Random,
    box_mm: tuple[float, float, float, float],
    heads: tuple[str, str] = HEADS,
) -> int:
    """Draw the ruled table in ``box_mm`` with ``changes``, counted from ``first``.

    Returns how many of them found room; the others are for the next face.
    """
    left, top, right, bottom = box_mm
    middle = left + (right - left) * rng.uniform(0.55, 0.62)
    head = 10.0
    canvas.frame(box_mm)
    canvas.rule((middle, top, middle, bottom))
    canvas.rule((left, top + head, right, top + head))
    for text, one, other in ((heads[0], left, middle), (heads[1], middle, right)):
        style = voice.label_style.bold()
        runs = [Run(text, style)]
        two = canvas.length_mm(runs) > other - one - 2
        canvas.paragraph(
            runs, one + 1, other - 1, top + (4.2 if two else 6.2), leading=1.1, align="centre"
        )
    y = top + head
    for index, change in enumerate(changes):
        if y > bottom - 38:
            return index
        y = _entry(canvas, change, first + index, voice, rng, (left, y, middle, right))
    return len(changes)


def _entry(
    canvas: Canvas,
    change: Change,
    number: int,
    voice: Voice,
    rng: Random,
    edges: tuple[float, float, float, float],
) -> float:
    left, y, middle, right = edges
    hand = rng.random() < 0.35
    style = (
        pen(rng, 12) if hand else voice.label_style.sized(max(9.5, voice.label_style.size_pt - 1))
    )
    text = ((f"changes[{number}].text", change.text),)
    below = canvas.paragraph(
        [Run(change.text, style, text)], left + 1.5, middle - 1.5, y + 5.5, leading=1.2
    )
    day = ((f"changes[{number}].date", change.day.isoformat()),)
    small = voice.label_style.sized(max(8.5, voice.label_style.size_pt - 2))
    centre = (middle + right) / 2
    at = y + 5
    printed = short_day(change.day, rng)
    written: Style = pen(rng, 12) if rng.random() < 0.3 else small
    canvas.line(centre, at, [Run("Ngày ", small), Run(printed, written, day)], "centre")
    for line in change.office:
        at = canvas.paragraph([Run(line, small.bold())], middle + 1, right - 1, at + 4, leading=1.1,
                              align="centre") - 3.6  # fmt: skip
    at += 3
    canvas.paste(signature(canvas.dpi, rng, 26), centre + rng.uniform(-3, 6), at + 9)
    canvas.paste(seal("CHI NHÁNH VPĐK ĐẤT ĐAI ★ T. QUẢNG NINH ★", canvas.dpi, rng, 28),
                 centre - 9, at + 9)  # fmt: skip
    canvas.line(centre, at + 20, [Run(change.signer, small.bold())], "centre")
    if rng.random() < 0.3:
        mark = stamp(("ĐÃ ĐĂNG KÝ BIẾN ĐỘNG",), canvas.dpi, rng, rng.choice((None, PEN_BLUES[1])))
        canvas.paste(mark, left + (middle - left) / 2, max(below, at + 6) + 2)
    return max(below, at + 24) + 3
