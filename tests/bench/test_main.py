import json
import os
from pathlib import Path

import pytest

from bench import __main__ as bench
from bench.__main__ import Asked, Measurement, main
from bench.tables import Measured


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Asked]:
    """Replace every measurement by one that only notes what it was asked for."""
    noted: list[Asked] = []

    def note(one: Asked) -> Measured:
        noted.append(one)
        return Measured("speed", "Made.", (), (), {"size": one.size})

    replaced = {
        name: Measurement(note, row.unit, row.size, row.quick, row.seed)
        for name, row in bench.MEASUREMENTS.items()
    }
    monkeypatch.setattr(bench, "MEASUREMENTS", replaced)
    return noted


def test_without_a_word_everything_is_measured(asked: list[Asked]) -> None:
    status = main([])

    assert status == 0
    assert [one.size for one in asked] == [row.size for row in bench.MEASUREMENTS.values()]


def test_accuracy_has_seeds_that_nothing_else_is_measured_on(asked: list[Asked]) -> None:
    main([])

    accuracy, *others = ({*range(one.seed, one.seed + 10_000)} for one in asked)
    assert not any(accuracy & other for other in others)


def test_a_number_or_a_seed_of_ones_own_wins_over_quick(asked: list[Asked]) -> None:
    main(["accuracy", "--quick", "--fresh", "7", "--seed", "42"])

    assert list(asked[0].seeds) == list(range(42, 49))


def test_figures_are_written_as_json(asked: list[Asked], tmp_path: Path) -> None:
    main(["speed", "--quick", "--json", str(tmp_path / "figures.json")])

    written = json.loads((tmp_path / "figures.json").read_bytes())
    assert written == {"speed": {"made": "Made.", "size": bench.MEASUREMENTS["speed"].quick}}


@pytest.mark.parametrize("option", ["--markdown", "--json"])
def test_what_is_no_ordinary_file_is_refused_before_anything_is_measured(
    option: str, asked: list[Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / "pipe")

    status = main(["speed", option, str(tmp_path / "pipe")])

    assert status == 2
    assert not asked
    assert "pipe" in capsys.readouterr().err
    assert (tmp_path / "pipe").is_fifo()


def test_a_page_that_is_not_there_is_said_so(
    asked: list[Asked], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["speed", "--markdown", str(tmp_path / "none.md")])

    assert status == 2
    assert not asked
    assert "none.md" in capsys.readouterr().err


def test_another_recogniser_may_be_measured_by_its_name(asked: list[Asked]) -> None:
    main(["accuracy", "--quick", "--engine", "tesseract"])

    assert asked[0].engine == "tesseract"


def test_a_recogniser_that_is_not_there_is_refused(asked: list[Asked]) -> None:
    with pytest.raises(SystemExit):
        main(["accuracy", "--quick", "--engine", "crystal-ball"])

    assert asked == []
