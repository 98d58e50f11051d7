"""Which words of one reading stand where which words of another reading of the same print do."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Indel, Levenshtein

# From one word to the word after the last.
Span = tuple[int, int]

# Words that one reading breaks and another joins are the same print when so alike; so many
# at most.
SAME_PRINT, MOST_JOINED = 0.8, 3


def matched(one: Sequence[str], other: Sequence[str]) -> dict[Span, Span]:
    """Return which words of ``one`` stand where which words of ``other`` do.

    The letters of both are aligned; words correspond between places where both have a blank.
    What does not resemble is left out, but for single words.
    """
    ends, other_ends = _ends(one), _ends(other)
    marks = [(0, 0)]
    for x, y in _path("".join(one), "".join(other)):
        if x in ends and y in other_ends and x > marks[-1][0] and y > marks[-1][1]:
            marks.append((x, y))
    found: dict[Span, Span] = {}
    for (x0, y0), (x1, y1) in pairwise(marks):
        begin, end = ends.get(x0, 0), ends[x1]
        other_begin, other_end = other_ends.get(y0, 0), other_ends[y1]
        if max(end - begin, other_end - other_begin) > MOST_JOINED:
            continue
        alike = Indel.normalized_similarity(
            "".join(one[begin:end]), "".join(other[other_begin:other_end])
        )
        if end - begin == other_end - other_begin == 1 or alike >= SAME_PRINT:
            found[begin, end] = (other_begin, other_end)
    return found


def _ends(words: Sequence[str]) -> dict[int, int]:
    """Return the place where each word ends -> how many words end there or before."""
    found, length = {}, 0
    for number, word in enumerate(words, 1):
        length += len(word)
        found[length] = number
    return found


def _path(one: str, other: str) -> Iterator[tuple[int, int]]:
    """Yield the places of two texts that an alignment of their letters passes through."""
    for step in Levenshtein.opcodes(one, other):
        width = max(step.src_end - step.src_start, step.dest_end - step.dest_start)
        for offset in range(1, width + 1):
            yield (
                min(step.src_start + offset, step.src_end),
                min(step.dest_start + offset, step.dest_end),
            )
