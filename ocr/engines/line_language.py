"""Which of the readings that a line leaves open are Vietnamese: where it is unsure, not elsewhere.

The network says what it sees and no more; it was taught not to guess. Where it wavers between
"thờng" and "thường", the spelling of Vietnamese knows better. What is chosen was seen as possible,
and is told to be just as sure as it was seen: a word chosen so is a doubtful word.
"""

from collections.abc import Sequence
from math import log

from ocr.ctc import Alternative
from ocr.weave import Look, woven_words
from schemas.syllables import strange_syllables

# How much less likely a word is that is no Vietnamese syllable, in natural logarithms; less for
# one with a capital: names come from other languages too.
STRANGE, STRANGE_NAME = 3.5, 2.0
_EDGES = " .,;:()\"“”'-–+*…/"


def most_likely(choices: Look) -> tuple[Alternative, ...]:
    """Return what each word of a line most likely is, given what each may be.

    Numbers, codes and words in capitals stay as they were read.
    """
    open_to_language = [_among(choice) for choice in choices]
    if all(len(choice) == 1 for choice in open_to_language):
        return tuple(read for (read,) in open_to_language)
    told = woven_words(open_to_language, ())
    return tuple(
        _spelled(choice) if text == choice[0].text else _called(choice, text)
        for choice, text in zip(open_to_language, told, strict=True)
    )


def _among(choice: Sequence[Alternative]) -> tuple[Alternative, ...]:
    """Return of what a word may be that which is one word; only what was read if it is a code."""
    read, *others = choice
    if _is_code(read.text):
        return (read,)
    return (read, *(o for o in others if " " not in o.text and not _is_code(o.text)))


def _spelled(choice: Sequence[Alternative]) -> Alternative:
    """Return a word that is no syllable as the likeliest syllable, if one was nearly seen."""
    read, *others = choice
    bare = _bare(read.text)
    if len(bare) < 2 or not bare.isalpha() or not strange_syllables(bare):
        return read
    named = bare[0].isupper()
    least = log(read.likely) - (STRANGE_NAME if named else STRANGE)
    syllables = [
        other
        for other in others
        if _bare(other.text).isalpha()
        and other.text[:1].isupper() == named
        and not strange_syllables(_bare(other.text))
        and log(other.likely) >= least
    ]
    return max(syllables, key=lambda other: other.likely, default=read)


def _called(choice: Sequence[Alternative], text: str) -> Alternative:
    return next(other for other in choice if other.text == text)


def _bare(word: str) -> str:
    return word.strip(_EDGES)


def _is_code(word: str) -> bool:
    """Tell whether a word has a digit, or no small letter: "QSDĐ" is no language either."""
    return any(sign.isdecimal() for sign in word) or not any(sign.islower() for sign in word)
