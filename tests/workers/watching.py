"""What runs on this machine, as tests about processes see it."""

import time
from collections.abc import Callable
from pathlib import Path

# Only who waits in vain waits so long; a build server has two slow cores.
SOON_S = 120.0


def until(condition: Callable[[], bool], longest_s: float = SOON_S) -> bool:
    """Wait a while for something that another process brings about."""
    deadline = time.monotonic() + longest_s
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def descendants(pid: int) -> set[int]:
    """Return the living processes below ``pid``."""
    parents = {int(path.name): _parent(path) for path in Path("/proc").glob("[0-9]*")}
    found: set[int] = set()
    grown = {pid}
    while grown:
        grown = {child for child, parent in parents.items() if parent in grown}
        found |= grown
    return {child for child in found if running(child)}


def running(pid: int) -> bool:
    return _fields(Path(f"/proc/{pid}"))[:1] not in ([], ["Z"], ["X"])


def program(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


def _parent(path: Path) -> int:
    fields = _fields(path)
    return int(fields[1]) if fields else 0


def _fields(path: Path) -> list[str]:
    """Return /proc/PID/stat from the state on; nothing for a process that is gone."""
    try:
        return (path / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []
