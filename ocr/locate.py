"""From labels to values: the words that belong to each label, and the sections between."""

import re
from collections.abc import Iterator
from itertools import pairwise

from ocr.labels import FoundLabel, found_labels
from ocr.layouts import Layout, Span
from ocr.passage import Passage
from ocr.rows import Row
from ocr.spots import Spot

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
        end = _value_end(passage, found, following)
        rows = passage.part(found.end, end)
        if found.label.span is Span.LINE:
            rows = tuple(_before_gap(row) for row in rows)
        rows = _trimmed(rows)
        if rows:
            yield Spot(found.label.field.replace("[]", "[0]"), rows, found.score)


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


def _value_end(passage: Passage, found: FoundLabel, following: int) -> int:
    """Return the position where the value after a label ends."""
    first = passage.row_at(found.end - 1)
    _, row_end = passage.row_range(first)
    beside = passage.text[found.end : min(row_end, following)]
    last = first
    if found.label.span is Span.LINE:
        # The value may stand below its label when nothing stands beside it.
        if not any(sign.isalnum() for sign in beside):
            last = first + 1
    else:
        last = passage.row_at(max(following - 1, 0))
    last = min(last, len(passage.rows) - 1)
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
    """Yield each section's name and its rows, up to the next label of any kind."""
    ends = [*(found.start for found in labels[1:]), len(passage.text)]
    for found, end in zip(labels, ends, strict=False):
        if found.label.section:
            yield found.label.section, connected(passage.part(found.end, end))


# What stands between a label and its value, and the enumeration mark of the next label.
LEADERS = ":;.,…-–—_·•|'\"`~=“”‘’"
LAND = re.compile(r"[đĐ][âấaáà]t\s*:")
ENUMERATION = re.compile(r"(?:[^\W\d]|\W)[)./|]|[IVX]{1,3}[-.]?|\d[.)]|[øØ®]\W?")


def _trimmed(rows: tuple[Row, ...]) -> tuple[Row, ...]:
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
        if ENUMERATION.fullmatch(last) or not last.strip(LEADERS + "(["):
            if last.strip() in ("-/-", "./."):
                break
            kept[-1].pop()
            if not kept[-1]:
                kept.pop()
        else:
            break
    return tuple(Row(tuple(words)) for words in kept if words)
