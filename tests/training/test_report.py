"""The tables say how far probabilities can be trusted."""

import numpy as np
import pytest

from tests.training.synthetic import GROUPS, synthetic
from training.report import brier, reliability, share_rows, text_report


def test_brier_is_the_mean_squared_distance() -> None:
    assert brier(np.array([1.0, 0.5, 0.0]), np.array([1.0, 1.0, 1.0])) == pytest.approx(1.25 / 3)


def test_each_value_stands_in_one_band_with_what_was_told_and_what_was_so() -> None:
    chance = np.array([0.1, 0.6, 0.7, 1.0])
    right = np.array([0.0, 1.0, 0.0, 1.0])

    bands = list(reliability(chance, right))

    assert [band[:2] for band in bands] == [("0 - 0.2", 1), ("0.5 - 0.8", 2), ("0.998 - 1", 1)]
    assert bands[1][2:] == pytest.approx((0.65, 0.5))


def test_silent_errors_are_the_share_of_wrong_among_accepted() -> None:
    table = synthetic(2)
    accepted = np.zeros(len(table.right), bool)
    accepted[[np.flatnonzero(table.right == 1)[0], np.flatnonzero(table.right == 0)[0]]] = True

    *_, whole = share_rows(table, accepted, list(table.groups))

    assert whole[0] == "all"
    assert whole[4] == pytest.approx(0.5)


def test_the_report_names_every_group() -> None:
    table = synthetic(3)

    text = text_report(table, table.right, table.right == 1, {"other": 0.9})

    assert all(group in text for group in (*GROUPS, "all"))
