"""Shares with their uncertainty."""

from math import sqrt
from typing import NamedTuple

# Two-sided 95 %.
_Z = 1.959963984540054


class Interval(NamedTuple):
    """A share with its 95 % interval; share None where nothing was counted."""

    share: float | None
    low: float
    high: float


def wilson(hits: int, total: int) -> Interval:
    """Return the share with its 95 % score interval (Wilson, JASA 1927)."""
    if total == 0:
        return Interval(None, 0.0, 1.0)
    share = hits / total
    spread = _Z**2 / total
    middle = (share + spread / 2) / (1 + spread)
    half = _Z * sqrt(share * (1 - share) / total + spread / (4 * total)) / (1 + spread)
    return Interval(share, max(0.0, middle - half), min(1.0, middle + half))
