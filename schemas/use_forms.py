"""The form of use: the whole parcel for oneself, in common with others, or some of both."""

import re
from typing import NamedTuple

from schemas.areas import as_area
from schemas.outcomes import clean, corrected, unreadable
from schemas.parsing import Parsed
from schemas.text import fold, squeeze

PRIVATE = "Sử dụng riêng"
COMMON = "Sử dụng chung"
BOTH = "Sử dụng riêng và sử dụng chung"

_PART = re.compile(r"\b(r[il1]eng|chung)\b")
# What leads over to the other part: "; và sử dụng ...".
_TAIL = re.compile(
    r"[\s+;,]*(?:[-–]\s+)?(?:\bv[àaáảạ]\s+)?(?:\bs[^\W\d_] d[^\W\d_]ng)?\s*$", re.IGNORECASE
)
_NONE = re.compile(
    r"^\W*(?:khong\w{0,2}\b.*|[-–—./\\ ]*/[-–—./\\ ]*|[0oO](?:[.,]0+)?|[-–—]+)?\s*(?:m\S{0,2})?\W*$"
)
# The same with a letter misread: "<hông m2", "-/- n2".
_NEARLY_NONE = re.compile(
    r"^\W*(?:\w{0,2}h?ong\b|kh\w{1,3}\b|[-–—./\\ ]+)\s*(?:[mnrh]\S{0,2})?\W*$"
)
# One of a number, not the one in m2.
_DIGIT = re.compile(r"(?<![^\W\d_])\d")


# The form's next item, printed on the same line or taken along: " c) Diện tích".
_NEXT_ITEM = re.compile(r"\s[^\W\d_]\)\s")


class UseAreas(NamedTuple):
    """The areas used privately and in common; None where the paper does not speak of one."""

    private: Parsed | None
    common: Parsed | None


def as_use_form(raw: str) -> Parsed:
    """Return ``Sử dụng riêng``, ``Sử dụng chung``, or both joined by ``và``.

    ``riêng 100 m2, chung Không m2`` is private use: a part of zero does not count. Known when
    the words stand there with their marks.
    """
    private, common = _parts(raw)
    uses = (_counts(private), _counts(common))
    forms = {(True, True): BOTH, (True, False): PRIVATE, (False, True): COMMON}
    form = forms.get(uses)
    if form is None:
        return unreadable(raw)
    text = squeeze(raw).lower()
    parts = {"riêng": private, "chung": common}
    wanted = [word for word, part in parts.items() if part is not None]
    if all(word in text for word in wanted) and not any(map(_is_doubtful, parts.values())):
        return clean(form, known=True)
    return corrected(form, raw)


def use_areas(raw: str) -> UseAreas:
    """Return the private and the common area of ``riêng 100 m2, chung Không m2``."""
    private, common = _parts(raw)
    return UseAreas(*(None if part is None else _area(part) for part in (private, common)))


def _parts(raw: str) -> tuple[str | None, str | None]:
    """Return what stands after ``riêng`` and after ``chung``; None when the word is missing."""
    text = squeeze(raw)
    marks = list(_PART.finditer(fold(text)))
    parts: dict[str, str] = {}
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        name = "common" if mark[1] == "chung" else "private"
        part = _NEXT_ITEM.split(text[mark.end() : end], maxsplit=1)[0]
        parts.setdefault(name, _TAIL.sub("", part).strip(" :;,.+"))
    return parts.get("private"), parts.get("common")


def _counts(part: str | None) -> bool:
    # "Sử dụng riêng" alone has no area behind it and counts; an explicit nothing does not.
    return part is not None and (part == "" or not (_is_none(part) or _is_nearly_none(part)))


def _is_none(part: str) -> bool:
    return _NONE.match(fold(part)) is not None


def _is_doubtful(part: str | None) -> bool:
    """Tell whether a part holds neither an area nor a plain word that there is none."""
    return bool(part and not _is_none(part) and not _DIGIT.search(part))


def _is_nearly_none(part: str | None) -> bool:
    """Tell whether a part says that it is nothing, but for a letter that was misread."""
    return bool(part and not _is_none(part) and _NEARLY_NONE.match(fold(part)))


def _area(part: str) -> Parsed:
    if part and _is_none(part):
        return clean("0", known=True)
    if _is_nearly_none(part):
        return corrected("0", part)
    return as_area(part)
