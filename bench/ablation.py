"""What each step of the reading is worth: the same pages with one step left out at a time."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.corpus import Corpus, draw
from bench.machine import described
from bench.readers import NOTHING, leavable, seconds_in
from bench.runs import SETTINGS, judged, read_corpus
from bench.tables import Measured, Row, Table, difference, percent
from cli.by_name import ByName
from drawing.damage import LEVELS
from quality.evaluate import Outcome, Verdict
from quality.tally import Tally, count

EXACT = (Outcome.RIGHT, Outcome.FLAGGED_RIGHT)
COLUMNS = (
    "left out", "exact", "change", "fields lost", "fields won", "accepted", "change",
    "silent errors", "change", "processor s a page", "change",
)  # fmt: skip


class Run(NamedTuple):
    """One reading of the corpus; ``exact`` names the fields that were right."""

    left_out: str
    tally: Tally
    exact: frozenset[tuple[str, int | None, str]]
    seconds_a_page: float


def measure(work: Path, seeds: Sequence[int], only: Sequence[str] = ()) -> Measured:
    """Read a fresh corpus with all steps, then without each (or each of ``only``)."""
    machine = described()
    corpus = draw(work / "ablation", seeds)
    chosen = [name for name in leavable() if not only or name in only]
    runs = [_run(corpus, work / "ablation", name) for name in (NOTHING, *chosen)]
    whole, *others = runs
    rows = tuple(row(run, whole) for run in runs)
    idle = [run.left_out for run in others if is_idle(run, whole)]
    broken = [run.left_out for run in runs if run.tally.unread]
    return Measured(
        "ablation",
        f"{len(seeds)} dossiers ({corpus.page_count} pages, levels {', '.join(LEVELS)} in turn) "
        f"drawn from the seeds {seeds[0]} to {seeds[-1]}, read once with everything and once "
        f"without each step. {machine}.",
        (Table("One step left out", COLUMNS, rows),),
        (
            "Fields lost were right with the step and are not without it; fields won the other "
            "way round. Processor seconds are those of reader and recogniser together, without "
            "the searchable PDF. Instead of to_grey the colours are mixed as the eye does.",
            *([f"Files set aside when left out: {', '.join(broken)}."] if broken else []),
            f"No gain on these pages: {', '.join(idle) or 'none'}.",
        ),
        {
            "seeds": [seeds[0], seeds[-1]],
            "pages": corpus.page_count,
            "runs": {
                run.left_out: {
                    **run.tally.model_dump(),
                    "lost": len(whole.exact - run.exact),
                    "won": len(run.exact - whole.exact),
                    "processor_s_a_page": run.seconds_a_page,
                }
                for run in runs
            },
        },
    )


def row(run: Run, whole: Run) -> Row:
    """Return one run as text, compared with the run that left nothing out."""
    one, all_steps = run.tally, whole.tally
    exact, accepted = one.exact / one.fields, one.accepted / one.fields
    return (
        run.left_out,
        percent(exact),
        difference(100 * (exact - all_steps.exact / all_steps.fields)),
        str(len(whole.exact - run.exact)),
        str(len(run.exact - whole.exact)),
        percent(accepted),
        difference(100 * (accepted - all_steps.accepted / all_steps.fields)),
        str(one.silent),
        difference(one.silent - all_steps.silent, 0),
        f"{run.seconds_a_page:.2f}",
        difference(run.seconds_a_page - whole.seconds_a_page, 2),
    )


def exact_fields(verdicts: Sequence[Verdict]) -> frozenset[tuple[str, int | None, str]]:
    """Return which fields were read exactly, accepted or flagged."""
    return frozenset((v.file, v.record, v.path) for v in verdicts if v.outcome in EXACT)


def is_idle(run: Run, whole: Run) -> bool:
    """Say whether leaving the step out cost nothing: no right field, no error let through."""
    one, all_steps = run.tally, whole.tally
    accepted_rightly = one.accepted - one.silent >= all_steps.accepted - all_steps.silent
    return one.exact >= all_steps.exact and one.silent <= all_steps.silent and accepted_rightly


def _run(corpus: Corpus, work: Path, left_out: str) -> Run:
    name = left_out.replace(" ", "_")
    log, out = work / f"log-{name}", work / f"without-{name}"
    log.mkdir(parents=True, exist_ok=True)
    read_corpus(
        corpus, out, ByName("bench.readers", "read_without", SETTINGS, left_out, log.absolute())
    )
    verdicts = judged(corpus, out)
    pages, seconds = seconds_in(log)
    per_page = seconds.get("processor", 0.0) / max(pages, 1)
    return Run(left_out, count(verdicts), exact_fields(verdicts), per_page)
