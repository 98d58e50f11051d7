"""The doctor finds each missing piece and names the command that mends it."""

from pathlib import Path

import pytest

from schemas.settings import load
from workers.doctor import (
    Finding,
    Place,
    State,
    examine,
    memory,
    poppler,
    station,
    tesseract,
)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(load({}, tmp_path), tmp_path / "out")


def program(folder: Path, name: str, body: str) -> None:
    """Put a small shell program called ``name`` into ``folder``."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    path.chmod(0o755)


def broken(findings: list[Finding]) -> dict[str, str]:
    return {f.subject: f.mend for f in findings if f.state is State.BROKEN}


def test_this_machine_can_read(place: Place) -> None:
    assert broken(list(examine(place))) == {}


def test_each_missing_program_is_named_with_its_package(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    mends = broken(list(examine(place)))

    assert "tesseract-ocr-vie" in mends["tesseract"]
    assert "poppler-utils" in mends["poppler"]


@pytest.mark.parametrize(
    ("missing", "state"),
    [("vie", State.BROKEN), ("osd", State.BROKEN), ("eng", State.LIMITED)],
)
def test_a_missing_language_is_named(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str, state: State
) -> None:
    listed = "\\n".join({"vie", "osd", "eng"} - {missing})
    program(
        tmp_path,
        "tesseract",
        f'[ "$1" = --version ] && echo "tesseract 5.3.0" || printf "List:\\n{listed}\\n"',
    )
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    (fault,) = [finding for finding in tesseract(place) if finding.mend]

    assert fault.state is state
    assert fault.mend == f"apt-get install tesseract-ocr-{missing}"


def test_an_ancient_tesseract_is_refused(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "tesseract", 'echo "tesseract 3.04.01"')
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    (fault,) = tesseract(place)

    assert fault.state is State.BROKEN


def test_a_program_that_breaks_is_as_good_as_missing(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "pdftoppm", "kill -SEGV $$")
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")

    assert [finding.state for finding in poppler(place)] == [State.BROKEN]


def test_a_folder_that_nobody_may_write_to_is_told(place: Place) -> None:
    findings = list(examine(Place(place.loaded, Path("/proc/1/task/out"))))

    assert "out" in broken(findings)


def test_too_many_files_at_once_for_the_memory_is_told(tmp_path: Path) -> None:
    (finding,) = memory(Place(load({"SODO_WORKERS": "512"}, tmp_path), tmp_path))

    assert finding.state is State.LIMITED
    assert finding.mend.startswith("export SODO_WORKERS=")


def test_a_slip_of_the_pen_in_a_variable_is_told(tmp_path: Path) -> None:
    place = Place(load({"SODO_WROKERS": "2"}, tmp_path), tmp_path)

    told = [finding for finding in examine(place) if finding.subject == "settings"]

    assert [finding.mend for finding in told] == ["unset SODO_WROKERS"]


def test_what_only_the_station_lacks_does_not_stop_reading(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    (finding,) = station(place)

    assert finding.state is State.LIMITED
    assert finding.mend == "apt-get install redis-server"


def test_a_station_with_a_redis_elsewhere_needs_none_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(tmp_path, "setpriv", "")
    monkeypatch.setenv("PATH", str(tmp_path))
    loaded = load({"SODO_REDIS_URL": "redis://elsewhere"}, tmp_path)

    (finding,) = station(Place(loaded, tmp_path))

    assert finding.state is State.FINE
