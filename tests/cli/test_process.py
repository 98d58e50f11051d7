"""``sodo process`` from files to files, with real reader processes."""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from cli.by_name import ByName
from tests.cli.bad_files import letter, png

ROOT = Path(__file__).parent.parent.parent


def sodo(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command as an operator would; messages in English."""
    return subprocess.run(
        [sys.executable, "-c", "from cli.main import run; run()", *map(str, words)],
        cwd=ROOT,
        env={**os.environ, "SODO_LANG": "en"},
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.fixture
def scans(tmp_path: Path) -> Path:
    """One page of print and one file that is no scan."""
    folder = tmp_path / "scans"
    folder.mkdir()
    (folder / "page.png").write_bytes(png(letter()))
    (folder / "letter.pdf").write_text("not a scan", "utf-8")
    return folder


def test_a_run_leaves_every_promised_file_and_says_what_was_set_aside(
    scans: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"

    done = sodo("process", scans, "--out", out)

    assert done.returncode == 1, done.stderr
    assert "1 files read" in done.stdout
    assert "letter" in done.stdout
    assert sorted(path.name for path in (out / "records").iterdir()) == [
        "letter.json",
        "page.json",
    ]
    assert (out / "searchable" / "page.pdf").read_bytes().startswith(b"%PDF")
    assert (out / "set_aside" / "letter.txt").read_text("utf-8")
    assert (out / "flags.csv").read_bytes().startswith(b"\xef\xbb\xbffile,page,field")
    assert load_workbook(out / "form1.xlsx").sheetnames == ["PL3-01"]
    record = json.loads((out / "records" / "letter.json").read_text("utf-8"))
    assert record["set_aside"]["code"] == "not_a_document"


def test_a_second_run_skips_what_is_done(scans: Path, tmp_path: Path) -> None:
    (scans / "letter.pdf").unlink()
    sodo("process", scans, "--out", tmp_path / "out")

    done = sodo("process", scans, "--out", tmp_path / "out")

    assert done.returncode == 0, done.stderr
    assert "0 files read, 1 skipped" in done.stdout


def test_the_process_that_watches_loads_no_library_that_opens_scans() -> None:
    program = (
        "import sys, cli.process\n"
        "heavy = {'cv2', 'pymupdf', 'pytesseract', 'layoutparser'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr


def test_what_is_called_by_name_becomes_the_function_itself() -> None:
    join = pickle.loads(pickle.dumps(ByName("os.path", "join", "a")))

    assert join("b") == "a/b" == ByName("os.path", "join", "a")("b")


def test_ctrl_c_ends_a_run_with_its_status_and_nothing_half_written(
    scans: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    words = [sys.executable, "-c", "from cli.main import run; run()", "process", str(scans)]
    with subprocess.Popen([*words, "--out", str(out)], cwd=ROOT, stdout=subprocess.PIPE) as run:
        while not (out / ".sodo-names.json").exists():
            assert run.poll() is None
            time.sleep(0.01)
        time.sleep(0.2)  # the plan is written just before signals reach readers
        run.send_signal(signal.SIGINT)
        run.communicate(timeout=60)

    assert run.returncode == 130
    left = [path.name for path in out.rglob(".sodo-part-*")]
    assert not left
    for record in (out / "records").iterdir():
        json.loads(record.read_bytes())


def test_a_template_that_does_not_fit_is_refused_before_anything_is_read(
    scans: Path, tmp_path: Path
) -> None:
    Workbook().save(tmp_path / "empty.xlsx")

    words = (scans, "--out", tmp_path / "out", "--template", tmp_path / "empty.xlsx")
    done = sodo("process", *words)

    assert done.returncode == 2
    assert "empty.xlsx" in done.stderr
    assert not (tmp_path / "out" / "records").exists()


def test_a_path_that_is_not_there_gives_status_two(tmp_path: Path) -> None:
    done = sodo("process", tmp_path / "nowhere", "--out", tmp_path / "out")

    assert done.returncode == 2
    assert "nowhere" in done.stderr
