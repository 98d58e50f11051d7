from collections.abc import Iterator

import pytest

from bench.clock import StepClock


def clock_at(*moments: float) -> StepClock:
    coming: Iterator[float] = iter(moments)
    return StepClock(now=lambda: next(coming))


def test_a_step_within_a_step_stops_the_outer_clock() -> None:
    clock = clock_at(0, 2, 5, 6)

    with clock.step("face"), clock.step("engine"):
        pass

    assert clock.taken() == {"face": 3, "engine": 3}


def test_time_between_steps_belongs_to_none() -> None:
    clock = clock_at(0, 1, 50, 52)

    with clock.step("load"):
        pass
    with clock.step("load"):
        pass

    assert clock.taken() == {"load": 3}


def test_each_document_starts_from_zero() -> None:
    clock = clock_at(0, 1, 10, 14)
    with clock.step("load"):
        pass
    clock.taken()

    with clock.step("load"):
        pass

    assert clock.taken() == {"load": 4}


def test_a_step_that_fails_is_charged_and_over() -> None:
    clock = clock_at(0, 1, 5, 6)

    def fail() -> None:
        raise ValueError("no pixels")

    with pytest.raises(ValueError, match="no pixels"):
        clock.timed("fails", fail)()
    with clock.step("next"):
        pass

    assert clock.taken() == {"fails": 1, "next": 1}
