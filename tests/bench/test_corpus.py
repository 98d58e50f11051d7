import json
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bench.corpus import filled_by, told
from drawing import dossier
from drawing.facts import Facts
from schemas.document import Edition

SAMPLE = Path(__file__).parents[2] / "samples" / "truth" / "03-2009-office-pdf_signed.json"


class Undrawn(Exception):
    """The paper was set up; drawing it would only take time."""


def test_a_truth_file_tells_the_damage_and_the_page_of_each_value() -> None:
    truth = json.loads(SAMPLE.read_bytes())

    file = told(truth)

    assert (file.way, file.container, len(file.damage)) == ("office", "pdf_signed", 4)
    assert file.records[0].pages["holders[0].full_name"] == 1
    assert file.records[0].filled_by == "print"


def test_the_paper_is_set_up_from_the_same_chance_as_the_drawn_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chances: list[tuple[str, object]] = []

    def note(facts: Facts, rng: Random, dpi: int) -> Any:
        chances.append((facts.serial, rng.getstate()))
        raise Undrawn

    monkeypatch.setitem(dossier.BOOKS, Edition.E1993, note)
    for set_up in (filled_by, dossier.draw_dossier):
        with pytest.raises(Undrawn):
            set_up(77, Edition.E1993)

    drawn, ours = chances
    assert drawn == ours


def test_some_old_papers_are_filled_in_by_pen_and_new_ones_never() -> None:
    old = {filled_by(seed, Edition.E1993) for seed in range(20)}
    new = {filled_by(seed, Edition.E2024) for seed in range(20)}

    assert "pen" in old
    assert "pen" not in new
