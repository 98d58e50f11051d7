"""A draft: one field's value as the parsers see it, with the evidence for and against it."""

from collections.abc import Sequence
from typing import NamedTuple

from ocr.engines.engine import TESSERACT
from ocr.sightings import Sighting
from schemas.outcomes import corrected
from schemas.parsing import Parse, Parsed
from schemas.reading import Problem
from schemas.text import fold, same_text


class Draft(NamedTuple):
    """A parsed value before its confidence is known.

    Attributes:
        path: the contract's path.
        parsed: the value chosen among the readings, and what its parser says of it.
        raw: the reading it was made from.
        sighting: where it was seen; None for derived values.
        agree: share of the other readings that lead to the same value, 0 to 1; a lone
            reading agrees with nothing.
        rivals: other values that some reading leads to.
        witness: how near another recogniser's reading comes: 1 it leads to the same value,
            0.5 to one that differs in tone and letter marks only, 0 to another or to none.
        wavers: the engine's own looks lead to different values.
        doubts: problems found later, by comparing with other fields.
        blocked: one of those says that this field or its counterpart must be wrong.
        support: names of the checks that confirm the value from elsewhere.
        reader: name of the engine that read the paper.
        on_red_book: the paper is one of the old books, which may be filled in by hand.
        orphan: the paper shows no serial: it may be part of another.
        miscounted: an earlier member of its list was read badly and may be none.
        of_known_edition: form, date and serial of the paper agree on what it is.
        second_best: the value is what the engine held possible, or read but once.
    """

    path: str
    parsed: Parsed
    raw: str | None
    sighting: Sighting | None
    agree: float = 0.0
    rivals: tuple[str, ...] = ()
    witness: float = 0.0
    wavers: bool = False
    doubts: tuple[Problem, ...] = ()
    blocked: bool = False
    support: tuple[str, ...] = ()
    reader: str = TESSERACT
    on_red_book: bool = False
    orphan: bool = False
    miscounted: bool = False
    of_known_edition: bool = True
    second_best: bool = False

    @property
    def value(self) -> str | None:
        return self.parsed.value


def chosen(path: str, sighting: Sighting, readings: Sequence[Parsed]) -> Draft:
    """Return the draft of a field seen once but read several times.

    ``readings`` are the parsed ``sighting.texts``, in their order. The value on which most of
    them agree wins; among equals the one a word list or strict pattern knows, then the one with
    fewest doubts of its own, then the uncorrected, then the first.
    """
    usable = [
        (text, parsed)
        for text, parsed in zip(sighting.texts, readings, strict=True)
        if parsed.value is not None
    ]
    if not usable:
        return Draft(path, readings[0], sighting.texts[0], sighting)

    # The bar of Đ is lost in reading, never added: where only that is disputed it stood there.
    bars: dict[str, int] = {}
    for _, parsed in usable:
        bare = _unbarred(parsed.value or "")
        bars[bare] = max(bars.get(bare, 0), (parsed.value or "").count("Đ"))

    def rank(result: tuple[str, Parsed]) -> tuple[bool, int, bool, int, bool]:
        value = result[1].value or ""
        votes = sum(_same(value, other.value) for _, other in usable)
        lost_bar = value.count("Đ") < bars[_unbarred(value)]
        doubts = sum(problem.code != "corrected" for problem in result[1].problems)
        return not lost_bar, votes, result[1].known, -doubts, not result[1].corrected

    text, parsed = max(usable, key=rank)  # max keeps the first among equals
    agreeing = sum(_same(parsed.value, other.value) for _, other in usable) - 1
    others = len(readings) - 1
    own = len(readings) - sighting.foreign
    rivals = [other.value for _, other in usable if not _same(parsed.value, other.value)]
    return Draft(
        path,
        parsed,
        text,
        sighting,
        agree=agreeing / others if others else 0.0,
        rivals=tuple(dict.fromkeys(rival for rival in rivals if rival)),
        witness=_nearest(parsed.value, readings[own:]),
        wavers=any(not _same(parsed.value, other.value) for other in readings[:own]),
    )


def vouched_for(draft: Draft, others: Sequence[str], read: Parse) -> Draft:
    """Return the draft, or one made of the first other reading that a word list knows instead.

    Only where no list knows the reading itself, or only after mending it: what the engine held
    possible comes before what nobody saw. The reading given up stays as a rival, and a person
    decides between them: where a fold makes an E of a B, leaving the letter out makes a name, too.
    """
    if draft.parsed.known and not draft.parsed.corrected:
        return draft
    for text in others:
        parsed = read(text)
        if not _are_alike(text, draft.raw or ""):
            continue
        if parsed.known and not parsed.corrected and not _same(parsed.value, draft.value):
            rivals = dict.fromkeys((draft.value or "", *draft.rivals))
            rivals.pop(parsed.value or "", None)
            return draft._replace(
                parsed=parsed,
                raw=text,
                agree=0.0,
                rivals=tuple(rival for rival in rivals if rival),
                witness=0.0,
                second_best=True,
            )
    return draft


def _are_alike(one: str, other: str) -> bool:
    """Tell whether two readings differ in letters only: as many words, and the same digits."""
    digits = [[sign for sign in text if sign.isdigit()] for text in (one, other)]
    return len(one.split()) == len(other.split()) and digits[0] == digits[1]


def reworded(draft: Draft, text: str, read: Parse) -> Draft:
    """Return the draft with what all looks together made of running text as its value.

    Its raw text stays what was read first; that words were exchanged in it is told as a
    correction, and what the draft said before stays as a rival.
    """
    parsed, raw = read(text), draft.sighting.texts[0] if draft.sighting else ""
    if parsed.value is None or _same(parsed.value, draft.value):
        return draft
    if not _same(parsed.value, read(raw).value):
        mended = corrected(parsed.value, raw)
        parsed = mended._replace(problems=(*parsed.problems, *mended.problems))
    rivals = dict.fromkeys((draft.value or "", *draft.rivals))
    others = tuple(rival for rival in rivals if rival and not _same(rival, parsed.value))
    return draft._replace(
        parsed=parsed, raw=raw, agree=0.0, rivals=others, witness=0.0, second_best=True
    )


def _nearest(value: str | None, foreign: Sequence[Parsed]) -> float:
    values = [parsed.value for parsed in foreign if parsed.value is not None]
    if any(_same(value, other) for other in values):
        return 1.0
    return 0.5 if any(fold(value or "") == fold(other) for other in values) else 0.0


def _same(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and same_text(one, other)


def _unbarred(value: str) -> str:
    return value.replace("Đ", "D")
