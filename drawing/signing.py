"""Where a certificate is dated, signed and sealed."""

from random import Random

from drawing.facts import Facts
from drawing.marks import seal, signature
from drawing.offices import town
from drawing.typesetting import Canvas, Run, Style
from drawing.wording import Voice, day_words


def sign(
    canvas: Canvas,
    facts: Facts,
    voice: Voice,
    centre_mm: float,
    top_mm: float,
    rng: Random,
    *,
    date_style: Style | None = None,
) -> float:
    """Put date, office, title, signature, seal and name under one another; return the bottom.

    ``date_style``: day, month and year are written in later, in this style.
    """
    label = voice.label_style
    y = top_mm
    day, month, year = day_words(facts.issued, rng)
    says = (("certificate.issue_date", facts.issued.isoformat()),)
    written = date_style or label.italic()
    place = town(facts.place)
    canvas.line(centre_mm, y, [
        Run(f"{place}, ngày ", label.italic()), Run(day, written, says),
        Run(" tháng ", label.italic(), says), Run(month, written, says),
        Run(" năm ", label.italic(), says), Run(year, written, says),
    ], "centre")  # fmt: skip
    step = canvas.line_mm(label, 1.22)
    bold = label.bold()
    issuer = (("certificate.issuer", facts.office.name),)
    y += step * 1.1
    for text in facts.office.lines:
        mark, _, rest = text.partition(" ")
        runs = [Run(text, bold, issuer)]
        if mark in ("TM.", "T/M"):
            runs = [Run(f"{mark} ", bold), Run(rest, bold, issuer)]
        width = canvas.length_mm(runs)
        room = 2 * min(centre_mm - 14, canvas.width_mm - 14 - centre_mm)
        if width > room:
            y = canvas.paragraph(
                runs, centre_mm - room / 2, centre_mm + room / 2, y, leading=1.22, align="centre"
            )
        else:
            canvas.line(centre_mm, y, runs, "centre")
            y += step
    for text in facts.office.role:
        canvas.line(centre_mm, y, [Run(text, bold)], "centre")
        y += step
    gap = rng.uniform(17, 22)
    name = facts.office.signer
    canvas.line(centre_mm, y + gap, [Run(name, bold)], "centre")
    canvas.paste(
        signature(canvas.dpi, rng, rng.uniform(28, 44)),
        centre_mm + rng.uniform(-4, 8), y + gap / 2 - 1 + rng.uniform(-2, 2),
    )  # fmt: skip
    canvas.paste(
        seal(facts.office.seal, canvas.dpi, rng),
        centre_mm - rng.uniform(10, 20), y + gap / 2 + rng.uniform(-3, 3),
    )  # fmt: skip
    return y + gap + step


def registry_line(
    canvas: Canvas,
    facts: Facts,
    voice: Voice,
    left_mm: float,
    y_mm: float,
    label: str,
    style: Style | None = None,
    right_mm: float | None = None,
) -> None:
    """Put the number in the book of certificates, in ``style`` where it was written in later."""
    says = (("certificate.registry_no", facts.registry_no),)
    runs = [voice.label(f"{label} "), Run(facts.registry_no, style or voice.value_style, says)]
    limit = right_mm if right_mm is not None else canvas.width_mm / 2 - 2
    canvas.paragraph(runs, left_mm, limit, y_mm, leading=1.15)
