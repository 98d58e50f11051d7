"""``sodo evaluate``: results against truth, as a table for people and JSON for programs."""

import argparse
import json
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from cli.messages import Say
from export.atomic import write_atomic
from quality.evaluate import Outcome, Verdict, judge, load_results
from quality.tally import (
    Tally,
    count,
    count_by,
    edition_of,
    report,
    silent_errors,
    worst_first,
)
from quality.truth import read_folder
from schemas.intervals import Interval
from schemas.settings import Loaded

# More than this nobody reads on a screen; the JSON file holds them all.
SHOWN_SILENT_ERRORS = 20
SHOWN_WORST_FIELDS = 5


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Print the comparison; 1 when a file of the truth was set aside or has no record."""
    truths = read_folder(arguments.truth)
    results = load_results(arguments.out, (truth.name for truth in truths))
    if arguments.present:
        truths = tuple(truth for truth in truths if truth.name in results)
    verdicts = judge(truths, results)
    console = Console(highlight=False)
    if not arguments.brief:
        _print_details(console, verdicts, say)
    _print_total(console, verdicts, say)
    _print_silent(console, silent_errors(verdicts), say, show_values=arguments.show)
    unread = sorted({verdict.file for verdict in verdicts if verdict.outcome is Outcome.UNREAD})
    if unread:
        told = say("unread_files", fields=count(verdicts).unread, files=", ".join(unread))
        console.print(told, markup=False, soft_wrap=True)
    if arguments.json:
        figures = report(verdicts, show_values=arguments.show)
        text = json.dumps(figures, ensure_ascii=False, indent=2) + "\n"
        write_atomic(arguments.json, text.encode())
    return 1 if unread else 0


def _print_details(console: Console, verdicts: Sequence[Verdict], say: Say) -> None:
    by_field = count_by(verdicts, lambda verdict: verdict.pattern)
    console.print(_table(say("by_field"), by_field, say))
    console.print(_table(say("by_edition"), count_by(verdicts, edition_of), say))
    by_level = count_by(verdicts, lambda verdict: verdict.level)
    if len(by_level) > 1 or by_level[0][0]:
        console.print(_table(say("by_level"), by_level, say))


def _print_total(console: Console, verdicts: Sequence[Verdict], say: Say) -> None:
    total = count(verdicts)
    console.print(_table("", [(say("total"), total)], say))
    exact, silent = total.exact_rate, total.silent_rate
    console.print(
        say(
            "intervals",
            exact=_percent(exact.share),
            exact_range=_range(exact),
            silent=_percent(silent.share),
            silent_range=_range(silent),
        ),
        markup=False,
        soft_wrap=True,
    )
    by_field = count_by(verdicts, lambda verdict: verdict.pattern)
    worst = [
        name
        for name, tally in worst_first(by_field)[:SHOWN_WORST_FIELDS]
        if tally.silent or tally.exact < tally.fields
    ]
    if worst:
        console.print(say("worst_fields", fields=", ".join(worst)), markup=False, soft_wrap=True)


def _print_silent(
    console: Console, errors: Sequence[Verdict], say: Say, *, show_values: bool
) -> None:
    if errors:
        console.print(say("silent_list"))
    for verdict in errors[:SHOWN_SILENT_ERRORS]:
        values = f": {verdict.value!r} ≠ {verdict.truth!r}" if show_values else ""
        line = f"  {verdict.file}: {verdict.path} ({verdict.outcome}){values}"
        console.print(line, markup=False, soft_wrap=True)
    if len(errors) > SHOWN_SILENT_ERRORS:
        console.print(f"  … +{len(errors) - SHOWN_SILENT_ERRORS}")


def _table(title: str, tallies: Iterable[tuple[str, Tally]], say: Say) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(title, overflow="fold")
    for name in ("fields", "exact", "accepted", "silent", "flagged", "missing"):
        table.add_column(say(f"column_{name}"), justify="right")
    for name, tally in tallies:
        table.add_row(
            name,
            str(tally.fields),
            _percent(tally.exact_rate.share),
            str(tally.accepted),
            f"{tally.silent} ({_percent(tally.silent_rate.share)})",
            str(tally.flagged),
            str(tally.missing),
            style="bold red" if tally.silent else "",
        )
    return table


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"


def _range(rate: Interval) -> str:
    return f"{100 * rate.low:.1f}–{100 * rate.high:.1f} %"
