"""A PostgreSQL of our own for tests: in a new folder, on a free port."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

_numbers = count(1)
# The server refuses to run as the administrator; Debian makes this user with it.
_SERVER_USER = "postgres"


def server_programs() -> Path | None:
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if folders:
        return folders[-1].parent
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the address of a running server, without a database's name; it is gone afterwards.

    Nothing it is told survives a power cut: only for tests.
    """
    programs = server_programs()
    assert programs is not None
    as_root = os.getuid() == 0
    user = _SERVER_USER if as_root else pwd.getpwuid(os.getuid()).pw_name
    folder = Path(mkdtemp(prefix="sodo-pg-"))
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

    options = (
        f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off "
        "-c synchronous_commit=off -c full_page_writes=off -c max_connections=60"
    )
    log = folder / "log"
    run(programs / "initdb", "-D", data, "-A", "trust", "-U", "sodo", "-E", "UTF8", "--no-sync")
    run(programs / "pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
    try:
        yield f"postgresql://sodo@127.0.0.1:{port}"
    finally:
        run(programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def new_database(server: str) -> str:
    name = f"test{next(_numbers)}"
    programs = server_programs()
    assert programs is not None
    command = f"CREATE DATABASE {name}"
    subprocess.run([programs / "psql", "-q", f"{server}/postgres", "-c", command], check=True)
    return f"{server}/{name}"
