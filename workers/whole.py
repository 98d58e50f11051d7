"""Whether a file is all there, told by its content: writers stall, and copies break off."""

import os
import re
from pathlib import Path
from typing import BinaryIO, Final

from ocr.tiff_chain import BrokenTiff, directories
from workers.whole_images import bmp, gif, jpeg, png, pnm
from workers.wholeness import BrokenOff, Content, Verdict, Walk

_HEAD_BYTES = 1024 + 16
# Below this a file is more likely the beginning of one than a stranger.
_SMALLEST_BYTES = 64
# A PDF's end stands in its last 1024 bytes (ISO 32000, annex H), give or take what mailers add.
_PDF_TAIL_BYTES = 2048
_PDF_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_PDF_LENGTH = re.compile(rb"/Linearized\b[^>]{0,200}?/L\s+(\d+)", re.DOTALL)
# Some copiers give a file its full length first and fill it later.
_UNFILLED_BYTES = 4096
_JPEG2000_END = b"\xff\xd9"


def verdict(file: BinaryIO) -> Verdict:
    """Say whether all of a file is there, reading little of it; the name does not matter.

    WHOLE is said of formats that state their own end or length. A TIFF is UNSURE at best: a
    scanner adds pages to it one by one, and after each it looks finished. So is what is no
    format of ours. ``file`` is open for reading bytes, and of any position.

    Raises:
        OSError: it cannot be read.
    """
    size = os.fstat(file.fileno()).st_size
    content = Content(file, size)
    head = content.at(0, min(size, _HEAD_BYTES))
    if not head.strip(b"\0"):
        return Verdict.HALF
    walk = next((walk for pattern, walk in FORMATS if pattern.match(head)), None)
    if walk is None:
        return Verdict.UNSURE if size >= _SMALLEST_BYTES else Verdict.HALF
    try:
        said = walk(content)
        return Verdict.HALF if _is_unfilled(content) else said
    except BrokenOff:
        return Verdict.HALF


def pdf(content: Content) -> Verdict:
    """Look for the last end mark and what it points to.

    The first part of a file made for the web (linearized) has an end mark of its own; such a
    file says how long it is.
    """
    tail = content.tail(_PDF_TAIL_BYTES)
    end = max(_PDF_END.finditer(tail), key=re.Match.end, default=None)
    if end is None or not 0 < int(end[1]) < content.size:
        raise BrokenOff
    if tail[end.end() :].strip():  # most likely the beginning of an added revision
        raise BrokenOff
    length = _PDF_LENGTH.search(content.at(0, min(content.size, _HEAD_BYTES)))
    if length and content.size < int(length[1]):
        raise BrokenOff
    return Verdict.WHOLE


def tiff(content: Content) -> Verdict:
    """Follow the chain of directories and the data of each."""
    try:
        # By number: whatever happens to the name meanwhile, this is the file that was opened.
        chain = directories(Path(f"/dev/fd/{content.file.fileno()}"))
    except BrokenTiff as error:
        raise BrokenOff from error
    if not chain:
        raise BrokenOff
    return Verdict.UNSURE


def riff(content: Content) -> Verdict:
    """Compare the length with the one in the header (WebP)."""
    stated = 8 + content.number(4, 4, "little")
    if content.size < stated:
        raise BrokenOff
    return Verdict.WHOLE if content.size <= stated + stated % 2 else Verdict.UNSURE


def heif(content: Content) -> Verdict:
    """Follow the boxes, of which one describes and one holds the pictures (ISO 14496-12)."""
    if not {b"meta", b"mdat"} <= _boxes(content).keys():
        raise BrokenOff
    return Verdict.WHOLE


def jp2(content: Content) -> Verdict:
    """Follow the boxes; the picture in the last of them has an end mark (ISO 15444-1)."""
    boxes = _boxes(content)
    if b"jp2c" not in boxes:
        raise BrokenOff
    end = boxes[b"jp2c"]
    if content.at(end - 2, 2) != _JPEG2000_END:
        raise BrokenOff
    return Verdict.WHOLE


def j2k(content: Content) -> Verdict:
    """Look for the end mark, which no data can imitate (ISO 15444-1, annex A)."""
    if content.tail(2) != _JPEG2000_END:
        raise BrokenOff
    return Verdict.WHOLE


# First match wins; the same formats as the reader opens, known by the same signs.
FORMATS: Final[tuple[tuple[re.Pattern[bytes], Walk], ...]] = tuple(
    (re.compile(pattern, re.DOTALL), walk)
    for pattern, walk in (
        (rb"II[*+]\x00|MM\x00[*+]", tiff),
        (rb"\xff\xd8\xff", jpeg),
        (rb"\x89PNG\r\n\x1a\n", png),
        (rb"RIFF....WEBP", riff),
        (rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1|avi[fs])", heif),
        (rb"\x00\x00\x00\x0cjP  \r\n\x87\n", jp2),
        (rb"\xff\x4f\xff\x51", j2k),
        (rb"GIF8[79]a", gif),
        (rb"BM.{4}\x00{4}.{4}[\x0c-\x7c]\x00\x00\x00", bmp),
        (rb"P[1-6][ \t\r\n](?:#[^\n]*\n|\s)*\d", pnm),
        (rb".{0,1024}?%PDF-", pdf),
    )
)


def _boxes(content: Content) -> dict[bytes, int]:
    """Return the kinds of the outermost boxes, each with the end of the last of that kind."""
    found: dict[bytes, int] = {}
    offset = 0
    while offset < content.size:
        length, kind = content.number(offset, 4), content.at(offset + 4, 4)
        if length == 1:
            length = content.number(offset + 8, 8)
        elif length == 0:  # until the end of the file
            length = content.size - offset
        if length < 8 or offset + length > content.size:
            raise BrokenOff
        offset += length
        found[kind] = offset
    return found


def _is_unfilled(content: Content) -> bool:
    """Say whether the end holds nothing but zeros."""
    return not content.tail(min(_UNFILLED_BYTES, max(1, content.size // 2))).strip(b"\0")
