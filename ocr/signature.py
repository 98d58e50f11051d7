"""Fields known by their shape rather than by a label: serial, issue date, issuer."""

import re

from ocr.passage import Passage
from ocr.rows import Row
from ocr.spots import Spot
from schemas.reading import Box
from schemas.words import Word

# Digits, and the letters they are taken for.
_DIGIT = r"[0-9OoQIl|SBZ]"
_SERIAL = re.compile(
    r"(?<![\w/])(?:S[ốôóòoỐÔÓÒO0][\s:.]*)?(?P<letters>[A-ZĐa-zđ]{1,2}|0(?=\s))[\s.]{0,3}"
    rf"(?P<digits>(?:{_DIGIT}[ .]?){{5,8}}{_DIGIT})(?![\w/])"
)
# On folded text; in each of the three words a letter may be lost or wrong.
_DATE = re.compile(
    r"\b[nm]?g?[^\W\d][yv]?\s*[.…:]*\s*(?P<day>\S{1,3}?)\s*[.…]*\s*"
    r"(?:t[bh]|[th])[^\W\d]{1,3}\s*[.…:]*\s*(?P<month>\S{1,3}?)"
    r"\s*[.…]*\s*n[^\W\d][mn]\s*[.…:]*\s*(?P<year>\S{3,5})(?!\S)"
)
_AUTHORITY = re.compile(
    r"[uủú]\w{0,2}\s*ban\s*nhan\s*dan|u\s*b\s*n\s*d|ubnd|so\s*tai\s*nguyen|so\s*nong\s*nghiep"
    r"|van\s*phong\s*dang\s*ky|chi\s*nhanh|so\s*dia\s*chinh"
)
_SIGNER = re.compile(
    # Letters of a seal may hang on to the office.
    r"(?:chu\s*tich|gi\w{0,2}m\s*doc)\b|^\s*(?:kt|tl|tuq)[./]|\bda\s*ky\b|\btruong\s*phong\b"
    # What a seal leaves of "CHỦ TỊCH" in a row of its own.
    r"|^\W*\w{0,4}\s*\w{0,4}\s*tic[hn]?\W*$"
)
_OTHER_LABEL = re.compile(r"vao\s*s\S{1,2}\s*cap")

# Letters and digits on a face that may be an unread cover; of a label beside a serial; and how
# sure it is that such a serial is the paper's own.
MOST_ON_COVER, LONGEST_LABEL, ALONE = 400, 5, 0.5


def serials(passage: Passage) -> list[Spot]:
    """Return what looks like a serial on the face, the largest print first."""
    found = []
    for match in _SERIAL.finditer(passage.text):
        rows = passage.part(match.start("letters"), match.end())
        if not rows:
            continue
        digits = sum(sign.isalnum() for sign in match["digits"])
        shape = 1.0 if digits in (6, 8) else 0.5
        found.append(Spot("certificate.serial", rows, shape))
    return sorted(found, key=lambda spot: (-spot.anchor, -(spot.box.bottom - spot.box.top)))


def lone_serials(passage: Passage) -> list[Spot]:
    """Return serials that have a row for themselves on a face that nothing else is known of.

    A cover in one dark ink, or one that its back shows through, may keep no more than that.
    """
    if len(passage.codes) > MOST_ON_COVER:
        return []
    return [
        spot._replace(anchor=ALONE)
        for spot in serials(passage)
        if spot.anchor == 1.0 and _has_row(passage, spot)
    ]


def _has_row(passage: Passage, spot: Spot) -> bool:
    """Tell whether beside the serial its row has nothing, or a word that was "Số"."""
    top, bottom = spot.box.top, spot.box.bottom
    beside = [
        word.text
        for row in passage.rows
        for word in row.words
        if top < (word.box.top + word.box.bottom) / 2 < bottom
        and not spot.box.left <= (word.box.left + word.box.right) / 2 <= spot.box.right
    ]
    return len(beside) <= 1 and all(len(word) <= LONGEST_LABEL for word in beside)


def signing(passage: Passage) -> list[Spot]:
    """Return date and issuer of the signature block on the face, as far as they stand there.

    Dates also stand in notes, identity papers and changes: the block is the one date with an
    authority named in the rows right below it, on its side of the face.
    """
    best: tuple[float, list[Spot]] = (0.0, [])
    for match in _DATE.finditer(passage.folded):
        rows = passage.part(match.start(), match.end())
        if not rows:
            continue
        date = Spot("certificate.issue_date", rows, 0.9)
        issuer = _issuer_below(passage, passage.row_at(match.start()), date)
        before = passage.folded[: match.start()].rstrip(" ")
        # "Quảng Yên, ngày ..." opens a block; "theo quyết định ... ngày" does not.
        weight = (2.0 if issuer else 0.0) + (1.0 if before.endswith(",") else 0.0)
        if weight > best[0]:
            best = (weight, [date, *([issuer] if issuer else [])])
    return best[1]


def _issuer_below(passage: Passage, row_number: int, date: Spot) -> Spot | None:
    """Return the authority named below the date: rows up to the signer's office."""
    block: list[Row] = []
    started = False
    for row in passage.rows[row_number + 1 : row_number + 7]:
        beside = _under(row, date.box)
        if not beside:
            continue
        line = Passage((Row(beside),))
        if _OTHER_LABEL.search(line.folded) and started:
            break
        authority = _AUTHORITY.search(line.folded)
        if authority is not None:
            # What stands before it on the row belongs to another column.
            block += line.part(authority.start(), len(line.text))
            started = True
        elif _SIGNER.search(line.folded.strip()):
            break
        elif started and any(sign.isalpha() for sign in line.text):
            block.append(Row(beside))
        if len(block) == 3:
            break
    return Spot("certificate.issuer", tuple(block), 0.9) if started else None


def _under(row: Row, box: Box) -> tuple[Word, ...]:
    """Return the words of a row that stand under ``box``: its pieces between wide gaps."""
    height = row.box.bottom - row.box.top
    pieces: list[list[Word]] = []
    for word in row.words:
        if pieces and word.box.left - pieces[-1][-1].box.right < 1.6 * height:
            pieces[-1].append(word)
        else:
            pieces.append([word])
    return tuple(
        word
        for piece in pieces
        if piece[0].box.left < box.right and piece[-1].box.right > box.left
        for word in piece
    )
