"""Dates as papers write them, day first; a missing day or month is never made up."""

import re
from datetime import date
from typing import NamedTuple

from schemas.outcomes import clean, corrected, refused, told, unreadable
from schemas.parsing import Parsed
from schemas.problems import problem
from schemas.reading import Problem
from schemas.text import as_digits, count_digits, fold, squeeze

# Papers of this kind exist from the eighties on; the upper end leaves room for use.
FIRST_ISSUE_YEAR, LAST_ISSUE_YEAR = 1980, 2040
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1895, 2040

# Digits and what is read for them; ``_number`` turns them back.
_D = r"[\dOoQIl|!SBZ]"
_DAY = rf"({_D}{{1,2}})"
_BROKEN_DAY = rf"({_D}{{1,2}}|{_D} {_D})"
_YEAR = rf"({_D}{{4}}|{_D}{{1,2}} {_D}{{2,3}}|{_D}{{3}} {_D})"
# One lost or wrong letter in each of the three words is bridged, and so is a lost blank.
_WORDED = re.compile(
    rf"(?:\b[nm][^\W\d]{{1,2}}[yv]|\bngay)?[ .:]*(?<![\d/])(?<!\d ){_BROKEN_DAY}[ .]*"
    rf"(?:t[bh]|[th])[^\W\d]{{1,3}}[ .]*{_BROKEN_DAY}"
    rf"[ .,]*[nm][^\W\d][mn][ .]*{_YEAR}(?!\d)"
)
_SLASHED = re.compile(
    rf"(?<![\w/.\-]){_DAY}\s?([/.\-–])\s?{_DAY}\s?([/.\-–])\s?({_D}{{4}})(?![\d/])"
)
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")
_LONE_YEAR = re.compile(rf"(?<![\w/.\-]){_YEAR}(?![\w/\-])")
# Behind these words stand other dates and numbers of the same person.
_OTHER_FACTS = re.compile(
    r"\b(?:cmnd|cmtnd|cccd|can cuoc|so cm|cap ngay|noi cap|dia chi|ho khau)\b.*"
)


class _Found(NamedTuple):
    start: int
    day: str
    month: str
    year: str


def as_date(raw: str) -> Parsed:
    """Return a full date as ``2017-07-07``.

    ``ngày 07 tháng 7 năm 2017``, ``07/7/2017`` and ``07.7.2017`` are read, day first. Without
    a day or a month there is no value but the problem ``date_incomplete``.
    """
    return _as_date(raw, FIRST_ISSUE_YEAR, LAST_ISSUE_YEAR)


def as_birth_date(raw: str) -> Parsed:
    """Return a date of birth, or the year alone (``1968``) where no more is printed."""
    text = squeeze(raw)
    text = text[: len(_OTHER_FACTS.sub("", fold(text)))]
    if not _dates(text):
        years = [_number(match[1]) for match in _LONE_YEAR.finditer(text)]
        full = [year for year in years if year is not None and int(year) >= FIRST_BIRTH_YEAR]
        if len(full) == 1 and count_digits(text) <= 5 and int(full[0]) <= LAST_BIRTH_YEAR:
            year = full[0]
            return clean(year, known=True) if year in text else corrected(year, raw)
        if len(set(full)) > 1:
            several = problem("date_several", raw=text)
            return Parsed(full[0], (several,))
    return _as_date(text, FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR)


def year_of(value: str) -> int | None:
    """Return the year of a value written as ``1968`` or ``1968-03-15``; None for other texts."""
    match = re.fullmatch(r"(\d{4})(?:-\d\d-\d\d)?", value)
    return int(match[1]) if match else None


def _as_date(raw: str, first_year: int, last_year: int) -> Parsed:
    text = squeeze(raw)
    found = _dates(text)
    if not found:
        if not count_digits(text):
            return unreadable(raw)
        return refused("date_incomplete", raw=text)
    chosen = found[0]
    parsed = _checked(chosen, text)
    if parsed.value is None:
        return parsed
    doubts: list[Problem] = []
    if not first_year <= int(parsed.value[:4]) <= last_year:
        doubts.append(problem("year_unlikely", value=parsed.value[:4]))
    others = {_checked(other, text).value for other in found[1:]} - {parsed.value, None}
    if others:
        doubts.append(problem("date_several", raw=text))
    known = parsed.known and not doubts
    return parsed._replace(problems=(*parsed.problems, *doubts), known=known)


def _dates(text: str) -> list[_Found]:
    # ``fold`` keeps every letter at its place but lowers the case, and the case tells I from l:
    # so patterns with words run on the folded text and take their digits from the text itself.
    found = [
        _Found(match.start(), *(text[match.start(part) : match.end(part)] for part in (1, 2, 3)))
        for match in _WORDED.finditer(fold(text).replace("i", "I"))
    ]
    found += [
        _Found(match.start(), match[1], match[3], match[5])
        for match in _SLASHED.finditer(text)
        # One kind of separator throughout, or the numbers may belong to different things.
        if match[2] == match[4]
    ]
    found += [_Found(match.start(), match[3], match[2], match[1]) for match in _ISO.finditer(text)]
    return sorted(found)


def _checked(found: _Found, text: str) -> Parsed:
    printed = (found.day, found.month, found.year)
    numbers = [_number(part) for part in printed]
    if None in numbers:
        return unreadable(text)
    day, month, year = (int(number or 0) for number in numbers)
    changed = [number != part for number, part in zip(numbers, printed, strict=True)]
    value = _iso(year, month, day)
    if value is not None:
        if any(changed):
            return corrected(value, text)
        # Days and the first months are printed with two digits, so a lone one may be a rest.
        return clean(value, known=len(found.day) == 2)
    swapped = _iso(year, day, month)
    if swapped is None or any(changed):
        return refused("date_impossible", raw="/".join(printed))
    return Parsed(
        swapped,
        (problem("date_month_first", raw="/".join(printed)), told(swapped, text)),
        corrected=True,
    )


def _number(printed: str) -> str | None:
    return as_digits(printed.replace(" ", ""))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
