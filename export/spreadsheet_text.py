"""Text made safe for spreadsheets, which run what looks like a formula."""

import re

# What XML 1.0 cannot hold, and what no cell should: control signs, lone surrogates, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile(r"[\t\r\n]+")
# The full-width forms are taken for the plain ones by some Asian editions of Excel.
_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def printable(text: str) -> str:
    """Return ``text`` without the signs a workbook cannot hold; line ends and tabs stay."""
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """Return ``text`` printable, with every run of tabs and line ends as one blank."""
    return _BREAKS.sub(" ", printable(text))


def looks_like_formula(text: str) -> bool:
    """Return whether a spreadsheet may evaluate ``text`` when it is typed or imported."""
    return text.lstrip(" \xa0\ufeff").startswith(_FORMULA_STARTS)


def defused(text: str) -> str:
    """Return ``text`` for a CSV cell: behind an apostrophe when it looks like a formula."""
    return f"'{text}" if looks_like_formula(text) else text
