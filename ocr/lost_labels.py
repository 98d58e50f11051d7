"""Values known by what they are where their label cannot be read: addresses."""

import re

from ocr.passage import Passage

# How sure it is that a value belongs to a field when no label says so.
WITHOUT_LABEL = 0.7
# A commune and what it belongs to, folded, and what may be left of a label before them.
_UNITS = re.compile(
    r"\b(?:xa|phuong|thi tran)\b.*,.*\b(?:huyen|quan|thi xa|thanh pho|tp|tinh)\b", re.DOTALL
)
_LABEL = re.compile(r"[^:,\d\n]{1,25}:\s*")


def address_start(passage: Passage, row: int, end: int) -> int | None:
    """Return where an address begins that stands in ``row``, behind the rest of a label if any.

    It names units of two levels before ``end`` and, at the latest, in the next row.
    """
    start, row_end = passage.row_range(row)
    if row + 1 < len(passage.rows):
        row_end = passage.row_range(row + 1)[1]
    if not _UNITS.search(passage.folded, start, min(end, row_end)):
        return None
    label = _LABEL.match(passage.text, start, end)
    return label.end() if label else start
