"""A folder becomes results, whatever is in it and however the run ends."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from schemas.document import Document, SetAsideCode
from schemas.errors import OutputError, SettingsError
from tests.workers import folder_readers
from tests.workers.watching import SOON_S, descendants, running, until
from workers.folder_run import Advanced, Began, Ended, Event, Planned, RunResult, run
from workers.results import Exports


def as_json(document: Document) -> bytes:
    return document.model_dump_json(indent=1).encode()


def as_list(documents: Sequence[Document]) -> bytes:
    return "\n".join(document.source.file for document in documents).encode()


EXPORTS = Exports(record=as_json, tables={"list.txt": as_list})


def process(
    paths: Sequence[Path],
    out: Path,
    *,
    workers: int = 2,
    timeout_s: float = SOON_S,
    again: bool = False,
    on_event: Callable[[Event], None] = lambda event: None,
) -> RunResult:
    return run(
        paths,
        out,
        read=folder_readers.read_text,
        exports=EXPORTS,
        workers=workers,
        timeout_s=timeout_s,
        again=again,
        on_event=on_event,
    )


def scans(folder: Path, **texts: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.pdf").write_text(text)
    return folder


def files(out: Path) -> set[str]:
    return {
        str(path.relative_to(out))
        for path in out.rglob("*")
        if path.is_file() and not path.name.startswith(".sodo-names") and path.name != ".sodo-lock"
    }


def record(out: Path, name: str) -> Document:
    return Document.model_validate_json((out / "records" / f"{name}.json").read_bytes())


def test_every_source_leaves_its_results(tmp_path: Path) -> None:
    out = tmp_path / "out"

    result = process([scans(tmp_path / "in", a="một hai", b="ba")], out)

    assert sorted(result.done) == ["a", "b"]
    assert result.exit_status == 0
    assert files(out) == {
        "records/a.json",
        "records/b.json",
        "searchable/a.pdf",
        "searchable/b.pdf",
        "list.txt",
    }
    assert record(out, "a").source.pages == 2
    assert (out / "list.txt").read_text() == "a.pdf\nb.pdf"


def test_a_bad_file_is_set_aside_with_its_reason_and_the_rest_is_read(tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder = scans(tmp_path / "in", a="refuse", b="crash", c="hang", d="half", e="fine")

    result = process([folder], out, timeout_s=2.0)

    codes = {name: said.code for name, said in result.set_aside.items()}
    assert result.exit_status == 1
    assert result.done == ("e",)
    assert codes == {
        "a": SetAsideCode.DAMAGED,
        "b": SetAsideCode.CRASHED,
        "c": SetAsideCode.TIMEOUT,
        "d": SetAsideCode.CRASHED,
    }
    assert {path.name for path in (out / "records").iterdir()} == {f"{n}.json" for n in "abcde"}
    assert {path.name for path in (out / "searchable").iterdir()} == {"e.pdf"}
    reason = (out / "set_aside" / "a.txt").read_text()
    assert reason.startswith("a.pdf\ndamaged\nTrang 1 bị hỏng")
    assert "Page 1 is broken" in reason
    assert record(out, "b").source.sha256
    assert record(out, "b").set_aside == result.set_aside["b"]


def test_what_is_done_is_skipped_unless_asked(tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder = scans(tmp_path / "in", a="một", b="refuse")
    process([folder], out)

    second = process([folder], out)
    third = process([folder], out, again=True)

    assert second.skipped == ("a", "b")
    assert second.exit_status == 1  # one of them is still unread
    assert second.done == ()
    assert third.skipped == ()
    assert third.done == ("a",)


def test_a_changed_source_is_read_again_under_its_name(tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder = scans(tmp_path / "in", a="refuse", b="hai")
    process([folder], out)
    scans(folder, a="một hai ba")

    result = process([folder], out)

    assert result.done == ("a",)
    assert result.skipped == ("b",)
    assert result.exit_status == 0
    assert record(out, "a").source.pages == 3
    assert not (out / "set_aside" / "a.txt").exists()


def test_a_lost_record_is_made_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder = scans(tmp_path / "in", a="một", b="hai")
    process([folder], out)
    (out / "records" / "a.json").write_text('{"half": ')

    assert process([folder], out).done == ("a",)


def test_sources_of_the_same_name_do_not_overwrite_each_other(tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = scans(tmp_path / "x", scan="một")
    second = scans(tmp_path / "y", scan="hai hai")
    process([first], out)

    process([second], out)

    assert record(out, "scan").source.pages == 1
    assert record(out, "scan-2").source.pages == 2


def test_events_tell_the_whole_story(tmp_path: Path) -> None:
    events: list[Event] = []
    folder = scans(tmp_path / "in", a="một hai")

    process([folder], tmp_path / "out", on_event=events.append)

    assert [type(event) for event in events] == [Planned, Began, Advanced, Advanced, Ended]
    assert events[0] == Planned(files=1, skipped=0)
    assert events[-1] == Ended("a", None, pages=2, flags=0)


def test_pipes_and_links_are_named_but_never_opened(tmp_path: Path) -> None:
    folder = scans(tmp_path / "in", a="một")
    os.mkfifo(folder / "pipe.pdf")
    (folder / "link.pdf").symlink_to(folder / "a.pdf")

    result = process([folder], tmp_path / "out")

    assert result.done == ("a",)
    assert {name: said.code for name, said in result.set_aside.items()} == {
        "link": SetAsideCode.NOT_A_DOCUMENT,
        "pipe": SetAsideCode.NOT_A_DOCUMENT,
    }


def test_file_names_in_foreign_bytes_are_no_obstacle(tmp_path: Path) -> None:
    folder = scans(tmp_path / "in")
    Path(os.fsdecode(os.fsencode(folder) + b"/t\xfft.pdf")).write_text("một")

    result = process([folder], tmp_path / "out")
    second = process([folder], tmp_path / "out")

    assert result.done == ("t\ufffdt",)
    assert second.skipped == ("t\ufffdt",)


def test_sources_are_left_as_they_were(tmp_path: Path) -> None:
    folder = scans(tmp_path / "in", a="một", b="crash", c="refuse")
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}

    process([folder], tmp_path / "out")

    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert after == before


def test_a_path_that_is_not_there_stops_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="nowhere"):
        process([tmp_path / "nowhere"], tmp_path / "out")

    assert not (tmp_path / "out").exists()


def test_an_output_folder_that_is_a_file_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")

    with pytest.raises(OutputError, match="out"):
        process([scans(tmp_path / "in", a="một")], tmp_path / "out")


def test_a_full_disk_stops_the_run_and_the_next_one_goes_on(small_disk: Path) -> None:
    out = small_disk / "out"
    folder = scans(small_disk.parent / "in", a="một", b="hai " * 50_000, c="ba")

    with pytest.raises(OutputError, match="space"):
        process([folder], out, workers=1)
    left = files(out)
    scans(folder, b="hai")
    result = process([folder], out, workers=1)

    assert left == {"records/a.json", "searchable/a.pdf"}
    assert result.skipped == ("a",)
    assert result.done == ("b", "c")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 128 KiB."""
    mounted = tmp_path / "small"
    mounted.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(mounted)]
    if os.geteuid() or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small file system takes more rights")
    yield mounted
    subprocess.run(["umount", str(mounted)], check=True)


PROGRAM = """
import sys
from pathlib import Path
from tests.workers.test_folder_run import process
sys.exit(process([Path(sys.argv[1])], Path(sys.argv[2])).exit_status)
"""


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_a_run_stopped_in_the_middle_leaves_whole_files_and_goes_on(
    tmp_path: Path, number: signal.Signals, status: int
) -> None:
    out = tmp_path / "out"
    folder = scans(tmp_path / "in", a="một", b="hang", c="hang", d="bốn")
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(out)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)},
    )
    assert until(lambda: (out / "records" / "a.json").exists())
    assert until(lambda: len(descendants(program.pid)) == 4)  # two readers and their guards
    family = descendants(program.pid)

    program.send_signal(number)

    assert program.wait(SOON_S) == status
    assert until(lambda: not any(running(pid) for pid in family))
    for path in (out / "records").glob("*.json"):
        json.loads(path.read_bytes())
    scans(folder, b="hai", c="ba")
    result = process([folder], out)
    assert result.skipped == ("a",)
    assert sorted(result.done) == ["b", "c", "d"]
    assert not any(".sodo-part-" in name for name in files(out))


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    out = tmp_path / "out"
    folder = scans(tmp_path / "in", a="hang")
    program = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(folder), str(out)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)},
    )
    assert until(lambda: len(descendants(program.pid)) == 2)

    with pytest.raises(SettingsError, match="another run"):
        process([folder], out)

    program.terminate()
    assert program.wait(SOON_S) == 143


def test_a_defect_in_an_export_is_loud(tmp_path: Path) -> None:
    def broken(document: Document) -> bytes:
        raise KeyError(document.source.pages)

    with pytest.raises(KeyError):
        run(
            [scans(tmp_path / "in", a="một")],
            tmp_path / "out",
            read=folder_readers.read_text,
            exports=Exports(record=broken, tables={}),
            timeout_s=SOON_S,
        )
