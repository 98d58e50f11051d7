import json
from collections import Counter
from pathlib import Path

import pytest

from drawing.containers import CONTAINERS
from drawing.damage import LEVELS
from drawing.dossiers import FRESH_CONTAINERS, SAMPLES, draw_corpus, fresh_plan
from schemas.document import Edition

FOLDER = Path(__file__).parents[2] / "samples"
MOST_BYTES = 15_000_000
TRUTHS = sorted((FOLDER / "truth").glob("*.json"))


def test_the_samples_cover_every_edition_level_and_container() -> None:
    assert {edition for plan in SAMPLES for edition in plan.editions} == set(Edition)
    assert {plan.level for plan in SAMPLES} == LEVELS.keys()
    assert {plan.container for plan in SAMPLES} == CONTAINERS.keys()


def test_the_committed_samples_are_all_there_and_small() -> None:
    scans = list((FOLDER / "scans").iterdir())

    assert sorted(scan.stem for scan in scans) == [truth.stem for truth in TRUTHS]
    assert len(scans) == len(SAMPLES)
    assert sum(scan.stat().st_size for scan in scans) < MOST_BYTES


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.stem)
def test_every_printed_value_of_a_sample_has_its_place_on_the_page(path: Path) -> None:
    truth = json.loads(path.read_text("utf-8"))

    sizes = {note["page"]: note["size"] for note in truth["page_notes"]}

    assert truth["records"]
    assert sorted(sizes) == list(range(1, truth["pages"] + 1))
    for record in truth["records"]:
        assert set(record["pages"]) <= sizes.keys()
        assert record["places"].keys() <= record["fields"].keys()
        for place in record["places"].values():
            left, top, right, bottom = place["box"]
            width, height = sizes[place["page"]]
            assert 0 <= left < right <= width
            assert 0 <= top < bottom <= height


def test_a_fresh_dossier_is_the_same_whenever_it_is_drawn(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        draw_corpus(tmp_path / folder, [31], ["worn"], ["2024"], ["pdf"])

    names = ["scans/fresh-31.pdf", "truth/fresh-31.json"]
    first, second = (
        [(tmp_path / run / name).read_bytes() for name in names] for run in ("first", "second")
    )
    assert first == second


def test_fresh_dossiers_bring_every_edition_at_every_level() -> None:
    plans = [
        fresh_plan(number, 500 + number, tuple(LEVELS), tuple(Edition), FRESH_CONTAINERS)
        for number in range(len(LEVELS) * len(Edition))
    ]

    met = Counter((plan.editions, plan.level) for plan in plans)

    assert len(met) == len(LEVELS) * len(Edition)
