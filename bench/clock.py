"""A clock for steps within steps: every moment belongs to exactly one of them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from time import perf_counter
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


class StepClock:
    """Adds up seconds by step; entering a step stops the clock of the one around it.

    For one thread. ``now`` returns seconds from any starting point.
    """

    def __init__(self, now: Callable[[], float] = perf_counter) -> None:
        self._now = now
        self._open: list[str] = []
        self._since = 0.0
        self._seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Charge the time inside to ``name``."""
        self._charge()
        self._open.append(name)
        try:
            yield
        finally:
            self._charge()
            self._open.pop()

    def timed(self, name: str, function: Callable[P, R]) -> Callable[P, R]:
        """Return ``function`` with its time charged to the step ``name``."""

        @wraps(function)
        def on_the_clock(*args: P.args, **kwargs: P.kwargs) -> R:
            with self.step(name):
                return function(*args, **kwargs)

        return on_the_clock

    def taken(self) -> dict[str, float]:
        """Return the seconds of each step since the last call, and start from zero."""
        seconds, self._seconds = self._seconds, {}
        return seconds

    def _charge(self) -> None:
        now = self._now()
        if self._open:
            name = self._open[-1]
            self._seconds[name] = self._seconds.get(name, 0.0) + now - self._since
        self._since = now
