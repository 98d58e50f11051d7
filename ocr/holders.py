"""The holders' section: persons, couples, households and organisations, one after the other."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ocr.columns import is_print
from ocr.locate import connected
from ocr.lost_labels import WITHOUT_LABEL, address_start
from ocr.passage import Passage
from ocr.rows import Row
from ocr.spots import Spot
from schemas.reading import Box
from schemas.text import fold
from schemas.words import Word

# On folded text; every pattern may be preceded by list marks and commas.
_PERSON = re.compile(
    r"(?P<shared>\bcung\s+su\s+dung(?:\s+dat)?\s+voi\s+)?"
    r"(?P<household>\bh[oe0]\s+(?:gia\s+dinh\s+)?)?"
    r"(?:\bva\s+)?(?P<spouse>\b(?:vo|chong)\b(?:\s*\((?:vo|chong)\))?(?:\s+la)?\s*:?\s*)?"
    r"(?P<title>\b(?:ong|ba)\b(?:\W{0,3}\b(?:ong|ba)\b\W{0,2})?)\s*[:.;]?"
)
# Some offices write no colons: then the form's own "Vợ (Chồng)" tells, or the row that it begins.
_SPOUSE_ALONE = re.compile(
    r"\b(?:va\s+)?(?:vo|chong)(?:\s*\((?:vo|chong)\)\s*:?|\s*(?:la)?\s*:)"
    r"|(?m:^)va\s+(?:vo|chong)\b(?:\s+la)?"
    # The form's own, of which a stain or a fold took the beginning.
    r"|(?m:^)\W*\w{0,4}\W{0,2}c?hong\)\s*:"
)

# What stands before a name, at the end of folded text.
_TITLED = re.compile(r"\b(?:ong|ba)\W*$")

# label kind -> patterns on folded text; order matters where one contains another.
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "address",
        re.compile(
            r"(?:dia\s*chi\s*)?\(?\s*noi\s+dang\s+ky\s+(?:ho\s+khau\s+thuong\s+tru|hktt)\s*\)?\s*[:;.]?"
            r"|dia\s*chi\s+(?:thuong\s+tru|tru\s+so(?:\s+chinh)?)(?:\s+tai\b)?\s*[:;.]?"
            r"|(?:dia\s*chi|ho\s+khau\s+thuong\s+tru|hktt|noi\s+thuong\s+tru|thuong\s+tru"
            r"|tru\s+so(?:\s+chinh)?)(?:\s+tai)?\s*[:;.]"
            # Some offices write no colons; such a label begins its row.
            r"|(?m:^)(?:ho\s+khau\s+thuong\s+tru|hktt|noi\s+thuong\s+tru|thuong\s+tru)(?:\s+tai)?"
            r"|\bdia\s*chi\b"
        ),
    ),
    # "Sinh" and "Nam" are given names, too; "Năm sinh" or "Sinh năm" may follow them.
    (
        "birth_date",
        re.compile(
            r"(?:(?:nam|ngay)\s*sinh(?!\s*(?:nam|ngay)\b)|sinh *(?:nam|ngay)(?! *sinh))\s*[:;.]?"
        ),
    ),
    ("skip", re.compile(r"(?:ngay\s*cap|cap\s*ngay|noi\s*cap)\s*[:;.]?")),
    (
        "organisation_id",
        re.compile(
            r"(?:(?:giay\s+)?(?:chung\s+nhan\s+|cn\s*|gcn\s*)?"
            r"(?:dang\s+ky\s+(?:kinh\s+doanh|doanh\s+nghiep|thue|hop\s+tac\s+xa)|dk(?:kd|dn|htx))"
            r"|giay\s+gcn|giay\s+phep\s+(?:kinh\s+doanh|dau\s+tu|thanh\s+lap|hoat\s+dong)"
            r"|ma\s+so\s+(?:doanh\s+nghiep|thue)|m(?:st|sdn)|quyet\s+dinh\s+thanh\s+lap)"
            r"\b(?:\s+so)?\s*[:;.]?"
        ),
    ),
    (
        "id_number",
        re.compile(
            r"(?:so\s+)?(?:giay\s+)?(?:cmnd|cccd|cmtnd|cmt|cdcc|can\s*cuoc(?:\s+cong\s+dan)?|"
            r"chung\s+minh\s+(?:nhan\s+dan|thu)|so\s+dinh\s+danh(?:\s+ca\s+nhan)?)"
            r"(?:\s*/\s*(?:cmnd|cccd))?(?:\s+so)?\s*[:;.]?"
        ),
    ),
)
# Words of the section that no holder's field holds; no field of the record.
UNCLAIMED = "holders_unclaimed"
FEWEST_UNCLAIMED = 8  # letters
# Of a name that goes on in the next row.
MOST_WORDS_CARRIED = 3
# An address without a readable label follows a name in the next row, in capitals like one.
_PLACE = re.compile(r"(?:thôn|xóm|xã|phường|tổ|ấp|bản|số|huyện|thị|tỉnh)\b", re.IGNORECASE)
_TITLE_ABOVE = re.compile(r"\W*chung\s*nhan\W*")
_HEADING = re.compile(r"\W*(?:uy|uv|u)\s*ban\s*nhan\s*dan\b.*(?:tinh|thanh pho|t[.]p)\b")
_DIGIT_RUN = re.compile(r"(?<![\w])(?:[0-9OoIl|SB][\s.]?){8,13}(?![\w])")


class _Mark(NamedTuple):
    kind: str
    start: int
    end: int
    match: re.Match[str]


def holder_spots(rows: tuple[Row, ...]) -> tuple[Spot, ...]:
    """Return the spots of all holders named in the rows of the holders' section.

    Beside the contract's fields each person has a spot ``holders[i].title`` over the words
    that introduce it (``Hộ ông``, ``và vợ là bà``), from which sex and role follow. An address
    printed once after a couple belongs to both. What stands far below the holders belongs to
    another part of the paper.
    """
    passage, marks = _where_named(rows)
    persons = [i for i, mark in enumerate(marks) if mark.kind == "person"]
    if not persons:
        return tuple(_organisation(passage, marks))
    found: list[tuple[Spot, ...]] = []
    bounds = [*persons, len(marks)]
    for number, (first, beyond) in enumerate(pairwise(bounds)):
        end = marks[beyond].start if beyond < len(marks) else len(passage.text)
        found.append(tuple(_holder(passage, marks[first:beyond], number, end)))
    spots = [spot for spots in _shared_address(found) for spot in spots]
    ends = [*(mark.start for mark in marks[1:]), len(passage.text)]
    labels = [
        row
        for mark, end in zip(marks, ends, strict=True)
        # Where an identity paper was issued is no field, but no other holder either.
        for row in passage.part(
            mark.start, _place_end(passage, mark.end, end) if mark.kind == "skip" else mark.end
        )
    ]
    twice = any(
        sum(mark.kind == "birth_date" for mark in marks[first:beyond]) > 1
        for first, beyond in pairwise(bounds)
    )
    return (*spots, *_unclaimed(passage, spots, labels, 1 if twice else FEWEST_UNCLAIMED))


def _where_named(rows: tuple[Row, ...]) -> tuple[Passage, list[_Mark]]:
    """Return the first rows, close under one another, that name a person; else the first rows.

    A heading in red is lifted with the stamps, which leaves a gap above the first holder.
    """
    passage = first = Passage(connected(rows))
    beyond = len(passage.rows)
    while True:
        marks = _marks(passage)
        if any(mark.kind == "person" for mark in marks):
            return passage, marks
        if beyond == len(rows):
            return first, _marks(first)
        passage = Passage(connected(rows[beyond:]))
        beyond += len(passage.rows)


def _place_end(passage: Passage, start: int, stop: int) -> int:
    """Return where the name of a place ends: with its row, or with a few words of the next."""
    row = passage.row_at(start)
    end = min(stop, passage.row_range(row)[1])
    if end < stop and row + 1 < len(passage.rows):
        below = passage.text[slice(*passage.row_range(row + 1))]
        if len(below.split()) <= MOST_WORDS_CARRIED and not any(sign.isdigit() for sign in below):
            end = min(stop, passage.row_range(row + 1)[1])
    return end


def _unclaimed(
    passage: Passage, spots: list[Spot], labels: list[Row], fewest: int
) -> Iterator[Spot]:
    """Yield the words of the section that belong to nobody, when they are more than dirt.

    A second holder whose title could not be read would otherwise vanish unseen. ``fewest``
    letters count; where one is enough, digits count as well.
    """
    claimed = [word.box for spot in spots for row in spot.rows for word in row.words]
    claimed += [word.box for row in labels for word in row.words]
    rest = []
    for row in passage.rows:
        words = tuple(word for word in row.words if not _is_claimed(word, claimed))
        if words and not _is_heading(row):
            rest.append(Row(words))
    counted = str.isalpha if fewest > 1 else str.isalnum
    if sum(counted(sign) for row in rest for sign in row.text) >= fewest:
        yield Spot(UNCLAIMED, tuple(rest), 1.0)


def _is_heading(row: Row) -> bool:
    """Tell whether a row is what some forms print above the holder: who certifies."""
    text = fold(row.text)
    return bool(_HEADING.match(text) or _TITLE_ABOVE.fullmatch(text))


def _is_claimed(word: Word, claimed: list[Box]) -> bool:
    middle, height = (word.box.left + word.box.right) / 2, (word.box.top + word.box.bottom) / 2
    return any(
        box.left <= middle <= box.right and box.top <= height <= box.bottom for box in claimed
    )


def _marks(passage: Passage) -> list[_Mark]:
    """Return persons and labels in order; a mark inside another is dropped."""
    found = [_Mark("person", m.start(), m.end(), m) for m in _PERSON.finditer(passage.folded)]
    found += [
        _Mark("person", m.start(), m.end(), m) for m in _SPOUSE_ALONE.finditer(passage.folded)
    ]
    for kind, pattern in _LABELS:
        found += [_Mark(kind, m.start(), m.end(), m) for m in pattern.finditer(passage.folded)]
    kept: list[_Mark] = []
    for mark in sorted(found, key=lambda mark: (mark.start, -(mark.end - mark.start))):
        if kept and mark.start < kept[-1].end:
            continue
        # A name holds "Bà" or "Ông" at times; a title stands at a row's start or after a sign.
        if mark.kind == "person" and not _opens(passage, mark):
            continue
        if kept and kept[-1].kind == "address" and _is_place(passage, mark):
            continue
        kept.append(mark)
    return kept


def _opens(passage: Passage, mark: _Mark) -> bool:
    """Tell whether a title introduces a person rather than standing inside a name or address."""
    before = passage.folded[: mark.start].rstrip(" ")
    if mark.match.groupdict().get("household") and _is_family(passage, mark, before):
        return False
    if not before or before[-1] in "\n,;:-–+*)(":
        return True
    words = mark.match.group(0).strip()
    return (
        words.endswith(":")
        or words.startswith(("va ", "ho ", "he ", "cung "))
        or before.endswith((" va", "\nva"))
    )


def _is_family(passage: Passage, mark: _Mark, before: str) -> bool:
    """Tell whether "Hồ Bá" begins a name: behind a title, or where no mark is that of "hộ bà"."""
    household, title = (passage.text[slice(*mark.match.span(n))] for n in ("household", "title"))
    marked = (household.split()[0].lower(), title.lower().strip(" .:;"))
    return _TITLED.search(before) is not None or marked == ("hồ", "bá")


def _is_place(passage: Passage, mark: _Mark) -> bool:
    """Tell whether a title inside an address is the "Ba" of Ba Đình, Ba Chẽ and the like."""
    return mark.kind == "person" and passage.text[mark.start : mark.end].strip() in ("Ba", "BA")


def _holder(passage: Passage, marks: list[_Mark], number: int, end: int) -> Iterator[Spot]:
    base = f"holders[{number}]"
    title = passage.part(marks[0].start, marks[0].end)
    yield Spot(f"{base}.title", title, 1.0)
    seen = {"skip"}
    for position, mark in enumerate(marks):
        field = "full_name" if mark.kind == "person" else mark.kind
        if field in seen:
            continue
        stop = marks[position + 1].start if position + 1 < len(marks) else end
        if field == "full_name":
            stop = _name_end(passage, mark.end, stop)
        elif field in ("birth_date", "id_number"):
            stop = min(stop, _row_end(passage, mark.end))
        rows = passage.part(mark.end, stop)
        if any(sign.isalnum() for row in rows for sign in row.text):
            seen.add(field)
            yield Spot(f"{base}.{field}", rows, 1.0)
    if "id_number" not in seen:
        yield from _bare_number(passage, marks[0].end, end, base)
    if "address" not in seen:
        yield from _bare_address(passage, marks[0].end, end, base)


def _name_end(passage: Passage, start: int, stop: int) -> int:
    """Return where a name ends: at a comma, semicolon, bracket or digit, or at ``stop``.

    A name may go on in the next row, in the same capitals, when nothing ended it before.
    """
    ended = re.compile(r"[,;(]|\d|\s-\s").search(passage.text, start, stop)
    end = ended.start() if ended else stop
    row_end = _row_end(passage, start)
    if end <= row_end:
        return end
    above, below = passage.text[start:row_end], passage.text[row_end:end].strip()
    words = below.split()
    goes_on = (
        0 < len(words) <= MOST_WORDS_CARRIED
        and not (ended and ended.group().isdigit())
        and not _PLACE.match(below)
        and (below.isupper() if above.isupper() else all(word.istitle() for word in words))
        and any(sign.isalnum() for sign in above)
    )
    return end if goes_on else row_end


def _row_end(passage: Passage, position: int) -> int:
    """Return the end of the row at ``position``, or of the next row when the rest is blank."""
    row = passage.row_at(position)
    end = passage.row_range(row)[1]
    if not any(s.isalnum() for s in passage.text[position:end]) and row + 1 < len(passage.rows):
        end = passage.row_range(row + 1)[1]
    return end


def _bare_number(passage: Passage, start: int, end: int, base: str) -> Iterator[Spot]:
    """Yield an identity number that stands without a readable label: 9 or 12 digits."""
    for run in _DIGIT_RUN.finditer(passage.text, start, end):
        digits = sum(sign.isalnum() for sign in run.group())
        if digits in (9, 12):
            yield Spot(f"{base}.id_number", passage.part(run.start(), run.end()), WITHOUT_LABEL)
            return


def _bare_address(passage: Passage, start: int, end: int, base: str) -> Iterator[Spot]:
    """Yield an address whose label cannot be read."""
    for number in range(passage.row_at(start) + 1, len(passage.rows)):
        if passage.row_range(number)[1] > end:
            return
        begins = address_start(passage, number, passage.row_range(number)[1])
        if begins is not None:
            yield Spot(f"{base}.address", passage.part(begins, end), WITHOUT_LABEL)
            return


def _organisation(passage: Passage, marks: list[_Mark]) -> Iterator[Spot]:
    """Yield the spots of the organisation that the section names without Ông or Bà."""
    end = marks[0].start if marks else len(passage.text)
    rows = passage.part(0, end)
    # The issuing authority heads some forms, right above the holder.
    if rows and _is_heading(rows[0]):
        rows = rows[1:]
    # What shows through beside the heading's last words is no name.
    if len(rows) > 1 and not is_print(rows[:1]) and is_print(rows[1:]):
        rows = rows[1:]
    if not any(sign.isalnum() for row in rows for sign in row.text):
        return
    yield Spot("holders[0].full_name", rows, 0.8)
    seen: set[str] = set()
    for position, mark in enumerate(marks):
        stop = marks[position + 1].start if position + 1 < len(marks) else len(passage.text)
        if mark.kind in ("address", "organisation_id") and mark.kind not in seen:
            rows = passage.part(mark.end, stop)
            if rows:
                seen.add(mark.kind)
                yield Spot(f"holders[0].{mark.kind}", rows, 0.9)


def _shared_address(found: list[tuple[Spot, ...]]) -> list[tuple[Spot, ...]]:
    """Return the holders' spots with an address that is printed once given to all."""
    addresses = [spot for spots in found for spot in spots if spot.path.endswith(".address")]
    if len(addresses) != 1:
        return found
    return [
        spots
        if any(spot is addresses[0] for spot in spots)
        else (*spots, addresses[0]._replace(path=f"holders[{number}].address"))
        for number, spots in enumerate(found)
    ]
