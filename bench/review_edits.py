"""Putting a text right instead of typing it anew: which keys do it, here and in a spreadsheet."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Final, NamedTuple

from bench.review_keys import HAND_S, KEY_S, POINT_S, Answered, Cost, telex_keys

# Keys pressed together count one by one.
_JUMP: Final = 2  # Ctrl and an arrow: over a word
_TAKE: Final = 3  # Ctrl, Shift and an arrow: a word selected


class Step(NamedTuple):
    """Words leapt over to the left, words selected there, and what is typed in their place."""

    leaps: int
    words: int
    typed: str

    @property
    def keys(self) -> int:
        # Nothing typed: Delete.
        return _JUMP * self.leaps + _TAKE * self.words + (telex_keys(self.typed) or 1)


def over_doubts(
    read: str, wanted: str, places: Sequence[tuple[int, int]]
) -> tuple[str, ...] | None:
    """Return what to type over each of the ``places`` in turn, None unless that makes ``wanted``.

    Places behind the last one that changes are left out.
    """
    opcodes = SequenceMatcher(None, read, wanted, autojunk=False).get_opcodes()
    pieces, changed, text, at = [], 0, "", 0
    for number, (start, end) in enumerate(places, start=1):
        piece = wanted[_moved(opcodes, start, first=True) : _moved(opcodes, end, first=False)]
        pieces.append(piece)
        text += read[at:start] + piece
        at = end
        if piece != read[start:end]:
            changed = number
    return tuple(pieces[:changed]) if text + read[at:] == wanted else None


def keys_in_a_cell(read: str, wanted: str) -> int:
    """Return the fewest keys that make a cell's text right: anew, or word by word after F2."""
    return min(telex_keys(wanted), 1 + sum(step.keys for step in word_by_word(read, wanted)))


def in_spreadsheet(field: Answered, before: Answered | None) -> Cost:
    """Return what the field takes in a list of flags beside a viewer of scans.

    The list names file, page, field and value, as flags.csv does. Nothing waits: programs are
    taken to answer at once, which favours the spreadsheet.
    """
    keys, points, hands = 0, 0, 0
    # Over to the scans.
    keys += 2  # Alt+Tab
    is_new = before is None or before.document != field.document
    if is_new:
        keys += 2 + 3 + 1  # Ctrl+O, three signs of the file's name, Enter
    if is_new or (before is not None and before.page != field.page):
        keys += field.page - 1  # Page Down
    # Zoomed to the field: hand to the mouse, one turn of the wheel there, hand back.
    points += 1
    keys += 1
    hands += 2
    keys += 2  # Alt+Tab back
    if field.how == "absent":
        keys += 1  # Delete
    elif field.how != "as read":
        keys += keys_in_a_cell(field.read, field.value) + 1  # Enter
    # Marked as seen in its column, then down to the next field of the list.
    keys += 1 + 1 + 1 + 2  # Right, x, Enter, Ctrl+Left
    return Cost(keys, keys * KEY_S + points * POINT_S + hands * HAND_S)


def word_by_word(read: str, wanted: str) -> tuple[Step, ...]:
    """Return what to do from the text's end on, leaping to what is wrong, the nearest first."""
    old, new = read.split(), wanted.split()
    steps, here = [], len(old)
    opcodes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for what, start, end, first, last in reversed(opcodes):
        if what == "equal":
            continue
        # A selected word takes the blank behind it along.
        typed = "".join(f"{word} " for word in new[first:last])
        is_last = end == len(old) and start < end
        steps.append(Step(here - end, end - start, typed.rstrip() if is_last else typed))
        here = start
    return tuple(steps)


def _moved(opcodes: Sequence[tuple[str, int, int, int, int]], place: int, *, first: bool) -> int:
    """Return where a place of one text is in the other: before what was added there, or behind."""
    found = set()
    for _, start, end, low, high in opcodes:
        if place == start:
            found.add(low)
        if place == end:
            found.add(high)
        if start < place < end:
            found.add(low + min(place - start, high - low))
    return min(found) if first else max(found)
