"""Whatever a document does to its reader, the parent goes on and nothing is left running."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.document import SetAside, SetAsideCode
from schemas.errors import OutputError, SettingsError
from schemas.progress import Progress
from tests.workers import readers
from tests.workers.watching import SOON_S, descendants, program, running, until
from workers.reader_process import ReaderClosed, ReaderProcess


@pytest.fixture
def reader() -> Iterator[ReaderProcess[str]]:
    with ReaderProcess(readers.misbehave) as process:
        yield process


def test_results_and_progress_come_back() -> None:
    said: list[Progress] = []
    with ReaderProcess(readers.shout) as reader:
        first = reader.read("một", timeout_s=SOON_S, report=said.append)
        second = reader.read("hai", timeout_s=SOON_S)

    assert (first, second) == ("MỘT", "HAI")
    assert said == [Progress(1, 2), Progress(2, 2, flags=3)]


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("hang", SetAsideCode.TIMEOUT),
        ("hang locked", SetAsideCode.TIMEOUT),
        ("hang with child", SetAsideCode.TIMEOUT),
        ("engine too slow", SetAsideCode.TIMEOUT),
        ("segfault", SetAsideCode.CRASHED),
        ("exit", SetAsideCode.CRASHED),
        ("defect", SetAsideCode.CRASHED),
        ("eat memory", SetAsideCode.TOO_LARGE),
        ("refuse", SetAsideCode.DAMAGED),
    ],
)
def test_a_bad_document_is_set_aside_and_the_next_is_read(
    reader: ReaderProcess[str], how: str, code: SetAsideCode
) -> None:
    bad = reader.read(how, timeout_s=1.0)
    good = reader.read("fine", timeout_s=SOON_S)

    assert isinstance(bad, SetAside)
    assert bad.code is code
    assert good == "fine"


def test_a_slow_document_that_gets_on_is_not_timed_out(reader: ReaderProcess[str]) -> None:
    assert reader.read("slow but alive", timeout_s=1.5) == "at last"


def test_a_full_disk_is_no_fault_of_the_document(reader: ReaderProcess[str]) -> None:
    with pytest.raises(OutputError, match="space"):
        reader.read("disk full", timeout_s=SOON_S)


def test_a_machine_that_lacks_something_is_no_fault_of_the_document(
    reader: ReaderProcess[str],
) -> None:
    with pytest.raises(SettingsError, match="tesseract"):
        reader.read("nothing to read with", timeout_s=SOON_S)


def test_a_defect_is_logged_without_the_values_it_met(
    reader: ReaderProcess[str], caplog: pytest.LogCaptureFixture
) -> None:
    reader.read("defect", timeout_s=SOON_S)

    assert "in _defect" in caplog.text
    assert "ValueError" in caplog.text
    assert "Bí Mật" not in caplog.text


def test_a_reading_function_that_cannot_be_loaded_stops_the_run() -> None:
    class Gone:
        def __reduce__(self) -> tuple[object, ...]:
            return (__import__, ("no_such_module",))

        def __call__(self, *_: object) -> str:
            return ""

    with ReaderProcess(Gone()) as reader, pytest.raises(SettingsError, match="no_such_module"):
        reader.read("x", timeout_s=SOON_S)


def test_a_timeout_leaves_no_process_behind(reader: ReaderProcess[str]) -> None:
    before = descendants(os.getpid())
    started: set[int] = set()

    def watch() -> None:
        until(lambda: any(program(pid) == "sleep" for pid in descendants(os.getpid())))
        started.update(descendants(os.getpid()) - before)

    watcher = threading.Thread(target=watch)
    watcher.start()
    reader.read("hang with child", timeout_s=2.0)
    watcher.join()

    assert len(started) == 3  # the reader, its guard, the program it had started
    assert until(lambda: not any(running(pid) for pid in started))


def test_closing_interrupts_a_document_being_read(reader: ReaderProcess[str]) -> None:
    caught: list[type[BaseException]] = []

    def read() -> None:
        try:
            reader.read("hang with child", timeout_s=600)
        except ReaderClosed as error:
            caught.append(type(error))

    thread = threading.Thread(target=read)
    thread.start()
    until(lambda: any(program(pid) == "sleep" for pid in descendants(os.getpid())))
    reader.close()
    thread.join(SOON_S)

    assert caught == [ReaderClosed]
    assert until(lambda: not any(program(pid) == "sleep" for pid in descendants(os.getpid())))


@pytest.mark.parametrize("how", ["hang locked", "hang with child"])
def test_nothing_survives_the_killing_of_the_parent(tmp_path: Path, how: str) -> None:
    code = (
        "from tests.workers import readers\n"
        "from workers.reader_process import ReaderProcess\n"
        f"ReaderProcess(readers.misbehave).read({how!r}, timeout_s=600)\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)},
    )
    expected = 3 if how == "hang with child" else 2
    assert until(lambda: len(descendants(parent.pid)) == expected)
    family = descendants(parent.pid)

    parent.send_signal(signal.SIGKILL)
    parent.wait()

    assert until(lambda: not any(running(pid) for pid in family))
