import re
from pathlib import Path

import pytest

from schemas.retries import AS_USUAL, RETRIES, Cause, Plan, next_plan

PAGE = (Path(__file__).parent.parent.parent / "docs" / "station.md").read_text("utf-8")


@pytest.mark.parametrize("cause", Cause)
def test_the_page_says_how_often_each_cause_is_tried_again(cause: Cause) -> None:
    (number,) = re.findall(rf"^\| `{cause}`.*? \| (\d+) \|", PAGE, re.MULTILINE)

    assert int(number) == len(RETRIES[cause])


@pytest.mark.parametrize(
    ("failures", "last", "plan"),
    [
        ({Cause.MEMORY: 1}, Cause.MEMORY, Plan(pixel_share=0.5)),
        ({Cause.TIME: 1}, Cause.TIME, Plan(time_factor=4, alone=True)),
        ({Cause.TIME: 2}, Cause.TIME, None),
        ({Cause.CRASH: 1}, Cause.CRASH, AS_USUAL),
        ({Cause.CRASH: 2}, Cause.CRASH, Plan(page_by_page=True)),
        ({Cause.CRASH: 3}, Cause.CRASH, None),
        ({Cause.BAD_FILE: 1}, Cause.BAD_FILE, None),
        (
            {Cause.MEMORY: 1, Cause.TIME: 1},
            Cause.TIME,
            Plan(pixel_share=0.5, time_factor=4, alone=True),
        ),
        (
            {Cause.MEMORY: 1, Cause.SURROUNDINGS: 1},
            Cause.SURROUNDINGS,
            Plan(pause_s=10, pixel_share=0.5),
        ),
        ({Cause.SURROUNDINGS: 1, Cause.CRASH: 1}, Cause.CRASH, AS_USUAL),
    ],
)
def test_the_next_try_joins_what_each_failure_asked_for(
    failures: dict[Cause, int], last: Cause, plan: Plan | None
) -> None:
    assert next_plan(failures, last) == plan
