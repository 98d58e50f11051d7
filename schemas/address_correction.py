"""Mends the names and the punctuation of the units found in an address, and nothing else."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from schemas.address_chains import Hit
from schemas.text import fold, same_text

_SPACED_DASH = re.compile(r"\s[-\u2013]\s")
_DASH = re.compile(r"\s*[-\u2013]\s*")
# What may stand between two units; anything else is a damaged comma.
_GAP = re.compile(r"\s?[,;]\s?|\s?[-\u2013]\s?|\s[-\u2013]\s")

# Words that number or name the smallest places, by their plain letters.
LEADING_WORDS = {
    fold(word): word
    for word in ("Tổ", "Thôn", "Xóm", "Bản", "Ấp", "Đội", "Số", "Đường", "Phố", "Ngõ", "Ngách")
}
_LEADING = re.compile(
    r"(?:(?<=^)|(?<=[,;] )|(?<=- ))"
    r"(?i:t[oôốồổỗộ]|th[oóòỏõọôốồổỗộơớờởỡợ]n|x[oóòỏõọ]m|b[aáàảãạ]n|[aấầẩẫậâ]p"
    r"|[dđ][oôốồổỗộ]i|s[oôốồổỗộ]|[dđ][uưừứửữự][oơờớởỡợ]ng|ph[oôốồổỗộ]|ng[oóòỏõọ]|ng[aáàảãạ]ch)"
    r"(?= (?:\d|[A-ZĐ]))"
)

_ABBREVIATION = re.compile(r"(?i:[pfhqtx]|t[ptx])\.?")

# "T.P." has a dot of its own; behind "huyện" a dot is dirt.
LONGEST_ABBREVIATION = 3


class _Manner(NamedTuple):
    """How most of an address's abbreviations are written: ``TP.Hạ Long``, ``h. Ba Chẽ``."""

    capital: bool
    dotted: bool
    apart: bool


def _manner(text: str, hits: tuple[Hit, ...]) -> _Manner:
    parts = [hit.part for hit in hits if not hit.by_former_name]
    openings = [text[part.start : part.name_start] for part in parts]
    short = [opening for opening in openings if _ABBREVIATION.fullmatch(opening.strip())]
    return _Manner(
        capital=_most(opening[0].isupper() for opening in short),
        dotted=_most("." in opening for opening in short),
        apart=_most(opening[-1] == " " for opening in short),
    )


def _most(told: Iterable[bool]) -> bool:
    each = list(told)
    return 2 * sum(each) >= len(each)


def corrected_text(text: str, hits: tuple[Hit, ...]) -> str:
    """Return the address with the units of ``hits`` as the lists write them.

    Former names stay as printed, and so do capitals and abbreviations, but for one that is
    written otherwise than most. Between units, and before the first, the address's own
    separator, else a comma, is put where something unreadable or nothing stands; what follows
    the last unit is not part of the address and goes.
    """
    usual = " - " if _SPACED_DASH.search(text) and "," not in text else ", "
    ordered = sorted(hits, key=lambda hit: hit.part.start)
    value = _detail(text[: ordered[0].part.start].rstrip() if ordered else text)
    if value:
        value = _with_gap(value, usual)
    before, manner = None, _manner(text, hits)
    for hit in ordered:
        if before is not None:
            value += _gap(text[before.part.end : hit.part.start], usual)
        value += _unit(text, hit, manner)
        before = hit
    return value


def _detail(text: str) -> str:
    """Return what stands before the units with the marks of its leading words set right.

    ``Tố 52`` can only be ``Tổ 52``: no other word of these has the same letters.
    """
    return _LEADING.sub(lambda found: _like(LEADING_WORDS[fold(found[0])], found[0]), text)


def _with_gap(detail: str, usual: str) -> str:
    bare = detail.rstrip(" ,;.-\u2013'`_|")
    return bare + _gap(detail[len(bare) :] + " ", usual) if bare else ""


def _gap(printed: str, usual: str) -> str:
    if not _GAP.fullmatch(printed):
        return usual
    return f"{printed.strip()} " if printed.strip() in ",;" else printed


def _unit(text: str, hit: Hit, manner: _Manner) -> str:
    part, place = hit.part, hit.place
    printed = text[part.start : part.end]
    if hit.by_former_name:
        return printed
    kind = text[part.start : part.name_start].rstrip(" ,;'`_|-\u2013")
    if len(kind.rstrip(".")) > LONGEST_ABBREVIATION or fold(kind.rstrip(".")) == "xa":
        kind = kind.rstrip(". ")
    if hit.whole:
        kind = _like(place.kind, printed)
    elif part.kind is not None and not part.kind_exact:
        kind = _like(part.kind, printed)
    name = part.name
    same = same_text(_dashes_alike(name), _dashes_alike(place.name), ignore_case=name.isupper())
    if hit.whole or not same:
        name = place.name.upper() if printed.isupper() else place.name
    if not kind:
        return name
    if not _ABBREVIATION.fullmatch(kind):
        return f"{kind} {name}"
    letters = kind.rstrip(".").upper() if manner.capital else kind.rstrip(".")
    return letters + "." * manner.dotted + " " * (manner.apart or not manner.dotted) + name


def _dashes_alike(name: str) -> str:
    return _DASH.sub("-", name)


def _like(word: str, printed: str) -> str:
    """Return ``word`` in the capitals of the printed text it stands for."""
    if printed.isupper():
        return word.upper()
    return word if printed[:1].isupper() else word[0].lower() + word[1:]
