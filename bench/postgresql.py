"""A PostgreSQL of our own, in a folder and on a free port: for measurements and for tests."""

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from schemas.errors import SettingsError

# The server refuses to run as the administrator; Debian makes this user with it.
_SERVER_USER: Final = "postgres"
# As an office would run it on such a machine; what is written is on the disk when told so.
IN_EARNEST: Final[Mapping[str, str]] = {
    "shared_buffers": "512MB",
    "max_wal_size": "8GB",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "maintenance_work_mem": "512MB",
}
# Nothing it is told survives a power cut: only for tests.
FORGETFUL: Final[Mapping[str, str]] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
}


class Server:
    """A PostgreSQL that lives in ``folder`` and may be stopped and started.

    The folder is the server's: whoever runs this as administrator gives it away.

    Attributes:
        url: its address, without a database's name.
    """

    def __init__(self, folder: Path, options: Mapping[str, str]) -> None:
        """Make it if need be.

        Raises:
            SettingsError: PostgreSQL is not installed.
        """
        programs = server_programs()
        if programs is None:
            raise SettingsError("PostgreSQL is not installed")
        self._programs = programs
        self._folder, self._data = folder, folder / "data"
        self._options = {"listen_addresses": "127.0.0.1", **options}
        self._numbers = count(1)
        port = free_port()
        self._place = f"-p {port} -k {folder}"
        self.url = f"postgresql://sodo@127.0.0.1:{port}"
        if os.getuid() == 0:
            shutil.chown(folder, _SERVER_USER)
        if not (self._data / "PG_VERSION").exists():
            said = ("-A", "trust", "-U", "sodo", "-E", "UTF8")
            self._run("initdb", "-D", self._data, *said, "--no-sync")

    def start(self) -> None:
        set_to = " ".join(f"-c {name}={value}" for name, value in self._options.items())
        options = f"{self._place} {set_to}"
        log = self._folder / "log"
        # A minute is what it takes to come back from a power cut, and then some.
        self._run("pg_ctl", "-D", self._data, "-l", log, "-w", "-t", "60", "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        """End it at once, as a power cut would, or in order: ``fast``."""
        self._run("pg_ctl", "-D", self._data, "-m", how, "-w", "-t", "300", "stop")

    def new_database(self) -> str:
        """Return the address of a database without tables."""
        name = f"test{next(self._numbers)}"
        self.command(f"CREATE DATABASE {name}")
        return f"{self.url}/{name}"

    def command(self, sql: str) -> None:
        """Have one statement done outside of any database of ours."""
        quiet = ("-q", "-c", "SET client_min_messages = warning")
        self._run("psql", "-v", "ON_ERROR_STOP=1", *quiet, "-c", sql, f"{self.url}/postgres")

    def _run(self, program: str, *words: str | Path) -> None:
        as_root = os.getuid() == 0
        user = _SERVER_USER if as_root else pwd.getpwuid(os.getuid()).pw_name
        subprocess.run(
            [self._programs / program, *words],
            check=True,
            cwd=self._folder,
            user=user if as_root else None,
            group=user if as_root else None,
            extra_groups=[] if as_root else None,
            stdout=subprocess.DEVNULL,
        )


@contextmanager
def running(options: Mapping[str, str]) -> Iterator[Server]:
    """Give a running server in a new folder; it is gone afterwards.

    Raises:
        SettingsError: PostgreSQL is not installed.
    """
    folder = Path(mkdtemp(prefix="sodo-pg-"))
    try:
        server = Server(folder, options)
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def server_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs; None when none is installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    found = folders[-1] if folders else shutil.which("initdb")
    return Path(found).parent if found else None


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
