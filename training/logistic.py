"""Logistic regression with a prior and with signs that evidence must keep."""

from typing import NamedTuple

import numpy as np

Array = np.ndarray

MOST_STEPS = 60
# A step that moves no weight by more than this ends the search.
SETTLED = 1e-6
# Probabilities are kept this far from 0 and 1.
SCORE_LIMIT = 30.0


class Prior(NamedTuple):
    """What the weights are before anything was seen.

    Attributes:
        mean: shape (features,).
        ridge: strength with which each weight is held to its mean, shape (features,), above 0.
        sign: 1 where a weight may not fall below 0, -1 where it may not rise above, 0: free.
    """

    mean: Array
    ridge: Array
    sign: Array


def probabilities(evidence: Array, weights: Array) -> Array:
    """Return the probability for each row of ``evidence``, shape (rows, features)."""
    score = np.clip(evidence @ weights, -SCORE_LIMIT, SCORE_LIMIT)
    return np.asarray(1.0 / (1.0 + np.exp(-score)))


def log_loss(chance: Array, right: Array) -> float:
    """Return the mean surprise in nats; probabilities are kept off 0 and 1 by 1e-6."""
    kept = np.clip(chance, 1e-6, 1 - 1e-6)
    return float(-np.mean(right * np.log(kept) + (1 - right) * np.log(1 - kept)))


def fitted(evidence: Array, right: Array, prior: Prior) -> Array:
    """Return the weights of the greatest penalised likelihood, shape (features,).

    ``evidence`` has shape (rows, features), ``right`` is 0 or 1 per row. Projected Newton
    steps (Bertsekas, SIAM J. Control 1982): weights at their bound that press against it are
    left there, the rest take a Newton step, shortened until the loss falls.
    """
    weights = _within(prior.mean, prior.sign)
    for _ in range(MOST_STEPS):
        chance = probabilities(evidence, weights)
        slope = evidence.T @ (chance - right) + prior.ridge * (weights - prior.mean)
        bend = (evidence * (chance * (1.0 - chance))[:, None]).T @ evidence + np.diag(prior.ridge)
        free = ~((prior.sign != 0) & (weights == 0.0) & (prior.sign * slope > 0.0))
        step = np.zeros_like(weights)
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        following = _shortened(evidence, right, prior, weights, step)
        moved = float(np.abs(following - weights).max())
        weights = following
        if moved < SETTLED:
            break
    return weights


def _shortened(evidence: Array, right: Array, prior: Prior, weights: Array, step: Array) -> Array:
    """Return where the longest of ever shorter steps leads that lowers the loss."""
    now = _loss(evidence, right, prior, weights)
    share = 1.0
    while share > 1e-6:
        candidate = _within(weights - share * step, prior.sign)
        if _loss(evidence, right, prior, candidate) <= now:
            return candidate
        share /= 2.0
    return weights


def _loss(evidence: Array, right: Array, prior: Prior, weights: Array) -> float:
    score = evidence @ weights
    unlikely = np.logaddexp(0.0, score) - right * score
    held = 0.5 * prior.ridge * (weights - prior.mean) ** 2
    return float(unlikely.sum() + held.sum())


def _within(weights: Array, sign: Array) -> Array:
    return np.where(sign * weights < 0.0, 0.0, weights)
