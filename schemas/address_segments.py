"""Cuts a printed address into its parts: what kind of unit each says it is, and its name."""

import re
from itertools import pairwise
from typing import NamedTuple

from schemas.places import ALL_TYPES
from schemas.syllables import is_syllable
from schemas.text import fold, same_text

# How the kinds are written, in folded text. Longer first: "thị xã" before "xã".
_KINDS: tuple[tuple[str, str], ...] = (
    ("Thành phố", r"thanh\s?pho\b"),
    ("Thị trấn", r"thi\s?tran\b"),
    ("Thị xã", r"thi\s?xa\b"),
    ("Đặc khu", r"dac\s?khu\b"),
    ("Phường", r"phuong\b"),
    ("Huyện", r"huyen\b"),
    ("Quận", r"quan\b"),
    ("Tỉnh", r"tinh\b"),
    ("Xã", r"xa\b"),
)
# Abbreviations. A lone letter needs a dot, or must open its part of the address.
_SHORT: tuple[tuple[str, str], ...] = (
    ("Thành phố", r"t\.?\s?p(?:\.|(?=[\s\d]))"),
    ("Thị trấn", r"t\.?\s?t(?:\.|(?=[\s\d]))"),
    ("Thị xã", r"t\.?\s?x(?:\.|(?=[\s\d]))"),
    ("Phường", r"[pf]\."),
    ("Huyện", r"h\."),
    ("Quận", r"q\."),
    ("Tỉnh", r"t\."),
    ("Xã", r"x\."),
)
_LONE: tuple[tuple[str, str], ...] = (
    ("Thành phố", r"tp(?=\w)"),
    ("Phường", r"p(?=\s)"),
    ("Huyện", r"h(?=\s)"),
    ("Quận", r"q(?=\s)"),
    ("Tỉnh", r"t(?=\s)"),
    ("Xã", r"x(?=\s)"),
)
_OPENING = tuple((kind, re.compile(shape)) for kind, shape in (*_KINDS, *_SHORT, *_LONE))
_WORDS = re.compile("|".join(shape for _, shape in _KINDS))
_ANYWHERE = re.compile(r"(?<![\w.])(?:" + "|".join(s for _, s in (*_KINDS, *_SHORT)) + r")\s*")

_SEPARATOR = re.compile(
    r"\s*[,;]+\s*"
    r"|\s+[-\u2013\u2014]+\s*|\s*[-\u2013\u2014]+\s+"
    r"|(?<=[^\W\d])[-\u2013](?=[^\W\d])"
    # A comma that was read as a dot; not the dot of an abbreviation.
    r"|(?<=[^\W\d]{2})(?<!\btp)(?<!\btx)(?<!\btt)\.+\s+"
)
_LABEL = re.compile(
    r"(?:[a-g]\s?[).]\s*)?"
    r"(?:noi\s+)?(?:dia\s?ch[il1]|dang\s+ky|ho\s+khau|thuong\s+tru)"
    r"(?:\s+(?:thua\s+dat|thuong\s+tru|ho\s+khau|dang\s+ky|noi|tai))*"
    r"\s*(?:\([^)]*\))?\s*[:;.]+\s*"
)


# What stands before a number at the head of an address, spelt as papers spell it.
_BEFORE_NUMBERS = frozenset(
    (
        "số", "thôn", "xóm", "tổ", "khu", "bản", "ấp", "phố", "đường", "ngõ", "ngách", "hẻm",
        "kiệt", "khóm", "buôn", "làng", "đội", "lô", "ô", "nhà", "căn", "tầng", "phòng", "cụm",
        "dãy", "tòa", "toà", "block", "khối", "km", "quận", "phường",
    )
)  # fmt: skip
_FIRST_AND_NUMBER = re.compile(r"^([^\W\d_]+)\s+\d")


def odd_word_before_number(text: str) -> str | None:
    """Return the word that opens an address before a number when nothing is called so."""
    found = _FIRST_AND_NUMBER.match(text)
    return found[1] if found and found[1].lower() not in _BEFORE_NUMBERS else None


_SPELLED = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = frozenset("aeiouy")
# What names begin behind, and what is written small there and is none.
_NAMED = frozenset(("thôn", "xóm", "bản", "ấp", "làng", "buôn", "khóm"))
_NO_NAMES = _BEFORE_NUMBERS | frozenset(
    ("chợ", "đình", "chùa", "trại", "trong", "ngoài", "trên", "dưới", "giữa", "mới", "cũ")
)


def odd_name(detail: str) -> str | None:
    """Return the first word before an address's units that cannot be part of a name there.

    No list knows hamlets and streets, but a word that is no syllable (``Xóm Yêt Khánh``), or
    begins small where the name begins (``Thôn lạ``), has lost something. Abbreviations and
    names with an apostrophe are let pass.
    """
    words: list[str] = _SPELLED.findall(detail)
    for before, word in pairwise(("", *words)):
        if before.lower() in _NAMED and word[0].islower() and word not in _NO_NAMES:
            return word
        is_abbreviated = word.isupper() or not _VOWELS.intersection(fold(word))
        if not is_abbreviated and word.isalpha() and not is_syllable(word):
            return word
    return None


class Part(NamedTuple):
    """One reading of one part of an address; positions count characters of the whole text.

    Attributes:
        start, end: the part without separators.
        kind: the kind of unit it says it is, or None.
        kind_exact: False when the word for the kind is damaged.
        name: what follows the kind; ``name_start`` is where.
    """

    start: int
    end: int
    kind: str | None
    kind_exact: bool
    name_start: int
    name: str


def without_label(text: str) -> str:
    """Return the text without a printed label (``b) Địa chỉ:``) and loose signs at its ends."""
    label = _LABEL.match(fold(text))
    return text[label.end() if label else 0 :].strip(" ,;.:-\u2013_|")


def parts(text: str, dashed_names: frozenset[str]) -> tuple[tuple[Part, ...], ...]:
    """Return the parts of an address from left to right, each with all its readings.

    The text is in NFC with single blanks. A word for a kind also begins a part where no
    separator stands, if it is in small letters and a capital or digit follows. Parts joined
    by a dash stay together when ``dashed_names`` (folded, letters only) has the pair.
    """
    folded = fold(text)
    starts = _joined(text, folded, _cuts(text, folded), dashed_names)
    return tuple(_readings(text, folded, start, end) for start, end in starts)


def _cuts(text: str, folded: str) -> list[tuple[int, int]]:
    spans = []
    start = 0
    for gap in _SEPARATOR.finditer(folded):
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(text)))
    return [piece for span in spans for piece in _at_kinds(text, folded, *span)]


def _at_kinds(text: str, folded: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start]
    for word in _ANYWHERE.finditer(folded, start, end):
        after = text[word.end() : word.end() + 1]
        # At the end of a part the name follows in the next one: "Tổ 1 xã, Hiệp Cát".
        opens_name = word.end() >= end or after.isupper() or after.isdigit()
        printed_as_kind = text[word.start()].islower() or "." in word[0]
        if word.start() > start and printed_as_kind and opens_name:
            cuts.append(word.start())
    ends = [*cuts[1:], end]
    found = []
    for left, right in zip(cuts, ends, strict=True):
        stripped = text[left:right].strip(" .")
        if stripped:
            offset = left + text[left:right].index(stripped[0])
            found.append((offset, offset + len(stripped)))
    return found


def _joined(
    text: str, folded: str, spans: list[tuple[int, int]], dashed_names: frozenset[str]
) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        # "thành phố, Hạ Long": a word for a kind alone lost its name to a stray sign.
        if joined and _WORDS.fullmatch(folded, *joined[-1]):
            joined[-1] = (joined[-1][0], end)
            continue
        if joined and set(text[joined[-1][1] : start].strip()) <= set("-\u2013\u2014"):
            whole = _letters(folded[joined[-1][0] : end])
            if any(whole.endswith(name) for name in dashed_names):
                joined[-1] = (joined[-1][0], end)
                continue
        joined.append((start, end))
    return joined


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _readings(text: str, folded: str, start: int, end: int) -> tuple[Part, ...]:
    found = []
    plain = Part(start, end, None, True, start, text[start:end])
    for kind, shape in _OPENING:
        word = shape.match(folded, start, end)
        if word is None:
            continue
        name_start = word.end()
        while name_start < end and not text[name_start].isalnum():
            name_start += 1
        if name_start == end:
            continue
        spelled = _WORDS.fullmatch(word[0]) is not None
        printed = text[word.start() : word.end()]
        # "P Hồng Hà" abbreviates; "x Cái Chiên" lost the rest of its "xã".
        exact = not printed.islower() or len(printed) > 1
        if spelled:
            exact = same_text(printed, kind, ignore_case=True)
        found.append(Part(start, end, kind, exact, name_start, text[name_start:end]))
        # "Quan Lạn" and "Phương Nam" are names that begin like a damaged kind.
        if exact and text[start].islower():
            return (found[-1],)
        break
    return (*found, plain)


assert {kind for kind, _ in _KINDS} == set(ALL_TYPES)
