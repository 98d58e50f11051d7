"""The station's commands, on a station with a few documents in it."""

import json
import logging
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket

import pytest
from openpyxl import load_workbook

from cli.main import main
from cli.messages import SENTENCES, speaker
from cli.up import picture
from schemas.reading import Reading, Source, Status
from schemas.settings import Language
from schemas.states import State
from store.differences import What
from store.readings import correct
from tests.workers.station_kit import Station, station
from workers.parts import PartState
from workers.reading import read_claimed
from workers.station import View
from workers.watchdog import feed_batches

Command = Callable[..., int]


RUN = "from cli.main import run; run()"


@pytest.fixture
def kit() -> Iterator[Station]:
    with station() as made:
        yield made


@pytest.fixture
def sodo(kit: Station) -> Command:
    """Run a command on the station, in English."""

    def run(*words: str) -> int:
        environ = {"SODO_LANG": "en"}
        return main([*words, "--data", str(kit.settings.data_dir)], environ, Path("/"))

    return run


def read_all(kit: Station, *words: str) -> list[int]:
    numbers = [kit.admit(word) for word in words]
    with kit.workplace() as place:
        for _ in words:
            read_claimed(place, kit.claim())
    return numbers


def test_status_gives_programs_the_numbers_that_were_agreed(
    kit: Station, sodo: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    read_all(kit, "fine", "fine", "refuse")
    kit.admit()

    assert sodo("status", "--json") == 0

    told = json.loads(capsys.readouterr().out)
    parts = ("waiting", "working", "done", "set_aside", "duplicates")
    assert {name: told[name] for name in parts} == {
        "waiting": 1,
        "working": 0,
        "done": 2,
        "set_aside": 1,
        "duplicates": 0,
    }
    assert told["seen"] == sum(told[name] for name in parts)
    assert told["flagged_fields"] == 2
    assert told["flags"] == {"certificate.serial": 2}


def test_status_speaks_to_people(
    kit: Station, sodo: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    read_all(kit, "fine")

    assert sodo("status") == 0

    assert "1 seen = 0 waiting + 0 working + 1 done" in capsys.readouterr().out


def test_what_was_set_aside_is_sent_again_by_number_by_code_or_all(
    kit: Station, sodo: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second, third = read_all(kit, "refuse", "refuse", "refuse")

    assert sodo("retry") == 0
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert sodo("retry", str(first)) == 0
    assert kit.state(first) is State.WAITING
    assert sodo("retry", "--code", "encrypted_pdf") == 0
    assert kit.state(second) is State.SET_ASIDE
    assert sodo("retry", "--all") == 0
    assert {kit.state(second), kit.state(third)} == {State.WAITING}
    assert sodo("retry", "999") == 2


@pytest.mark.parametrize(
    ("filters", "meant"),
    [
        ([], 2),
        (["--edition", "2014"], 2),
        (["--edition", "2009"], 0),
        (["--flagged", "certificate.serial"], 2),
        (["--flagged", "certificate.issuer"], 0),
        (["--older", "0.3.1"], 2),
        (["--older", "0.3.0"], 0),
        (["--below", "0.7"], 2),
        (["--below", "0.5"], 0),
        (["--station", "tram-1", "--batch", "lo-1"], 2),
        (["--station", "tram-2"], 0),
        (["--from", "2020-01-01"], 2),
        (["--until", "2020-01-01"], 0),
        (["--state", "set_aside"], 1),
    ],
)
def test_a_dry_run_counts_what_the_filters_mean_and_does_nothing(
    kit: Station,
    sodo: Command,
    capsys: pytest.CaptureFixture[str],
    filters: list[str],
    meant: int,
) -> None:
    read_all(kit, "fine", "fine", "refuse")

    assert sodo("reprocess", *filters, "--dry-run") == 0

    assert capsys.readouterr().out == f"{meant} documents\n"
    assert sodo("reprocess", "list") == 0
    assert capsys.readouterr().out == "There are no batches.\n"


def test_a_batch_is_made_paused_resumed_cancelled_and_compared(
    kit: Station, sodo: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = read_all(kit, "fine", "fine")

    assert sodo("reprocess", "start", "again") == 0
    assert sodo("reprocess", "pause", "again") == 0
    feed_batches(kit.watch())
    assert {kit.state(number) for number in numbers} == {State.DONE}
    assert sodo("reprocess", "resume", "again") == 0
    feed_batches(kit.watch())
    assert {kit.state(number) for number in numbers} == {State.WAITING}
    with kit.workplace() as place:
        read_claimed(place, kit.claim())
    assert sodo("reprocess", "cancel", "again") == 0
    assert {kit.state(number) for number in numbers} == {State.DONE}
    capsys.readouterr()
    assert sodo("reprocess", "diff", "again") == 0

    out = capsys.readouterr().out
    assert "again: cancelled, 1/2 read again, 0 failed, 1 withdrawn" in out
    assert "Nothing changed." in out
    assert kit.sound()


@pytest.mark.parametrize("words", [["pause"], ["pause", "no such"], ["diff", "no such"]])
def test_a_batch_that_is_not_there_is_a_wrong_command(sodo: Command, words: list[str]) -> None:
    assert sodo("reprocess", *words) == 2


def test_a_persons_value_outlives_reading_again_and_is_exported(
    kit: Station, sodo: Command, tmp_path: Path
) -> None:
    (number,) = read_all(kit, "fine")
    typed = Reading(
        path="certificate.serial",
        value="CP 673048",
        confidence=1.0,
        status=Status.ACCEPTED,
        source=Source.PERSON,
    )
    correct(kit.store, number, 0, typed, seen_version=1, person="an")
    sodo("reprocess", "start", "again")
    feed_batches(kit.watch())
    with kit.workplace() as place:
        read_claimed(place, kit.claim())

    assert sodo("export", "--out", str(tmp_path / "out")) == 0

    record = json.loads((tmp_path / "out" / "records" / "fine.json").read_text("utf-8"))
    (field,) = record["records"][0]["fields"]
    assert (field["value"], field["source"]) == ("CP 673048", "person")


def test_an_export_holds_what_a_run_over_a_folder_would(
    kit: Station, sodo: Command, tmp_path: Path
) -> None:
    read_all(kit, "fine", "fine", "refuse")

    for _ in range(2):  # again into the same folder: the same names
        assert sodo("export", "--out", str(tmp_path)) == 0

    names = {path.name for path in (tmp_path / "records").iterdir()}
    assert names == {"fine.json", "fine-2.json", "refuse.json"}
    assert [path.name for path in (tmp_path / "set_aside").iterdir()] == ["refuse.txt"]
    assert len((tmp_path / "flags.csv").read_text("utf-8-sig").splitlines()) == 3
    assert load_workbook(tmp_path / "form1.xlsx")


NO_DATABASE = "postgresql://sodo:a-secret@127.0.0.1:1/sodo"
ASKING = (["status"], ["retry"], ["reprocess", "list"], ["export"], ["audit", "verify"])
STAYING = (["watch"], ["work"], ["watchdog"], ["review"])


@pytest.mark.parametrize("words", [*ASKING, *STAYING], ids=" ".join)
def test_a_database_that_cannot_be_reached_is_one_sentence_without_its_password(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], own_signals: None
) -> None:
    environ = {"SODO_LANG": "en", "SODO_DATABASE_URL": NO_DATABASE}

    exit_status = main([*words, "--data", str(tmp_path)], environ, Path("/"))

    said = capsys.readouterr().err
    assert exit_status == 2
    assert "cannot be reached" in said
    assert "a-secret" not in said


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_a_folder_without_a_station_is_told_instead_of_answered_for(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exit_status = main([*words, "--data", str(tmp_path)], {"SODO_LANG": "en"}, Path("/"))

    assert exit_status == 2
    assert "no station here" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", STAYING, ids=" ".join)
def test_a_data_folder_that_cannot_be_made_is_a_wrong_setting(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], own_signals: None
) -> None:
    (tmp_path / "file").write_bytes(b"no folder")

    exit_status = main([*words, "--data", str(tmp_path / "file" / "data")], {}, Path("/"))

    assert exit_status == 2
    assert "file/data" in capsys.readouterr().err


def test_a_review_page_whose_address_is_taken_says_so(kit: Station) -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        data = str(kit.settings.data_dir)

        # In a process of its own: the server wants to be the only one with an event loop.
        done = subprocess.run(
            [sys.executable, "-c", RUN, "review", "--port", str(port), "--data", data],
            capture_output=True,
            text=True,
            timeout=60,
        )

    assert (done.returncode, f"127.0.0.1:{port}" in done.stderr) == (2, True)


@pytest.fixture
def own_signals() -> Iterator[None]:
    """Give signals and logs back to the tests after a command that meant to stay."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    handlers, level, scratch = logging.root.handlers[:], logging.root.level, tempfile.tempdir
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
    logging.root.handlers[:], tempfile.tempdir = handlers, scratch
    logging.root.setLevel(level)


def test_every_kind_of_change_has_its_words() -> None:
    assert {what.value for what in What} <= SENTENCES.keys()


@pytest.mark.parametrize("language", list(Language))
def test_the_view_shows_a_part_that_is_down_and_a_store_that_is_away(language: Language) -> None:
    say = speaker(language)
    parts = (PartState("worker-1", None, 3, 4.0, -9), PartState("watcher", 1, 1, 0.0, None))
    view = View(Path("d"), parts, None, None, None, 0.0, {}, draining=True)

    group = picture(view, say, "http://127.0.0.1:8080")

    table, draining = group.renderables
    cells = "\n".join(str(cell) for column in table.columns for cell in column.cells)
    assert say("up_away") in cells
    assert say("part_down", name="worker-1", status=-9, seconds=4) in cells
    assert str(draining) == say("up_draining")
