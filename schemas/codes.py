"""Numbers printed on certificates: serials, registry numbers, barcodes, parcels and sheets."""

import re
from typing import NamedTuple

from schemas.outcomes import clean, corrected, doubtful, refused, unreadable, with_problem
from schemas.parsing import Parsed
from schemas.text import LETTER_FOR_DIGIT, as_digits, count_digits, fold, squeeze

# --- serial (số phát hành) -----------------------------------------------------------------

# (letters, digits): the 1990s and single-letter series; 2004 to 2024; from 2025.
_SERIAL_SHAPES = ((1, 6), (2, 6), (2, 8))
# First letters of the two-letter series printed so far; single letters were any of the alphabet.
_TWO_LETTER_SERIES = "ABCDĐ"
_EIGHT_DIGIT_SERIES = "A"
_ALPHABET = frozenset("ABCDĐEGHIKLMNOPQRSTUVXY")
_STRICT_SERIAL = re.compile(r"(?<![^\W_])([A-ZĐ]{1,2})\s?(\d{6}|\d{8})(?![^\W_])")
# Not "Số" itself where it is glued to the letters: "SOAN" may not be cut blindly.
_SERIAL_LABEL = re.compile(
    r"^\W*(?:so\s*(?:phat hanh|seri|hieu)?(?:\s*gcn)?|seri(?:al)?|no|s0)\s*(?:[:.;]\s*|\s+)(?=\S)"
)


def as_serial(raw: str) -> Parsed:
    """Return the serial as letters, one blank and 6 digits (8 from 2025): ``CP 673047``.

    Blanks and dots inside the digits go, ``Số`` glued to the letters is taken off
    (``SOAN 276123``), look-alikes are turned by their place. A wrong number of digits is
    refused: nothing tells which one was lost. Known when printed strictly and of a
    series that exists.
    """
    text = squeeze(raw).strip(" .,;:()[]_|…")
    strict = {(match[1], match[2]) for match in _STRICT_SERIAL.finditer(text)}
    if len(strict) == 1 and _STRICT_SERIAL.fullmatch(_without_label(text)):
        letters, digits = next(iter(strict))
        return _judged_serial(letters, digits, raw, changed=False)
    return _mended_serial(_without_label(text), raw)


def _without_label(text: str) -> str:
    label = _SERIAL_LABEL.match(fold(text))
    return text[label.end() :] if label else text


def _mended_serial(text: str, raw: str) -> Parsed:
    if count_digits(text) < 4:
        return unreadable(raw)
    for attempt in (text, _ECHO.sub("", text, count=1)):
        head, digits = _split_serial(attempt)
        glued = re.fullmatch(r"S[O0](?P<rest>.{1,2})", head)
        letters = glued["rest"] if glued else head
        letters = "".join(LETTER_FOR_DIGIT.get(sign, sign) for sign in letters)
        if (len(letters), len(digits)) in _SERIAL_SHAPES:
            # Only blanks and dots between the signs: so it was written, nothing was corrected.
            plain = re.sub(r"[\s.\-]", "", text).upper()
            return _judged_serial(letters, digits, raw, changed=plain != letters + digits)
    return refused("serial_shape", raw=squeeze(raw))


# Recognisers put a look-alike beside the digit itself: "6730O47". The echo is no sign of its own.
_ECHO = re.compile(r"(?<=0)[Oo]|[Oo](?=0)|(?<=1)[lI|]|[lI|](?=1)")


def _split_serial(text: str) -> tuple[str, str]:
    """Return the letters without marks and the digits, look-alikes turned; empty when unclear."""
    signs = re.sub(r"[\s.,\-–_:']", "", text)
    for size in (8, 6):
        head, tail = signs[:-size], signs[-size:]
        digits = as_digits(tail)
        if not 1 <= len(head) <= 4 or digits is None or 2 * count_digits(tail) < size:
            continue
        # Eight digits only behind two letters, else a letter of the series became a digit.
        if size == 8 and (count_digits(head) or len(head) < 2):
            continue
        return "".join(_capital(sign) for sign in head), digits
    return "", ""


def _capital(sign: str) -> str:
    if sign in "Đđ":
        return "Đ"
    return "I" if sign == "l" else fold(sign).upper()


def _judged_serial(letters: str, digits: str, raw: str, *, changed: bool) -> Parsed:
    value = f"{letters} {digits}"
    two = len(letters) == 2
    series = _EIGHT_DIGIT_SERIES if len(digits) == 8 else _TWO_LETTER_SERIES
    usual = set(letters) <= _ALPHABET and (letters[0] in series if two else len(digits) == 6)
    parsed = corrected(value, raw, known=usual) if changed else clean(value, known=usual)
    return parsed if usual else with_problem(parsed, "serial_letters", value=value)


# --- registry number (số vào sổ) -----------------------------------------------------------

_REGISTRY_LABEL = re.compile(
    r"^\W*(?:vao so\b[^:\d]{0,60}?|so vao so\b[^:\d]{0,60}?|so cap gcn|so)\s*(?:so)?\s*[:.]\s*"
    r"|^\W*(?:so )?vao so\b[^:\d]{0,60}?\b(?:so|gcn|giay chung nhan)\s+(?=[a-z]{0,5}[\s.]?\d)"
    r"|^\W*so vao so\s+"
)
_PREFIXES = ("CH", "CT", "CS", "CN", "VP", "VPĐK", "ĐKĐĐ", "CNVP", "H", "T", "BS", "DC", "CX", "X")
_MODERN = re.compile(
    rf"(?:{'|'.join(_PREFIXES)})[\s.\-]*\d[\d.\s]*(?:[/\-]\d+)?(?:[/\-][A-ZĐ.\-/]+)?"
)
_OLD = re.compile(
    r"\d{1,6}\s*(?:QSD?Đ|QSH|QSDĐ)?(?:\s?/\s?(?:\d+\s?/?\s?)?[A-ZĐ][A-ZĐ.\-\s]*)+(?:/[A-ZĐ\-.]+)*"
    r"|\d{1,6}\s*QSDĐ(?:\s?/\s?[\wĐ.\-]+)*|\d{1,6}",
)
# A people's committee decided, whatever is left of its letters; no other body has one letter.
_WORN_COMMITTEE = re.compile(r"(?<=QĐ[-.])\s?(?:[BU]|[A-ZĐƯ]B|U[A-ZĐ])(?=$|/)")
_COMMITTEE, _LAND_RIGHT = "UB", "QSDĐ"
_WORN_LAND_RIGHT = re.compile(r"(?<=\d)(?P<gap>\s*/?\s*)(?:QSĐ|QSD|SDĐ|QDĐ)(?=\s*/)")
_OLD_HEAD = re.compile(r"(?P<number>\w{3,6})(?P<rest>\s*/?\s*QSDĐ.*)")
_CLIPPED = frozenset(
    ("CH", "CT", "CS", "CN", "VP", "H", "T", "SO", "GCN", "SỐ", "QSDĐ", "CẤP", "VÀO", "SỔ")
)


def as_registry_no(raw: str) -> Parsed:
    """Return the number in the book as printed, blanks single.

    A clipped label (``CH``), a lone decimal, or a text without digits is refused. Known when
    it follows a modern pattern (``CH03730``, ``CS 00125``) or the old one with ``QSDĐ``. Letters
    that a worn decision lacks are put in, and told.
    """
    text = re.sub(r"^[\W_]+", "", squeeze(raw)).rstrip(" .,;:…_)")
    label = _REGISTRY_LABEL.match(fold(text))
    text = (text[label.end() :] if label else text).strip(" .,;:…_")
    if not text:
        return unreadable(raw)
    whole = _whole_decision(text)
    if whole != text:
        parsed = as_registry_no(whole)
        return parsed if parsed.value is None else corrected(parsed.value, text)
    if text.upper() in _CLIPPED or not count_digits(text):
        return refused("registry_no_label", raw=text)
    if re.fullmatch(r"\d+\s?,\s?\d+", text):
        return refused("unreadable", raw=text)
    if _MODERN.fullmatch(text) and not _usual_length(text):
        return doubtful(text, "registry_no_shape", value=text)
    if _MODERN.fullmatch(text) or (_OLD.fullmatch(text) and "QSDĐ" in text):
        return clean(text, known=True)
    mended = _mended_registry(text)
    if mended is not None:
        return corrected(mended, text)
    if _OLD.fullmatch(text):
        return clean(text)
    return doubtful(text, "registry_no_shape", value=text)


def _whole_decision(text: str) -> str:
    """Return an old number in which its decision lacks no letters: ``QSDĐ/712/QĐ-UB``."""
    text = _WORN_LAND_RIGHT.sub(lambda found: found["gap"] + _LAND_RIGHT, text)
    return _WORN_COMMITTEE.sub(_COMMITTEE, text) if _LAND_RIGHT in text else text


def _usual_length(text: str) -> bool:
    """Say whether a modern number has its five digits, in one piece or dotted one by one."""
    number = re.match(r"\D*([\d.\s]*)", text)
    printed = number[1].strip() if number else ""
    digits = re.sub(r"\D", "", printed)
    # Books of the H series were numbered with six places by some offices.
    usual = len(digits) == 5 or (text.startswith("H") and re.fullmatch(r"00\d{4}", digits))
    return bool(usual) and ("." in printed or " " not in printed)


def _mended_registry(text: str) -> str | None:
    """Return the number with look-alikes turned behind a known prefix or before QSDĐ, or None."""
    old = _OLD_HEAD.fullmatch(text)
    if old is not None and count_digits(old["number"]) * 2 >= len(old["number"]):
        number = as_digits(old["number"])
        mended = None if number is None else number + old["rest"]
        return mended if mended is not None and _OLD.fullmatch(mended) else None
    for prefix in sorted(_PREFIXES, key=len, reverse=True):
        head, tail = text[: len(prefix)], text[len(prefix) :]
        body = re.sub(r"[\s.]", "", tail)
        if head.upper() != prefix or count_digits(body) * 2 < len(body) or not 3 <= len(body) <= 6:
            continue
        if as_digits(body) is None:
            continue
        digits = "".join(as_digits(sign) or sign for sign in tail)
        return prefix + digits
    return None


# --- barcode -------------------------------------------------------------------------------

# Barcodes came with the pink certificates and ended with the QR code; filing may lag a year.
_BARCODE_YEARS = range(9, 26)


class BarcodeFacts(NamedTuple):
    """What the digits under the barcode say.

    Attributes:
        province: 2 digits, only when issued at province level.
        commune: 5 digits, the commune of that time.
        year: of issue or of filing.
        file_no: 6 digits.
    """

    province: str | None
    commune: str
    year: int
    file_no: str


def as_barcode(raw: str) -> Parsed:
    """Return the 13 or 15 digits of the barcode; known when its year digits are possible."""
    signs = re.sub(r"[\s.\-_*]", "", squeeze(raw).strip(" .,;:()[]"))
    digits = as_digits(signs)
    if digits is None or not count_digits(signs):
        return unreadable(raw)
    facts = decode_barcode(digits)
    if facts is None:
        return refused("barcode_length", raw=squeeze(raw))
    parsed = clean(digits, known=True) if digits == signs else corrected(digits, raw)
    if facts.year - 2000 not in _BARCODE_YEARS:
        return with_problem(parsed, "barcode_year", year=f"{facts.year - 2000:02d}")
    return parsed


def decode_barcode(digits: str) -> BarcodeFacts | None:
    """Return what the barcode says, or None when it has not 13 or 15 digits."""
    match = re.fullmatch(r"(\d{2})?(\d{5})(\d{2})(\d{6})", digits, re.ASCII)
    if match is None:
        return None
    return BarcodeFacts(match[1], match[2], 2000 + int(match[3]), match[4])


# --- parcel and map sheet numbers ----------------------------------------------------------

_PLACE_LABEL = re.compile(
    r"^\W*(?:[a-z\d]\s*[).]\s*)?(?:thua dat so|thua so|so thua|so thu tu thua"
    r"|to ban do so|so to ban do|to ban do|to so|so to|thua dat|thua|to|so)\s*[:.;]*\s*(?=\S)"
)
_NEXT_LABEL = re.compile(r"[\s,;]*\b(?:to ban do|to so|thua dat|thua so|dia chi|dien tich)\b.*$")
_NUMBER_FORMS = re.compile(
    r"\d{1,5}"
    r"|\d{1,5}(?:\s?[-,;+/]\s?\d{1,5})+"
    r"|\d{1,5}\s?\(\d{1,5}\)"
    r"|(?:Lô|Khoảnh|Tiểu khu|TK|MTĐĐC|TĐĐC|TĐ|PL|ĐC|ĐL)[\s.\-]?\d{1,5}(?:\s?[-/,]\s?\d{1,5})*"
    r"|[CĐEHKLMNPRTVX]\d{1,4}(?:-\d{1,4})*"
)
_PLAIN_NUMBER = re.compile(r"\d{1,4}")


# A rule beside a number, or a 1 that lost its head and foot: "|43".
_STROKE_AT_DIGIT = re.compile(r"^\W*[|\[\]](?=\d)|(?<=\d)[|\[\]]\W*$")


def as_parcel_no(raw: str) -> Parsed:
    """Return the parcel or map-sheet number as printed text; ``06`` keeps its zero.

    Plain numbers are known; ``03-1``, ``Lô 49``, ``17; 11`` and their like are accepted as
    they stand; anything else carries ``number_unusual``, and so does a number with a stroke at
    its end, which may be a rule or a digit.
    """
    text = squeeze(raw)
    label = _PLACE_LABEL.match(fold(text))
    text = text[label.end() :] if label else text
    text = text[: len(_NEXT_LABEL.sub("", fold(text)))]
    stroke = bool(_STROKE_AT_DIGIT.search(text))
    text = text.strip(" .,;:…_|[]{}'\"“”")
    open_end = bool(re.search(r"\d[-–—/]$", text))
    # "79- 3" is one number: print has no blanks around a dash between digits.
    text = re.sub(r"(?<=\d)\s?-\s?(?=\d)", "-", text.strip(" -–—"))
    if not text:
        return unreadable(raw)
    if open_end or stroke:
        return doubtful(text, "number_unusual", value=text)
    if _NUMBER_FORMS.fullmatch(text):
        return clean(text, known=bool(_PLAIN_NUMBER.fullmatch(text)))
    digits = as_digits(text)
    if digits is not None and count_digits(text) and _PLAIN_NUMBER.fullmatch(digits):
        # "B2" may well be printed: turned into digits only with a word to the clerk.
        return corrected(digits, text)
    if not count_digits(text):
        return unreadable(raw)
    return doubtful(text, "number_unusual", value=text)


as_sheet_no = as_parcel_no
