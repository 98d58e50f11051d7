"""The name of a process: says where it runs and since when, so that others can tell if it lives."""

import os
import socket
from functools import cache
from pathlib import Path


@cache
def own_name(kind: str) -> str:
    """Return this process's name: ``worker@host/4026531836:4711:8812734``.

    Host, number of the process namespace (containers of one host each have their own), process
    number, and its start in clock ticks since the machine started, since numbers come again.
    """
    pid = os.getpid()
    return f"{kind}@{_here()}:{pid}:{_started(pid)}"


def is_gone(name: str) -> bool:
    """Say whether the process of that name has certainly ended; False for one elsewhere."""
    place, _, rest = name.partition("@")[2].partition(":")
    pid, _, started = rest.partition(":")
    if place != _here() or not pid.isdecimal():
        return False
    return _started(int(pid)) != started


def _here() -> str:
    return f"{socket.gethostname()}/{Path('/proc/self/ns/pid').stat().st_ino}"


def _started(pid: int) -> str:
    """Return when the process was started; empty when there is none or only its remains."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    return "" if fields[0] in "ZX" else fields[19]
