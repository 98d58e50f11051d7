"""What a measurement hands over: tables for people, figures for programs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rich import box
from rich.console import Console
from rich.table import Table as ScreenTable

# Columns after the first hold numbers.
Row = tuple[str, ...]


class Table(NamedTuple):
    """A table as text; the first column names what the others measure.

    A title that says no more than the first column does is not shown.
    """

    title: str
    columns: Row
    rows: tuple[Row, ...]


class Measured(NamedTuple):
    """What one measurement found.

    Attributes:
        name: of the sub-command that repeats it.
        made: how it was made, in one sentence.
        notes: what else a reader of the tables must know.
        figures: the same as JSON can hold it.
    """

    name: str
    made: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...]
    figures: Mapping[str, object]


def show(measured: Measured, console: Console) -> None:
    """Print the tables of one measurement; a narrow ``console`` may cut them."""
    console.print(f"\n[bold]{measured.name}[/bold]")
    console.print(measured.made, markup=False, soft_wrap=True)
    for table in measured.tables:
        screen = ScreenTable(title=_title(table), title_justify="left", box=box.SIMPLE_HEAD)
        for number, column in enumerate(table.columns):
            screen.add_column(column, justify="right" if number else "left", no_wrap=True)
        for row in table.rows:
            screen.add_row(*row)
        console.print(screen)
    for note in measured.notes:
        console.print(note, markup=False, soft_wrap=True)


def markdown(measured: Measured) -> str:
    """Return the measurement as a section of a page, ending in a line break."""
    parts = [f"{measured.made}\n"]
    for table in measured.tables:
        title = _title(table)
        heading = [f"**{title}**\n"] if title else []
        marks = _line(["---", *["---:"] * (len(table.columns) - 1)])
        rows = [_line(row) for row in table.rows]
        parts.append("\n".join([*heading, _line(table.columns), marks, *rows]) + "\n")
    parts += [f"{note}\n" for note in measured.notes]
    return "\n".join(parts)


def _title(table: Table) -> str | None:
    return None if table.title == table.columns[0] else table.title


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def percent(share: float | None) -> str:
    """Return a share as per cent with one decimal."""
    return "–" if share is None else f"{100 * share:.1f} %"


def difference(value: float, digits: int = 1) -> str:
    """Return a difference with its sign; one that vanishes in rounding has none."""
    text = f"{value:+.{digits}f}"
    return text[1:] if float(text) == 0 else text


def megabytes(size: int) -> str:
    """Return a size in bytes as whole megabytes of 10^6 bytes."""
    return f"{size / 1e6:.0f} MB"
