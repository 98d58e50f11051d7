"""The review page on a store of its own, and people who are logged in."""

import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pytest
import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page, sync_playwright

from review.app import create_app
from review.desk import Desk
from review.lasting import lasting_of
from review.passwords import csrf_token, hashed, key_hash, new_key
from review.security import SESSION_COOKIE
from schemas.settings import Settings
from store.blobs import Blobs
from store.logins import begin
from store.session import Store, open_store
from store.users import Role, add_user, users

PASSWORD = "mat-khau-that-dai"
_HASH = hashed(PASSWORD)


class Browser(TestClient):
    """A browser that does not follow redirects and knows the word its forms must carry."""

    csrf = ""

    def log_in(self, name: str, password: str = PASSWORD) -> int:
        answer = self.post("/login", data={"name": name, "password": password})
        found = re.search(r'name="csrf" value="(\w+)"', self.get("/account").text)
        self.csrf = found[1] if found else ""
        return int(answer.status_code)


AsRole = Callable[[Role | None], Browser]
Enter = Callable[[str], Page]
# Debian's name, then those of other systems.
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'sodo.db'}") as opened:
        for role in Role:
            add_user(opened, role.value, role, _HASH, by="test")
        yield opened


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def desk(store: Store, tmp_path: Path, settings: Settings) -> Desk:
    pages, originals = Blobs(str(tmp_path / "pages")), Blobs(str(tmp_path / "archive"))
    return Desk(settings, store, pages, originals, tmp_path / "exports")


@pytest.fixture
def app(desk: Desk) -> FastAPI:
    return create_app(desk)


@pytest.fixture
def browser(app: FastAPI) -> Browser:
    return Browser(app, follow_redirects=False, raise_server_exceptions=False)


@pytest.fixture
def as_role(app: FastAPI, desk: Desk) -> AsRole:
    """Gives a browser in which somebody of that role is logged in, or nobody.

    Without the password, whose checking is made to take its time.
    """

    def logged_in(role: Role | None) -> Browser:
        opened = Browser(app, follow_redirects=False)
        if role is not None:
            key = new_key()
            (user,) = (one for one in users(desk.store) if one.name == role.value)
            begin(desk.store, user, key_hash(key), lasting_of(desk.settings))
            opened.cookies.set(SESSION_COOKIE, key)
            opened.csrf = csrf_token(key)
        return opened

    return logged_in


@pytest.fixture(scope="session")
def chromium() -> Iterator[Chromium]:
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium is installed")
    as_root = ["--no-sandbox"] if os.getuid() == 0 else []
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=as_root)
        yield opened
        opened.close()


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    until = monotonic() + 20
    while not server.started and monotonic() < until:
        sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def enter(chromium: Chromium, address: str) -> Iterator[Enter]:
    """Opens a browser of its own for a person and logs them in."""
    contexts: list[BrowserContext] = []

    def entered(name: str) -> Page:
        context = chromium.new_context(
            viewport={"width": 1366, "height": 657}, base_url=address, locale="vi-VN"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto("/login?next=/work")
        page.fill("[name=name]", name)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/work")
        return page

    yield entered
    for context in contexts:
        context.close()
