"""How well our line reader reads, next to Tesseract on the same faces in the same run."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.machine import described
from bench.reading_count import total
from bench.reading_errors import Slips, print_errors, write_sheets
from bench.reading_pages import FAMILIES, LEFT_OUT, TruePage, damaged_page, drawn_sheet
from bench.reading_run import TIMES, PageRead, shown
from bench.reading_scans import letter_pages, pdf_pages
from bench.reading_tables import (
    Key,
    Sides,
    compared_by,
    sides,
    target_table,
    targets,
    times,
)
from bench.reading_text import KINDS as PAGE_KINDS
from bench.tables import Measured, Table
from drawing.damage import KINDS as DAMAGES
from drawing.damage import WAYS
from ocr.engines.engine import LINE_READER, TESSERACT, Engine
from ocr.engines.line_net import is_present
from ocr.engines.line_reader import LineReader
from ocr.engines.tesseract import Tesseract

# Way of damage -> pages, in numbers of seeds; goals are set for the first and for worn scans.
SHARES = {name: 3 if name in ("clean", "worn") else 1 for name in WAYS}
QUICK_SHARES = {"clean": 1, "worn": 1}
# Single kinds of damage are drawn on fewer pages.
PART_FOR_ONE_KIND = 2
ONE_KIND = tuple(kind for kind in DAMAGES if kind not in LEFT_OUT)
QUICK_KINDS = ("blur",)
QUICK_PDF_PAGES = 2
TIMED_PAGES, QUICK_TIMED_PAGES = 3, 1
TIMEOUT_S = 60.0


class Wanted(NamedTuple):
    """What to read besides drawn pages, and what to show of the errors.

    Attributes:
        pdf: with a text layer; its pages ``pdf_numbers``, from 1, or all.
        letters: folder of scans with a ``.txt`` beside each.
        errors: how many confusions and worst lines to print.
        sheet: folder for pictures of the worst lines.
        quick: few pages: does it run at all?
    """

    pdf: Path | None = None
    pdf_numbers: Sequence[int] = ()
    letters: Path | None = None
    errors: int = 0
    sheet: Path | None = None
    quick: bool = False


def measure(seeds: Sequence[int], wanted: Wanted) -> Measured:
    """Read freshly drawn pages, and real ones if asked to, with each reader; compare."""
    machine = described()
    readers = readers_at_hand()
    slips = Slips(next(iter(readers)), pictures=wanted.sheet is not None)
    results: list[PageRead] = []
    for one in shown(_pages(seeds, wanted), readers):
        results += one.read.values()
        if wanted.errors or wanted.sheet:
            slips.add(one)
    if wanted.errors:
        print_errors(results, slips.worst, wanted.errors)
    if wanted.sheet:
        write_sheets(slips.worst, wanted.sheet)
    return reported(results, seeds, machine)


def readers_at_hand() -> dict[str, Engine]:
    """Return our reader, if its network is there, and Tesseract."""
    ours: dict[str, Engine] = {LINE_READER: LineReader(witness=None)} if is_present() else {}
    tesseract = Tesseract(face_timeout_s=TIMEOUT_S, lines_timeout_s=TIMEOUT_S)
    return {**ours, TESSERACT: tesseract}


def drawn_pages(
    seeds: Sequence[int],
    shares: Mapping[str, int],
    kinds: Sequence[str],
    timed: int = TIMED_PAGES,
) -> Iterator[TruePage]:
    """Yield fresh pages: ``shares`` times as many as seeds for each way, some for each damage.

    Families and kinds of pages take turns so that three times the families meet every pair. The
    first ``timed`` pages of each way are timed.
    """
    first, size = seeds[0], len(seeds)
    families, page_kinds = list(FAMILIES), list(PAGE_KINDS)
    each = max(1, size // PART_FOR_ONE_KIND)
    for number in range(max([*(share * size for share in shares.values()), each])):
        family = families[number % len(families)]
        turn = number // len(families) + number % len(families)
        kind, other = (page_kinds[(turn + step) % len(page_kinds)] for step in (0, 1))
        sheet = drawn_sheet(first + number, family, kind)
        behind = drawn_sheet(first + number, family, other)
        for way, share in shares.items():
            if number < share * size:
                page = damaged_page(sheet, "levels", way, first + number, behind)
                yield page._replace(timed=number < timed)
        for damage in kinds:
            if number < each:
                yield damaged_page(sheet, "kinds", damage, first + number, behind)


def reported(results: Sequence[PageRead], seeds: Sequence[int], machine: str) -> Measured:
    """Return all tables on what was read."""
    both = sides(results)
    drawn = both.only(lambda one: one.page.group in ("levels", "kinds"))
    found = targets(both)
    return Measured(
        "reading",
        f"{len(drawn.theirs)} pages of prose, forms and figures drawn from the seeds {seeds[0]} "
        f"to {seeds[-1]} on, each in one typeface, and {len(both.theirs) - len(drawn.theirs)} "
        f"real ones; both readers got the same levelled and cleaned faces. {machine}.",
        (target_table(found), *_tables(both)),
        _notes(both),
        {
            "seeds": [seeds[0], seeds[-1]],
            "targets": {one.name: {"found": one.found, "most": one.most} for one in found},
            "pages": [_figures(one) for one in results],
        },
    )


def _pages(seeds: Sequence[int], wanted: Wanted) -> Iterator[TruePage]:
    yield from drawn_pages(
        seeds,
        QUICK_SHARES if wanted.quick else SHARES,
        QUICK_KINDS if wanted.quick else ONE_KIND,
        QUICK_TIMED_PAGES if wanted.quick else TIMED_PAGES,
    )
    if wanted.pdf is not None:
        numbers = wanted.pdf_numbers
        if wanted.quick:
            numbers = numbers[:QUICK_PDF_PAGES] or range(1, QUICK_PDF_PAGES + 1)
        yield from pdf_pages(wanted.pdf, numbers, quick=wanted.quick)
    if wanted.letters is not None:
        yield from letter_pages(wanted.letters)


def _tables(both: Sides) -> Iterator[Table]:
    for title, group in (
        ("Way to the file", "levels"),
        ("One damage alone", "kinds"),
        ("PDF", "pdf"),
        ("Letter", "letters"),
    ):
        table = compared_by(title, _condition_in(group), both, (*WAYS, *DAMAGES))
        if table.rows:
            yield table
    for way in ("clean", "worn"):
        table = compared_by(f"Typeface, {way}", _family_at(way), both)
        yield table._replace(rows=tuple(sorted(table.rows)))
    yield times(lambda one: one.page.condition, both, tuple(WAYS))


def _condition_in(group: str) -> Key:
    return lambda one: one.page.condition if one.page.group == group else None


def _family_at(way: str) -> Key:
    def family(one: PageRead) -> str | None:
        if (one.page.group, one.page.condition) != ("levels", way):
            return None
        return f"{one.page.family}{' (not trained on)' if one.page.unseen else ''}"

    return family


def _notes(both: Sides) -> tuple[str, ...]:
    absent = (
        () if both.ours else ("Our reader's network is not there: only Tesseract was measured.",)
    )
    return (
        "Ours : Tesseract's. Errors: characters to be inserted, dropped or changed, of those "
        "printed, in NFC, blanks between words included. Each printed line is compared with the "
        "stretch of words that fits it best in the rows that the words stand in, wherever a reader "
        "put it; a line that nothing fits is lost and counts whole. Invented: characters a page "
        "in words that belong to no line; they are not among the errors.",
        f"Seconds: of the reader's call on one core, the best of {TIMES}.",
        *absent,
    )


def _figures(one: PageRead) -> dict[str, object]:
    return {
        "reader": one.reader,
        "group": one.page.group,
        "condition": one.page.condition,
        "family": one.page.family,
        "page": one.page.number,
        **total(line.errors for line in one.lines)._asdict(),
        "invented": one.invented,
        "seconds": round(one.seconds, 3),
    }
