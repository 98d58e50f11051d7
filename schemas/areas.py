"""Areas as certificates print them: decimal comma, grouping dots, damaged units, zero in words."""

import re
from decimal import Decimal
from typing import NamedTuple

from schemas.number_words import bare_words, from_words
from schemas.outcomes import clean, corrected, doubtful, refused, told, unreadable
from schemas.parsing import Parsed
from schemas.problems import problem
from schemas.text import as_digits, count_digits, fold, lower_inside, squeeze

# Scans turn the raised two into almost anything; what stands between blanks after m counts.
_UNIT = re.compile(
    r"(?<=[\dOoIlSB°])\s*(?:m|M|rn)\s*(?:\^?\s*[2²³Z]|[?^ˆ*'’\"”°ˀªº]+|[éêÊÉèz])?(?![^\W_])"
    r"|\s*\bmét\s+vuông\b",
    re.IGNORECASE,
)
_UNIT_SIGN = "§"
_WORDS_BEGIN = re.compile(r"\(?\s*b[ae]ng\s+ch[uv]")
_ENUMERATOR = re.compile(r"^\W*(?:\d{1,2}|[a-zđ])\s*[.)]\s*(?=[^\W\d_]{2})", re.IGNORECASE)
_ZERO = re.compile(r"^(?:khong|khéng|0)(?:\s*(?:m\s*\S{0,2}|met vuong|§))?$")
_EDGES = "()[]{};:.,…·_\"'“”‘’*=~«»-–—"
_SEPARATORS = ".,"
# A hectare and a half million: larger parcels exist but not on a certificate of this campaign.
_MOST_WHOLE_DIGITS = 8
_MOST_DECIMALS = 4


def as_area(raw: str) -> Parsed:
    """Return the area in square metres with a decimal point, decimals as printed.

    ``1.234,5 m²`` is ``1234.5``; ``1.234`` may be two amounts and carries ``area_ambiguous``
    (the words beside it decide); ``Không`` is ``0``. Known when printed by the rules with
    its unit. Two amounts in one text carry ``area_several``.
    """
    text = squeeze(raw)
    plain = fold(text)
    words = _WORDS_BEGIN.search(plain)
    text = text[: words.start()] if words else text
    text = _ENUMERATOR.sub("", text)
    text = text.rpartition(":")[2] if ":" in text and _has_digit_after_colon(text) else text
    if _ZERO.match(fold(text.rpartition(":")[2]).strip(_EDGES + " ")):
        return clean("0", known=True)
    if not count_digits(text):
        return unreadable(raw)
    found, broken = _amounts(_UNIT.sub(f" {_UNIT_SIGN} ", text))
    if broken or not found:
        return unreadable(raw)
    chosen = next((one for one in found if one.with_unit), found[0])
    parsed = _as_number(chosen.printed, raw, with_unit=chosen.with_unit)
    if len(found) > 1 and parsed.value is not None:
        several = problem("area_several", raw=text.strip())
        return parsed._replace(problems=(*parsed.problems, several), known=False)
    return parsed


def _has_digit_after_colon(text: str) -> bool:
    return count_digits(text.rpartition(":")[2]) > 0


class _Amount(NamedTuple):
    printed: str
    with_unit: bool


def _amounts(text: str) -> tuple[list[_Amount], bool]:
    """Return the runs of number-like pieces, and whether a piece with digits is no number."""
    found: list[_Amount] = []
    run: list[str] = []
    broken = False
    for piece in [*text.split(" "), ""]:
        number = _number_like(piece) if piece != _UNIT_SIGN else None
        if number is not None:
            run.append(number)
            continue
        if run and (piece == _UNIT_SIGN or not _joins(piece)):
            found.append(_Amount(" ".join(run), piece == _UNIT_SIGN))
            run = []
        broken = broken or (piece != _UNIT_SIGN and count_digits(piece) > 0)
    return found, broken


def _joins(piece: str) -> bool:
    return piece in _SEPARATORS and piece != ""


def _number_like(piece: str) -> str | None:
    """Return the piece without surrounding marks when it is digits, look-alikes, separators."""
    # A separator at the end is kept: "120, 5" was broken there.
    bare = piece.lstrip(_EDGES).rstrip(_EDGES.replace(",", "").replace(".", ""))
    core = re.sub(r"[.,'’]", "", bare)
    if not count_digits(core) or as_digits(core) is None:
        return None
    return bare


def _as_number(printed: str, raw: str, *, with_unit: bool) -> Parsed:
    bare = printed.rstrip(_SEPARATORS)
    # Nothing after the comma: decimals may have been lost there.
    open_end = bare != printed and "," not in bare and not with_unit
    printed = bare
    signs = re.sub(r"[.,'’ ]", "", printed)
    digits = as_digits(signs)
    if digits is None:
        return unreadable(raw)
    replaced = digits != signs
    text = "".join(sign if sign in ".,'’ " else as_digits(sign) or "" for sign in printed)
    mended = re.sub(r"\s*([.,])\s*", r"\1", text).replace("’", "'")
    amount, other = _read_separators(mended)
    if amount is None or not _sane(amount):
        return refused("area_unclear", raw=squeeze(raw))
    changed = (
        open_end or replaced or mended != text or " " in mended or "'" in mended or _padded(mended)
    )
    if other is not None:
        parsed = doubtful(amount, "area_ambiguous", raw=printed, one=amount, other=other)
        return parsed._replace(
            problems=(*parsed.problems, told(amount, raw)) if changed else parsed.problems,
            corrected=changed,
        )
    if changed:
        return corrected(amount, raw)
    # Four digits and more without any separator may be an amount that lost its comma.
    strict = with_unit and bool(re.fullmatch(r"(\d{1,3}(\.\d{3})*|\d+),\d{1,2}|\d{1,3}", mended))
    return clean(amount, known=strict)


def _padded(number: str) -> bool:
    return bool(re.match(r"0\d", number))


def _sane(amount: str) -> bool:
    whole, _, decimals = amount.partition(".")
    return len(whole) <= _MOST_WHOLE_DIGITS and len(decimals) <= _MOST_DECIMALS


# A number's separators, blanks shown as they stand -> how it is read. The first that fits counts.
_GROUPS = r"\d{1,3}(?:[. ']\d{3})+"


def _read_separators(number: str) -> tuple[str | None, str | None]:
    """Return the amount and, when the separators allow a second reading, that one too."""
    if re.fullmatch(r"\d+", number):
        return _plain(number), None
    if re.fullmatch(r"\d+,\d{1,2}", number) or re.fullmatch(rf"{_GROUPS},\d{{1,2}}", number):
        whole, _, decimals = number.partition(",")
        return _plain(whole, decimals), None
    if re.fullmatch(r"\d{1,3}\.\d{3}", number):
        whole, _, rest = number.partition(".")
        return _plain(whole + rest), _plain(whole, rest)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", number):
        return _plain(number), None
    if re.fullmatch(r"\d+\.\d{1,2}|\d{4,}\.\d{3,4}", number):
        # A typist's point, or the comma misread: it cannot group here.
        whole, _, decimals = number.partition(".")
        return _plain(whole, decimals), None
    if re.fullmatch(r"\d{1,3},\d{3}", number):
        # Decimals to the thousandth are hardly ever printed, a grouping dot read as a comma is.
        whole, _, rest = number.partition(",")
        return _plain(whole + rest), _plain(whole, rest)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+\.\d{1,2}", number):
        whole, _, decimals = number.partition(".")
        return _plain(whole, decimals), _plain(whole + decimals)
    if re.fullmatch(rf"(?:{_GROUPS}|\d+),\d{{3,4}}", number):
        whole, _, decimals = number.partition(",")
        return _plain(whole, decimals), _plain(whole + decimals)
    if re.fullmatch(r"\d{1,3}[ ']\d{3}", number):
        return _plain(number), _plain(number[-3:])
    if re.fullmatch(r"\d{1,3}\.\d{4,5}", number):
        # "11.7000" lost its comma: the grouping dot stands, the decimals follow unmarked.
        whole, _, rest = number.partition(".")
        return _plain(whole + rest[:3], rest[3:]), _plain(whole, rest)
    if re.fullmatch(r"\d+(?:[. ]\d+)* ?,\d{1,2}", number) and "." not in number:
        whole, _, decimals = number.partition(",")
        return _plain(whole, decimals), _plain(whole.split(" ")[-1], decimals)
    return None, None


def _plain(whole: str, decimals: str = "") -> str:
    digits = re.sub(r"\D", "", whole).lstrip("0") or "0"
    return f"{digits}.{decimals}" if decimals else digits


def as_area_words(raw: str) -> Parsed:
    """Return the area in words as printed, without label and brackets.

    Words damaged in a way that leaves one best amount are mended, with ``corrected``; a text
    with two amounts equally near carries ``words_ambiguous``. Known when every word and the
    unit stand by the rules.
    """
    printed = lower_inside(bare_words(raw))
    readings = from_words(raw)
    if not readings:
        return unreadable(raw)
    best = readings[0]
    mended = best.words[:1].upper() + best.words[1:] if printed[:1].isupper() else best.words
    if best.exact:
        stray = re.search(r"[^\w\s,²()/\-?]|\s,", printed)
        return corrected(mended, printed, known=True) if stray else clean(printed, known=True)
    rivals = [reading for reading in readings[1:] if reading.cost <= best.cost + 1]
    if rivals:
        amounts = ", ".join(str(reading.value) for reading in (best, *rivals))
        return doubtful(printed, "words_ambiguous", raw=printed, amounts=amounts)
    if fold(mended) == fold(printed) and mended == printed:
        return clean(printed)
    return corrected(mended, printed)


def words_agree(words: str, area: Decimal) -> bool | None:
    """Say whether the words mean the area.

    True when the likeliest amount equals it, False when no amount does, and None when the
    words cannot be read or mean it only in a less likely way.
    """
    readings = from_words(words)
    if not readings:
        return None
    if readings[0].value == area:
        tied = len(readings) > 1 and readings[1].cost == readings[0].cost
        return None if tied else True
    return None if any(reading.value == area for reading in readings) else False
