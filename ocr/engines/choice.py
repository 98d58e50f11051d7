"""Which recogniser reads: by name, our own where its network is at hand."""

from collections.abc import Callable, Mapping

from ocr.engines.engine import LINE_READER, TESSERACT, Engine
from ocr.engines.line_net import is_present
from ocr.engines.line_reader import LineReader
from ocr.engines.tesseract import Tesseract
from schemas.errors import SettingsError


def _tesseract(timeout_s: float) -> Engine:
    return Tesseract(face_timeout_s=timeout_s, lines_timeout_s=timeout_s)


def _line_reader(timeout_s: float) -> Engine:
    if not is_present():
        raise SettingsError(
            "the line reader's network is missing: install again, or SODO_ENGINE=tesseract"
        )
    return LineReader(witness=_tesseract(timeout_s))


# Name as the settings know it -> how to make it with a limit on each call, in seconds.
ENGINES: Mapping[str, Callable[[float], Engine]] = {
    LINE_READER: _line_reader,
    TESSERACT: _tesseract,
}


def engine_of(name: str, timeout_s: float) -> Engine:
    """Return the recogniser of that name; each call of it ends within ``timeout_s``.

    Raises:
        KeyError: there is none of that name.
        SettingsError: a program or a model it needs is missing.
    """
    return ENGINES[name](timeout_s)
