"""Weights follow the evidence, the prior and the signs they must keep."""

import numpy as np
import pytest

from training.logistic import Prior, fitted, log_loss, probabilities


def drawn(weights: list[float], rows: int = 4000) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(5)
    evidence = chance.random((rows, len(weights)))
    evidence[:, 0] = 1.0
    right = chance.random(rows) < probabilities(evidence, np.array(weights))
    return evidence, right.astype(float)


def loose(count: int, ridge: float = 1e-3, sign: list[int] | None = None) -> Prior:
    return Prior(np.zeros(count), np.full(count, ridge), np.array(sign or [0] * count))


def test_the_weights_that_made_the_examples_are_found_again() -> None:
    evidence, right = drawn([-1.0, 3.0, -2.0])

    weights = fitted(evidence, right, loose(3))

    assert weights == pytest.approx([-1.0, 3.0, -2.0], abs=0.35)


def test_probabilities_add_up_to_the_number_of_right_values() -> None:
    evidence, right = drawn([0.5, 1.0, -2.0])

    weights = fitted(evidence, right, loose(3, ridge=1e-6))

    assert probabilities(evidence, weights).sum() == pytest.approx(right.sum(), rel=1e-3)


@pytest.mark.parametrize(("sign", "truth"), [(1, -2.0), (-1, 2.0)])
def test_a_weight_of_the_wrong_sign_stays_at_nothing(sign: int, truth: float) -> None:
    evidence, right = drawn([0.0, truth, 1.0])

    weights = fitted(evidence, right, loose(3, sign=[0, sign, 1]))

    assert weights[1] == 0.0
    assert weights[2] == pytest.approx(1.0, abs=0.4)


def test_a_weight_may_leave_its_bound_again() -> None:
    evidence, right = drawn([0.0, 2.0, 0.0])

    weights = fitted(evidence, right, Prior(np.zeros(3), np.full(3, 1e-3), np.array([0, 1, 0])))

    assert weights[1] == pytest.approx(2.0, abs=0.35)


def test_without_examples_the_prior_stands() -> None:
    prior = Prior(np.array([1.0, -2.0]), np.ones(2), np.zeros(2))

    weights = fitted(np.zeros((0, 2)), np.zeros(0), prior)

    assert weights == pytest.approx([1.0, -2.0])


def test_few_examples_move_a_strongly_held_weight_little() -> None:
    evidence, right = drawn([0.0, 4.0], rows=20)
    held = Prior(np.zeros(2), np.full(2, 100.0), np.zeros(2))

    weights = fitted(evidence, right, held)

    assert abs(weights[1]) < 0.1


def test_examples_that_evidence_separates_cleanly_give_finite_weights() -> None:
    evidence = np.array([[1.0, 0.0]] * 50 + [[1.0, 1.0]] * 50)
    right = np.array([0.0] * 50 + [1.0] * 50)

    weights = fitted(evidence, right, loose(2, ridge=0.1))

    assert np.isfinite(weights).all()
    assert probabilities(evidence, weights)[-1] > 0.97


def test_a_sure_mistake_costs_more_than_an_unsure_one() -> None:
    right = np.array([0.0])

    assert log_loss(np.array([0.99]), right) > log_loss(np.array([0.6]), right)
