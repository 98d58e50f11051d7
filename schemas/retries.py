"""What is tried again, how often and how, by what went wrong."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple


class Cause(StrEnum):
    """Why a try to read a document ended badly."""

    MEMORY = "memory"  # more than the reading process may take
    TIME = "time"  # silent for longer than allowed
    CRASH = "crash"  # the reading process died or raised what it should not
    BAD_FILE = "bad_file"  # the file itself: another try reads no more
    LOST = "lost"  # the worker or its machine went away
    SURROUNDINGS = "surroundings"  # disk, engine, shared store: no fault of the document


class Plan(NamedTuple):
    """How the next try differs from the first.

    Attributes:
        pause_s: how long to wait before it.
        pixel_share: share of the usual pixel budget, 0 to 1.
        time_factor: how many times the usual time limit.
        alone: with nothing else being read on that machine.
        page_by_page: each page in a process of its own, so that the guilty one shows.
    """

    pause_s: float = 0.0
    pixel_share: float = 1.0
    time_factor: float = 1.0
    alone: bool = False
    page_by_page: bool = False


AS_USUAL: Final = Plan()

# cause -> the plan after its first failure, its second, …; when none is left, set aside.
RETRIES: Final[Mapping[Cause, tuple[Plan, ...]]] = MappingProxyType(
    {
        Cause.MEMORY: (Plan(pixel_share=0.5), Plan(pixel_share=0.25, alone=True)),
        Cause.TIME: (Plan(time_factor=4.0, alone=True),),
        Cause.CRASH: (AS_USUAL, Plan(page_by_page=True)),
        Cause.BAD_FILE: (),
        # A power cut hits whoever is working: the first ones say nothing about the document.
        Cause.LOST: (
            AS_USUAL,
            Plan(pause_s=5),
            Plan(pause_s=15),
            *(Plan(pause_s=pause, alone=True, page_by_page=True) for pause in (30, 60, 120, 300)),
            Plan(pause_s=600, alone=True, page_by_page=True),
        ),
        Cause.SURROUNDINGS: (
            *(Plan(pause_s=pause) for pause in (10, 30, 60, 120, 300)),
            *(Plan(pause_s=600) for _ in range(15)),
        ),
    }
)
LONGEST_PAUSE_S: Final = max(plan.pause_s for plans in RETRIES.values() for plan in plans)


def next_plan(failures: Mapping[Cause, int], last: Cause) -> Plan | None:
    """Return how to try again after ``last`` struck, or None when its tries are spent.

    ``failures`` counts every cause since the document last settled, ``last`` included. What
    earlier failures of other causes asked for still holds; only the pause is ``last``'s own.
    """
    if failures[last] > len(RETRIES[last]):
        return None
    asked = [RETRIES[cause][count - 1] for cause, count in failures.items() if count > 0]
    return Plan(
        pause_s=RETRIES[last][failures[last] - 1].pause_s,
        pixel_share=min(plan.pixel_share for plan in asked),
        time_factor=max(plan.time_factor for plan in asked),
        alone=any(plan.alone for plan in asked),
        page_by_page=any(plan.page_by_page for plan in asked),
    )
