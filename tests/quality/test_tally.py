"""Counting: shares, intervals, and what is kept out of a report."""

import json

import pytest

from quality.evaluate import Outcome, Verdict
from quality.tally import count, count_by, report, worst_first
from schemas.document import Kind
from schemas.intervals import wilson


def verdict(outcome: Outcome, path: str = "holders[0].full_name", level: str = "") -> Verdict:
    return Verdict(
        file="a",
        record=0,
        kind=Kind.LAND_CERTIFICATE,
        edition="2014",
        level=level,
        path=path,
        outcome=outcome,
        value="Lê Bia",
        truth="Lê Bịa",
    )


def test_every_outcome_lands_in_its_columns() -> None:
    tally = count([verdict(outcome) for outcome in Outcome])

    assert tally.model_dump() == {
        "fields": 6,  # all but invented and needless
        "exact": 2,
        "accepted": 3,
        "silent": 2,
        "flagged": 3,
        "missing": 1,
        "unread": 1,
    }


# Reference values: Wilson's formula worked by hand for 1 of 10, and its known limits.
@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(1, 10, 0.0179, 0.4042), (0, 100, 0.0, 0.0370), (100, 100, 0.9630, 1.0)],
)
def test_interval_is_wilsons(hits: int, total: int, low: float, high: float) -> None:
    rate = wilson(hits, total)

    assert rate.share == hits / total
    assert (rate.low, rate.high) == pytest.approx((low, high), abs=5e-4)


def test_nothing_counted_gives_no_share() -> None:
    assert wilson(0, 0) == (None, 0.0, 1.0)


def test_worst_field_has_most_silent_errors_then_most_wrong() -> None:
    verdicts = [
        verdict(Outcome.RIGHT, "a.fine"),
        verdict(Outcome.FLAGGED_WRONG, "b.flagged"),
        verdict(Outcome.SILENT, "c.silent"),
    ]

    order = [name for name, _ in worst_first(count_by(verdicts, lambda v: v.pattern))]

    assert order == ["c.silent", "b.flagged", "a.fine"]


@pytest.mark.parametrize("shown", [True, False])
def test_report_holds_values_only_when_asked(shown: bool) -> None:
    text = json.dumps(report([verdict(Outcome.SILENT)], show_values=shown), ensure_ascii=False)

    assert ("Lê Bịa" in text) is shown
    assert json.loads(text)["silent_errors"][0]["path"] == "holders[0].full_name"


def test_report_counts_each_field_edition_and_level() -> None:
    verdicts = [verdict(Outcome.RIGHT, level="none"), verdict(Outcome.SILENT, level="worn")]

    rows = json.loads(json.dumps(report(verdicts, show_values=False)))["by_field_edition_level"]

    assert [(row["level"], row["edition"], row["silent"]) for row in rows] == [
        ("none", "2014", 0),
        ("worn", "2014", 1),
    ]
