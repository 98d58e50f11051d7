"""A PostgreSQL to measure the review page on, gone afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager

from bench.postgresql import IN_EARNEST, free_port, running

__all__ = ["free_port", "running_postgresql"]


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the address of an empty database of a running server; it is gone afterwards.

    Raises:
        SettingsError: PostgreSQL is not installed.
    """
    with running(IN_EARNEST) as server:
        yield f"{server.url}/postgres"
