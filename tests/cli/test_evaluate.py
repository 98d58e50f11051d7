"""``sodo evaluate`` from files to the screen."""

import json
import os
from pathlib import Path

import pytest

from cli.main import main
from schemas.document import Document, Kind, Record, SourceFile
from schemas.reading import Reading, Status

NAME, SERIAL = "holders[0].full_name", "certificate.serial"


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """An output folder and its truth: one field right, one silently wrong."""
    fields = tuple(
        Reading(path=path, value=value, confidence=0.9, status=Status.ACCEPTED)
        for path, value in ((SERIAL, "AB 123456"), (NAME, "Lê Thị Bia"))
    )
    record = Record(kind=Kind.LAND_CERTIFICATE, pages=(1,), fields=fields)
    source = SourceFile(file="a.pdf", sha256="0" * 64, pages=1)
    document = Document(source=source, records=(record,))
    for folder in ("out/records", "truth"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "out/records/a.json").write_text(document.model_dump_json(), "utf-8")
    truth = {SERIAL: "AB 123456", NAME: "Lê Thị Bịa"}
    (tmp_path / "truth/a.json").write_text(json.dumps(truth), "utf-8")
    return tmp_path


def evaluate(folder: Path, *options: str) -> int:
    words = ["evaluate", str(folder / "out"), str(folder / "truth"), *options]
    return main(words, {"SODO_LANG": "en"}, folder)


def test_silent_errors_are_named_without_their_values(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert evaluate(results) == 0

    said = capsys.readouterr().out
    assert f"a: {NAME} (silent)" in said
    assert "Bịa" not in said
    assert "50.0 % of the accepted fields silently wrong" in said


def test_values_are_shown_when_asked(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    evaluate(results, "--show", "--brief")

    assert "'Lê Thị Bia' ≠ 'Lê Thị Bịa'" in capsys.readouterr().out


def test_programs_get_the_figures_as_json(results: Path) -> None:
    evaluate(results, "--json", str(results / "figures.json"))

    figures = json.loads((results / "figures.json").read_text("utf-8"))
    assert figures["total"]["exact"] == 1
    assert figures["by_field"]["holders[].full_name"]["silent"] == 1


def test_a_file_without_results_is_named_and_gives_status_one(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (results / "truth/lost.json").write_text(json.dumps({SERIAL: "AB 000001"}), "utf-8")

    assert evaluate(results) == 1

    assert "lost" in capsys.readouterr().out


def test_files_without_results_are_left_out_when_asked(results: Path) -> None:
    (results / "truth/lost.json").write_text(json.dumps({SERIAL: "AB 000001"}), "utf-8")

    assert evaluate(results, "--present") == 0


def test_a_folder_that_holds_no_results_gives_status_two(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", str(results), str(results / "truth")], {}, results) == 2

    assert "records" in capsys.readouterr().err


def test_figures_never_take_the_place_of_a_device(
    results: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    device = results / "figures.json"
    device.symlink_to(os.devnull)

    assert evaluate(results, "--json", str(device)) == 2

    assert device.is_symlink()
    assert "not an ordinary file" in capsys.readouterr().err
