"""Character errors: counted with marks, without them, and among the digits alone."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from schemas.text import fold


class Count(NamedTuple):
    """Characters and errors of some lines read by one reader.

    Attributes:
        lines: true lines.
        lost: of these, lines of which nothing was read; all their characters count as errors.
        characters: of the true lines, blanks between words included.
        edits: characters to be inserted, dropped or changed to make the true line of what was read.
        bare_edits: the same when both have lost their marks (``đ`` is ``d``), capitals kept.
        digits: ASCII digits of the true lines.
        digit_edits: changes between the digits of both, in their order.
    """

    lines: int = 0
    lost: int = 0
    characters: int = 0
    edits: int = 0
    bare_edits: int = 0
    digits: int = 0
    digit_edits: int = 0

    @property
    def rate(self) -> float | None:
        """The character error rate; None without characters."""
        return self.edits / self.characters if self.characters else None

    @property
    def bare_rate(self) -> float | None:
        return self.bare_edits / self.characters if self.characters else None

    @property
    def digit_rate(self) -> float | None:
        return self.digit_edits / self.digits if self.digits else None


def compared(true: str, read: str) -> Count:
    """Return the errors of one line; both texts in NFC with single blanks."""
    true_digits, read_digits = _digits(true), _digits(read)
    return Count(
        1,
        int(not read),
        len(true),
        Levenshtein.distance(true, read),
        Levenshtein.distance(bare(true), bare(read)),
        len(true_digits),
        Levenshtein.distance(true_digits, read_digits),
    )


def total(counts: Iterable[Count]) -> Count:
    """Return the sum."""
    rows = list(counts)
    return Count(*(sum(column) for column in zip(*rows, strict=True))) if rows else Count()


def bare(text: str) -> str:
    """Return the NFC text without tone and letter marks, as long as before, capitals kept."""
    return "".join(_bare_letter(letter) for letter in text)


@cache
def _bare_letter(letter: str) -> str:
    plain = fold(letter)
    return plain.upper() if letter.isupper() else plain


def _digits(text: str) -> str:
    return "".join(sign for sign in text if "0" <= sign <= "9")


class Where(NamedTuple):
    """Errors by where they are, which tells whose they are.

    Attributes:
        lost: in lines of which nothing was read: not found, or taken for no text.
        ends: within ``END`` characters of a line's ends: cut too short or too long.
        inside: between them: misread.
    """

    lost: int
    ends: int
    inside: int


# So near to an end of its line an error may be the cutter's.
END = 3


def where_wrong(pairs: Iterable[tuple[str, str]]) -> Where:
    """Return where the errors of lines are; ``pairs`` are true and read lines."""
    lost = ends = inside = 0
    for true, read in pairs:
        if not read:
            lost += len(true)
            continue
        for edit in Levenshtein.editops(true, read).as_list():
            at = int(edit[1])
            near = at < END or at >= len(true) - END
            ends, inside = ends + near, inside + (not near)
    return Where(lost, ends, inside)


def confusions(pairs: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """Return how often which character (of the true line) was read as which.

    ``pairs`` are true and read lines. An empty first part was invented, an empty second one
    overlooked. Lines of which nothing was read are left out: they tell nothing about shapes.
    """
    found: Counter[tuple[str, str]] = Counter()
    for true, read in pairs:
        if not read:
            continue
        for edit in Levenshtein.editops(true, read).as_list():
            kind, at, to = str(edit[0]), int(edit[1]), int(edit[2])
            one = "" if kind == "insert" else true[at]
            other = "" if kind == "delete" else read[to]
            found[one, other] += 1
    return found
