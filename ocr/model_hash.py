"""One short text that changes whenever what was learnt, and so what is read, changes."""

import hashlib
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_ANSWER_S = 30.0
_DIGITS = 16


@cache
def model_hash() -> str:
    """Return the hash of our own models and tables, and of Tesseract's version and languages."""
    seen = hashlib.sha256()
    for path in sorted((*_DATA.rglob("*"), *_tesseract_models())):
        if path.is_file():
            with path.open("rb") as file:
                seen.update(path.name.encode())
                seen.update(hashlib.file_digest(file, "sha256").digest())
    seen.update(_answer("--version").partition("\n")[0].encode())
    return seen.hexdigest()[:_DIGITS]


def _tesseract_models() -> Iterator[Path]:
    # The first line names the folder: List of available languages in "/usr/share/…" (3):
    found = re.search(r'"(.+)"', _answer("--list-langs").partition("\n")[0])
    if found:
        yield from Path(found[1]).glob("*.traineddata")


def _answer(*words: str) -> str:
    try:
        said = subprocess.run(
            ("tesseract", *words), capture_output=True, text=True, timeout=_ANSWER_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout or said.stderr
