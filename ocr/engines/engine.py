"""What the pipeline asks of a recogniser."""

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

import numpy as np

from ocr.ctc import Alternative
from schemas.words import Word

# The engines by name; each name has a calibration of its own.
LINE_READER = "line_reader"
TESSERACT = "tesseract"


class Script(StrEnum):
    """What a line crop is expected to hold: chooses the model, never the answer."""

    TEXT = "text"  # Vietnamese
    CODE = "code"  # digits and capitals: read by a model that knows no Vietnamese words


class LineReading(NamedTuple):
    """What an engine makes of one cropped line.

    Attributes:
        text: NFC.
        confidence: its weakest word's, 0 to 1.
        runners_up: other readings that the engine holds possible, likeliest first.
        words: of each word of the text what it may be, likeliest first, with the engine's
            probability; empty where the engine does not say.
    """

    text: str
    confidence: float
    runners_up: tuple[str, ...] = ()
    words: tuple[tuple[Alternative, ...], ...] = ()


class Engine(Protocol):
    """A recogniser. Grey pixels are ``uint8`` (height, width), dark print on light paper."""

    @property
    def name(self) -> str: ...

    @property
    def scripts(self) -> tuple[Script, ...]:
        """The models it reads lines with, each asked for the lines that suit it."""
        ...

    @property
    def witness(self) -> "Engine | None":
        """Another recogniser, made differently: where both read the same, neither guessed."""
        ...

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        """Return the words of an upright face in reading order, NFC, boxes in its pixels.

        Rules and leaders are lifted from ``grey``, and with them, where paper is folded, parts
        of letters; ``ruled`` is the same face before that.

        Raises:
            EngineTimeout: the face took longer than the engine was given.
        """
        ...

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        """Return one reading for each cropped line, in order; empty text where none was found.

        Raises:
            EngineTimeout: the crops took longer than the engine was given.
        """
        ...

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        """Return the words of each cropped block of lines, boxes in the crop's pixels.

        Raises:
            EngineTimeout: the crops took longer than the engine was given.
        """
        ...
