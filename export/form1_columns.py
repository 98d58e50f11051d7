"""The columns of each variant of Form No. 1, read from ``form1.toml``."""

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

from schemas.reading import Frozen


class Column(Frozen):
    """One column of the sheet.

    Attributes:
        letter: of the sheet, ``A`` to ``BF``.
        number: what the form prints below the heading; empty for columns without one.
        heading: verbatim.
        attribute: of ``schemas.form1.Form1Row``; ``stt`` is the running number of the row.
        type: how the value is written; a date is text, since many are only a year.
        width: in characters.
    """

    letter: str
    number: str
    heading: str
    attribute: str
    type: Literal["text", "number", "date"]
    width: int


class Group(Frozen):
    """A title above several neighbouring columns."""

    first: str
    last: str
    title: str


class Variant(Frozen):
    """One layout of the form; rows count from 1."""

    sheet: str
    title: str
    heading_row: int
    number_row: int
    first_row: int
    groups: tuple[Group, ...]
    columns: tuple[Column, ...]


DEFAULT_VARIANT = "pl3_01"


@cache
def variants() -> dict[str, Variant]:
    """Return every variant by its section name in ``form1.toml``."""
    text = resources.files("export").joinpath("form1.toml").read_text(encoding="utf-8")
    return {name: Variant.model_validate(table) for name, table in tomllib.loads(text).items()}
