"""Finding printed phrases in damaged text."""

from typing import NamedTuple

import numpy as np

from ocr.passage import Passage, as_codes, compact


class Hit(NamedTuple):
    """Where a phrase stands in a passage's text: ``start`` to ``end`` (excluded), and its damage.

    ``score`` is 1 for a perfect match and falls by one letter's share for each letter that
    is wrong, missing or too many.
    """

    start: int
    end: int
    score: float


def find(passage: Passage, phrase: str, *, least: float = 0.7) -> list[Hit]:
    """Return the places where ``phrase`` stands in ``passage`` with a score of ``least`` or more.

    Approximate matching by dynamic programming over the edit distance, with free ends on the
    passage's side (Sellers, 1980). Hits do not overlap; in order.
    """
    needle = as_codes(compact(phrase))
    size, length = len(needle), len(passage.codes)
    if size == 0 or length == 0:
        return []
    allowed = int((1 - least) * size + 1e-9)
    ends = _distances(needle, passage.codes)
    good = np.flatnonzero(ends <= allowed)
    hits: list[Hit] = []
    # Best first; a worse hit that overlaps a better one is the same place seen askew.
    for end in good[np.argsort(ends[good], kind="stable")]:
        window_start = max(0, int(end) + 1 - size - allowed)
        reversed_window = passage.codes[window_start : int(end) + 1][::-1]
        back = _distances(needle[::-1], reversed_window, anchored=True)
        taken = int(np.argmin(back)) + 1
        start = int(end) + 1 - taken
        if all(start >= hit.end or int(end) + 1 <= hit.start for hit in hits):
            hits.append(Hit(start, int(end) + 1, 1 - float(ends[end]) / size))
    return [
        Hit(int(passage.letters[hit.start]), int(passage.letters[hit.end - 1]) + 1, hit.score)
        for hit in sorted(hits)
    ]


def _distances(needle: np.ndarray, codes: np.ndarray, *, anchored: bool = False) -> np.ndarray:
    """Return for each position the least edit distance of ``needle`` to a text ending there.

    The text starts anywhere, or, if ``anchored``, at the first code.
    """
    length = len(codes)
    steps = np.arange(length + 1, dtype=np.int32)
    row = steps.copy() if anchored else np.zeros(length + 1, np.int32)
    for letter in needle:
        new = np.empty(length + 1, np.int32)
        new[0] = row[0] + 1
        new[1:] = np.minimum(row[:-1] + (codes != letter), row[1:] + 1)
        # An insertion costs one per code: a running minimum after taking the slope out.
        row = np.minimum.accumulate(new - steps) + steps
    return row[1:]
