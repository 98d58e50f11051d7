import os
import subprocess
import sys
from time import monotonic, sleep

from bench.watch import MemoryWatch

MEGABYTE = 2**20
# Says so once it holds the memory, and goes on until told to end.
HOLD = "import sys; held = bytearray({size}); print('held', flush=True); sys.stdin.read()"


def holder(size: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", HOLD.format(size=size)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def wait_until_held(process: subprocess.Popen[bytes]) -> None:
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"


def wait_until_seen(watch: MemoryWatch, size: int) -> None:
    """Wait, a minute at most, until processes of together ``size`` bytes were seen."""
    deadline = monotonic() + 60
    while watch.together < size and monotonic() < deadline:
        sleep(0.01)


def test_the_peak_of_what_was_started_is_seen() -> None:
    with MemoryWatch(os.getpid(), every_s=0.01) as watch, holder(60 * MEGABYTE) as process:
        wait_until_held(process)
        wait_until_seen(watch, 60 * MEGABYTE)
        process.communicate()

    assert max(watch.peaks.values()) >= 60 * MEGABYTE


def test_what_ran_before_is_not_counted() -> None:
    with holder(60 * MEGABYTE) as older:
        wait_until_held(older)
        with MemoryWatch(os.getpid(), every_s=0.01) as watch, holder(MEGABYTE) as process:
            wait_until_held(process)
            wait_until_seen(watch, MEGABYTE)
            process.communicate()
        older.communicate()

    assert 0 < max(watch.peaks.values()) < 60 * MEGABYTE
