"""Keeps measured tables in a page of the documentation, each between its two marks."""

from collections.abc import Iterable
from pathlib import Path

from bench.tables import Measured, markdown
from export.atomic import write_atomic
from schemas.errors import SettingsError


def update(page: Path, parts: Iterable[Measured]) -> None:
    """Write every part into ``page``, in place of what stands between its marks.

    A part that has no marks yet is added at the end under a heading of its own; all other
    text stays as it is.

    Raises:
        SettingsError: the page cannot be read, or has a first mark without its second.
        OutputError: it cannot be written.
    """
    try:
        text = page.read_text("utf-8")
    except OSError as error:
        raise SettingsError(f"{page}: {error.strerror}") from error
    for part in parts:
        text = replaced(text, part.name, markdown(part))
    write_atomic(page, text.encode())


def replaced(text: str, name: str, section: str) -> str:
    """Return ``text`` with ``section`` between the marks of ``name``.

    Raises:
        SettingsError: the first mark is there without the second.
    """
    first, last = f"<!-- bench {name} -->", f"<!-- end of bench {name} -->"
    block = f"{first}\n{section}{last}"
    before, found, rest = text.partition(first)
    if not found:
        return f"{text.rstrip()}\n\n### Measured: {name}\n\n{block}\n"
    _, closed, after = rest.partition(last)
    if not closed:
        raise SettingsError(f"the page has '{first}' but no '{last}'")
    return f"{before}{block}{after}"
