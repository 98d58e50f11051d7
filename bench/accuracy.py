"""How right the reading of fresh dossiers is: by damage, edition, field and way of filling in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from bench.corpus import DrawnFile, draw
from bench.machine import described
from bench.runs import SETTINGS, judged, read_corpus
from bench.tables import Measured, Row, Table, percent
from cli.by_name import ByName
from drawing.damage import LEVELS
from quality.evaluate import Outcome, Verdict
from quality.tally import count, edition_of, report, silent_errors

WORST = "worst"
UNDAMAGED = "(no damage)"
COLUMNS = (
    "papers", "fields", "exact", "accepted", "silent errors", "of accepted (95 %)",
    "flags per paper", "missing",
)  # fmt: skip
# Seen together they are the promise that the project makes.
RANGES = dict.fromkeys(LEVELS, "clean to worn") | {WORST: "worst"}

# A verdict and how its file was made -> the groups it counts in.
Groups = Callable[[Verdict, DrawnFile], Iterable[str]]


def measure(work: Path, seeds: Sequence[int], engine: str = "") -> Measured:
    """Draw a dossier per seed, read all in all cores, and compare.

    ``engine`` is a recogniser's name instead of the default one; its tables have marks of their
    own in the page of results.
    """
    machine = described()
    name = f"accuracy with {engine}" if engine else "accuracy"
    settings = SETTINGS.model_copy(update={"engine": engine}) if engine else SETTINGS
    command = f"SODO_ENGINE={engine} sodo process" if engine else "sodo process"
    corpus = draw(work / "accuracy", seeds)
    out = work / name.replace(" ", "-") / "out"
    read_corpus(corpus, out, ByName("cli.reader", "read_file", settings))
    verdicts = judged(corpus, out)
    tables = tuple(grouped(title, groups, verdicts, corpus.files) for title, groups in GROUPINGS)
    wrong = silent_errors(verdicts)
    return Measured(
        name,
        f"{len(seeds)} dossiers ({corpus.page_count} pages) freshly drawn from the seeds "
        f"{seeds[0]} to {seeds[-1]}, read as `{command}` reads. {machine}.",
        tables,
        (
            "Exact: right, accepted or flagged. Silent errors: accepted and wrong, or on no paper; "
            "their share of the accepted fields has a 95 % interval that takes fields as "
            "independent, which those of one paper are not quite.",
            _goals(verdicts),
            _listed(wrong),
            _unread(verdicts),
        ),
        {
            "seeds": [seeds[0], seeds[-1]],
            "pages": corpus.page_count,
            # Everybody in drawn dossiers is invented, so the values may be shown.
            **report(verdicts, show_values=True),
            "tables": {table.title: [table.columns, *table.rows] for table in tables},
        },
    )


def grouped(
    title: str, groups: Groups, verdicts: Sequence[Verdict], files: Mapping[str, DrawnFile]
) -> Table:
    """Return one row for each group; a verdict may count in several or in none."""
    members: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        for name in groups(verdict, files[verdict.file]):
            members.setdefault(name, []).append(verdict)
    names = [name for name in LEVELS if name in members]
    names += sorted(name for name in members if name not in LEVELS)
    return Table(title, (title, *COLUMNS), tuple(row(name, members[name]) for name in names))


def row(name: str, verdicts: Sequence[Verdict]) -> Row:
    """Return the figures of one group as text, in the order of ``COLUMNS``."""
    tally = count(verdicts)
    papers = len({(v.file, v.record) for v in verdicts if v.record is not None})
    silent = tally.silent_rate
    return (
        name,
        str(papers),
        str(tally.fields),
        percent(tally.exact_rate.share),
        percent(tally.accepted / tally.fields if tally.fields else None),
        str(tally.silent),
        f"{percent(silent.share)} ({100 * silent.low:.1f}–{100 * silent.high:.1f})",
        f"{tally.flagged / papers:.1f}" if papers else "–",
        str(tally.missing + tally.unread),
    )


def _damage(verdict: Verdict, file: DrawnFile) -> Iterable[str]:
    """The damages on the page that the value is printed on; none for values printed nowhere."""
    if verdict.record is None:
        return ()
    page = file.records[verdict.record].pages.get(verdict.path)
    return () if page is None else file.damage[page - 1] or (UNDAMAGED,)


def _filled_by(verdict: Verdict, file: DrawnFile) -> Iterable[str]:
    """By era too: only the older papers were filled in by pen."""
    if verdict.record is None:
        return ()
    tool = file.records[verdict.record].filled_by
    hand = "by pen" if tool == "pen" else "printed"
    return (hand, f"{hand}, {edition_of(verdict)}")


GROUPINGS: tuple[tuple[str, Groups], ...] = (
    ("Range", lambda verdict, _: (RANGES.get(verdict.level, verdict.level), "everything")),
    ("Level of damage", lambda verdict, _: (verdict.level,)),
    ("Way to the file", lambda _, file: (file.way,)),
    ("Edition", lambda verdict, _: (edition_of(verdict),)),
    ("Edition, clean to worn", lambda v, _: (edition_of(v),) if v.level != WORST else ()),
    ("Filled in", _filled_by),
    ("Damage on the page", _damage),
    ("Pages lie", lambda _, file: file.arrangement or ("one by one, in order",)),
    ("Container", lambda _, file: (file.container,)),
    ("Field", lambda verdict, _: (verdict.pattern,)),
)


def _goals(verdicts: Sequence[Verdict]) -> str:
    """Say in one sentence how far the goals of the project are met."""
    usual = count(v for v in verdicts if v.level != WORST)
    worst = count(v for v in verdicts if v.level == WORST)
    return (
        f"Goals: clean to worn at least 85 % exact (here {percent(usual.exact_rate.share)}) and "
        f"under 1 % of accepted fields wrong (here {percent(usual.silent_rate.share)}); worst "
        f"level under 2 % of accepted fields wrong (here {percent(worst.silent_rate.share)})."
    )


def _unread(verdicts: Sequence[Verdict]) -> str:
    files = sorted({v.file for v in verdicts if v.outcome is Outcome.UNREAD})
    return f"Files set aside: {', '.join(files) or 'none'}."


def _listed(wrong: Sequence[Verdict]) -> str:
    """Say which fields were accepted and wrong, most frequent first."""
    if not wrong:
        return "No field was accepted and wrong."
    numbers: dict[str, int] = {}
    for verdict in wrong:
        numbers[verdict.pattern] = numbers.get(verdict.pattern, 0) + 1
    often = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return "Accepted and wrong: " + ", ".join(f"{name} ({number})" for name, number in often) + "."
