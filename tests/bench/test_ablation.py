from bench.ablation import Run, exact_fields, is_idle, row
from quality.evaluate import Outcome, Verdict
from quality.tally import count
from schemas.document import Kind


def run(*outcomes: Outcome, name: str = "deskew", seconds: float = 1.0) -> Run:
    verdicts = [
        Verdict(
            file="a", record=0, kind=Kind.LAND_CERTIFICATE, edition="2014", level="office",
            path=f"parcels[{number}].parcel_no", outcome=outcome, value=None, truth=None,
        )
        for number, outcome in enumerate(outcomes)
    ]  # fmt: skip
    return Run(name, count(verdicts), exact_fields(verdicts), seconds)


WHOLE = run(Outcome.RIGHT, Outcome.FLAGGED_WRONG, Outcome.RIGHT, Outcome.RIGHT, seconds=1.5)


def test_a_row_says_what_was_lost_and_won_without_the_step() -> None:
    without = run(Outcome.SILENT, Outcome.FLAGGED_RIGHT, Outcome.MISSING, Outcome.RIGHT)

    assert row(without, WHOLE) == (
        "deskew", "50.0 %", "-25.0", "2", "1", "50.0 %", "-25.0", "1", "+1", "1.00", "-0.50",
    )  # fmt: skip


def test_a_stepis_idle_only_if_nothing_gets_worse_without_it() -> None:
    same = run(Outcome.RIGHT, Outcome.FLAGGED_WRONG, Outcome.RIGHT, Outcome.RIGHT)
    more_flags = run(
        Outcome.RIGHT, Outcome.FLAGGED_WRONG, Outcome.FLAGGED_RIGHT, Outcome.FLAGGED_RIGHT
    )
    less_right = run(Outcome.RIGHT, Outcome.FLAGGED_WRONG, Outcome.RIGHT, Outcome.FLAGGED_WRONG)
    less_honest = run(Outcome.RIGHT, Outcome.SILENT, Outcome.RIGHT, Outcome.RIGHT)

    assert is_idle(same, WHOLE)
    assert not any(is_idle(one, WHOLE) for one in (more_flags, less_right, less_honest))
