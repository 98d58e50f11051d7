"""The calibration that is written is the one the reader weighs evidence by."""

import json
from importlib.resources import files

import pytest

from ocr.confidence import DATA, FEATURES
from ocr.engines.choice import ENGINES
from tests.training.synthetic import GROUPS, synthetic
from training.calibrate import calibration, main
from training.learn import OTHER, Hold, cross_predicted, learn
from training.thresholds import Caution

CAUTION = Caution(target=0.02, level_target=0.03, borrowed=100.0)


def written() -> str:
    table = synthetic(10)
    learnt = learn(table, cross_predicted(table, Hold()), CAUTION, Hold())
    return calibration(learnt, table, list(range(10)), CAUTION)


def test_every_group_has_a_weight_for_each_kind_of_evidence_and_a_threshold() -> None:
    groups = json.loads(written())["groups"]

    assert set(groups) == {*GROUPS, OTHER}
    for group in groups.values():
        assert list(group["weights"]) == list(FEATURES)
        assert 0.5 <= group["accept_from"] <= 1.1


def test_rounding_never_lowers_a_threshold() -> None:
    table = synthetic(20)
    learnt = learn(table, cross_predicted(table, Hold()), CAUTION, Hold())
    told = learnt._replace(accept_from=dict.fromkeys(learnt.weights, 0.91234321))

    groups = json.loads(calibration(told, table, [0], CAUTION))["groups"]

    assert {group["accept_from"] for group in groups.values()} == {0.9124}


def test_it_says_what_it_was_learnt_from() -> None:
    learnt_from = json.loads(written())["learnt_from"]

    assert learnt_from["dossiers"] == 10
    assert (learnt_from["first_seed"], learnt_from["last_seed"]) == (0, 9)


def test_the_same_examples_give_the_same_text() -> None:
    assert written() == written()


@pytest.mark.parametrize("reader", ENGINES)
def test_the_calibration_in_use_weighs_no_evidence_that_is_not_there(reader: str) -> None:
    data = files("ocr").joinpath("data", DATA.format(reader=reader))
    groups = json.loads(data.read_text("utf-8"))["groups"]

    assert OTHER in groups
    assert all(set(group["weights"]) <= set(FEATURES) for group in groups.values())


def test_too_few_papers_are_refused(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = tmp_path_factory.mktemp("cache")

    with pytest.raises(SystemExit) as refused:
        main(["--cache", str(empty), "--learn-only", "--dry-run"])

    assert refused.value.code == 2
