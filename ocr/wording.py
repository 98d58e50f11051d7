"""What offices write on land papers: which words there are, and which stand side by side."""

import re
from functools import cache
from pathlib import Path

from schemas.syllables import strange_syllables

# Pairs of words, one a line, made by ``python -m training.wording``; no names of people.
DATA = Path(__file__).parent / "data" / "wording.txt"
NUMBER = "#"
_EDGES = " .,;:()\"“”'-–+*…/"
# How much likelier a word is for standing beside the one before it, in natural logarithms;
# less when only its capitals differ from what is written there.
BESIDE, BESIDE_CAPITALS = 2.0, 0.5
# How much less likely a word is that no paper uses; one that is no Vietnamese syllable.
UNUSUAL, STRANGE = -2.0, -3.5
# Numbers and codes in running text: file numbers, contracts and decisions, days, years, cards.
SHAPES = re.compile(
    r"\d{6}\.[A-ZĐ]{2}\.\d{3}"
    r"|\d{1,5}(?:/\d{4})?/(?:[A-ZĐ]{2,6})(?:[-.][A-ZĐ]{2,6}){0,2}"
    r"|(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}"
    r"|\d+|\d{1,3}(?:\.\d{3})*(?:,\d+)?|\d+[-/]\d+|\d+[A-Z]|m²|m2"
)
SHAPELY = 3.0


@cache
def _pairs() -> frozenset[str]:
    _, *lines = DATA.read_text(encoding="utf-8").splitlines()
    return frozenset(lines)


@cache
def _folded_pairs() -> frozenset[str]:
    return frozenset(pair.lower() for pair in _pairs())


@cache
def _words() -> frozenset[str]:
    return frozenset(word for pair in _folded_pairs() for word in pair.split(" "))


def spoken(word: str) -> str:
    """Return a word without the signs at its edges; ``#`` for one with a digit in it."""
    bare = word.strip(_EDGES)
    return NUMBER if any(sign.isdecimal() for sign in bare.replace("m2", "")) else bare


def is_usual(word: str) -> bool:
    """Tell whether papers use this word, in whatever capitals."""
    return spoken(word).lower() in _words()


def is_shapely(word: str) -> bool:
    """Tell whether a number or code has one of the usual shapes."""
    return SHAPES.fullmatch(word.strip(_EDGES)) is not None


def stand_together(before: str, word: str) -> bool:
    """Tell whether papers write the one word after the other, in whatever capitals."""
    return f"{spoken(before)} {spoken(word)}".lower() in _folded_pairs()


def worth(before: str, word: str) -> float:
    """Return how well a word goes on papers like these, after the one before it; 0 is usual."""
    bare = spoken(word)
    if bare == NUMBER:
        own = SHAPELY if is_shapely(word) else 0.0
    elif not any(sign.isalpha() for sign in bare) or is_usual(word):
        own = 0.0
    else:
        own = STRANGE if strange_syllables(bare) else UNUSUAL
    if f"{spoken(before)} {bare}" in _pairs():
        return own + BESIDE
    return own + (BESIDE_CAPITALS if stand_together(before, word) else 0.0)
