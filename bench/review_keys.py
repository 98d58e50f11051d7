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
        how: ``as read``, ``choice``, ``edited``, ``typed``, ``blind``, ``absent``.
        keys: all that were pressed, Telex letters counted as such.
        shown_ms: from the last key until the next field could be seen whole; None when the page
            was loaded anew.
        value: what stands there now.
        document: whose number it is; ``page`` as printed, from 1.
        read: what the machine had read.
    """

    how: str
    keys: int
    shown_ms: float | None
    value: str
    document: int
    page: int
    read: str = ""


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
