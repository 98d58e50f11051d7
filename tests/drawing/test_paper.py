"""Bare paper has its colour, its size, and is never written on twice."""

import numpy as np
import pytest

from drawing.paper import Paper, bare

PINK = Paper(190, 265, (250, 220, 222), (236, 190, 200), "drum", 1)


@pytest.mark.parametrize("pattern", ["drum", "waves", "plain"])
def test_paper_has_its_size_and_ground(pattern: str) -> None:
    image = bare(PINK._replace(pattern=pattern), 75)

    assert image.size == (561, 782)
    lightest = np.percentile(np.asarray(image).reshape(-1, 3), 95, axis=0)
    assert np.allclose(lightest, PINK.ground, atol=6)


def test_writing_on_one_sheet_leaves_the_next_bare() -> None:
    first = bare(PINK, 50)
    first.paste((0, 0, 0), (0, 0, 100, 100))

    assert bare(PINK, 50).getpixel((50, 50)) != (0, 0, 0)


def test_printings_differ() -> None:
    assert bare(PINK, 50).tobytes() != bare(PINK._replace(variant=2), 50).tobytes()
