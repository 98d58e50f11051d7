"""Draws what was read onto a page: docs/sample.png from a sample and its record."""

import argparse
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from ocr.load import open_document
from schemas.document import Document
from schemas.form1_cells import outranking
from schemas.reading import Box, Reading, Status

COLOURS = {Status.ACCEPTED: (0, 120, 40), Status.FLAGGED: (214, 90, 0)}
PAGE_WIDTH, SIDE_WIDTH, LINE = 820, 480, 19  # pixels: readable in a README, and small


def main() -> None:
    """Draw the page that shows most fields, of the named record or of the best one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="output folder of sodo process")
    parser.add_argument("scans", type=Path, help="folder the scans are in")
    parser.add_argument("picture", type=Path)
    parser.add_argument("--name", help="record to draw (default: the one with most on a page)")
    arguments = parser.parse_args()
    records = sorted((arguments.out / "records").glob(f"{arguments.name or '*'}.json"))
    documents = [Document.model_validate_json(path.read_bytes()) for path in records]
    document = max(documents, key=lambda one: len(_fullest(one)[1]))
    number, readings = _fullest(document)
    scan = next(path for path in arguments.scans.rglob(document.source.file))
    with open_document(scan) as file:
        page = next(page for page in file.pages() if page.number == number)
        image = Image.fromarray(page.pixels).convert("RGB")
    _drawn(image, readings).save(arguments.picture, optimize=True)
    print(f"{arguments.picture}: {document.source.file}, page {number}, {len(readings)} fields")


def _fullest(document: Document) -> tuple[int, list[Reading]]:
    """Return the page with most readings, and those readings."""
    by_page: dict[int, list[Reading]] = {}
    for record in document.records:
        for reading in outranking(record.fields).values():
            if reading.page is not None and reading.box is not None:
                by_page.setdefault(reading.page, []).append(reading)
    return max(by_page.items(), key=lambda item: len(item[1]), default=(1, []))


def _drawn(image: Image.Image, readings: list[Reading]) -> Image.Image:
    """Return the page with framed fields, beside it what was read, each joined to its frame."""
    scale = PAGE_WIDTH / image.width
    page = image.resize((PAGE_WIDTH, round(image.height * scale)), Image.Resampling.LANCZOS)
    picture = Image.new("RGB", (PAGE_WIDTH + SIDE_WIDTH, page.height), "white")
    picture.paste(page)
    pen = ImageDraw.Draw(picture, "RGBA")
    font = ImageFont.truetype("LiberationSans-Regular.ttf", LINE - 4)
    framed = [(_scaled(reading.box, scale), reading) for reading in readings if reading.box]
    framed.sort(key=lambda pair: (pair[0].top, pair[0].left))
    for (box, reading), top in zip(framed, _spread(framed, page.height), strict=True):
        colour = COLOURS.get(reading.status, (90, 90, 90))
        pen.rectangle(box, (*colour, 25), colour, 2)
        middle = (box.top + box.bottom) // 2
        pen.line((box.right, middle, PAGE_WIDTH, top + LINE // 2), (*colour, 130))
        text = f"{reading.path}  {reading.value or '?'}"
        while pen.textlength(text, font) > SIDE_WIDTH - 12:
            text = text[:-2] + "…"
        pen.text((PAGE_WIDTH + 6, top), text, colour, font)
    return picture.quantize(256)


def _scaled(box: Box, scale: float) -> Box:
    """Return the box in the picture, a little wider so that the frame clears the print."""
    left, top, right, bottom = (round(side * scale) for side in box)
    return Box(left - 2, top - 2, right + 2, bottom + 2)


def _spread(framed: list[tuple[Box, Reading]], height: int) -> list[int]:
    """Return the top of each line of text: beside its frame, but no two on each other."""
    tops: list[int] = []
    for box, _ in framed:
        tops.append(max(box.top, tops[-1] + LINE if tops else 0))
    overflow = (tops[-1] + LINE - height) if tops else 0
    return [top - max(0, overflow) for top in tops]


if __name__ == "__main__":
    main()
