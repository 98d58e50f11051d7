"""Finding which entry of a closed list a damaged text stands for, or refusing to say."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from schemas.text import fold, squeeze, tone_key

# A plain letter that differs says more than a mark that differs: marks are what scans lose first.
_LETTER_COST = 1.0
_MARK_COST = 0.25
# The runner-up must be at least this much farther away, or the text may be either.
_CLEAR_MARGIN = 1.0


class Match(NamedTuple):
    """The entry a text stands for.

    Attributes:
        choice: the entry as the list writes it.
        exact: equal but for case, blanks and the placement of tone marks.
        score: 1 for equal, falling to 0 with the share of the text that differs.
        margin: how much farther the runner-up is, in changed letters; infinite when alone.
    """

    choice: str
    exact: bool
    score: float
    margin: float

    @property
    def clear(self) -> bool:
        """Say whether no other entry could be meant as well."""
        return self.exact or self.margin >= _CLEAR_MARGIN


class _Entry(NamedTuple):
    choice: str
    marked: str
    plain: str


@cache
def _entries(choices: tuple[str, ...]) -> tuple[_Entry, ...]:
    return tuple(_entry(choice) for choice in choices)


def _entry(text: str) -> _Entry:
    squeezed = squeeze(text)
    return _Entry(text, tone_key(squeezed).lower(), fold(squeezed))


def closest(text: str, choices: Iterable[str], max_share_wrong: float = 0.25) -> Match | None:
    """Return the entry of the list that the text stands for, or None.

    Texts are compared in plain letters and, at a lower price, in their marks. None when more
    than ``max_share_wrong`` of the letters differ. The nearest entry is returned even when a
    second one is about as near: look at ``clear`` before believing it.
    Give a tuple: its prepared form is remembered.
    """
    entries = _entries(tuple(choices))
    wanted = _entry(text)
    if not wanted.plain:
        return None
    budget = max_share_wrong * len(wanted.plain)
    # One extra letter of room beyond the budget, so that the runner-up's distance is true.
    room = int(budget + _CLEAR_MARGIN) + 1
    costs: list[tuple[float, _Entry]] = []
    for entry in entries:
        letters = Levenshtein.distance(wanted.plain, entry.plain, score_cutoff=room)
        if letters > room:
            continue
        marks = Levenshtein.distance(wanted.marked, entry.marked)
        costs.append((_LETTER_COST * letters + _MARK_COST * max(0, marks - letters), entry))
    if not costs:
        return None
    costs.sort(key=lambda pair: pair[0])
    cost, best = costs[0]
    if cost > budget and best.marked != wanted.marked:
        return None
    # Two spellings of one entry in different case are no rivals.
    rivals = [other for other, entry in costs[1:] if entry.marked != best.marked]
    margin = rivals[0] - cost if rivals else float("inf")
    score = max(0.0, 1.0 - cost / len(wanted.plain))
    return Match(best.choice, best.marked == wanted.marked, score, margin)
