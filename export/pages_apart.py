"""Writing chosen pages in a process of its own: a file that makes no sense harms nobody else."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from schemas.chosen import Chosen
from schemas.set_aside_reasons import refusal

_CHILD: Final = "import sys; from export.page_selection import main; sys.exit(main())"
# What the child answers when a scan is at fault.
REFUSED: Final = 3


def write_pages_apart(
    chosen: Sequence[Chosen], target: Path, mark: str, *, timeout_s: float, memory_bytes: int
) -> None:
    """Do what ``page_selection.write_pages`` does, within these bounds; 0 bytes: no bound.

    Raises:
        Damaged: a scan cannot be taken apart, or not within the bounds, or the process died of it.
    """
    task = {
        "chosen": [(str(one.source), one.page, one.pages) for one in chosen],
        "target": str(target),
        "mark": mark,
        "timeout_s": timeout_s,
        "memory_bytes": memory_bytes,
    }
    with subprocess.Popen(
        (sys.executable, "-c", _CHILD),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # it may quote what stands in the file
        text=True,
        start_new_session=True,
    ) as child:
        try:
            child.communicate(json.dumps(task), timeout=timeout_s)
        except subprocess.TimeoutExpired as error:
            raise refusal("pdf_broken") from error
        finally:
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
    if child.returncode != 0:
        raise refusal("pdf_broken")
