"""From which probability on values may pass unseen, so that few wrong ones do."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from training.logistic import Array

LEAST_THRESHOLD = 0.5
# Accepts nothing.
NEVER = 1.1
# Thresholds finer than so many places on the curve of all groups are not tried.
PLACES = 500


class Caution(NamedTuple):
    """How sure we want to be.

    Attributes:
        target: greatest share of wrong values among accepted ones.
        level_target: the same within every single level of damage.
        z: how many standard errors the upper estimate lies above the estimate.
        borrowed: accepted values of all groups that count as the group's own, so that a small
            group is judged mostly by what others did at the same probability.
        few: a group with fewer examples may rest on the others alone.
        group_target: share of wrong values that a single group is borne on its own count.
    """

    target: float = 0.008
    level_target: float = 0.018
    z: float = 0.0
    borrowed: float = 500.0
    few: int = 30
    group_target: float = 0.02


class Curve:
    """How many values lie at or above a probability, and how many of them are wrong."""

    def __init__(self, chance: Array, right: Array) -> None:
        """Take the values' probabilities, and 1 for each that is right; shape (values,)."""
        order = np.argsort(-chance, kind="stable")
        self.falling = chance[order]
        self._wrong = np.concatenate([[0.0], np.cumsum(1.0 - right[order])])

    def above(self, thresholds: Array) -> tuple[Array, Array]:
        """Return how many values are wrong, and how many there are, from each threshold on."""
        count = np.searchsorted(-self.falling, -thresholds, side="right")
        return self._wrong[count], count.astype(np.float64)


class Trial(NamedTuple):
    """One demand on a threshold.

    Attributes:
        own: a group's values of some kind.
        pooled: all groups' values of that kind.
        target: the share of wrong ones among them that is borne.
    """

    own: Curve
    pooled: Curve
    target: float


def upper_rate(wrong: Array, total: Array, z: float) -> Array:
    """Return Wilson's upper bound for each rate of ``wrong`` in ``total``; 1 for none at all."""
    counted = np.maximum(total, 1e-9)
    rate = wrong / counted
    spread = z * np.sqrt(rate * (1.0 - rate) / counted + z * z / (4.0 * counted * counted))
    bound = (rate + z * z / (2.0 * counted) + spread) / (1.0 + z * z / counted)
    return np.where(total > 0, bound, 1.0)


def threshold(trials: Sequence[Trial], caution: Caution) -> float:
    """Return the least probability from which a group's values may be accepted.

    A candidate must pass every trial: the group's own errors from there on, taken together
    with up to ``caution.borrowed`` values that err as often as all groups' values do, must
    with their upper estimate stay below the trial's target. ``NEVER`` where no candidate
    holds, and for a group of some size where only probabilities above all its own do.
    """
    own, pooled = trials[0].own.falling, trials[0].pooled.falling
    candidates = np.unique(np.concatenate([own, pooled[:: max(1, len(pooled) // PLACES)]]))
    candidates = candidates[candidates >= LEAST_THRESHOLD]
    if len(own) >= caution.few:
        candidates = candidates[candidates <= own[0]]
    passed = np.ones(len(candidates), bool)
    for trial in trials:
        wrong, count = trial.own.above(candidates)
        all_wrong, all_count = trial.pooled.above(candidates)
        # No more can be borrowed than there is.
        borrowed = np.minimum(caution.borrowed, all_count)
        wrong = wrong + borrowed * all_wrong / np.maximum(all_count, 1.0)
        passed &= upper_rate(wrong, count + borrowed, caution.z) <= trial.target
    return float(candidates[passed][0]) if passed.any() else NEVER


def own_threshold(own: Curve, shared: float, caution: Caution) -> float:
    """Return a group's threshold: the one all share, unless its own record forbids that.

    One wrong value is bad luck; a group that errs more often than ``caution.group_target``
    from the shared threshold on gets a higher one of its own, or ``NEVER`` where even the
    surest ``caution.few`` of its values err too often. Thresholds fitted group by group were
    tried and did worse on files not learnt from.
    """
    wrong, count = own.above(np.array([shared]))
    if wrong[0] <= 1 or wrong[0] <= caution.group_target * count[0]:
        return shared
    candidates = np.unique(own.falling[own.falling > shared])
    wrong, count = own.above(candidates)
    good = (count >= caution.few) & (wrong <= caution.group_target * count)
    return float(candidates[good][0]) if good.any() else NEVER
