"""The shape of a value parser: printed text in, the contract's way of writing out."""

from collections.abc import Callable
from typing import NamedTuple

from schemas.reading import Problem


class Parsed(NamedTuple):
    """What a parser made of a text.

    Attributes:
        value: written as the contract says, or None when the text is no such value.
        problems: doubts about the value; an empty tuple when the text is clean.
        corrected: True when the value differs from the printed text by more than the
            writing rules (blanks, grouping, case): a word list or a look-alike table spoke.
            Never silent: a corrected value carries the problem ``corrected`` too.
        known: True when a word list or a strict pattern vouches for the whole value.
    """

    value: str | None
    problems: tuple[Problem, ...] = ()
    corrected: bool = False
    known: bool = False


Parse = Callable[[str], Parsed]
