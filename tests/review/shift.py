"""A station whose documents were really read, behind ``sodo review`` as a process that can die."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page

from bench.review_database import free_port
from bench.review_operator import VIEW, Operator, Truth
from bench.review_server import wait_until_it_answers
from bench.review_station import reviewing, truth_of
from review.passwords import hashed
from store.session import Store, open_store
from store.users import Role, add_user
from tests.review.conftest import PASSWORD

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "samples"
# Single faces, badly worn: more than fifty fields wait for a person, and reading takes seconds.
READ = (
    "15-2014-worst-jpeg_phone.jpeg",
    "16-2009-worst-jpeg.jpg",
    "18-2004-worst-webp.webp",
    "13-2009-worst-tiff_g4.tif",
)
HASH = hashed(PASSWORD)


class Shift:
    """The office: its data folder, its server, its people's browsers."""

    def __init__(self, data: Path, chromium: Browser, settings: dict[str, str]) -> None:
        self.data = data
        self.store: Store = open_store(f"sqlite:///{data / 'sodo.db'}")
        self.truth: Truth = truth_of(self.store, SAMPLES / "truth")
        self.port = free_port()
        self._settings = os.environ | {"SODO_SAMPLE_SHARE": "0"} | settings
        self._chromium = chromium
        self._contexts: list[BrowserContext] = []
        self._server: subprocess.Popen[bytes] | None = None
        for name in ("lan", "minh", "hoa"):
            add_user(self.store, name, Role.OPERATOR, HASH, by="test")
        add_user(self.store, "tuan", Role.SUPERVISOR, HASH, by="test")

    def open(self) -> None:
        """Start the server and wait until it answers."""
        command = reviewing(self.data, self.port)
        with (self.data / "review.log").open("ab") as log:
            self._server = subprocess.Popen(
                command, cwd=ROOT, env=self._settings, stdout=log, stderr=log
            )
        wait_until_it_answers(self._server, self.port)

    def kill(self) -> None:
        """End the server without a word, as a power cut would."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()

    def go_home(self) -> None:
        """Close all browsers."""
        while self._contexts:
            self._contexts.pop().close()

    def close(self) -> None:
        self.go_home()
        self.kill()
        self.store.close()

    def browser(self) -> Page:
        context = self._chromium.new_context(
            viewport=VIEW, base_url=f"http://127.0.0.1:{self.port}", locale="vi-VN"
        )
        self._contexts.append(context)
        return context.new_page()

    def enter(self, name: str) -> Operator:
        """Log somebody in, in a browser of their own, at the work page."""
        operator = Operator(self.browser(), self.truth)
        operator.log_in(name, PASSWORD)
        return operator


@contextmanager
def shift(data: Path, chromium: Browser, **settings: str) -> Iterator[Shift]:
    """Open the office over what was read into ``data``; settings by their names outside."""
    office = Shift(data, chromium, settings)
    try:
        office.open()
        yield office
    finally:
        office.close()


def until(holds: Callable[[], object], seconds: float = 30.0) -> None:
    """Wait until something holds in the store; for what no page shows."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came about"
        time.sleep(0.05)
