"""Reading functions that misbehave in one way each, for reader processes to survive."""

import ctypes
import errno
import os
import subprocess
import time

from schemas.errors import EngineTimeout, SettingsError
from schemas.progress import Progress, Report
from schemas.set_aside_reasons import refusal

_SOMEBODY = "Nguyễn Văn Bí Mật"


def shout(text: str, report: Report) -> str:
    report(Progress(1, 2))
    report(Progress(2, 2, flags=3))
    return text.upper()


def misbehave(how: str, report: Report) -> str:
    """Do what ``how`` says; see ``WAYS``."""
    return WAYS[how](report)


def _hang(report: Report) -> str:
    time.sleep(600)
    return "never"


def _hang_with_interpreter_locked(report: Report) -> str:
    ctypes.PyDLL(None).sleep(600)  # PyDLL keeps the interpreter's lock
    return "never"


def _hang_with_child(report: Report) -> str:
    subprocess.run(["sleep", "600"], check=True)
    return "never"


def _slow_but_alive(report: Report) -> str:
    for page in range(8):
        time.sleep(0.25)
        report(Progress(page + 1, 8))
    return "at last"


def _segfault(report: Report) -> str:
    ctypes.string_at(0)
    return "never"


def _exit(report: Report) -> str:
    os._exit(0)


def _defect(report: Report) -> str:
    raise ValueError(_SOMEBODY)


def _eat_memory(report: Report) -> str:
    return "x" * len(bytearray(2**40))


def _refuse(report: Report) -> str:
    raise refusal("page_broken", page=3)


def _engine_too_slow(report: Report) -> str:
    raise EngineTimeout


def _disk_full(report: Report) -> str:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "somewhere")


def _nothing_to_read_with(report: Report) -> str:
    raise SettingsError("tesseract is not installed")


def _fine(report: Report) -> str:
    return "fine"


WAYS = {
    "hang": _hang,
    "hang locked": _hang_with_interpreter_locked,
    "hang with child": _hang_with_child,
    "slow but alive": _slow_but_alive,
    "segfault": _segfault,
    "exit": _exit,
    "defect": _defect,
    "eat memory": _eat_memory,
    "refuse": _refuse,
    "engine too slow": _engine_too_slow,
    "disk full": _disk_full,
    "nothing to read with": _nothing_to_read_with,
    "fine": _fine,
}
