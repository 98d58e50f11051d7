"""How long land may be used: for good, to a day, a month or a year, or for a number of years."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from schemas.land_use import as_purpose
from schemas.lexicon import closest
from schemas.outcomes import clean, corrected, doubtful, refused, unreadable
from schemas.parsing import Parsed
from schemas.text import as_digits, count_digits, fold, squeeze

FOR_GOOD = (
    "Lâu dài",
    "Ổn định lâu dài",
    "Sử dụng ổn định lâu dài",
    "Sử dụng lâu dài",
    "Lâu dài ổn định",
)
FIRST_YEAR, LAST_YEAR = 1990, 2150

_EDGES = " .,;:…_|-–—+*()[]"
_LABEL = re.compile(
    r"^\W*(?:[a-z]\s*[).]\s*)?(?:thoi h[ae]n)(?: su dung| so huu)?(?: dat)?\s*[:.;]*\s*(?=\S)"
)
_D = r"[\dOolI|SB]"
_YEAR = rf"({_D}{{4}}|{_D}{{2}} {_D}{{2}})"


class TermParsed(NamedTuple):
    """One term of a line, and the land it is about where the line says so."""

    term: Parsed
    purpose: Parsed | None = None


def as_term(raw: str) -> Parsed:
    """Return the term as printed: ``Lâu dài``, ``Đến ngày 17/12/2065``, ``10/2043``, ``20 năm``.

    Known when its pattern and its words are whole. Lost marks and look-alike digits are
    mended with ``corrected``; an impossible day is refused; other texts carry ``term_unknown``.
    """
    text = squeeze(raw)
    label = _LABEL.match(fold(text))
    text = (text[label.end() :] if label else text).strip(_EDGES)
    if not re.search(r"\w", text):
        return unreadable(raw)
    for pattern, rule in _RULES:
        match = pattern.fullmatch(text) if count_digits(text) else None
        if match:
            parsed = rule(text, [part or "" for part in match.groups()])
            if parsed is not None:
                return parsed
    match_for_good = closest(text, FOR_GOOD, 0.3)
    if match_for_good is not None and not count_digits(text):
        if match_for_good.exact:
            return clean(text, known=True)
        return corrected(_cased(match_for_good.choice, text), text, known=True)
    return doubtful(text, "term_unknown", value=text)


def _to_day(text: str, parts: list[str]) -> Parsed | None:
    numbers = [as_digits(part) for part in parts[-3:]]
    if None in numbers or not _plausible(numbers[2]):
        return None
    day, month, year = (int(number or 0) for number in numbers)
    try:
        date(year, month, day)
    except ValueError:
        return refused("date_impossible", raw=text)
    separators = re.sub(r"[^/.\-]", "", text[len(parts[0]) :])
    rest = f"{numbers[0]}{separators[0]}{numbers[1]}{separators[1]}{numbers[2]}"
    parsed = _worded(text, parts[0], _TO_DAY, rest, changed=numbers != parts[-3:])
    # Days are printed with two digits, so a lone one may be what was left of two.
    return parsed and parsed._replace(known=parsed.known and len(parts[1]) == 2)


def _to_month(text: str, parts: list[str]) -> Parsed | None:
    month, year = as_digits(parts[1]), as_digits(parts[2].replace(" ", ""))
    if month is None or not _plausible(year) or not 1 <= int(month) <= 12:
        return None
    separator = "-" if "-" in text else "/"
    rest = f"{month}{separator}{year}"
    return _worded(text, parts[0], _TO_MONTH, rest, changed=[month, year] != parts[1:])


def _to_year(text: str, parts: list[str]) -> Parsed | None:
    year = as_digits(parts[1].replace(" ", ""))
    if year is None or not _plausible(year):
        return None
    return _worded(text, parts[0], _TO_YEAR, year, changed=year != parts[1])


def _worded(
    text: str, words: str, choices: tuple[str, ...], number: str, *, changed: bool
) -> Parsed | None:
    """Return words and number; None when the words are none of the choices."""
    words = words.strip(" :.")
    if not words:
        return corrected(number, text) if changed else clean(number, known=True)
    match = closest(words, choices, 0.4)
    if match is None or not match.clear:
        return None
    value = f"{_cased(match.choice, words)} {number}"
    if match.exact and not changed:
        return clean(value, known=True)
    return corrected(value, text, known=not changed)


def _for_years(text: str, parts: list[str]) -> Parsed | None:
    years = as_digits(parts[0])
    if years is None or not 0 < int(years) <= 99:
        return None
    printed_words = text[len(parts[0]) :].strip()
    choices = (
        "năm", "năm kể từ ngày ký", "năm kể từ ngày cấp", "năm kể từ ngày cấp giấy",
        "năm kể từ ngày được giao đất", "năm kể từ ngày ký quyết định",
        "năm kể từ ngày cấp giấy chứng nhận", "năm, kể từ ngày ký",
    )  # fmt: skip
    match = closest(printed_words, choices, 0.3)
    if match is None:
        # Whatever else follows, such as the day it runs from, stays as printed.
        return doubtful(text, "term_unknown", value=text)
    if match.exact and years == parts[0]:
        return clean(text, known=True)
    return corrected(f"{years} {match.choice}", text, known=True)


def _plausible(year: str | None) -> bool:
    return year is not None and len(year) == 4 and FIRST_YEAR <= int(year) <= LAST_YEAR


def _cased(words: str, printed: str) -> str:
    return (words[:1].lower() if printed[:1].islower() else words[:1]) + words[1:]


_TO_DAY = ("Đến ngày", "Đến hết ngày", "Đến", "Sử dụng đến ngày", "Từ nay đến ngày")
_TO_MONTH = ("Đến tháng", "Đến hết tháng", "Đến", "Tháng", "Sử dụng đến tháng")
_TO_YEAR = ("Đến năm", "Đến hết năm", "Đến", "Năm", "Sử dụng đến năm")
_WORDS = r"(\D*?)"

# The number decides which rule looks at the words before it. The first that fits counts.
_RULES: tuple[tuple[re.Pattern[str], Callable[[str, list[str]], Parsed | None]], ...] = (
    (
        re.compile(rf"{_WORDS}({_D}{{1,2}})\s?[/.\-]\s?({_D}{{1,2}})\s?[/.\-]\s?({_D}{{4}})"),
        _to_day,
    ),
    (re.compile(rf"{_WORDS}({_D}{{1,2}})\s?[/\-]\s?{_YEAR}"), _to_month),
    (re.compile(rf"{_WORDS}{_YEAR}"), _to_year),
    (re.compile(rf"({_D}{{1,2}})\s?[nmNM]\w[mnMN](?:\W.*)?"), _for_years),
)


def is_for_good(term: str) -> bool:
    """Say whether a term, as written by ``as_term``, has no end."""
    return "lau dai" in fold(term)


def end_of_term(term: str) -> str | None:
    """Return where a term ends (``2065-12-17``, ``2043-10``, ``2043``), or None if unknown."""
    text = squeeze(term)
    day = re.search(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$", text)
    if day:
        return f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}"
    month = re.search(r"(?<![\d/.\-])(0?[1-9]|1[0-2])[/\-](\d{4})$", text)
    if month:
        return f"{month[2]}-{int(month[1]):02d}"
    year = re.search(r"(?<![\d/.\-])(\d{4})$", text)
    return year[1] if year else None


def as_terms(raw: str) -> tuple[TermParsed, ...]:
    """Return each term of a line, with its purpose where one is named before it.

    ``Đất ở: Lâu dài; đất trồng cây lâu năm: đến ngày 15/10/2063`` has two.
    """
    text = raw.replace("\n", "; ")
    text = squeeze(text)
    label = _LABEL.match(fold(text))
    text = text[label.end() :] if label else text
    found: list[TermParsed] = []
    for piece in re.split(r";|,\s*(?=[đĐ][âấaáà]t\b)|\s+và\s+(?=[đĐ][âấ]t\b)", text):
        piece = squeeze(piece).strip(_EDGES)
        if not piece:
            continue
        purpose, rest = _purpose_before(piece)
        found.append(TermParsed(as_term(rest), purpose))
    return tuple(found)


def _purpose_before(piece: str) -> tuple[Parsed | None, str]:
    head, colon, tail = piece.partition(":")
    if not colon or not tail.strip():
        # "Đất ở lâu dài": without a colon the term begins at its first usual word.
        begin = re.search(r"\b(?:lau dai|on dinh|den ngay|den nam|den thang)", fold(piece))
        if begin is None or begin.start() == 0:
            return None, piece
        head, tail = piece[: begin.start()], piece[begin.start() :]
    purpose = as_purpose(head)
    return (purpose, tail) if purpose.value and not _is_label(head) else (None, piece)


def _is_label(head: str) -> bool:
    return bool(re.match(r"^\W*(?:den|su dung|thoi han)", fold(head)))
