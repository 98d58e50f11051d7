"""A database to measure the review page on: gone afterwards, or kept for the next measurement."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

from bench.postgresql import IN_EARNEST, Server, free_port, server_programs
from schemas.errors import SettingsError

__all__ = ["copied", "free_port", "running_postgresql"]

_COPY: Final = "measured"


@contextmanager
def running_postgresql(kept: Path | None = None) -> Iterator[str]:
    """Give the address of a database of a running server; both are gone afterwards.

    A server in the folder ``kept`` stays there, stopped, and goes on with what it has next time.

    Raises:
        SettingsError: PostgreSQL is not installed.
    """
    folder = kept or Path(mkdtemp(prefix="sodo-bench-pg-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        server = Server(folder, IN_EARNEST)
        server.start()
        try:
            yield f"{server.url}/postgres"
        finally:
            server.stop("immediate" if kept is None else "fast")
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


def copied(server: str, name: str, fill: Callable[[str], None]) -> str:
    """Return the address of a fresh copy of the database ``name``, filled if it is not there.

    What a measurement changes is changed in the copy; the database itself stays as filled.
    """
    if name not in _said(server, "SELECT datname FROM pg_database").split():
        half = f"{name}_half"
        _said(server, f"DROP DATABASE IF EXISTS {half}")
        _said(server, f"CREATE DATABASE {half}")
        fill(_beside(server, half))
        _said(_beside(server, half), "VACUUM ANALYZE")
        _said(server, f"ALTER DATABASE {half} RENAME TO {name}")
    _said(server, f"DROP DATABASE IF EXISTS {_COPY}")
    _said(server, f"CREATE DATABASE {_COPY} TEMPLATE {name} STRATEGY FILE_COPY")
    return _beside(server, _COPY)


def _beside(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


def _said(address: str, statement: str) -> str:
    programs = server_programs()
    if programs is None:
        raise SettingsError("PostgreSQL is not installed")
    asked = (programs / "psql", "-qtA", "-v", "ON_ERROR_STOP=1", address, "-c", statement)
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout
