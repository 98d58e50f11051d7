"""Where a right to land comes from: the printed sentence, its grammar and its codes."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from schemas.land_use import as_purpose
from schemas.lexicon import Match, closest
from schemas.outcomes import clean, corrected, doubtful, told, unreadable
from schemas.parsing import Parsed
from schemas.text import fold, squeeze

_DATA = Path(__file__).with_name("origins.toml")
_LABEL = re.compile(
    r"^\W*(?:[a-z]\s*[).]\s*)?(?:nguon g[oô]c)(?: su dung)?(?: dat)?\s*[:.;]*\s*(?=\S)"
)
# Between origins: a semicolon, or the comma that is left of one before the next land's name.
_BETWEEN = re.compile(r"[;\n]|,\s*(?=[đĐ][âấaáà]t\s[^:;,]{2,60}:)|(?<=m[2²])\s*,\s*(?=[^\W\d_])")
_EDGES = " .,;:…_|-–—+*"
_AREA_AT_END = re.compile(r"[\s:;,(–-]*\d[\d.,]*\s*m\s*\S?\s*\)?$", re.IGNORECASE)
_MOST_WRONG = 0.22
# "có" against "không" decides what is paid: a sentence wins only by more than the three letters
# that a lost "có" makes, or "giao đất thu tiền" would be taken for the one with "có".
_CLEAR_MARGIN = 3.5


class OriginParsed(NamedTuple):
    """One origin of a line.

    Attributes:
        sentence: as printed, mended where the grammar is sure.
        codes: of the transfer and of the source, such as ``NCQ-8`` and ``CNQ-CTT``.
        purpose: the land it is about where the line says so (``Đất ở: ...``).
    """

    sentence: Parsed
    codes: tuple[str, ...] = ()
    purpose: Parsed | None = None


class _Grammar(NamedTuple):
    """The phrases that sentences are made of, each with its code."""

    sources: dict[str, str]
    transfers: dict[str, str]
    heads: dict[str, str]  # a transfer with its link: "Nhận thừa kế đất được"


@cache
def _grammar() -> _Grammar:
    data = tomllib.loads(_DATA.read_text("utf-8"))
    sources, transfers = (
        {
            text.replace("{q}", short): code
            for text, code in data[table].items()
            for short in data["short_forms"]
        }
        for table in ("source", "transfer")
    )
    links: list[str] = data["link"]["words"]
    heads = {f"{text} {link}": code for text, code in transfers.items() for link in links}
    return _Grammar(sources, transfers, heads)


@cache
def _alone() -> dict[str, str]:
    """Return the phrases that may be the whole sentence."""
    return {**_grammar().sources, **_grammar().transfers}


def as_origin(raw: str) -> Parsed:
    """Return the sentence as printed; known when the grammar of such sentences makes it.

    A damaged sentence is mended when one sentence of the grammar is clearly the nearest. When
    two are near, above all ``có thu tiền`` and ``không thu tiền``, it carries
    ``origin_ambiguous``; an unusual sentence stays as read with ``origin_unknown``.
    """
    text = _bare(raw)
    if not re.search(r"[^\W\d_]{2}", text):
        return unreadable(raw)
    return _as_sentence(text)


def _bare(raw: str) -> str:
    # Readers see a capital in the l of "lần" and "lâu"; no name in these sentences has one.
    text = re.sub(r"(?<=\s)L(?=[^\W\dA-ZĐ])", "l", squeeze(raw))
    label = _LABEL.match(fold(text))
    return (text[label.end() :] if label else text).strip(_EDGES)


def _as_sentence(text: str) -> Parsed:
    ways = [way for split in _splits(text) if (way := _made_of(*split)) is not None]
    if not ways:
        return doubtful(text, "origin_unknown", value=text)
    best = max(ways, key=lambda way: way.score)
    value = _cased(best.sentence, text)
    if best.exact:
        return clean(text, known=True)
    if best.rival is None:
        return corrected(value, text, known=True)
    parsed = doubtful(value, "origin_ambiguous", raw=text, one=value, other=best.rival)
    return parsed._replace(problems=(*parsed.problems, told(value, text)), corrected=True)


def _splits(text: str) -> list[tuple[str, str]]:
    """Return the ways to see the text as transfer and source; a source alone has no head."""
    ways = [("", text)]
    # The link word is short and often damaged itself, so the cut is tried at each blank where
    # a transfer may end: it has three to ten words.
    words = text.split(" ")
    ways += [
        (" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(3, min(11, len(words) - 2))
    ]
    return ways


class _Way(NamedTuple):
    """One way to read the text as a sentence of the grammar."""

    sentence: str
    codes: tuple[str, ...]
    exact: bool
    score: float
    rival: str | None


def _made_of(head: str, tail: str) -> _Way | None:
    grammar = _grammar()
    phrases = grammar.sources if head else _alone()
    source = closest(tail, tuple(phrases), _MOST_WRONG)
    if source is None:
        return None
    rival = None if source.exact else _rival(tail, source, phrases)
    codes = (phrases[source.choice],)
    if not head:
        return _Way(source.choice, codes, source.exact, source.score, rival)
    transfer = closest(head, tuple(grammar.heads), _MOST_WRONG)
    if transfer is None or not transfer.clear:
        return None
    sentence = f"{transfer.choice} {_cased(source.choice, tail)}"
    share = len(head) / (len(head) + len(tail))
    return _Way(
        sentence,
        (grammar.heads[transfer.choice], *codes),
        source.exact and transfer.exact,
        transfer.score * share + source.score * (1 - share),
        rival,
    )


def _rival(text: str, chosen: Match, phrases: dict[str, str]) -> str | None:
    """Return the next phrase when it is near and means something else."""
    others = tuple(phrase for phrase, code in phrases.items() if code != phrases[chosen.choice])
    match = closest(text, others, 2 * _MOST_WRONG)
    if match is None:
        return None
    further = (chosen.score - match.score) * len(fold(text))
    return match.choice if further < _CLEAR_MARGIN else None


def _cased(choice: str, printed: str) -> str:
    first = choice[:1].lower() if printed[:1].islower() else choice[:1]
    return first + choice[1:]


def origin_codes(sentence: str) -> tuple[str, ...]:
    """Return the codes of a sentence of the grammar (``NCQ-8``, ``CNQ-CTT``); empty for others."""
    ways = [_made_of(*split) for split in _splits(_bare(sentence))]
    return next((way.codes for way in ways if way is not None and way.exact), ())


def as_origins(raw: str) -> tuple[OriginParsed, ...]:
    """Return each origin of a line, in reading order.

    Lines with several look like ``Đất ở: Công nhận ...; Đất trồng cây lâu năm: Nhà nước ...``;
    areas in or out of brackets behind a sentence are left out of it.
    """
    text = _bare(raw)
    found: list[OriginParsed] = []
    for piece in _BETWEEN.split(text):
        piece = squeeze(piece).strip(_EDGES)
        if not piece:
            continue
        purpose: Parsed | None = None
        head, colon, tail = piece.partition(":")
        if colon:
            candidate = as_purpose(head)
            if candidate.known and tail.strip():
                purpose, piece = candidate, tail
        sentence = as_origin(_AREA_AT_END.sub("", piece))
        found.append(OriginParsed(sentence, origin_codes(sentence.value or ""), purpose))
    return tuple(found)
