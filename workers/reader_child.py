"""The inside of a reader process: reads documents one after another until nobody asks.

Started by ``workers.reader_process``, which calls ``main`` in a fresh interpreter.
"""

import faulthandler
import os
import pickle
import resource
import signal
import sys
import traceback
from errno import EDQUOT, ENOSPC
from multiprocessing.connection import Connection
from tempfile import gettempdir
from types import TracebackType
from typing import Any, NamedTuple

from schemas.document import SetAside
from schemas.errors import EngineTimeout, InputError, OutputError, SettingsError
from schemas.progress import Progress
from schemas.set_aside_reasons import set_aside


class Ready(NamedTuple):
    """The reading function and all it imports are loaded."""


class Done(NamedTuple):
    result: Any


class Refused(NamedTuple):
    """The file is at fault.

    ``worn_out``: the process should not go on after this.
    """

    said: SetAside
    worn_out: bool = False


class CannotWrite(NamedTuple):
    """The disk is at fault: stop the run."""

    text: str


class CannotRun(NamedTuple):
    """The machine lacks something that every file needs: stop the run."""

    text: str


def main(channel: int, lifeline: int, memory_bytes: int) -> None:
    """Serve the parent at the other end of ``channel`` until it closes it."""
    _start_guard(channel, lifeline)
    os.close(lifeline)
    if memory_bytes:
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    # A core file would hold the scan, and fill the disk.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    faulthandler.enable()
    with Connection(channel) as parent:
        read = pickle.loads(parent.recv_bytes())
        parent.send(Ready())
        sys.excepthook = _trace_without_values  # from here on there are people in the values
        worn_out = False
        while not worn_out:
            try:
                arguments = parent.recv()
            except EOFError:
                return
            answer = _answer(read, arguments, parent)
            parent.send(answer)
            worn_out = isinstance(answer, Refused) and answer.worn_out


def _answer(read: Any, arguments: tuple[Any, ...], parent: Connection) -> Any:
    """Read one document.

    Whatever is not about the file or the disk is a defect of ours: it ends the process, and
    the parent says ``crashed``.
    """

    def report(progress: Progress) -> None:
        parent.send(progress)

    try:
        return Done(read(*arguments, report))
    except InputError as error:
        return Refused(error.set_aside)
    except EngineTimeout:
        return Refused(set_aside("engine_timeout"))
    except MemoryError:
        return Refused(set_aside("out_of_memory"), worn_out=True)
    except OutputError as error:
        return CannotWrite(str(error))
    except SettingsError as error:
        return CannotRun(str(error))
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT):
            # Results name their file; what has no name was on its way to a temporary one.
            return CannotWrite(f"{error.filename or gettempdir()}: {error.strerror}")
        raise


def _start_guard(channel: int, lifeline: int) -> None:
    """Leave a small process behind that ends this whole process group when the parent is gone.

    The parent alone holds the other end of ``lifeline``, so reading it returns when the parent
    dies, however it dies. A thread could not do this, since a reader may hang with the
    interpreter locked; a signal on the parent's death would not reach a recogniser below us.
    """
    if os.fork():
        return
    os.close(channel)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while os.read(lifeline, 1):
        pass
    os.killpg(0, signal.SIGKILL)


def _trace_without_values(
    kind: type[BaseException], _error: BaseException, trace: TracebackType | None
) -> None:
    """Print where a defect struck; its message may quote a name or a number from the paper."""
    frames = "".join(traceback.format_tb(trace))
    sys.stderr.write(f"{frames}{kind.__module__}.{kind.__qualname__}\n")
