"""From labels to values: the words that belong to each label, and the sections between."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ocr.labels import FoundLabel, found_labels
from ocr.layouts import Layout, Span
from ocr.passage import Passage
from ocr.rows import Row, hull
from ocr.spots import Spot
from schemas.reading import Box
from schemas.text import fold

# A value ends where the next row is this many row heights away: another part of the paper.
FAR_BELOW = 2.6
# A one-line value ends where the next word is this many row heights to the right.
WIDE_GAP = 3.0


class Located:
    """What the labels of a face lead to.

    Attributes:
        spots: the values beside labels.
        sections: rows under each heading, by the section's name.
        labels: the labels themselves, in reading order.
    """

    def __init__(self, passage: Passage, layout: Layout) -> None:
        self.labels = found_labels(passage, layout)
        self.spots = tuple(_spots(passage, self.labels))
        self.sections = dict(_sections(passage, self.labels))


def _spots(passage: Passage, labels: tuple[FoundLabel, ...]) -> Iterator[Spot]:
    for number, found in enumerate(labels):
        if not found.label.field:
            continue
        following = labels[number + 1].start if number + 1 < len(labels) else len(passage.text)
        if found.label.span is Span.PARAGRAPH:
            rows = passage.part(found.end, _paragraph_end(passage, found, following))
            rows = tuple(row for row in rows if not _is_dirt(row))
        else:
            rows = tuple(_short_value(passage, found, following))
        rows = trimmed(rows)
        if rows:
            yield Spot(found.label.field.replace("[]", "[0]"), rows, found.score)


def _is_dirt(row: Row) -> bool:
    """Tell whether a row holds neither letters nor digits, nor the strokes that say "none"."""
    return not any(sign.isalpha() or sign.isdecimal() or sign == "/" for sign in row.text)


def _short_value(passage: Passage, found: FoundLabel, following: int) -> Iterator[Row]:
    """Yield the row of a value of one line: beside its label, or below it when nothing is."""
    first = passage.row_at(found.end - 1)
    label = hull(row.box for row in passage.part(found.start, found.end))
    beside = passage.part(found.end, min(passage.row_range(first)[1], following))
    near = WIDE_GAP * (label.bottom - label.top)
    rows = [_before_gap(row) for row in beside if row.box.left - label.right < near]
    written = [row for row in rows if any(sign.isalnum() for sign in row.text)]
    if written:
        yield from written
        return
    if first + 1 < len(passage.rows):
        start, end = passage.row_range(first + 1)
        below = _in_column(passage.part(start, min(end, following)), label)
        if start < following and below is not None:
            yield below


def _in_column(rows: tuple[Row, ...], label: Box) -> Row | None:
    """Return what stands right below the label, up to a wide gap; None when nothing does."""
    height = label.bottom - label.top
    for row in rows:
        words = tuple(word for word in row.words if word.box.right > label.left - height)
        if not words or words[0].box.left > label.right or row.box.top > label.bottom + 3 * height:
            return None
        return _before_gap(Row(words))
    return None


def _before_gap(row: Row) -> Row:
    """Return the row up to its first wide gap: what follows belongs to another column.

    Dirt between two columns is read as signs; it does not bridge the gap.
    """
    height = row.box.bottom - row.box.top
    words = [word for word in row.words if any(sign.isalnum() for sign in word.text)]
    for one, other in pairwise(words):
        if other.box.left - one.box.right > WIDE_GAP * height:
            return Row(row.words[: row.words.index(one) + 1])
    return row


def _paragraph_end(passage: Passage, found: FoundLabel, following: int) -> int:
    """Return the position where a value of several rows ends: at a label or a wide gap."""
    first = passage.row_at(found.end - 1)
    last = min(passage.row_at(max(following - 1, 0)), len(passage.rows) - 1)
    joined = first + len(connected(passage.rows[first : last + 1])) - 1
    return min(following, passage.row_range(joined)[1])


def connected(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows from the first on that stand close under one another."""
    for number, (above, below) in enumerate(pairwise(rows), start=1):
        height = max(1, above.box.bottom - above.box.top)
        if below.box.top - above.box.bottom > FAR_BELOW * height:
            return rows[:number]
    return rows


def _sections(
    passage: Passage, labels: tuple[FoundLabel, ...]
) -> Iterator[tuple[str, tuple[Row, ...]]]:
    """Yield each section's name and all its rows, up to the next label of any kind."""
    ends = [*(found.start for found in labels[1:]), len(passage.text)]
    for found, end in zip(labels, ends, strict=False):
        if found.label.section:
            yield found.label.section, passage.part(found.end, end)


# What stands between a label and its value, and the enumeration mark of the next label.
LEADERS = ":;.,…-–—_·•|'\"`~=“”‘’"
LAND = re.compile(r"[đĐ][âấaáà]t\s*:")
ENUMERATION = re.compile(r"(?:[^\W\d]|\W)[)./|]|[IVX]{1,3}[-.]?|\d[.)]|[øØ®]\W?")


# "Cấp III", "hạng 4": what follows is the grade, not the mark of the next item.
GRADE = re.compile(r"\W*(?:cap|hang)\W*")


def trimmed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return the rows without leaders at the start and without the next item's mark at the end."""
    kept = [list(row.words) for row in rows]
    # "Mục đích sử dụng đất:" and the like: the label's last word belongs to it.
    if kept and LAND.fullmatch(kept[0][0].text):
        kept[0].pop(0)
    while kept and kept[0] and not any(s.isalnum() for s in kept[0][0].text):
        if any(sign in "/(“" for sign in kept[0][0].text):
            break
        kept[0].pop(0)
        if not kept[0]:
            kept.pop(0)
    kept = [words for words in kept if words]
    while kept and kept[-1]:
        last = kept[-1][-1].text
        if len(kept[-1]) > 1 and GRADE.fullmatch(fold(kept[-1][-2].text)):
            break
        if ENUMERATION.fullmatch(last) or not last.strip(LEADERS + "(["):
            if last.strip() in ("-/-", "./."):
                break
            kept[-1].pop()
            if not kept[-1]:
                kept.pop()
        else:
            break
    return tuple(Row(tuple(words)) for words in kept if words)
