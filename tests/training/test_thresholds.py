"""Values pass unseen only from where few enough of them are wrong."""

import numpy as np
import pytest

from training.thresholds import LEAST_THRESHOLD, NEVER, Caution, Curve, threshold, upper_rate

CAUTION = Caution(target=0.01, z=1.0, borrowed=200.0)


def curve(*bands: tuple[float, int, int]) -> Curve:
    """Return the curve of bands of (probability, right ones, wrong ones)."""
    chance = [p for p, right, wrong in bands for _ in range(right + wrong)]
    right = [flag for _, r, w in bands for flag in [1.0] * r + [0.0] * w]
    return Curve(np.array(chance), np.array(right))


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
    assert upper_rate(wrong, total, z) == pytest.approx(bound, abs=1e-4)


def test_a_curve_counts_values_at_or_above_a_probability() -> None:
    some = curve((0.9, 8, 1), (0.7, 3, 2))

    assert some.above(0.9) == (1.0, 9.0)
    assert some.above(0.8) == (1.0, 9.0)
    assert some.above(0.7) == (3.0, 14.0)
    assert some.above(0.95) == (0.0, 0.0)


def test_the_threshold_lies_above_the_probabilities_that_err() -> None:
    assert threshold(GOOD, GOOD, CAUTION) == pytest.approx(0.99)


def test_a_group_that_never_errs_passes_lower_than_one_that_does() -> None:
    faultless = curve((0.99, 1000, 0), (0.9, 3000, 0))

    assert threshold(faultless, GOOD, CAUTION) < threshold(GOOD, GOOD, CAUTION)


def test_a_group_that_errs_even_where_it_is_sure_accepts_nothing() -> None:
    assert threshold(curve((0.999, 900, 100)), GOOD, CAUTION) == NEVER


def test_a_group_of_some_size_is_not_trusted_beyond_what_it_has_shown() -> None:
    best_of_all = curve((0.999, 5000, 0), (0.9, 500, 50))

    assert threshold(curve((0.95, 90, 10)), best_of_all, CAUTION) == NEVER


def test_a_small_group_is_judged_by_what_all_groups_do() -> None:
    few = curve((0.995, 4, 0), (0.6, 3, 0))

    assert 0.9 < threshold(few, GOOD, CAUTION) <= 0.995


def test_a_small_group_with_errors_is_not_saved_by_the_others() -> None:
    assert threshold(curve((0.99, 40, 10)), GOOD, CAUTION) == NEVER


def test_nothing_unlikelier_than_the_least_threshold_passes() -> None:
    faultless = curve((0.99, 1000, 0), (0.3, 1000, 0))

    assert threshold(faultless, faultless, CAUTION) >= LEAST_THRESHOLD


def test_a_stricter_target_never_lowers_the_threshold() -> None:
    targets = (0.05, 0.02, 0.01, 0.005, 0.001)

    found = [threshold(GOOD, GOOD, CAUTION._replace(target=target)) for target in targets]

    assert found == sorted(found)
