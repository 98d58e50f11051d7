"""What a correction costs the hands: keys counted one by one, here and in a spreadsheet.

The keystroke-level model (Card, Moran and Newell, Communications of the ACM 23, 1980): the time
an interface takes is that of its single acts. Reading and deciding, the same in both, are left
out.
"""

import unicodedata
from typing import Final, NamedTuple

# Seconds of one act: a key by an average typist, the mouse put on something, a hand moved
# between mouse and keys. From the paper's table 1.
KEY_S: Final = 0.20
POINT_S: Final = 1.10
HAND_S: Final = 0.40

# Marks that Telex writes by another key behind the letter: circumflex, breve, horn, five tones.
_MARKS: Final = frozenset("\u0302\u0306\u031b\u0300\u0301\u0303\u0309\u0323")


class Cost(NamedTuple):
    """What one field takes: keys pressed, seconds of the interface."""

    keys: int
    seconds: float


class Answered(NamedTuple):
    """One field as it was answered on the page.

    Attributes:
        how: ``as read``, ``choice``, ``typed``, ``blind``, ``absent``.
        keys: all that were pressed, Telex letters counted as such.
        shown_ms: from the last key until the next field could be seen whole; None when the page
            was loaded anew.
        value: what stands there now.
        document: whose number it is; ``page`` as printed, from 1.
    """

    how: str
    keys: int
    shown_ms: float | None
    value: str
    document: int
    page: int


def telex_keys(text: str) -> int:
    """Return how many keys a text takes with Telex; a capital letter takes Shift besides."""
    keys = 0
    for sign in unicodedata.normalize("NFD", text):
        if sign in _MARKS:
            keys += 1
        elif sign in "đĐ":
            keys += 2
        else:
            keys += 1
        keys += sign.isupper()
    return keys


def on_page(field: Answered) -> Cost:
    """Return what the field took on the review page: its keys, and the wait for the next one."""
    return Cost(field.keys, field.keys * KEY_S + (field.shown_ms or 0.0) / 1000)


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
        keys += telex_keys(field.value) + 1  # typed over what is there, Enter
    # Marked as seen in its column, then down to the next field of the list.
    keys += 1 + 1 + 1 + 2  # Right, x, Enter, Ctrl+Left
    return Cost(keys, keys * KEY_S + points * POINT_S + hands * HAND_S)
