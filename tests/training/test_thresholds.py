"""Values pass unseen only from where few enough of them are wrong."""

import numpy as np
import pytest

from training.thresholds import LEAST_THRESHOLD, NEVER, Caution, Curve, Trial, threshold, upper_rate

CAUTION = Caution(target=0.01, z=1.0, borrowed=200.0)


def curve(*bands: tuple[float, int, int]) -> Curve:
    """Return the curve of bands of (probability, right ones, wrong ones)."""
    chance = [p for p, right, wrong in bands for _ in range(right + wrong)]
    right = [flag for _, r, w in bands for flag in [1.0] * r + [0.0] * w]
    return Curve(np.array(chance), np.array(right))


def chosen(own: Curve, pooled: Curve, target: float = CAUTION.target) -> float:
    return threshold([Trial(own, pooled, target)], CAUTION)


GOOD = curve((0.99, 5000, 2), (0.9, 500, 50))


@pytest.mark.parametrize(
    ("wrong", "total", "z", "bound"),
    [
        (0, 100, 1.96, 0.0370),  # the textbook value of Wilson's interval
        (10, 100, 1.96, 0.1744),
        (5, 10, 0.0, 0.5),
        (0, 0, 1.0, 1.0),
    ],
)
def test_the_upper_rate_is_wilsons(wrong: float, total: float, z: float, bound: float) -> None:
    found = upper_rate(np.array([wrong]), np.array([total]), z)

    assert found == pytest.approx([bound], abs=1e-4)


def test_a_curve_counts_values_at_or_above_a_probability() -> None:
    some = curve((0.9, 8, 1), (0.7, 3, 2))

    wrong, count = some.above(np.array([0.95, 0.9, 0.8, 0.7]))

    assert wrong.tolist() == [0, 1, 1, 3]
    assert count.tolist() == [0, 9, 9, 14]


def test_the_threshold_lies_above_the_probabilities_that_err() -> None:
    assert chosen(GOOD, GOOD) == pytest.approx(0.99)


def test_a_group_that_never_errs_passes_lower_than_one_that_does() -> None:
    faultless = curve((0.99, 1000, 0), (0.9, 3000, 0))

    assert chosen(faultless, GOOD) < chosen(GOOD, GOOD)


def test_a_group_that_errs_even_where_it_is_sure_accepts_nothing() -> None:
    assert chosen(curve((0.999, 900, 100)), GOOD) == NEVER


def test_a_group_of_some_size_is_not_trusted_beyond_what_it_has_shown() -> None:
    best_of_all = curve((0.999, 5000, 0), (0.9, 500, 50))

    assert chosen(curve((0.95, 90, 10)), best_of_all) == NEVER


def test_a_small_group_is_judged_by_what_all_groups_do() -> None:
    few = curve((0.995, 4, 0), (0.6, 3, 0))

    assert 0.9 < chosen(few, GOOD) <= 0.995


def test_a_small_group_with_errors_is_not_saved_by_the_others() -> None:
    assert chosen(curve((0.99, 40, 10)), GOOD) == NEVER


def test_nothing_unlikelier_than_the_least_threshold_passes() -> None:
    faultless = curve((0.99, 1000, 0), (0.3, 1000, 0))

    assert chosen(faultless, faultless) >= LEAST_THRESHOLD


def test_a_stricter_target_never_lowers_the_threshold() -> None:
    targets = (0.05, 0.02, 0.01, 0.005, 0.001)

    found = [chosen(GOOD, GOOD, target) for target in targets]

    assert found == sorted(found)


def test_a_threshold_must_hold_in_every_trial() -> None:
    on_worst = curve((0.99, 300, 1), (0.95, 100, 20))
    everywhere = curve((0.99, 9000, 1), (0.95, 9000, 20))

    alone = chosen(everywhere, everywhere)
    both = threshold(
        [Trial(everywhere, everywhere, 0.01), Trial(on_worst, on_worst, 0.02)], CAUTION
    )

    assert alone == pytest.approx(0.95)
    assert both == pytest.approx(0.99)


def test_what_hardly_anyone_has_shown_is_not_borrowed() -> None:
    hardly = curve((0.99, 20, 0))

    assert chosen(curve((0.99, 5, 0)), hardly) == NEVER
