"""What a field may say: the readers' different answers as choices, and where they disagree."""

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from typing import NamedTuple

from review.naming import input_kind
from schemas.fields import FieldSpec
from schemas.paths import pattern_of
from schemas.problems import SENTENCES
from schemas.reading import Problem, Reading, Source
from schemas.text import squeeze

MOST = 6
# Two values of one kind that are the same to this share are likely one, misread.
_ALIKE = 0.8


class Piece(NamedTuple):
    """A stretch of a value; ``doubtful`` where the readers did not agree."""

    text: str
    doubtful: bool


# code -> facts of its sentence that are other values for the field, and what divides several.
_TELLING: dict[str, tuple[tuple[str, ...], str]] = {
    "readings_differ": (("others",), " · "),
    "area_ambiguous": (("one", "other"), "\0"),
    "purpose_ambiguous": (("one", "other"), "\0"),
    "origin_ambiguous": (("one", "other"), "\0"),
    "corrected": (("raw",), "\0"),
    "commune_split": (("names",), " / "),
    "commune_ambiguous": (("names",), " / "),
    "purpose_code_unlike_name": (("expected",), "\0"),
}
_COMMUNE_CODE = re.compile(r"^(\d{5})\b")


def candidates(reading: Reading, spec: FieldSpec | None) -> tuple[str, ...]:
    """Return the different values that were read here, the current one first.

    Each is written as the field's parser writes it where the parser understands it.
    """
    said = [reading.value, *_others(reading)]
    written = (_written(text, spec) for text in said if text)
    unlike = dict.fromkeys(text for text in written if text)
    if pattern_of(reading.path).endswith("commune_code"):
        # The address it was looked up by is no code.
        return tuple(text for text in unlike if _COMMUNE_CODE.match(text))[:MOST]
    return tuple(unlike)[:MOST]


def typed_alike(reading: Reading, others: Iterable[Reading]) -> dict[str, str]:
    """Return the value that people gave a like field of the record -> its path; one or none.

    People of one household have one address: a value much like this one is worth offering.
    """
    if reading.value is None:
        return {}
    for other in others:
        is_like = pattern_of(other.path) == pattern_of(reading.path) and other.path != reading.path
        if not is_like or other.source is not Source.PERSON or other.value is None:
            continue
        if other.value != reading.value and ratio(other.value, reading.value) >= _ALIKE:
            return {other.value: other.path}
    return {}


def ratio(one: str, other: str) -> float:
    """Return how much of two texts is the same, 0 to 1."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def marked(value: str, others: Sequence[str]) -> tuple[Piece, ...]:
    """Return the value in pieces, those doubtful that one of the ``others`` reads differently.

    Only others that are mostly the same tell where; an entirely different one doubts the whole.
    """
    doubted = [False] * len(value)
    for other in others:
        match = SequenceMatcher(None, value, other, autojunk=False)
        if match.ratio() < 0.5:
            continue
        for what, low, high, _, _ in match.get_opcodes():
            if what == "insert":
                # Something may be missing between two characters: both are worth a look.
                low, high = max(0, low - 1), min(len(value), high + 1)
            if what != "equal":
                doubted[low:high] = [True] * (high - low)
    return tuple(_runs(value, doubted))


def facts_of(doubt: Problem) -> dict[str, str]:
    """Return the facts in the doubt's Vietnamese sentence, by name; {} for a foreign one."""
    if doubt.code not in SENTENCES:
        return {}
    match = _pattern(doubt.code).fullmatch(doubt.text)
    return match.groupdict() if match else {}


@cache
def _pattern(code: str) -> re.Pattern[str]:
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        name = match[1]
        if name in seen:
            return f"(?P={name})"
        seen.add(name)
        return f"(?P<{name}>.*?)"

    template = re.sub(r"([^{}]+)(?=\{|$)", lambda m: re.escape(m[1]), SENTENCES[code][0])
    return re.compile(re.sub(r"\{(\w+)\}", group, template), re.DOTALL)


def _others(reading: Reading) -> Iterator[str]:
    for doubt in reading.problems:
        names, between = _TELLING.get(doubt.code, ((), ""))
        facts = facts_of(doubt)
        for name in names:
            yield from facts.get(name, "").split(between)
    if reading.value is None and reading.raw:
        yield reading.raw


def _written(text: str, spec: FieldSpec | None) -> str:
    if spec is None:
        return squeeze(text)
    if spec.pattern.endswith("commune_code") and (code := _COMMUNE_CODE.match(text)):
        return code[1]
    parsed = spec.parse(text)
    if parsed.corrected and input_kind(spec.pattern) == "text":
        # A word list would make one of two names that differ in a mark.
        return squeeze(text)
    return parsed.value if parsed.value is not None else squeeze(text)


def _runs(value: str, doubted: Sequence[bool]) -> Iterator[Piece]:
    start = 0
    for place in range(1, len(value) + 1):
        if place == len(value) or doubted[place] != doubted[start]:
            yield Piece(value[start:place], doubted[start])
            start = place
