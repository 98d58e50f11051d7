"""The body that issued a certificate, as printed above the signature."""

import re
from functools import cache

from schemas.outcomes import clean, corrected, unreadable, with_problem
from schemas.parsing import Parsed
from schemas.places import gazetteer, key_of
from schemas.text import edit_distance, fold, same_text, squeeze

# What the names begin with. Longer first, since some begin like others.
BODIES = (
    "Chi nhánh Văn phòng đăng ký quyền sử dụng đất",
    "Chi nhánh Văn phòng đăng ký đất đai",
    "Văn phòng đăng ký quyền sử dụng đất",
    "Văn phòng đăng ký đất đai",
    "Sở Nông nghiệp và Môi trường",
    "Sở Tài nguyên và Môi trường",
    "Ủy ban nhân dân",
    "UBND",
)
# These are always of a place, which is printed behind them or on the next line.
LOCAL_BODIES = tuple(body for body in BODIES if body.startswith(("Chi nhánh", "Ủy ban", "UBND")))
KINDS = (
    "thành phố",
    "thị trấn",
    "thị xã",
    "đặc khu",
    "phường",
    "khu vực",
    "huyện",
    "quận",
    "tỉnh",
    "xã",
)
_ON_BEHALF = re.compile(r"^\W*(?:t\W{0,2}m|tuq|tl)\W+")
# The signer's title follows the body's name, in the same block of lines.
_TITLE = re.compile(r"[\s,.;]*\b(?:kt\b|tuq\b|tl\b|chu tich|pho chu|giam doc|pho giam).*$")
_REGION = re.compile(r"(?:[ivx]+|\d{1,2})")


@cache
def _place_names() -> dict[tuple[str, str], frozenset[str]]:
    """Return kind, in small letters or empty for all, and key -> the names with marks."""
    places = gazetteer()
    every = (
        *places.provinces.values(),
        *places.communes.values(),
        *places.old_provinces.values(),
        *places.old_districts.values(),
        *places.old_communes.values(),
        *places.earlier_districts,
        *places.earlier_provinces,
    )
    names: dict[tuple[str, str], set[str]] = {}
    for place in every:
        for kind in (place.kind.lower(), ""):
            names.setdefault((kind, place.key), set()).add(place.name)
    return {key: frozenset(found) for key, found in names.items()}


def as_issuer(raw: str) -> Parsed:
    """Return the issuing body as printed, without ``TM.`` and the signer's title.

    The body's kind is corrected against the few that exist, a place's marks where only one
    place has such letters. Known when kind and place are both in the lists. A committee's or a
    branch's place may not be missing.
    """
    text = squeeze(raw)
    on_behalf = _ON_BEHALF.match(fold(text))
    text = text[on_behalf.end() if on_behalf else 0 :]
    text = text[: len(_TITLE.sub("", fold(text)))].strip(" .,;:-\u2013|_")
    if len(key_of(text)) < 4:
        return unreadable(raw)
    body = _body(text)
    if body is None:
        return clean(text)
    printed, right = body
    head = text[:printed]
    mended_head = head if same_text(head, right, ignore_case=True) else _cased(right, head)
    tail, known = _mended_place(text[printed:].strip(" ,-\u2013:"))
    gap = text[printed : len(text) - len(text[printed:].lstrip(" ,-\u2013:"))]
    value = f"{mended_head}{gap or ' '}{tail}" if tail else mended_head
    complete = known or not tail
    read = clean(value) if value == text else corrected(value, text)
    if not tail and right in LOCAL_BODIES:
        return with_problem(read, "issuer_without_place")
    return read._replace(known=complete)


def _body(text: str) -> tuple[int, str] | None:
    """Return how many characters name the body, and its right name; None when no body fits."""
    folded = fold(text)
    for right in BODIES:
        plain = fold(right)
        for length in (len(plain), len(plain) - 1, len(plain) + 1):
            head = folded[:length]
            at_word_end = not folded[length : length + 1].isalpha()
            allowed = 0 if len(plain) < 8 else 2
            if at_word_end and edit_distance(head, plain) <= allowed:
                return length, right
    return None


def _mended_place(text: str) -> tuple[str, bool]:
    """Return the place's name with marks mended, and whether the lists have it."""
    if not text:
        return "", False
    folded = fold(text)
    kind = next((kind for kind in KINDS if folded.startswith(fold(kind) + " ")), None)
    start = len(kind) + 1 if kind else 0
    head, name = text[:start], text[start:]
    if kind and not same_text(head, kind + " ", ignore_case=True):
        head = _cased(kind, head) + " "
    if kind == "khu vực":
        return head + name, bool(_REGION.fullmatch(fold(name)))
    table, key = _place_names(), key_of(name)
    # Units change their kind; their names with marks stay.
    names = table.get((kind or "", key)) or table.get(("", key), frozenset())
    if any(same_text(name, right, ignore_case=True) for right in names):
        return head + name, True
    if len(names) == 1:
        return head + _cased(next(iter(names)), name), True
    return head + name, False


def _cased(right: str, printed: str) -> str:
    return right.upper() if printed.isupper() else right
