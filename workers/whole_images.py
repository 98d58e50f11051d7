"""Pictures walked from mark to mark until their end, without decoding anything."""

import re
from typing import Final

from workers.wholeness import BrokenOff, Content, Verdict

# In compressed data 0xFF is followed by 0x00 or, as a restart mark, by 0xD0 to 0xD7; several
# 0xFF before a mark are padding.
_JPEG_MARK: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_SOI, _EOI, _SOS, _LONE = b"\xff\xd8", 0xD9, 0xDA, frozenset({0x01, *range(0xD0, 0xD9)})
_PNM_HEAD: Final = re.compile(rb"P([1-6])((?:\s|#[^\n]*\n)+)(\d+)")
_NUMBER: Final = re.compile(rb"(?:\s|#[^\n]*\n)+(\d+)")
_HEAD_BYTES = 4096


def jpeg(content: Content) -> Verdict:
    """Follow the segments of each picture to its end mark (ITU-T T.81, annex B).

    Cameras put more pictures behind the first (MPO): each must end. Anything else behind the
    last one says nothing about its own end.
    """
    offset = 0
    while content.size - offset >= 2 and content.at(offset, 2) == _SOI:
        offset = _jpeg_end(content, offset + 2)
    return Verdict.WHOLE if offset == content.size else Verdict.UNSURE


def png(content: Content) -> Verdict:
    """Follow the chunks to IEND (PNG, section 5)."""
    offset, kind = 8, b""
    while kind != b"IEND":
        kind = content.at(offset + 4, 4)
        if not kind.isalpha():
            raise BrokenOff
        offset += 12 + content.number(offset, 4)
    return _ended(content, offset)


def gif(content: Content) -> Verdict:
    """Follow the blocks to the trailer (GIF 89a, appendix B)."""
    offset = 13 + _colours(content.at(10, 1)[0])
    while (block := content.at(offset, 1)[0]) != 0x3B:
        if block == 0x21:
            offset += 2
        elif block == 0x2C:
            offset += 11 + _colours(content.at(offset + 9, 1)[0])
        else:
            raise BrokenOff
        while (length := content.at(offset, 1)[0]) != 0:
            offset += 1 + length
        offset += 1
    return _ended(content, offset + 1)


def bmp(content: Content) -> Verdict:
    """Compare the file's length with what its header says and what its rows need."""
    stated = content.number(2, 4, "little")
    start = content.number(10, 4, "little")
    needed = start
    if content.number(14, 4, "little") >= 40 and content.number(30, 4, "little") in (0, 3):
        width = content.number(18, 4, "little")
        height = content.number(22, 4, "little")
        rows = min(height, 2**32 - height)  # negative when the first row is the upper one
        needed += (width * content.number(28, 2, "little") + 31) // 32 * 4 * rows
    # Some writers leave the length out or count only the picture.
    if content.size < max(needed, stated if stated >= start else 0):
        raise BrokenOff
    return _ended(content, content.size)


def pnm(content: Content) -> Verdict:
    """Compare the file's length with what the header promises; text forms have no end."""
    head = content.at(0, min(_HEAD_BYTES, content.size))
    found = _PNM_HEAD.match(head)
    if found is None:
        raise BrokenOff
    kind, width, at = int(found[1]), int(found[3]), found.end()
    numbers = []
    for _ in range(1 if kind in (1, 4) else 2):
        number = _NUMBER.match(head, at)
        if number is None:
            raise BrokenOff
        numbers.append(int(number[1]))
        at = number.end()
    if kind <= 3:
        return Verdict.UNSURE
    row = (width + 7) // 8 if kind == 4 else width * (3 if kind == 6 else 1)
    wide = 2 if kind != 4 and numbers[1] > 255 else 1
    if content.size < at + 1 + row * wide * numbers[0]:
        raise BrokenOff
    return _ended(content, content.size)


def _ended(content: Content, end: int) -> Verdict:
    """Judge a file whose picture ends at ``end``."""
    if end > content.size:
        raise BrokenOff
    return Verdict.WHOLE if end == content.size else Verdict.UNSURE


def _jpeg_end(content: Content, offset: int) -> int:
    """Return where the picture ends whose first segment begins at ``offset``."""
    while True:
        if content.at(offset, 1) != b"\xff":
            raise BrokenOff
        mark = content.at(offset + 1, 1)[0]
        if mark == 0xFF:
            offset += 1
        elif mark == _EOI:
            return offset + 2
        elif mark in _LONE:
            offset += 2
        else:
            offset += 2 + content.number(offset + 2, 2)
            if mark == _SOS:
                following = content.find(_JPEG_MARK, offset)
                if following is None:
                    raise BrokenOff
                offset = following


def _colours(flags: int) -> int:
    """Return the bytes of the colour table that a GIF's flags announce."""
    return 3 * 2 ** (1 + (flags & 7)) if flags & 0x80 else 0
