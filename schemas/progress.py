"""How far the reading of one document has come."""

from collections.abc import Callable
from typing import NamedTuple


class Progress(NamedTuple):
    """Said after each page.

    Attributes:
        done: pages finished.
        pages: pages in the file.
        flags: fields flagged so far, as far as known.
    """

    done: int
    pages: int
    flags: int = 0


Report = Callable[[Progress], None]
