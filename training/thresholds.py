"""From which probability on values may pass unseen, so that few wrong ones do."""

from math import sqrt
from typing import NamedTuple

import numpy as np

from training.logistic import Array

LEAST_THRESHOLD = 0.5
# Accepts nothing.
NEVER = 1.1


class Caution(NamedTuple):
    """How sure we want to be.

    Attributes:
        target: greatest share of wrong values among accepted ones.
        z: how many standard errors the upper estimate lies above the estimate.
        borrowed: accepted values of all groups that count as the group's own, so that a small
            group is judged mostly by what others did at the same probability.
        few: a group with fewer examples may rest on the others alone.
    """

    target: float = 0.004
    z: float = 1.0
    borrowed: float = 500.0
    few: int = 50


def upper_rate(wrong: float, total: float, z: float) -> float:
    """Return Wilson's upper bound for a rate of ``wrong`` in ``total``; 1 for none at all."""
    if total <= 0:
        return 1.0
    rate = wrong / total
    spread = z * sqrt(rate * (1.0 - rate) / total + z * z / (4.0 * total * total))
    return (rate + z * z / (2.0 * total) + spread) / (1.0 + z * z / total)


class Curve:
    """How many values lie at or above a probability, and how many of them are wrong."""

    def __init__(self, chance: Array, right: Array) -> None:
        order = np.argsort(-chance, kind="stable")
        self.falling = chance[order]
        self._wrong = np.concatenate([[0.0], np.cumsum(1.0 - right[order])])

    def above(self, threshold: float) -> tuple[float, float]:
        """Return how many values are wrong, and how many there are, from ``threshold`` on."""
        count = int(np.searchsorted(-self.falling, -threshold, side="right"))
        return float(self._wrong[count]), float(count)


def threshold(own: Curve, pooled: Curve, caution: Caution) -> float:
    """Return the least probability from which a group's values may be accepted.

    At every candidate the group's own errors are taken together with ``caution.borrowed``
    values that err as often as all groups' values do from there on; the upper estimate must
    stay below the target. ``NEVER`` where no candidate holds, and for a group of some size
    where only probabilities above all its own do.
    """
    candidates = np.unique(np.concatenate([own.falling, pooled.falling[:: _stride(pooled)]]))
    for candidate in candidates[candidates >= LEAST_THRESHOLD]:
        wrong, count = own.above(float(candidate))
        all_wrong, all_count = pooled.above(float(candidate))
        if not all_count or (not count and len(own.falling) >= caution.few):
            break
        borrowed = caution.borrowed * all_wrong / all_count
        if upper_rate(wrong + borrowed, count + caution.borrowed, caution.z) <= caution.target:
            return float(candidate)
    return NEVER


def _stride(curve: Curve) -> int:
    return max(1, len(curve.falling) // 500)
