import numpy as np
import pytest

from training.line_damage import CLEAN, HARD, HARMS, LEVELS, draw_harms, field, harmed


def letters() -> np.ndarray:
    grey = np.full((60, 400), 235, np.float32)
    grey[20:40, 30:370:12] = 30
    grey[20:40, 31:370:12] = 30
    return grey


@pytest.mark.parametrize("kind", HARMS)
def test_a_harm_keeps_the_size_and_leaves_the_original_alone(kind: str) -> None:
    grey = letters()

    results = [HARMS[kind](grey, 0.7, np.random.default_rng(seed)) for seed in range(5)]

    assert all(result.shape == grey.shape for result in results)
    assert np.array_equal(grey, letters())
    assert not all(np.array_equal(result, grey) for result in results)


@pytest.mark.parametrize("kind", HARMS)
def test_letters_survive_the_worst_of_each_harm(kind: str) -> None:
    strengths = {kind: HARD[kind].most}
    inside = letters() < 100

    contrasts = []
    for seed in range(20):
        result = harmed(letters(), strengths, np.random.default_rng(seed))
        contrasts.append(float(result[~inside].mean() - result[inside].mean()))

    assert np.median(contrasts) > 30


def test_levels_know_only_harms_that_exist() -> None:
    assert all(level.keys() <= HARMS.keys() for level in LEVELS)


def test_a_threshold_does_not_meet_what_it_would_turn_black() -> None:
    chance = np.random.default_rng(2)

    drawn = [draw_harms(HARD, 30, chance) for _ in range(300)]

    assert any("bilevel" in harms for harms in drawn)
    assert not any("bilevel" in harms and "shadow" in harms for harms in drawn)


def test_small_letters_are_blurred_less() -> None:
    small, large = (
        max(draw_harms(HARD, em, np.random.default_rng(s)).get("blur", 0) for s in range(50))
        for em in (15, 50)
    )

    assert small < large / 2


def test_clean_lines_are_often_left_as_they_are() -> None:
    chance = np.random.default_rng(3)

    assert any(not draw_harms(CLEAN, 40, chance) for _ in range(50))


@pytest.mark.parametrize("shape", [(5, 9), (700, 4000)])
def test_noise_comes_in_any_size(shape: tuple[int, int]) -> None:
    noise = field(shape, 2, np.random.default_rng(4))

    assert noise.shape == shape
    assert 0.2 < float(noise.std()) < 2
