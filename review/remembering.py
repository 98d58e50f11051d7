"""Answers that many pages show and that may be some seconds old."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

T = TypeVar("T")


class Remembered(Generic[T]):
    """One answer, asked anew when it is older than ``fresh_s`` seconds.

    Whoever comes while another asks gets the old one, so that nobody queues for it.
    """

    def __init__(self, fresh_s: float) -> None:
        self._fresh_s = fresh_s
        self._lock = Lock()
        self._known: tuple[T, float] | None = None

    def of(self, ask: Callable[[], T]) -> T:
        known = self._known
        if known is not None and (monotonic() < known[1] or self._lock.locked()):
            return known[0]
        with self._lock:
            known = self._known
            if known is None or monotonic() >= known[1]:
                known = ask(), monotonic() + self._fresh_s
                self._known = known
            return known[0]
