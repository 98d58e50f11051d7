import random

import numpy as np
import pytest

from ocr.strip_input import STRIDE_PX, STRIP_PX
from training import line_batches
from training.line_batches import Line, arranged, batches
from training.line_faces import faces_here

LINES = 24


@pytest.fixture(autouse=True)
def few_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_batches, "GROUP", LINES)


def every_third(lines: list[Line], chance: np.random.Generator) -> list[Line]:
    return [line._replace(weight=3) for line in lines[::3]]


def test_a_group_is_the_same_whenever_it_is_drawn() -> None:
    faces = faces_here("train")

    first, again = (list(batches(5, 2, faces)) for _ in range(2))

    assert [batch.texts for batch in first] == [batch.texts for batch in again]
    assert all(
        np.array_equal(one.strips, other.strips) for one, other in zip(first, again, strict=True)
    )
    assert [batch.texts for batch in batches(5, 3, faces)] != [batch.texts for batch in first]


def test_every_line_of_a_group_is_in_one_batch_and_counts_once() -> None:
    drawn = list(batches(5, 2, faces_here("train")))

    assert sum(len(batch.texts) for batch in drawn) == sum(batch.drawn for batch in drawn) == LINES
    assert all(batch.weights.tolist() == [1] * len(batch.texts) for batch in drawn)


def test_a_sieve_leaves_lines_out_and_weighs_the_others() -> None:
    faces = faces_here("train")
    every = {text for batch in batches(5, 2, faces) for text in batch.texts}

    kept = list(batches(5, 2, faces, every_third))

    texts = [text for batch in kept for text in batch.texts]
    assert len(texts) == LINES / 3
    assert set(texts) <= every
    assert all(batch.weights.tolist() == [3] * len(batch.texts) for batch in kept)
    # A training that is taken up again goes on behind the lines drawn, not behind those kept.
    assert sum(batch.drawn for batch in kept) == LINES


def test_a_sieve_that_keeps_nothing_gives_no_batch() -> None:
    assert list(batches(5, 2, faces_here("train"), lambda lines, chance: [])) == []


def test_a_batch_is_as_wide_as_its_widest_line() -> None:
    widths = [90, 50]
    lines = [Line(np.full((STRIP_PX, width), 255, np.uint8), "a" * width) for width in widths]
    random.Random(1).shuffle(lines)

    batch = arranged(lines, 2)

    assert batch.strips.shape[:3] == (2, 1, STRIP_PX)
    assert batch.strips.shape[3] >= max(widths)
    assert batch.columns.tolist() == [-(-len(text) // STRIDE_PX) for text in batch.texts]
