"""Verdicts counted: shares with their uncertainty, for people and programs."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from quality.evaluate import Outcome, Verdict
from schemas.intervals import Interval, wilson
from schemas.reading import Frozen


class Tally(Frozen):
    """How many fields ended in which way.

    Attributes:
        fields: fields on the papers, so without invented and needlessly flagged ones.
        exact: right, whether accepted or flagged.
        accepted: went to the form as they are, invented ones included.
        silent: accepted and wrong, or invented.
        flagged: put before a person, needlessly or not.
        missing: neither a value nor a flag.
        unread: in files that were set aside or have no record.
    """

    fields: int
    exact: int
    accepted: int
    silent: int
    flagged: int
    missing: int
    unread: int

    @property
    def exact_rate(self) -> Interval:
        """Share of the fields on the papers that were read exactly."""
        return wilson(self.exact, self.fields)

    @property
    def silent_rate(self) -> Interval:
        """Share of the accepted fields that are wrong."""
        return wilson(self.silent, self.accepted)


def count(verdicts: Iterable[Verdict]) -> Tally:
    """Return the tally of ``verdicts``."""
    number = Counter(verdict.outcome for verdict in verdicts)
    silent = number[Outcome.SILENT] + number[Outcome.INVENTED]
    return Tally(
        fields=sum(number.values()) - number[Outcome.INVENTED] - number[Outcome.NEEDLESS],
        exact=number[Outcome.RIGHT] + number[Outcome.FLAGGED_RIGHT],
        accepted=number[Outcome.RIGHT] + silent,
        silent=silent,
        flagged=number[Outcome.FLAGGED_RIGHT]
        + number[Outcome.FLAGGED_WRONG]
        + number[Outcome.NEEDLESS],
        missing=number[Outcome.MISSING],
        unread=number[Outcome.UNREAD],
    )


def count_by(
    verdicts: Sequence[Verdict], key: Callable[[Verdict], str]
) -> tuple[tuple[str, Tally], ...]:
    """Return one tally for each value of ``key``, in the order of the values."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(key(verdict), []).append(verdict)
    return tuple((name, count(groups[name])) for name in sorted(groups))


def worst_first(tallies: Iterable[tuple[str, Tally]]) -> tuple[tuple[str, Tally], ...]:
    """Return the tallies with most silent errors first, then with most fields not read right."""
    return tuple(
        sorted(tallies, key=lambda pair: (-pair[1].silent, pair[1].exact - pair[1].fields, pair[0]))
    )


def report(verdicts: Sequence[Verdict], *, show_values: bool) -> dict[str, object]:
    """Return everything ``sodo evaluate --json`` writes.

    Values are personal data: they are listed with the silent errors only if ``show_values``.
    """
    return {
        "total": _as_dict(count(verdicts)),
        "files": {
            "judged": len({verdict.file for verdict in verdicts}),
            "unread": sorted({v.file for v in verdicts if v.outcome is Outcome.UNREAD}),
        },
        "by_field": _groups(verdicts, lambda verdict: verdict.pattern),
        "by_edition": _groups(verdicts, edition_of),
        "by_level": _groups(verdicts, lambda verdict: verdict.level),
        "by_field_edition_level": [
            {"field": field, "edition": edition, "level": level, **_as_dict(tally)}
            for (field, edition, level), tally in (
                (key.split("\t"), tally)
                for key, tally in count_by(
                    verdicts, lambda v: f"{v.pattern}\t{edition_of(v)}\t{v.level}"
                )
            )
        ],
        "silent_errors": [
            {"file": v.file, "record": v.record, "path": v.path, "outcome": v.outcome.value}
            | ({"value": v.value, "truth": v.truth} if show_values else {})
            for v in silent_errors(verdicts)
        ],
    }


def silent_errors(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    """Return the verdicts on accepted fields that are wrong."""
    return tuple(v for v in verdicts if v.outcome in (Outcome.SILENT, Outcome.INVENTED))


def edition_of(verdict: Verdict) -> str:
    """Return the edition of a certificate, or the kind of any other paper."""
    return verdict.edition or verdict.kind.value


def _groups(
    verdicts: Sequence[Verdict], key: Callable[[Verdict], str]
) -> dict[str, dict[str, object]]:
    return {name: _as_dict(tally) for name, tally in count_by(verdicts, key)}


def _as_dict(tally: Tally) -> dict[str, object]:
    return {
        **tally.model_dump(),
        "exact_rate": tally.exact_rate._asdict(),
        "silent_rate": tally.silent_rate._asdict(),
    }
