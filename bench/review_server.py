"""The review page as a process of its own, over a database whose documents share their pictures.

``python -m bench.review_server DATABASE PICTURES PORT``: every document shows the pages in the
folder PICTURES, and the folder's name ends the address of nothing else.
"""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from review.app import create_app
from review.desk import Desk
from schemas.settings import Settings
from store.blobs import Blobs
from store.session import open_store

_PATIENCE_S = 120.0
NOTHING: Mapping[str, str] = {}


class SamePages(Blobs):
    """Pictures of one document, shown for every document."""

    def read(self, key: str) -> bytes:
        """Return the bytes under the last step of the key.

        Behind a picture's end stands whose it is, so that none is at hand because another
        document was looked at.
        """
        name = key.rpartition("/")[2]
        return super().read(name) + (key.encode() if name.endswith(".jpg") else b"")


@contextmanager
def serving(
    command: tuple[str, ...], port: int, log: Path, settings: Mapping[str, str] = NOTHING
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until the block ends; the block begins when it answers.

    ``settings`` by their names in the environment.
    """
    with log.open("ab") as said:
        process = subprocess.Popen(
            command, env=os.environ | dict(settings), stdout=said, stderr=said
        )
    try:
        wait_until_it_answers(process, port)
        yield process
    finally:
        process.kill()
        process.wait()


def over(database_url: str, pictures: Path, port: int) -> tuple[str, ...]:
    """Return the command that serves the invented documents of a database."""
    here = (sys.executable, "-m", "bench.review_server")
    return (*here, database_url, str(pictures), str(port))


def wait_until_it_answers(process: subprocess.Popen[bytes], port: int) -> None:
    """Wait for a review page that has just been started.

    Raises:
        TimeoutError: it ended, or stays silent.
    """
    until = time.monotonic() + _PATIENCE_S
    while process.poll() is None and time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/login")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
    raise TimeoutError("the review page does not answer")


def main(database_url: str, pictures: str, port: str) -> None:
    pages = SamePages(pictures)
    with open_store(database_url) as store:
        # As an office has it by default, but without chance in what comes next.
        settings = Settings(sample_share=0.0)
        app = create_app(Desk(settings, store, pages, pages, Path(pictures)))
        uvicorn.run(app, port=int(port), access_log=False, log_level="error", server_header=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
