"""One text out of several looks at the same print, word by word, where the looks leave doubt."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from ocr.ctc import Alternative
from ocr.word_matching import matched
from ocr.wording import is_shapely, is_usual, stand_together, worth
from schemas.names import family_names
from schemas.text import fold

# One look: of each word what it may be, likeliest first.
Look = Sequence[Sequence[Alternative]]

# The probability that a look is taken to give what it does not name: a share of its doubt,
# and no less than this.
UNSAID, FLOOR = 0.3, 0.004
# How far less likely another word may be than the one that was read, all looks together; and
# how much better it must be with what is written beside it. In logarithms.
MOST_WORSE, MARGIN = 2.5, 0.7
# What comes before a person's name. It lasts while words begin with capitals.
_TITLES = frozenset(
    ("ông", "bà", "vợ", "chồng", "hộ", "anh", "chị", "em", "con", "cháu", "tên", "là", "cho", "của")
)
# A word with one of these is a measure.
_UNITS = "²³½¼%"
_SEPARATORS = re.compile(r"[\s.,:;|_-]")
_DIGIT_FOR_LETTER = str.maketrans("OoQDlI|SsB", "0000111558")
_LETTER_FOR_DIGIT = str.maketrans("01578", "OISTB")


class _Place(NamedTuple):
    """Some words of the first look, mostly one, with what may stand there.

    ``words`` are the first look's; ``likely`` is the mean log probability of each candidate.
    """

    words: tuple[str, ...]
    likely: dict[str, float]

    @property
    def told(self) -> str:
        return " ".join(self.words)


class _Read(NamedTuple):
    """What one look makes of a place; ``unsaid`` is the probability of any other text."""

    likely: dict[str, float]
    unsaid: float


def woven(first: Look, others: Sequence[Look]) -> str:
    """Return the text of the first look, with words exchanged that the others contradict.

    See `woven_words`.
    """
    return " ".join(woven_words(first, others))


def woven_words(first: Look, others: Sequence[Look]) -> tuple[str, ...]:
    """Return the words of the first look, some exchanged for what the others contradict.

    What may stand in a place is what some look gives real probability, never anything else.
    Between these the probabilities of all looks choose together with what offices write
    (``worth``). Names of people stay; of numbers and codes only signs that look alike and
    what parts them are exchanged, or one sign where that gives a code its usual shape.
    """
    places = list(_places(first, others))
    named = _names([choice[0].text for choice in first])
    # The best text up to each candidate of the last place (Viterbi 1967).
    paths: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    word = 0
    for number, place in enumerate(places):
        own = any(named[word : word + len(place.words)])
        word += len(place.words)
        if len(paths) == len(place.likely) == 1:
            # Nothing to choose, and what goes with what is the same for all.
            paths = [(0.0, (*paths[0][1], *place.words))]
            continue
        before = places[number - 1].likely if number else {}
        after = places[number + 1].likely if number + 1 < len(places) else {}
        grown = []
        for text, likely in place.likely.items():
            is_told = text == place.told
            if is_told or (not own and _may_be(place, text, before, after)):
                best, path = max(
                    ((total + _flow(path, text), path) for total, path in paths),
                    key=lambda entry: entry[0],
                )
                grown.append((best + likely + MARGIN * is_told, (*path, *text.split())))
        paths = grown
    return max(paths, key=lambda entry: entry[0])[1]


def _flow(path: tuple[str, ...], text: str) -> float:
    last = path[-1] if path else ""
    words = (text,) if _is_code(text) else text.split()
    return sum(worth(one, other) for one, other in pairwise((last, *words)))


def _may_be(place: _Place, other: str, before: Iterable[str], after: Iterable[str]) -> bool:
    """Tell whether what was read in a place may be exchanged for something else.

    Words are for words that papers use, and write next to what may stand before or after.
    """
    told = place.told
    is_sign = not any(sign.isalnum() for sign in told)
    if is_sign or any(sign in told for sign in _UNITS):
        return False
    if place.likely[other] < place.likely[told] - MOST_WORSE:
        return False
    if _is_code(told):
        if _code(told) == _code(other):
            return True
        mended = not is_shapely(told) and is_shapely(other) and len(other) >= len(told)
        return mended and Levenshtein.distance(told, other) == 1
    words = other.split()
    if any(sign.isdecimal() for sign in other) or not all(is_usual(word) for word in words):
        return False
    return any(stand_together(text.split()[-1], words[0]) for text in before) or any(
        stand_together(words[-1], text.split()[0]) for text in after
    )


def _is_code(text: str) -> bool:
    digits = sum(sign.isdecimal() for sign in text)
    return digits > 1 or (digits == 1 and not any(sign.islower() for sign in text))


def _code(text: str) -> str:
    """Return a code without what parts it, look-alikes in each group read as its other signs."""
    groups = re.split(r"(?<=\w)[./:-](?=\w)", text)
    return _SEPARATORS.sub("", "".join(_mended(group) for group in groups))


def _mended(group: str) -> str:
    digits = sum(sign.isdecimal() for sign in group)
    if digits > len(group) / 2:
        return group.translate(_DIGIT_FOR_LETTER)
    return group.translate(_LETTER_FOR_DIGIT) if digits == 1 and len(group) > 2 else group


def _names(words: Sequence[str]) -> list[bool]:
    """Tell of each word whether it may be part of a person's name.

    A name follows a title, or begins with a family name, and goes on while words begin with
    capitals; a lone word after no title is none.
    """
    families = family_names()
    found: list[bool] = []
    for number, word in enumerate(words):
        before = words[number - 1] if number else ""
        after = words[number + 1] if number + 1 < len(words) else ""
        bare = word.strip(",;:.")
        goes_on = bool(found) and found[-1] and before[-1] not in ",;:."
        titled = before.lower().strip(".:()") in _TITLES
        family = bare in families.get(fold(bare), ()) and after[:1].isupper()
        found.append(word[:1].isupper() and (titled or family or goes_on))
    return found


def _places(first: Look, others: Sequence[Look]) -> Iterator[_Place]:
    """Yield the places of the first look; words that another look joins or parts are one."""
    texts = _texts(first)
    matches = [matched(texts, _texts(look)) for look in others]
    inside = {  # words that some look does not part from the word before
        number for match in matches for begin, end in match for number in range(begin + 1, end)
    }
    bounds = [0, *(n for n in range(1, len(texts)) if n not in inside), len(texts)]
    for begin, end in pairwise(bounds):
        reads = [_read(first[begin:end])]
        for look, match in zip(others, matches, strict=True):
            within = sorted(span for span in match if begin <= span[0] < end)
            if within and sum(span[1] - span[0] for span in within) == end - begin:
                reads.append(_read(look[match[within[0]][0] : match[within[-1]][1]]))
        yield _Place(tuple(texts[begin:end]), _together(reads))


def _texts(look: Look) -> list[str]:
    return [choice[0].text for choice in look]


def _read(words: Look) -> _Read:
    """Return what some words may be together: one of them at a time other than read."""
    read = _texts(words)
    found: dict[str, float] = {}
    for number, choice in enumerate(words):
        for other in choice:
            text = " ".join((*read[:number], other.text, *read[number + 1 :]))
            found[text] = max(found.get(text, FLOOR), other.likely)
    doubt = 1.0 - min(choice[0].likely for choice in words)
    return _Read(found, max(FLOOR, UNSAID * doubt))


def _together(reads: Sequence[_Read]) -> dict[str, float]:
    every = dict.fromkeys(text for read in reads for text in read.likely)
    return {
        text: sum(log(read.likely.get(text, read.unsaid)) for read in reads) / len(reads)
        for text in every
    }
