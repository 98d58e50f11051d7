"""``sodo watch`` as an operator runs it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from schemas.settings import Settings
from store.counts import status
from store.session import open_store
from tests.workers.intake import paper
from workers.drop_folder import SPOOL
from workers.station_folder import database_url

ROOT = Path(__file__).parent.parent.parent
_LONGEST_WAIT_S = 60.0
NAME = "Nguyễn Văn Mẫu.pdf"  # scans are named after people


def test_a_dropped_file_is_admitted_and_the_log_names_no_file(tmp_path: Path) -> None:
    environ = {**os.environ, "SODO_SETTLE_S": "0", "SODO_POLL_S": "0.05", "SODO_LOW_DISK_MB": "0"}
    command = [sys.executable, "-c", "from cli.main import run; run()", "watch", "--data", tmp_path]
    watcher = subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.PIPE, text=True)
    try:
        _wait_for(tmp_path / "drop" / SPOOL)
        (tmp_path / "drop" / NAME).write_bytes(paper(1))
        with open_store(database_url(Settings(data_dir=tmp_path))) as store:
            deadline = time.monotonic() + _LONGEST_WAIT_S
            while not status(store).waiting and time.monotonic() < deadline:
                time.sleep(0.05)
            seen = status(store)
    finally:
        watcher.send_signal(signal.SIGTERM)
        _, log = watcher.communicate(timeout=_LONGEST_WAIT_S)

    assert watcher.returncode == 0
    assert (seen.seen, seen.waiting) == (1, 1)
    assert NAME not in log
    (admitted,) = (said for said in map(json.loads, log.splitlines()) if said["said"] == "admitted")
    assert admitted["document"] == 1


def _wait_for(folder: Path) -> None:
    deadline = time.monotonic() + _LONGEST_WAIT_S
    while not folder.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
