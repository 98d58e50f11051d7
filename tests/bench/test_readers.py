from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from bench.readers import NOTHING, FirstLookOnly, leavable, seconds_in, steps_without
from ocr.engines.engine import LineReading, Script
from ocr.faces import STEPS, applied
from ocr.page import Page
from schemas.words import Word


class Echo:
    name = "tesseract"
    scripts = tuple(Script)
    witness = None

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        return ()

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        return tuple(LineReading("something", 1.0) for _ in crops)

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        return tuple(() for _ in crops)


@pytest.mark.parametrize("name", STEPS.names)
def test_a_step_is_left_out_and_no_other(name: str) -> None:
    steps = steps_without(name)

    assert set(STEPS.names) - set(steps.names) == {name}


@pytest.mark.parametrize("name", [NOTHING, "second look"])
def test_what_is_no_step_leaves_all_steps_in(name: str) -> None:
    assert steps_without(name) == STEPS


def test_what_follows_gets_grey_even_without_its_own_step() -> None:
    page = Page.scanned(np.full((400, 300, 3), 200, np.uint8), 100)

    cleaned = applied(page, steps_without("to_grey").light)

    assert cleaned.pixels.ndim == 2


def test_without_a_second_look_every_line_is_empty() -> None:
    lines = [np.zeros((40, 200), np.uint8)] * 2

    readings = FirstLookOnly(Echo()).read_lines(lines, 300, Script.TEXT)

    assert [reading.text for reading in readings] == ["", ""]
    assert "second look" in leavable()


def test_seconds_of_all_documents_are_added_up(tmp_path: Path) -> None:
    for name in ("a", "b"):
        told = '{"pages": 2, "seconds": {"load": 1.5}}'
        (tmp_path / f"{name}.json").write_text(told, encoding="utf-8")

    assert seconds_in(tmp_path) == (4, {"load": 3.0})
