"""The texts that training lines show: what the papers carry, all of Vietnamese, bare strings."""

import re
from collections.abc import Callable
from itertools import accumulate
from random import Random
from typing import NamedTuple

from schemas.text import squeeze
from training import texts_codes as codes
from training import texts_language as language
from training import texts_papers as papers


class LineText(NamedTuple):
    """What one line shows.

    Attributes:
        text: NFC, single blanks, 1 to ``LONGEST`` characters, all of the alphabet. Dotted
            leaders are never part of it: a drawn leader reads as nothing. Three dots that
            belong to a sentence are the one character ``…``.
        kind: what it is, for choosing a typeface: see ``SOURCES``.
    """

    text: str
    kind: str


class Source(NamedTuple):
    """One way to make lines; ``weight`` is its share of all lines in thousandths."""

    kind: str
    weight: int
    write: Callable[[Random], str]


LONGEST = 75
SOURCES: tuple[Source, ...] = (
    # general Vietnamese
    Source("sentence", 130, papers.sentence_line),
    Source("sentence", 91, language.random_words),
    Source("syllables", 110, language.random_syllables),
    Source("noise", 45, language.random_marks),
    Source("word", 65, language.one_word),
    Source(
        "foreign", 10, lambda rng: language.cased(rng, rng.choice(language.listed("foreign.txt")))
    ),
    # what the papers say
    Source("label", 65, papers.label_line),
    Source("name", 65, papers.name_line),
    Source("place", 60, papers.place_line),
    Source("number_words", 38, papers.number_word_line),
    Source("area", 40, papers.area_line),
    Source("use", 25, papers.use_line),
    Source("term", 15, papers.term_line),
    Source("origin", 17, papers.origin_line),
    Source("parcel", 20, papers.parcel_line),
    Source("identity", 20, papers.birth_and_card),
    Source("house", 10, papers.house_line),
    Source("office", 15, papers.office_line),
    Source("date", 25, papers.date_line),
    Source("short", 8, papers.nothing_line),
    # no language in them
    Source("serial", 16, codes.serial),
    Source("code", 16, codes.registry),
    Source("code", 14, codes.identity_number),
    Source("code", 16, codes.file_reference),
    Source("code", 12, codes.coordinates),
    Source("code", 5, codes.machine_zone),
    Source("code", 10, codes.money_or_phone),
    Source("short", 25, codes.parcel_or_sheet),
    Source("short", 28, codes.small_number),
    Source("short", 22, codes.abbreviation),
    Source("code", 22, codes.letters_and_digits),
    Source("noise", 14, codes.look_alikes),
    Source("noise", 16, codes.signs),
)
KINDS = tuple(sorted({source.kind for source in SOURCES}))
_UP_TO = tuple(accumulate(source.weight for source in SOURCES))

# Kinds that are so regular that the next word could be guessed.
_MAY_SLIP = {
    "sentence", "label", "use", "term", "origin", "house", "office", "number_words", "place", "name"
}  # fmt: skip
_SLIP_CHANCE = 0.15
# Share of lines with tone marks placed by the other of the two customs.
_OTHER_CUSTOM_CHANCE = 0.25
# A sign repeated is another sign, a rule or a leader to the eye, and so are dashes, dots or
# single quotes of different kinds; the machine zone's "<" is not.
_REPEATED = re.compile(r"([^\w\s</])\1+|([-–—_])[-–—_]+|([.…])[.…]+|(['‘’])['‘’]+")


def line_text(rng: Random) -> LineText:
    """Return the text of one training line; the same state of ``rng`` gives the same line."""
    (source,) = rng.choices(SOURCES, cum_weights=_UP_TO)
    text = source.write(rng)
    if source.kind in _MAY_SLIP and rng.random() < _SLIP_CHANCE:
        text = language.misprinted(rng, text)
    if rng.random() < _OTHER_CUSTOM_CHANCE:
        text = language.other_custom(text)
    text = squeeze(_REPEATED.sub(lambda found: found[0][0], text))
    if len(text) > LONGEST:
        text = language.cut(rng, text)[:LONGEST].rstrip()
    return LineText(text, source.kind)
