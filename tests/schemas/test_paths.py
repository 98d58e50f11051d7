"""Paths: written, taken apart, and without their numbers."""

import pytest

from schemas.paths import Step, path_of, pattern_of, steps


def test_a_path_is_taken_apart_into_names_and_numbers() -> None:
    found = steps("parcels[0].purposes[12].area_m2")

    assert found == (Step("parcels", 0), Step("purposes", 12), Step("area_m2"))


@pytest.mark.parametrize(
    "path", ["", "a..b", "parcels[].x", "parcels[-1].x", "a[01]", "A.b", "a b"]
)
def test_what_is_not_written_like_a_path_has_no_steps(path: str) -> None:
    assert steps(path) is None


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("certificate.serial", "certificate.serial"),
        ("holders[10].role", "holders[].role"),
        ("parcels[0].purposes[1].term", "parcels[].purposes[].term"),
    ],
)
def test_the_pattern_of_a_path_has_no_numbers(path: str, pattern: str) -> None:
    assert pattern_of(path) == pattern


def test_a_pattern_is_filled_from_left_to_right() -> None:
    assert path_of("parcels[].purposes[].term", 2, 0) == "parcels[2].purposes[0].term"


def test_a_pattern_refuses_too_few_numbers() -> None:
    with pytest.raises(ValueError, match="does not take 1"):
        path_of("parcels[].purposes[].term", 2)
