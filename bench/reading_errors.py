"""What a reader gets wrong, for an engineer to see: confusions, worst lines, their pictures."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import NamedTuple

import numpy as np
from PIL import Image, ImageDraw

from bench.reading_count import confusions, where_wrong
from bench.reading_run import LineRead, PageRead, Shown
from drawing.damaged import Pixels
from drawing.typefaces import Face, font
from ocr.lines import TextLine, find_lines
from ocr.page import Page
from ocr.strips import strip
from schemas.reading import Box

KEPT = 60
BLOCKS_ON_A_SHEET = 12
SHEET_PX = 1700
TEXT_PX = 26
GREY, BLUE, RED = (120, 120, 120), (0, 60, 160), (190, 0, 30)


class Slip(NamedTuple):
    """A line that was read wrongly.

    Attributes:
        where: condition, typeface, page.
        read: by reader's name.
        crop: the line on the face as the readers saw it, grey; None if it is not known where.
        strips: how our reader cuts out the lines it finds there.
    """

    edits: int
    where: str
    true: str
    read: Mapping[str, str]
    crop: Pixels | None
    strips: tuple[Pixels, ...]


class Slips:
    """The worst lines of one reader among all pages shown so far."""

    def __init__(self, reader: str, *, pictures: bool) -> None:
        self._reader, self._pictures = reader, pictures
        self._worst: list[tuple[int, int, Slip]] = []
        self._number = count()

    def add(self, shown: Shown) -> None:
        """Keep the page's wrong lines, if they are among the ``KEPT`` worst."""
        page = shown.read[self._reader]
        cut: tuple[TextLine, ...] | None = None
        for number, line in enumerate(page.lines):
            edits = line.errors.edits
            least = self._worst[0][0] if len(self._worst) >= KEPT else 0
            if edits <= least:
                continue
            crop, strips = None, tuple[Pixels, ...]()
            box = _place(shown, number, line) if self._pictures else None
            if box is not None:
                cut = find_lines(shown.face) if cut is None else cut
                crop = shown.face.cropped(box).grey
                strips = tuple(strip(shown.face.grey, one) for one in cut if _meets(one.box, box))
            read = {name: one.lines[number].read for name, one in shown.read.items()}
            where = f"{page.page.condition}, {page.page.family}, page {page.page.number}"
            slip = Slip(edits, where, line.true, read, crop, strips)
            heapq.heappush(self._worst, (edits, next(self._number), slip))
            if len(self._worst) > KEPT:
                heapq.heappop(self._worst)

    @property
    def worst(self) -> list[Slip]:
        """The lines with most errors, worst first."""
        return [slip for _, _, slip in sorted(self._worst, key=lambda row: (-row[0], row[1]))]


def print_errors(results: Iterable[PageRead], slips: Sequence[Slip], most: int) -> None:
    """Print each reader's ``most`` commonest confusions, then the worst lines."""
    by_reader: dict[str, list[LineRead]] = {}
    for one in results:
        by_reader.setdefault(one.reader, []).extend(one.lines)
    for reader, lines in by_reader.items():
        pairs = [(line.true, line.read) for line in lines]
        common = confusions(pairs).most_common(most)
        told = [f"{_sign(true)}→{_sign(read)} {times}" for (true, read), times in common]
        where = where_wrong(pairs)
        print(
            f"\n{reader}, wrong characters: {where.lost} in lost lines, {where.ends} at the ends "
            f"of lines, {where.inside} inside"
        )
        print(f"{reader}, printed → read, how often: {', '.join(told) or 'no confusions'}")
    print("\nWorst lines")
    for slip in slips[:most]:
        print(f"{slip.edits:4} {slip.where}\n     printed: {slip.true}")
        for reader, text in slip.read.items():
            print(f"     {reader}: {text or '(nothing)'}")


def write_sheets(slips: Sequence[Slip], folder: Path) -> None:
    """Write pictures of the lines, with what the readers made of them, as ``folder``/worst-1.png.

    Each block: where it is from, the line on the face, the strips cut out there, the texts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for number, first in enumerate(range(0, len(slips), BLOCKS_ON_A_SHEET), start=1):
        blocks = [_block(slip) for slip in slips[first : first + BLOCKS_ON_A_SHEET]]
        sheet = Image.new("RGB", (SHEET_PX, sum(block.height for block in blocks)), "white")
        top = 0
        for block in blocks:
            sheet.paste(block, (0, top))
            top += block.height
        sheet.save(folder / f"worst-{number}.png")


def _block(slip: Slip) -> Image.Image:
    pictures = [one for one in (slip.crop, *slip.strips) if one is not None]
    texts = [
        (f"{slip.edits} errors, {slip.where}", GREY),
        (f"printed: {slip.true}", BLUE),
        *((f"{reader}: {text or '(nothing)'}", RED) for reader, text in slip.read.items()),
    ]
    line = round(1.4 * TEXT_PX)
    scaled = [_fitting(pixels) for pixels in pictures]
    height = line * len(texts) + sum(one.height + 6 for one in scaled) + 24
    block = Image.new("RGB", (SHEET_PX, height), "white")
    pen = ImageDraw.Draw(block)
    face = font(Face("Liberation Sans"), TEXT_PX)
    top = 6
    for text, colour in texts:
        pen.text((8, top), text, font=face, fill=colour)
        top += line
    for one in scaled:
        block.paste(one, (8, top))
        pen.rectangle((7, top - 1, 8 + one.width, top + one.height), outline=GREY)
        top += one.height + 6
    return block


def _fitting(pixels: Pixels) -> Image.Image:
    image = Image.fromarray(pixels)
    room = SHEET_PX - 16
    if image.width > room:
        image = image.resize((room, max(1, round(image.height * room / image.width))))
    return image.convert("RGB")


def _place(shown: Shown, number: int, line: LineRead) -> Box | None:
    """Return where the line is on the face, with some of what is around it."""
    true = shown.page.lines[number].box
    box = line.box if true is None else _on_face(shown.face, true)
    if box is None:
        return None
    pad = round(0.4 * (box.bottom - box.top))
    wide = Box(box.left - 2 * pad, box.top - pad, box.right + 2 * pad, box.bottom + pad)
    inside = wide.left < shown.face.width and wide.top < shown.face.height
    return wide if inside and wide.right > 0 and wide.bottom > 0 else None


def _on_face(face: Page, box: Box) -> Box:
    """Return the upright box on the face around a box of the scan."""
    corners = np.array(
        [
            [box.left, box.right, box.right, box.left],
            [box.top, box.top, box.bottom, box.bottom],
            [1, 1, 1, 1],
        ]
    )
    x, y, w = np.linalg.inv(face.to_scan) @ corners
    x, y = x / w, y / w
    return Box(int(x.min()), int(y.min()), int(x.max()), int(y.max()))


def _meets(one: Box, other: Box) -> bool:
    middle = (one.top + one.bottom) / 2
    beside = one.right <= other.left or other.right <= one.left
    return not beside and other.top < middle < other.bottom


def _sign(sign: str) -> str:
    return {"": "nothing", " ": "blank"}.get(sign, sign)
