"""How two readers compare, as tables: by damage and typeface, and with what is wanted."""

from collections.abc import Callable, Iterable, Sequence
from statistics import fmean
from typing import NamedTuple

from bench.reading_count import Count, total
from bench.reading_run import PageRead
from bench.tables import Row, Table
from ocr.engines.engine import LINE_READER, TESSERACT

READERS = (LINE_READER, TESSERACT)
NONE = "–"
# Where two numbers stand in a cell, ours comes first.
COLUMNS = (
    "pages", "characters", "errors, %", "ratio", "without marks, %", "of digits, %", "lines lost",
    "invented a page",
)  # fmt: skip
# A page read -> the row it counts in; None: in none.
Key = Callable[[PageRead], str | None]


class Sides(NamedTuple):
    """Both readers' results on the same pages; ours may be missing."""

    ours: list[PageRead]
    theirs: list[PageRead]

    def only(self, keep: Callable[[PageRead], bool]) -> "Sides":
        return Sides(*([one for one in side if keep(one)] for side in self))

    @property
    def counts(self) -> tuple[Count, Count]:
        """Errors of our reader and of Tesseract."""
        ours, theirs = (total(line.errors for one in side for line in one.lines) for side in self)
        return ours, theirs


def sides(results: Iterable[PageRead]) -> Sides:
    rows = list(results)
    return Sides(*([one for one in rows if one.reader == name] for name in READERS))


def compared_by(title: str, key: Key, both: Sides, order: Sequence[str] = ()) -> Table:
    """Return a row for each value of ``key``; those in ``order`` first, the others as they came."""
    names = [name for name in map(key, both.theirs) if name is not None]
    ordered = dict.fromkeys([*(name for name in order if name in names), *names])
    rows = tuple(row(name, both.only(_has(key, name))) for name in ordered)
    return Table(title, (title, *COLUMNS), rows)


def row(name: str, both: Sides) -> Row:
    """Return the comparison on some pages as text, in the order of ``COLUMNS``."""
    ours, theirs = both.counts
    pages = len(both.theirs)
    return (
        name,
        str(pages),
        str(theirs.characters),
        _pair(_percent(ours.rate), _percent(theirs.rate)),
        fraction(ours.rate, theirs.rate),
        _pair(_percent(ours.bare_rate), _percent(theirs.bare_rate)),
        _pair(_percent(ours.digit_rate), _percent(theirs.digit_rate)),
        _pair(str(ours.lost) if both.ours else NONE, str(theirs.lost)),
        _pair(*(_invented(side) for side in both)),
    )


def times(key: Key, both: Sides, order: Sequence[str] = ()) -> Table:
    """Return seconds a page of the pages that were read several times for it."""
    timed = both.only(lambda one: one.page.timed)
    names = dict.fromkeys([name for name in map(key, timed.theirs) if name is not None])
    groups = [(n, timed.only(_has(key, n))) for n in order if n in names]
    rows = []
    for name, group in [*groups, ("all", timed)]:
        ours, theirs = (_seconds(side) for side in group)
        rows.append(
            (
                name,
                str(len(group.theirs)),
                _pair(_seconds_text(ours), _seconds_text(theirs)),
                fraction(ours, theirs),
            )
        )
    columns = ("Time", "pages", "seconds a page", "ratio")
    return Table("Time", columns, tuple(rows))


class Target(NamedTuple):
    """One number to reach.

    Attributes:
        found: what was found; None where it could not be.
        most: met when ``found`` is not above it.
        shown: how both are written.
    """

    name: str
    found: float | None
    most: float
    shown: Callable[[float | None], str]


def targets(both: Sides) -> tuple[Target, ...]:
    """Return every goal of reading with what these results say about it."""
    clean, worn = (both.only(_is("levels", name)) for name in ("clean", "worn"))
    unseen = clean.only(lambda one: one.page.unseen)
    letters = both.only(lambda one: one.page.group == "letters")
    timed = both.only(lambda one: one.page.timed)
    found = [
        Target("clean print, against Tesseract", _ratio(clean), 0.1, times_text),
        Target("worn scans, against Tesseract", _ratio(worn), 0.2, times_text),
        Target("clean, families not trained on", unseen.counts[0].rate, 0.002, error_rate),
        Target("worn at 200 dpi", worn.counts[0].rate, 0.01, error_rate),
        Target("digits of clean print", clean.counts[0].digit_rate, 0.0005, error_rate),
        Target("seconds a page, against Tesseract", _time_ratio(timed), 0.5, times_text),
    ]
    for way, most in (("clean", 0.1), ("worn", 0.2)):
        pages = both.only(_ends("pdf", way))
        if pages.theirs:
            found.append(Target(f"PDF, {way}, against Tesseract", _ratio(pages), most, times_text))
    if letters.theirs:
        pairs = list(zip(*map(_rates, letters), strict=True)) if letters.ours else []
        worse = float(sum(ours > theirs for ours, theirs in pairs)) if pairs else None
        found += [
            Target("letters with more errors than Tesseract's", worse, 0, _whole),
            Target("letters on average, against Tesseract", _mean_ratio(letters), 0.5, times_text),
        ]
    return tuple(found)


def target_table(found: Sequence[Target]) -> Table:
    """Return the goals with what was found, and whether that is enough."""
    rows = []
    for target in found:
        met = NONE if target.found is None else "met" if target.found <= target.most else "not met"
        rows.append((target.name, target.shown(target.most), target.shown(target.found), met))
    return Table("Wanted", ("Wanted", "at most", "found", ""), tuple(rows))


def _pair(ours: str, theirs: str) -> str:
    return f"{ours} : {theirs}"


def _percent(share: float | None) -> str:
    return NONE if share is None else f"{100 * share:.2f}"


def error_rate(share: float | None) -> str:
    """Return a share of characters as per cent with two decimals."""
    return NONE if share is None else f"{100 * share:.2f} %"


def fraction(one: float | None, other: float | None) -> str:
    """Return how many times ``other`` goes into ``one``."""
    return times_text(None if one is None or not other else one / other)


def times_text(ratio: float | None) -> str:
    return NONE if ratio is None else f"{ratio:.2f}"


def _whole(number: float | None) -> str:
    return NONE if number is None else f"{number:.0f}"


def _has(key: Key, name: str) -> Callable[[PageRead], bool]:
    return lambda one: key(one) == name


def _is(group: str, condition: str) -> Callable[[PageRead], bool]:
    return lambda one: (one.page.group, one.page.condition) == (group, condition)


def _ends(group: str, way: str) -> Callable[[PageRead], bool]:
    return lambda one: one.page.group == group and one.page.condition.endswith(way)


def _ratio(both: Sides) -> float | None:
    ours, theirs = both.counts
    return ours.rate / theirs.rate if ours.rate is not None and theirs.rate else None


def _rates(pages: Sequence[PageRead]) -> list[float]:
    return [total(line.errors for line in one.lines).rate or 0.0 for one in pages]


def _mean_ratio(both: Sides) -> float | None:
    """Return how our mean rate of errors on a page compares with Tesseract's."""
    if not both.ours:
        return None
    theirs = fmean(_rates(both.theirs))
    return fmean(_rates(both.ours)) / theirs if theirs else None


def _time_ratio(timed: Sides) -> float | None:
    ours, theirs = (_seconds(side) for side in timed)
    return ours / theirs if ours is not None and theirs else None


def _seconds(pages: Sequence[PageRead]) -> float | None:
    return fmean(one.seconds for one in pages) if pages else None


def _seconds_text(seconds: float | None) -> str:
    return NONE if seconds is None else f"{seconds:.2f}"


def _invented(pages: Sequence[PageRead]) -> str:
    return f"{fmean(one.invented for one in pages):.1f}" if pages else NONE
