"""Pages of real documents with known lines: a PDF with a text layer, scans with a text beside."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pymupdf as untyped_pymupdf

from bench.reading_pages import LEFT_OUT, TrueLine, TruePage, scanned
from drawing.damage import WAYS, damage, draw_strengths
from drawing.damaged import Pixels
from ocr.load import open_document
from schemas.errors import SettingsError
from schemas.reading import Box
from schemas.text import squeeze

# It comes without types; said once here instead of at each call.
pymupdf: Any = untyped_pymupdf

# Resolutions a PDF is drawn at, and the ways of damage it then goes through.
PDF_DPIS = (300, 200, 150)
PDF_WAYS = ("clean", "office", "worn")
# Flag of a raised piece of text, and what is printed there when it holds one of these.
_RAISED = 1
_RAISED_SIGNS = {"2": "²", "3": "³", "o": "°"}
# A gap left to be filled in: what somebody wrote there is in no text layer.
_LEFT_OPEN = re.compile(r"\S {3,}\S")
# Characters that stand for pictures, or for nothing.
_NO_TEXT = {"Co", "Cn", "Cs", "Cc"}
# Rise of a line, against its run, below which it counts as level.
_LEVEL = 0.01
IMAGES = (".jpg", ".jpeg", ".png", ".tif", ".tiff", ".pdf")


def pdf_pages(path: Path, numbers: Sequence[int], *, quick: bool = False) -> Iterator[TruePage]:
    """Yield pages of a PDF, drawn at each of ``PDF_DPIS`` and damaged in each of ``PDF_WAYS``.

    The truth is its text layer, line by line. Not asked for are rules, slanting lines, those
    with gaps to be filled in, and those with signs of symbol fonts. ``quick``: only 200 dpi.

    Raises:
        SettingsError: it cannot be opened or has no such page.
    """
    try:
        document = pymupdf.open(path, filetype="pdf")
    except (pymupdf.FileDataError, RuntimeError) as error:
        raise SettingsError(f"{path}: not a PDF that can be read") from error
    with closing(document):
        if numbers and max(numbers) > document.page_count:
            raise SettingsError(f"{path}: has {document.page_count} pages")
        for dpi in (200,) if quick else PDF_DPIS:
            for way in PDF_WAYS:
                for number in numbers or range(1, document.page_count + 1):
                    yield _pdf_page(document[number - 1], number, dpi, way)


def _pdf_page(page: Any, number: int, dpi: int, way: str) -> TruePage:
    drawn = page.get_pixmap(dpi=dpi, colorspace="rgb", alpha=False)
    image = np.frombuffer(drawn.samples, np.uint8).reshape(drawn.height, drawn.width, 3)
    lines = tuple(_lines(page, dpi))
    chance = np.random.default_rng([number, dpi, *way.encode()])
    strengths = draw_strengths(WAYS[way], chance)
    strengths = {kind: share for kind, share in strengths.items() if kind not in LEFT_OUT}
    other: Pixels = np.ascontiguousarray(image[:, ::-1])[:, ::-1]
    harmed = damage(image, dpi, strengths, chance, behind=other)
    return scanned(harmed, lines, TruePage("pdf", f"{dpi} dpi, {way}", "", number))


def _lines(page: Any, dpi: int) -> Iterator[TrueLine]:
    scale = dpi / 72
    for block in page.get_text("dict")["blocks"]:
        for line in block.get("lines", ()):
            text = "".join(_printed(span) for span in line["spans"])
            if _is_known(text) and abs(line["dir"][1]) < _LEVEL:
                left, top, right, bottom = (round(edge * scale) for edge in line["bbox"])
                yield TrueLine(squeeze(text), Box(left, top, right, bottom))


def _is_known(text: str) -> bool:
    """Tell whether a line of a text layer says all that its print does."""
    return (
        any(sign.isalnum() for sign in text)
        and not _LEFT_OPEN.search(text)
        and all(unicodedata.category(sign) not in _NO_TEXT for sign in text)
    )


def _printed(span: Any) -> str:
    text = str(span["text"])
    if span["flags"] & _RAISED and text.strip() in _RAISED_SIGNS:
        return text.replace(text.strip(), _RAISED_SIGNS[text.strip()])
    return text


def letter_pages(folder: Path) -> Iterator[TruePage]:
    """Yield the first page of each scan in ``folder`` that has a ``.txt`` of its lines beside it.

    They are numbered in the order of their names, which are not told on.

    Raises:
        SettingsError: there is none.
        InputError: one cannot be opened.
    """
    files = sorted(
        path
        for path in folder.glob("*")
        if path.suffix.lower() in IMAGES and path.with_suffix(".txt").is_file()
    )
    if not files:
        raise SettingsError(f"{folder}: no scan with a .txt beside it")
    for number, path in enumerate(files, start=1):
        text = path.with_suffix(".txt").read_text("utf-8")
        lines = tuple(TrueLine(squeeze(line), None) for line in text.splitlines() if line.strip())
        with open_document(path) as file:
            scan = next(file.pages())
        yield TruePage("letters", f"letter {number}", "", number, scan, lines, timed=True)
