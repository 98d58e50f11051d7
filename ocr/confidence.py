"""Evidence to probability: how likely a draft's value is right, learnt from drawn papers."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

from rapidfuzz.distance import Indel

from ocr.drafts import Draft
from ocr.engines.engine import LINE_READER
from schemas.paths import pattern_of, steps
from schemas.reading import Source
from schemas.syllables import strange_syllables
from schemas.text import fold, same_text

# What evidence is weighed; an engine's calibration holds a learnt weight for each.
FEATURES = (
    "bias",
    "agree",  # all readings of the spot lead to this value
    "disagree",  # some reading leads to another
    "single",  # there was one reading only
    "alike",  # the readings are the same letter by letter, before any parser mended them
    "apart",  # how far the readings differ from each other
    "marks_only",  # rival values differ in tone and letter marks only
    "weakest",  # the engine's least certain word
    "sure",  # how far its least certain word is above SURE_FROM
    "typical",
    "second",  # the engine's certainty of its second look
    "anchor",
    "known",  # a word list or strict pattern vouches for the value
    "known_agree",
    "corrected",
    "moved",  # how far the value is from the text it was made from
    "doubted",  # its own parser found something odd
    "strange",  # share of words that are no Vietnamese syllables
    "odd_signs",  # share of signs that no print carries, such as those of smudges
    "supported",  # another field confirms it
    "contradicted",  # another field contradicts it
    "quality",  # of the face as a whole
    "length",  # long values have more chances to be wrong
    "derived",  # follows from the text of another field
    "later",  # a second or later person, parcel or purpose
    "red",  # an old book, which may be filled in by hand
    "orphan",  # the paper shows no serial, so it may be part of another
    "miscounted",  # an earlier member of the list was read badly and may be none
    "witnessed",  # another recogniser reads the same
    "witness_near",  # another recogniser reads the same but for tone and letter marks
    "own_differs",  # the engine's own looks lead to different values
)
DATA = "calibration_{reader}.json"
# A certainty of the engine above this tells something even among good words.
SURE_FROM = 0.8
ODD_SIGNS = frozenset("|_~*=<>{}[]\\^`@#$&¢£¥§©®°«»¬¦•…‘’“”")
# Words of a value that was printed are read with at least these certainties.
PRINT_TYPICAL, PRINT_WEAKEST = 0.85, 0.6
# Names have words that no list knows: another reading may hold one more.
NAMES = (".address", ".full_name")
# A change after issue may mean that the front pages are out of date: a clerk sees each one.
ALWAYS_SHOWN = frozenset({"changes[].text", "changes[].date"})
# Decoded codes carry check sums and are taken at their word.
CODE_RIGHT, DOUBTED_CODE_RIGHT, CODE_ACCEPT_FROM = 0.999, 0.9, 0.95


class Group(NamedTuple):
    """Fields judged alike: learnt weights, and the probability from which they are accepted.

    A threshold above 1 accepts nothing: not enough was seen to trust the group.
    """

    weights: tuple[float, ...]
    accept_from: float


def features(draft: Draft) -> tuple[float, ...]:
    """Return the evidence for a draft in the order of ``FEATURES``, each 0 to 1."""
    sighting = draft.sighting
    texts = sighting.texts if sighting else ()
    value = draft.value or ""
    agree = len(texts) > 1 and draft.agree == 1.0
    weakest = sighting.weakest if sighting else 1.0
    own_doubts = {p.code for p in draft.parsed.problems} - {"corrected"}
    return (
        1.0,
        float(agree),
        float(bool(draft.rivals)),
        float(len(texts) < 2),
        float(len(texts) > 1 and all(same_text(texts[0], text) for text in texts[1:])),
        max((_apart(texts[0], text) for text in texts[1:]), default=0.0),
        float(bool(draft.rivals) and all(fold(r) == fold(value) for r in draft.rivals)),
        weakest,
        max(0.0, weakest - SURE_FROM) / (1.0 - SURE_FROM),
        sighting.typical if sighting else 1.0,
        sighting.second if sighting else 1.0,
        sighting.anchor if sighting else 1.0,
        float(draft.parsed.known),
        float(draft.parsed.known and agree),
        float(draft.parsed.corrected),
        _apart(draft.raw, value) if draft.raw else 0.0,
        float(bool(own_doubts)),
        _strange(value),
        _odd_signs(draft.raw or ""),
        min(len(draft.support), 2) / 2,
        float(bool(draft.doubts)),
        sighting.quality if sighting else 1.0,
        min(len(value), 80) / 80,
        float(draft.raw is None),
        float(any(step.number for step in steps(draft.path) or ())),
        float(draft.on_red_book),
        float(draft.orphan),
        float(draft.miscounted),
        float(draft.witness == 1.0),
        float(draft.witness == 0.5),
        float(draft.wavers),
    )


def _apart(one: str, other: str) -> float:
    """Return the share of signs in which two texts differ, capitals and blanks aside."""
    return 1.0 - Indel.normalized_similarity(_bare(one), _bare(other))


def _bare(text: str) -> str:
    return "".join(text.lower().split())


def _strange(value: str) -> float:
    words = [word for word in value.split() if not any(sign.isdigit() for sign in word)]
    return len(strange_syllables(" ".join(words))) / len(words) if words else 0.0


def _odd_signs(raw: str) -> float:
    """Return the share of smudge-like signs, counted so that one in ten is as bad as can be."""
    odd = sum(sign in ODD_SIGNS for sign in raw)
    return min(1.0, 10.0 * odd / len(raw)) if raw else 0.0


def group_of(path: str) -> str:
    """Return the name of the group of fields whose evidence is weighed alike."""
    return pattern_of(path)


def confidence(draft: Draft) -> float:
    """Return the probability that the draft's value is right, 0 to 1."""
    if draft.value is None:
        return 0.0
    if is_decoded(draft):
        return DOUBTED_CODE_RIGHT if draft.doubts else CODE_RIGHT
    weights = _group(draft).weights
    score = sum(w * x for w, x in zip(weights, features(draft), strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def is_acceptable(draft: Draft, probability: float) -> bool:
    """Tell whether a draft of this probability may go to the form unseen."""
    least = CODE_ACCEPT_FROM if is_decoded(draft) else _group(draft).accept_from
    return probability >= least and not is_barred(draft)


def is_barred(draft: Draft) -> bool:
    """Tell whether a rule keeps a draft from going to the form unseen, however sure it is.

    Of two fields that contradict each other one is wrong, however clear the print. And what no
    reading says is a guess, though a word list may know it.
    """
    if draft.blocked or (draft.second_best and not draft.support) or _lacks_a_word(draft):
        return True
    if is_decoded(draft):
        return False
    return group_of(draft.path) in ALWAYS_SHOWN or needs_a_witness(draft)


def _lacks_a_word(draft: Draft) -> bool:
    """Tell whether another reading of a name or address has one word more, and more letters.

    A fold may take most of a letter or word; what is left looks like nothing to one reader.
    """
    if not draft.path.endswith(NAMES):
        return False
    words, letters = _words_and_letters(draft.value or "")
    return any(
        more_words > words and more_letters > letters
        for more_words, more_letters in map(_words_and_letters, draft.rivals)
    )


def _words_and_letters(text: str) -> tuple[int, int]:
    counts = [sum(sign.isalnum() for sign in word) for word in text.split()]
    return sum(count > 0 for count in counts), sum(counts)


def is_decoded(draft: Draft) -> bool:
    """Tell whether the value comes from a QR code or barcode rather than from print."""
    return draft.sighting is not None and draft.sighting.source is not Source.OCR


def needs_a_witness(draft: Draft) -> bool:
    """Tell whether nothing but its reader vouches for a value that may well be wrong.

    So it is on a paper whose edition cannot be told: its faces may belong to several papers.
    And so it is where the value looks filled in by hand.

    On the old books, where clerks wrote, no reader is taken at its word alone: a list, another
    field or a second recogniser must say the same. Tesseract has no second one; made for print,
    it is sure of little else, so what it reads as clean print is taken for print.
    """
    if not draft.of_known_edition:
        return True
    sighting = draft.sighting
    if sighting is None or not draft.on_red_book or draft.support:
        return False
    # A list vouches for words; a pattern is met by a wrong digit as well as by the right one.
    if draft.parsed.known and not any(sign.isdigit() for sign in draft.value or ""):
        return False
    if draft.reader == LINE_READER:
        return draft.witness < 1.0
    return sighting.typical < PRINT_TYPICAL or sighting.weakest < PRINT_WEAKEST


def _group(draft: Draft) -> Group:
    groups = _groups(draft.reader)
    return groups.get(group_of(draft.path), groups["other"])


@cache
def _groups(reader: str) -> Mapping[str, Group]:
    name = DATA.format(reader=reader)
    learnt = json.loads(files("ocr").joinpath("data", name).read_text("utf-8"))
    return {
        # Evidence that the engine never brings was not learnt from and weighs nothing.
        name: Group(tuple(group["weights"].get(f, 0.0) for f in FEATURES), group["accept_from"])
        for name, group in learnt["groups"].items()
    }
