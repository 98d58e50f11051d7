"""Examples to weights and thresholds, a set for each group of fields."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from ocr.confidence import FEATURES
from training.examples import Table
from training.logistic import Array, Prior, fitted, log_loss, probabilities
from training.thresholds import Caution, Curve, Trial, own_threshold, threshold

# What evidence may never do, however few examples seem to say so.
MAY_NOT_LOWER = (
    "agree", "alike", "weakest", "sure", "typical", "second", "anchor", "known", "known_agree",
    "supported", "quality",
)  # fmt: skip
MAY_NOT_RAISE = (
    "disagree", "apart", "corrected", "moved", "doubted", "strange", "odd_signs", "contradicted",
    "red", "orphan", "miscounted",
)  # fmt: skip
SIGNS = np.array([(name in MAY_NOT_LOWER) - (name in MAY_NOT_RAISE) for name in FEATURES])
BIAS = FEATURES.index("bias")
FOLDS = 5
# The group of fields that were never seen.
OTHER = "other"

Weights = Mapping[str, Array]


class Hold(NamedTuple):
    """How strongly weights are held: those of all groups to nothing, a group's to those of all.

    A group's own error rate shows sooner than what each piece of evidence is worth in it, so
    its bias is held by ``bias``.
    """

    pooled: float = 3.0
    group: float = 8.0
    bias: float = 2.0


# The values of one file are right or wrong together, so that how much they teach cannot be
# told from their number: the best of these on files not learnt from is taken.
HOLDS = tuple(
    Hold(pooled, group) for pooled in (1.0, 3.0, 10.0, 30.0) for group in (2.0, 8.0, 30.0)
)


class Learnt(NamedTuple):
    """Weights and acceptance thresholds by group; ``OTHER`` holds those of all groups."""

    weights: Weights
    accept_from: Mapping[str, float]


def learn_weights(table: Table, rows: Array, hold: Hold) -> Weights:
    """Return the weights learnt from the chosen rows, for each group among them and OTHER.

    Every group's weights start from those of all and leave them as far as its own examples
    insist.
    """
    ridge = np.full(len(FEATURES), hold.pooled)
    nothing = Prior(np.zeros(len(FEATURES)), ridge, SIGNS)
    pooled = fitted(table.evidence[rows], table.right[rows], nothing)
    held = np.full(len(FEATURES), hold.group)
    held[BIAS] = hold.bias
    near_pooled = Prior(pooled, held, SIGNS)
    found = {OTHER: pooled}
    for group in np.unique(table.groups[rows]):
        own = rows & (table.groups == group)
        found[str(group)] = fitted(table.evidence[own], table.right[own], near_pooled)
    return found


def predicted(table: Table, weights: Weights) -> Array:
    """Return the probability of every row under its group's weights."""
    each = np.stack([weights.get(str(group), weights[OTHER]) for group in table.groups])
    score = np.einsum("rf,rf->r", table.evidence, each)
    return probabilities(score[:, None], np.ones(1))


def folds_of(table: Table) -> Array:
    """Return each row's fold, 0 to ``FOLDS`` - 1; the rows of a file stay together.

    Files take turns by their place in the order of seeds, shifted every round, so that each
    fold holds every level and edition.
    """
    files, places = np.unique(table.files, return_inverse=True)
    turns = np.arange(len(files))
    return np.asarray(((turns + turns // FOLDS) % FOLDS)[places])


def cross_predicted(table: Table, hold: Hold) -> Array:
    """Return for every row the probability learnt from the other folds' files."""
    folds = folds_of(table)
    chance = np.zeros(len(table.right))
    for fold in np.unique(folds):
        weights = learn_weights(table, folds != fold, hold)
        chance[folds == fold] = predicted(table, weights)[folds == fold]
    return chance


def best_hold(table: Table, holds: Sequence[Hold] = HOLDS) -> Hold:
    """Return the hold whose probabilities surprise least on files not learnt from."""
    return min(holds, key=lambda hold: log_loss(cross_predicted(table, hold), table.right))


def thresholds(
    table: Table, chance: Array, caution: Caution, rows: Array | None = None
) -> Mapping[str, float]:
    """Return each group's acceptance threshold, judged by ``chance`` on the chosen rows.

    The threshold all share must hold for the values as a whole and, less strictly, on every
    level of damage alone: what is right on clean papers must not pay for what is wrong on the
    worst. Groups with a bad record of their own get a higher one.
    """
    free = ~table.barred if rows is None else rows & ~table.barred
    kinds = [(free, caution.target)]
    kinds += [(free & (table.levels == name), caution.level_target) for name in set(table.levels)]
    curves = [(_curve(table, chance, kind), target) for kind, target in kinds]
    shared = threshold([Trial(curve, curve, target) for curve, target in curves], caution)
    found = {OTHER: shared}
    for group in np.unique(table.groups):
        own = _curve(table, chance, free & (table.groups == group))
        found[str(group)] = own_threshold(own, shared, caution)
    return found


def _curve(table: Table, chance: Array, rows: Array) -> Curve:
    return Curve(chance[rows], table.right[rows])


def cross_accepted(table: Table, chance: Array, caution: Caution) -> Array:
    """Return which rows would be accepted by thresholds chosen on the other folds' files."""
    folds = folds_of(table)
    accepted = np.zeros(len(table.right), bool)
    for fold in np.unique(folds):
        chosen = thresholds(table, chance, caution, folds != fold)
        least = np.array([chosen[str(group)] for group in table.groups])
        accepted |= (folds == fold) & (chance >= least) & ~table.barred
    return accepted


def learn(table: Table, chance: Array, caution: Caution, hold: Hold) -> Learnt:
    """Return what is learnt from all rows; ``chance`` is from ``cross_predicted``."""
    everything = np.ones(len(table.right), bool)
    return Learnt(learn_weights(table, everything, hold), thresholds(table, chance, caution))
