"""Tesseract through pytesseract; the only module that knows it."""

import os
import re
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytesseract

from ocr.engines.engine import TESSERACT, LineReading, Script
from schemas.errors import EngineTimeout, SettingsError
from schemas.reading import Box
from schemas.text import nfc
from schemas.words import Word

# One block of text: the layout finders of the other modes drop whole lines of sparse faces
# (measured: 3 % fewer letters read, covers lost); rows and columns are found afterwards.
FACE_PSM = 6
GRAINY_PSM = 4
# A face takes a second, and no face of these papers has so many words.
GRAINY_AFTER_S = 9.0
MOST_WORDS = 1500
BLOCK_PSM = 6
LINE_PSM = 7
NOTHING = LineReading("", 0.0)
# Tesseract makes a word of a bare crop; print differs from its paper by more than this.
LEAST_CONTRAST = 40
LANGUAGE_OF_SCRIPT = {Script.TEXT: "vie", Script.CODE: "eng"}


# Debian's model has no superscript two: behind a number it reads "m²" as one of these.
SQUARE_METRE = re.compile(r"m[?°ˆ^*'’”\"`º]{1,2}([);,.:]*)")


class Tesseract:
    """Tesseract with Debian's Vietnamese model, one thread a page, every call bounded in time.

    Pixels travel as uncompressed PGM files: compressing a page to PNG, pytesseract's own way,
    takes a quarter of the time of reading it.
    """

    name = TESSERACT
    scripts = tuple(Script)
    witness = None

    def __init__(self, *, face_timeout_s: float = 60.0, lines_timeout_s: float = 30.0) -> None:
        # A page's threads fight each other: one thread a page is three times faster.
        os.environ["OMP_THREAD_LIMIT"] = "1"
        self._face_timeout_s = face_timeout_s
        self._lines_timeout_s = lines_timeout_s
        self._languages = _installed_languages()

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        with tempfile.TemporaryDirectory(prefix="sodo-") as folder:
            image = Path(folder, "face.pgm")
            _write_pgm(image, grey)
            try:
                words = _words(_recognise(image, "vie", FACE_PSM, dpi, GRAINY_AFTER_S))
            except EngineTimeout:
                words = ()
            if 0 < len(words) <= MOST_WORDS:
                return words
            # Grain read as thousands of words: a mode that first looks where text is ignores it.
            return _words(_recognise(image, "vie", GRAINY_PSM, dpi, self._face_timeout_s))

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        language = LANGUAGE_OF_SCRIPT[script]
        if language not in self._languages:
            language = "vie"
        return tuple(
            LineReading(
                " ".join(word.text for word in words),
                min((word.confidence for word in words), default=0.0),
            )
            for words in self._read_crops(crops, language, LINE_PSM, dpi)
        )

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        return self._read_crops(crops, "vie", BLOCK_PSM, dpi)

    def _read_crops(
        self, crops: Sequence[np.ndarray], language: str, psm: int, dpi: int
    ) -> tuple[tuple[Word, ...], ...]:
        """Return the words of each crop; bare ones are not shown to Tesseract, which invents."""
        written = [number for number, crop in enumerate(crops) if _has_contrast(crop)]
        found: list[list[Word]] = [[] for _ in crops]
        if not written:
            return tuple(tuple(words) for words in found)
        with tempfile.TemporaryDirectory(prefix="sodo-") as folder:
            names = []
            for number in written:
                image = Path(folder, f"{number:04d}.pgm")
                _write_pgm(image, crops[number])
                names.append(str(image))
            # A list file is read by one process: starting one per crop costs 100 ms each.
            listing = Path(folder, "crops.txt")
            listing.write_text("\n".join(names) + "\n", encoding="utf-8")
            table = _recognise(listing, language, psm, dpi, self._lines_timeout_s)
        for word, image_number in zip(_words(table), _image_numbers(table), strict=True):
            found[written[image_number]].append(word)
        return tuple(tuple(words) for words in found)


Table = dict[str, list[str]]


def _recognise(image: Path, language: str, psm: int, dpi: int, timeout_s: float) -> Table:
    try:
        table: Table = pytesseract.image_to_data(
            str(image),
            lang=language,
            config=f"--psm {psm} --oem 1 --dpi {dpi} -c tessedit_do_invert=0",
            timeout=timeout_s,
            output_type=pytesseract.Output.DICT,
        )
    except RuntimeError as error:
        # pytesseract kills its child and raises a bare RuntimeError; a TesseractError is one too.
        if isinstance(error, pytesseract.TesseractError):
            if "language" in str(error):
                raise SettingsError(f"Tesseract: {error}") from error
            raise
        raise EngineTimeout(f"Tesseract took longer than {timeout_s:.0f} s") from error
    return table


def _is_word(table: Table, row: int) -> bool:
    return int(table["level"][row]) == 5 and bool(table["text"][row].strip())


def _words(table: Table) -> tuple[Word, ...]:
    words: list[Word] = []
    line, last_key = -1, None
    for row in range(len(table["text"])):
        if not _is_word(table, row):
            continue
        key = tuple(table[part][row] for part in ("page_num", "block_num", "par_num", "line_num"))
        if key != last_key:
            line, last_key = line + 1, key
        left, top = int(table["left"][row]), int(table["top"][row])
        box = Box(left, top, left + int(table["width"][row]), top + int(table["height"][row]))
        confidence = max(0.0, float(table["conf"][row])) / 100
        text = nfc(table["text"][row].strip())
        if words and words[-1].line == line and SQUARE_METRE.fullmatch(text):
            text = SQUARE_METRE.sub(r"m²\1", text) if words[-1].text[-1:].isdigit() else text
        words.append(Word(text, box, confidence, line))
    return tuple(words)


def _image_numbers(table: Table) -> list[int]:
    return [
        int(table["page_num"][row]) - 1 for row in range(len(table["text"])) if _is_word(table, row)
    ]


def _has_contrast(crop: np.ndarray) -> bool:
    return int(crop.max()) - int(crop.min()) >= LEAST_CONTRAST


def _write_pgm(path: Path, grey: np.ndarray) -> None:
    height, width = grey.shape
    with path.open("wb") as file:
        file.write(b"P5 %d %d 255\n" % (width, height))
        file.write(np.ascontiguousarray(grey, dtype=np.uint8).tobytes())


def _installed_languages() -> frozenset[str]:
    try:
        return frozenset(pytesseract.get_languages())
    except pytesseract.TesseractNotFoundError as error:
        raise SettingsError(
            "tesseract is not installed: apt-get install tesseract-ocr tesseract-ocr-vie"
        ) from error
