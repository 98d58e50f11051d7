"""Invented examples of which it is known how they came about."""

import numpy as np

from ocr.confidence import FEATURES
from training.examples import Example, Table, table_of
from training.logistic import probabilities

# What makes a synthetic value right; evidence not named here says nothing.
TRUE_WEIGHTS = {"bias": -2.0, "agree": 4.0, "known": 3.0, "doubted": -3.0}
GROUPS = ("certificate.serial", "holders[].full_name", "parcels[].area_m2")
PER_FILE = 30


def synthetic(files: int, *, shift: dict[str, float] | None = None, seed: int = 3) -> Table:
    """Return the examples of so many files; ``shift`` moves a group's bias."""
    chance = np.random.default_rng(seed)
    weights = np.array([TRUE_WEIGHTS.get(name, 0.0) for name in FEATURES])
    examples = []
    for file in range(files):
        for place in range(PER_FILE):
            group = GROUPS[place % len(GROUPS)]
            evidence = (chance.random(len(FEATURES)) < 0.5).astype(float)
            evidence[0] = 1.0
            moved = weights.copy()
            moved[0] += (shift or {}).get(group, 0.0)
            right = chance.random() < probabilities(evidence[None, :], moved)[0]
            examples.append(
                Example(
                    file, "office", "2014", group, group, tuple(evidence), 0.5, bool(right), False
                )
            )
    return table_of(examples)
