"""Whether another program on this machine still has a file open for writing."""

import fcntl
import signal
from contextlib import suppress
from pathlib import Path


def is_open_for_writing(descriptor: int) -> bool | None:
    """Say whether somebody holds the file open for writing; None where nobody can tell.

    The kernel grants a read lease only on a file that no one writes (fcntl(2), Linux). Programs
    on other machines are seen where this machine is the server of the share. ``descriptor`` is
    open for reading.
    """
    try:
        # Should a writer come while we hold the lease: a signal that is ignored, instead of one
        # that ends the process.
        fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except BlockingIOError:
        return True
    except OSError:
        return None
    with suppress(OSError):
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


def can_tell(quiet_file: Path) -> bool:
    """Say whether the file system answers truly, asked about a file that nobody writes.

    Some network file systems refuse every lease, which would make every file look busy.
    """
    try:
        with quiet_file.open("rb") as file:
            return is_open_for_writing(file.fileno()) is False
    except OSError:
        return False
