"""A PostgreSQL of its own, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from schemas.errors import SettingsError

# The server refuses to run as the administrator; Debian makes this user with it.
_SERVER_USER: Final = "postgres"
# As an office would run it on such a machine; what is written is on the disk when told so.
_OPTIONS: Final = (
    "-c listen_addresses=127.0.0.1 -c shared_buffers=512MB -c max_wal_size=8GB "
    "-c wal_level=minimal -c max_wal_senders=0 -c maintenance_work_mem=512MB"
)


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the address of a running server, without a database's name; it is gone afterwards.

    Raises:
        SettingsError: PostgreSQL is not installed.
    """
    programs = _programs()
    as_root = os.getuid() == 0
    user = _SERVER_USER if as_root else pwd.getpwuid(os.getuid()).pw_name
    folder = Path(mkdtemp(prefix="sodo-bench-pg-"))
    if as_root:
        shutil.chown(folder, user)
    data, port = folder / "data", free_port()

    def run(*command: str | Path) -> None:
        subprocess.run(
            command,
            check=True,
            cwd=folder,
            user=user if as_root else None,
            group=user if as_root else None,
            extra_groups=[] if as_root else None,
            stdout=subprocess.DEVNULL,
        )

    run(programs / "initdb", "-D", data, "-A", "trust", "-U", "sodo", "-E", "UTF8")
    options = f"-p {port} -k {folder} {_OPTIONS}"
    run(programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", options, "start")
    try:
        yield f"postgresql://sodo@127.0.0.1:{port}/postgres"
    finally:
        run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _programs() -> Path:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = folders[-1] if folders else shutil.which("initdb")
    if found is None:
        raise SettingsError("PostgreSQL is not installed")
    return Path(found).parent
