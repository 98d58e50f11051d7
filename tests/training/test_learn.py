"""What is learnt holds for papers that were not learnt from."""

import numpy as np
import pytest

from ocr.confidence import FEATURES
from tests.training.synthetic import GROUPS, synthetic
from training.learn import (
    FOLDS,
    MAY_NOT_LOWER,
    MAY_NOT_RAISE,
    OTHER,
    Hold,
    best_hold,
    cross_accepted,
    cross_predicted,
    folds_of,
    learn_weights,
    predicted,
)
from training.report import brier
from training.thresholds import Caution

CAUTION = Caution(target=0.02, level_target=0.03, borrowed=100.0)


def test_signs_are_given_to_evidence_that_exists() -> None:
    assert set(MAY_NOT_LOWER) | set(MAY_NOT_RAISE) <= set(FEATURES)
    assert not set(MAY_NOT_LOWER) & set(MAY_NOT_RAISE)


def test_evidence_keeps_its_sign_in_every_group() -> None:
    table = synthetic(8)

    weights = learn_weights(table, np.ones(len(table.right), bool), Hold())

    for learnt in weights.values():
        named = dict(zip(FEATURES, learnt, strict=True))
        assert all(named[name] >= 0 for name in MAY_NOT_LOWER)
        assert all(named[name] <= 0 for name in MAY_NOT_RAISE)


def test_every_group_and_the_unknown_one_get_weights() -> None:
    table = synthetic(5)

    weights = learn_weights(table, np.ones(len(table.right), bool), Hold())

    assert set(weights) == {*GROUPS, OTHER}


def test_a_group_that_errs_more_gets_lower_probabilities_for_the_same_evidence() -> None:
    table = synthetic(40, shift={GROUPS[0]: -2.0})

    weights = learn_weights(table, np.ones(len(table.right), bool), Hold())

    bias = FEATURES.index("bias")
    assert weights[GROUPS[0]][bias] < weights[GROUPS[1]][bias] - 0.5


def test_the_values_of_one_file_are_never_on_both_sides() -> None:
    table = synthetic(12)

    folds = folds_of(table)

    assert all(len(set(folds[table.files == file])) == 1 for file in set(table.files))
    assert set(folds) == set(range(FOLDS))


def test_a_probability_means_what_it_says_on_files_not_learnt_from() -> None:
    table = synthetic(60)

    chance = cross_predicted(table, Hold())

    for low, high in ((0.0, 0.3), (0.3, 0.7), (0.7, 1.0)):
        here = (chance >= low) & (chance < high)
        assert chance[here].mean() == pytest.approx(table.right[here].mean(), abs=0.06)
    assert brier(chance, table.right) < brier(np.full(len(chance), 0.5), table.right) - 0.05


def test_few_wrong_values_are_accepted_on_files_not_learnt_from() -> None:
    table = synthetic(60)

    accepted = cross_accepted(table, cross_predicted(table, Hold()), CAUTION)

    assert accepted.any()
    assert 1 - table.right[accepted].mean() < 2 * CAUTION.target


def test_a_barred_value_is_never_accepted() -> None:
    table = synthetic(30)
    barred = np.arange(len(table.right)) % 2 == 0

    accepted = cross_accepted(
        table._replace(barred=barred), cross_predicted(table, Hold()), CAUTION
    )

    assert accepted.any()
    assert not (accepted & barred).any()


def test_a_group_without_hope_accepts_nothing() -> None:
    table = synthetic(60, shift={GROUPS[0]: -6.0})

    accepted = cross_accepted(table, cross_predicted(table, Hold()), CAUTION)

    assert not accepted[table.groups == GROUPS[0]].any()
    assert accepted[table.groups == GROUPS[1]].any()


def test_a_group_never_seen_is_judged_by_the_weights_of_all() -> None:
    table = synthetic(6)
    weights = learn_weights(table, np.ones(len(table.right), bool), Hold())
    strange = table._replace(groups=np.full(len(table.right), "assets[].grade"))

    expected = predicted(table, {OTHER: weights[OTHER]})

    assert predicted(strange, weights) == pytest.approx(expected)


def test_the_hold_is_the_best_of_those_offered_on_files_not_learnt_from() -> None:
    table = synthetic(15)
    loose, strangling = Hold(3.0, 8.0), Hold(1e6, 1e6, 1e6)

    assert best_hold(table, (strangling, loose)) == loose
