"""Servers that tests take away and bring back: PostgreSQL, and a store that speaks S3."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest
from moto.server import ThreadedMotoServer

from tests.store.servers import free_port, server_programs

_SERVER_USER = "postgres"


class Server:
    """A PostgreSQL of our own that may be stopped and started."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._folder, self._programs = folder, programs
        self._port = free_port()
        self.url = f"postgresql://sodo@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        # A crash must lose nothing here, so it writes as it does in earnest.
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1"
        log = self._folder / "log"
        self._run("pg_ctl", "-D", self._data, "-l", log, "-w", "-o", options, "start")

    def stop(self) -> None:
        """End it at once, as a power cut would."""
        self._run("pg_ctl", "-D", self._data, "-m", "immediate", "-w", "stop")

    def make(self) -> None:
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", "sodo", "-E", "UTF8")

    @property
    def _data(self) -> Path:
        return self._folder / "data"

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
def postgresql_to_stop() -> Iterator[Server]:
    """Give a running server; it is gone afterwards."""
    programs = server_programs()
    if programs is None:
        pytest.skip("no PostgreSQL server is installed")
    folder = Path(mkdtemp(prefix="sodo-pg-"))
    if os.getuid() == 0:
        shutil.chown(folder, _SERVER_USER)
    server = Server(folder, programs)
    server.make()
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


class S3:
    """A store that speaks S3; what it holds outlives its being away."""

    def __init__(self) -> None:
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._server.start()
        self._port = self._server.get_host_and_port()[1]

    @property
    def environ(self) -> dict[str, str]:
        """What programs are told to find it."""
        return {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self._port}",
            "AWS_ACCESS_KEY_ID": "invented",
            "AWS_SECRET_ACCESS_KEY": "invented",
            "AWS_DEFAULT_REGION": "us-east-1",
            # Whoever is away is away: the station itself tries again.
            "AWS_MAX_ATTEMPTS": "1",
        }

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        self._server = ThreadedMotoServer(ip_address="127.0.0.1", port=self._port, verbose=False)
        self._server.start()
