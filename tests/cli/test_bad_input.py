"""One folder of bad files through the real command, the real pipeline and Tesseract."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
import pytest
from openpyxl import load_workbook

from tests.cli.bad_files import BAD_FILES, READ, faint_noise, letter, noise, png
from tests.workers.watching import SOON_S, descendants, program, running, until

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent.parent
PROGRAM = (sys.executable, "-c", "from cli.main import run; run()", "process")
# For the one file that never ends; no other comes near it even on a busy machine.
TIMEOUT_S = 15


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "SODO_LANG": "en", **more}


def sodo(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *map(str, words)],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=180,
    )


def write(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def letters(count: int) -> dict[str, bytes]:
    """Return pages that differ."""
    return {
        f"{n}.png": png(letter((f"Thửa đất số {n}", f"Tờ bản đồ số {n}"))) for n in range(count)
    }


def records(out: Path) -> dict[str, Any]:
    """Return source file -> record."""
    found = [json.loads(path.read_bytes()) for path in (out / "records").glob("*.json")]
    return {record["source"]["file"]: record for record in found}


def results(out: Path) -> dict[str, object]:
    """Return what a run leaves, free of whatever tells one run from the next."""
    found: dict[str, object] = {
        str(path.relative_to(out)): path.read_bytes()
        for folder in ("records", "set_aside")
        for path in (out / folder).iterdir()
    }
    found |= {str(p.relative_to(out)): text_of(p) for p in (out / "searchable").iterdir()}
    found["flags.csv"] = (out / "flags.csv").read_bytes()
    form = load_workbook(out / "form1.xlsx").worksheets[0]
    found["form1.xlsx"] = [[cell.value for cell in row] for row in form.iter_rows()]
    return found


def text_of(pdf: Path) -> list[str]:
    with pymupdf.open(pdf) as document:
        return [page.get_text() for page in document]


class Run(NamedTuple):
    folder: Path
    out: Path
    before: dict[str, tuple[bytes, int]]
    done: subprocess.CompletedProcess[str]


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {p.name: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.iterdir()}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """All bad files, read once."""
    base = tmp_path_factory.mktemp("bad")
    folder = write(base / "scans", {name: data for name, (data, _) in BAD_FILES.items()})
    before = contents(folder)
    done = sodo(folder, "--out", base / "out", "--timeout-s", str(TIMEOUT_S))
    return Run(folder, base / "out", before, done)


def test_no_file_is_lost_and_the_exit_status_says_that_some_were_set_aside(run: Run) -> None:
    assert run.done.returncode == 1, run.done.stderr
    assert set(records(run.out)) == set(BAD_FILES)


@pytest.mark.parametrize("name", BAD_FILES)
def test_each_file_ends_as_it_must(run: Run, name: str) -> None:
    _, code = BAD_FILES[name]

    said = records(run.out)[name]["set_aside"]

    assert (said["code"] if said else READ) == code


@pytest.mark.parametrize("name", [name for name, (_, code) in BAD_FILES.items() if code != READ])
def test_each_set_aside_file_has_its_reason_in_both_languages(run: Run, name: str) -> None:
    said = records(run.out)[name]["set_aside"]
    notes = [path.read_text("utf-8") for path in (run.out / "set_aside").iterdir()]

    (note,) = [note for note in notes if note.startswith(f"{name}\n")]

    assert note.splitlines() == [name, said["code"], said["text"], said["text_en"]]
    assert said["text"] != said["text_en"]


def test_each_file_that_was_read_and_no_other_has_a_searchable_pdf(run: Run) -> None:
    whole = {p.stem for p in (run.out / "searchable").iterdir() if len(text_of(p)) == 1}
    read = {p.stem for p in (run.out / "records").iterdir() if is_read(p)}

    assert whole == read
    assert "125" in text_of(run.out / "searchable" / "good.pdf")[0]


def is_read(record: Path) -> bool:
    return json.loads(record.read_bytes())["set_aside"] is None


def test_sources_are_left_as_they_were(run: Run) -> None:
    assert contents(run.folder) == run.before


def test_a_second_run_skips_everything_and_still_says_that_some_were_set_aside(run: Run) -> None:
    before = results(run.out)

    done = sodo(run.folder, "--out", run.out)

    assert done.returncode == 1
    assert f"0 files read, {len(BAD_FILES) - refused()} skipped" in done.stdout
    assert results(run.out) == before


def refused() -> int:
    return sum(code != READ for _, code in BAD_FILES.values())


def test_again_reads_again_and_comes_to_the_same(tmp_path: Path) -> None:
    folder = write(tmp_path / "scans", {**letters(1), "cut.png": BAD_FILES["cut.png"][0]})
    sodo(folder, "--out", tmp_path / "out")
    before = results(tmp_path / "out")

    done = sodo(folder, "--out", tmp_path / "out", "--again")

    assert "1 files read, 0 skipped" in done.stdout
    assert results(tmp_path / "out") == before


def test_a_run_stopped_in_the_middle_and_resumed_ends_like_one_that_was_not(
    tmp_path: Path,
) -> None:
    folder = write(tmp_path / "scans", letters(4))
    stopped, whole = tmp_path / "stopped", tmp_path / "whole"
    command = [*PROGRAM, str(folder), "--out", str(stopped), "--workers", "1"]
    with subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE) as first:
        assert until(lambda: any((stopped / "records").glob("[0-9]*.json")))
        first.send_signal(signal.SIGINT)
        first.communicate(timeout=SOON_S)
    read_before = len(records(stopped))

    resumed = sodo(folder, "--out", stopped)
    sodo(folder, "--out", whole)

    assert first.returncode == 130
    assert 0 < read_before < 4
    assert f"{4 - read_before} files read, {read_before} skipped" in resumed.stdout
    assert results(stopped) == results(whole)


def test_killing_the_command_leaves_nothing_running_not_even_tesseract(tmp_path: Path) -> None:
    # Noise keeps Tesseract busy for long.
    folder = write(tmp_path / "scans", {"noise.png": png(noise(2500))})
    command = [*PROGRAM, str(folder), "--out", str(tmp_path / "out")]
    family: set[int] = set()
    with subprocess.Popen(command, cwd=ROOT, env=environment(SODO_ENGINE="tesseract")) as parent:

        def tesseract_at_work() -> bool:
            family.update(descendants(parent.pid))
            return any(program(pid).startswith("tess") for pid in family)

        assert until(tesseract_at_work)
        parent.kill()

    assert len(family) >= 3  # the reader, its guard, Tesseract
    assert until(lambda: not any(running(pid) for pid in family))


def test_a_machine_without_tesseract_stops_the_run_instead_of_blaming_each_file(
    tmp_path: Path,
) -> None:
    folder = write(tmp_path / "scans", letters(2))

    done = subprocess.run(
        [*PROGRAM, str(folder), "--out", str(tmp_path / "out")],
        cwd=ROOT,
        env=environment(PATH=str(tmp_path)),
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert done.returncode == 2
    assert "apt-get install tesseract-ocr" in done.stderr
    assert records(tmp_path / "out") == {}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with room for a few pages."""
    mounted = tmp_path / "small"
    mounted.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=600k", "tmpfs", str(mounted)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small file system takes more rights")
    yield mounted
    subprocess.run(["umount", str(mounted)], check=True)


def test_a_full_disk_stops_the_run_and_the_same_command_goes_on_when_there_is_room(
    tmp_path: Path, small_disk: Path
) -> None:
    # Almost 300 kB each, as PDF too.
    pages = {f"{n}.png": png(faint_noise(700, seed=n)) for n in range(4)}
    folder = write(tmp_path / "scans", pages)
    out = small_disk / "out"

    full = sodo(folder, "--out", out, "--workers", "1")
    left = list(out.rglob("*.pdf"))
    subprocess.run(["mount", "-o", "remount,size=8m", str(small_disk)], check=True)
    done = sodo(folder, "--out", out)

    assert full.returncode == 2
    assert "No space left" in full.stderr
    assert "same command" in full.stderr
    assert 0 < len(left) < 4
    assert all(len(text_of(path)) == 1 for path in left)
    assert done.returncode == 0, done.stderr
    assert f"{4 - len(left)} files read, {len(left)} skipped" in done.stdout
    assert set(records(out)) == set(contents(folder))
