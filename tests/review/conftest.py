"""The review page on a store of its own, and people who are logged in."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from review.app import create_app
from review.desk import Desk
from review.passwords import hashed
from schemas.settings import Settings
from store.blobs import Blobs
from store.session import Store, open_store
from store.users import Role, add_user

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
def as_role(app: FastAPI) -> AsRole:
    """Gives a browser in which somebody of that role is logged in, or nobody."""

    def logged_in(role: Role | None) -> Browser:
        opened = Browser(app, follow_redirects=False)
        if role is not None:
            assert opened.log_in(role.value) == 303
        return opened

    return logged_in
