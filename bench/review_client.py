"""A browser on the work page, as far as the server can tell: the requests of ``work.js``."""

import http.client
import re
import time
from collections import defaultdict
from collections.abc import Mapping
from html import unescape
from typing import Final, NamedTuple
from urllib.parse import parse_qs, quote, urlencode

from review.lasting import lasting_of
from review.passwords import csrf_token, key_hash, new_key
from review.security import SESSION_COOKIE
from schemas.settings import Settings
from store.logins import begin
from store.session import Store
from store.users import Role, add_user, user_named

_WORK: Final = re.compile(r'<div class="work" id="work"(.*?)</section>\s*</div>', re.DOTALL)
_ADDRESS: Final = re.compile(r'data-address="([^"]+)"')
_VERSION: Final = re.compile(r'name="version" value="(\d+)"')
_IMAGE: Final = re.compile(r'<image href="([^"]+)"')
# As many as the page keeps before it asks for more.
_FEW: Final = 2


class Field(NamedTuple):
    """A field as it came: where it is, its version, the addresses of its two pictures."""

    address: str
    version: str
    pictures: tuple[str, ...]

    @property
    def named(self) -> dict[str, str]:
        """Return document, record and path as a form carries them."""
        said = parse_qs(self.address.partition("?")[2])
        return {name: values[0] for name, values in said.items()}


class Client:
    """One logged-in browser; ``ms`` collects how long each kind of request took."""

    def __init__(self, port: int, key: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookie = f"{SESSION_COOKIE}={key}"
        self._csrf = csrf_token(key)
        self._seen: set[str] = set()
        self.ahead: list[Field] = []
        self.ms: dict[str, list[float]] = defaultdict(list)

    def open(self, wanted: str = "") -> None:
        """Open the work page and fetch what comes after it."""
        self.ahead = _fields(self._get("page", f"/work{wanted}"))
        self._refill(wanted)

    def answer(self, value: str, wanted: str = "") -> None:
        """Answer the field in sight with ``value``; have the next ones fetched as needed."""
        field = self.ahead.pop(0)
        said = {**field.named, "version": field.version, "value": value, "act": "confirm"}
        if self.ahead and self.ahead[0].named["document"] == field.named["document"]:
            said["following"] = self.ahead[0].address
        status, _ = self._ask("answer", "POST", "/work/answer", said)
        if status == 422:  # typed unseen and not what the machine read, or doubted
            said |= {"first": value, "reason": "as_printed"}
            status, _ = self._ask("answer", "POST", "/work/answer", said)
        if status not in (200, 204, 410):
            raise ValueError(f"an answer was refused: {status}")
        if len(self.ahead) <= _FEW:
            self._refill(wanted)

    def ask(self, name: str, path: str) -> None:
        """Fetch one page, for its time alone."""
        self._get(name, path)

    def _refill(self, wanted: str) -> None:
        have = "&".join(f"have={quote(field.address, safe='')}" for field in self.ahead)
        between = "&" if wanted else "?"
        path = f"/work/ahead{wanted}{between}{have}"
        fresh = _fields(self._get("next fields", path))
        self.ahead += fresh
        for field in fresh:
            for address, name in zip(field.pictures, ("crop", "whole page"), strict=False):
                if address not in self._seen:
                    self._seen.add(address)
                    self._get(name, address)

    def _get(self, name: str, path: str) -> str:
        status, text = self._ask(name, "GET", path)
        if status != 200:
            raise ValueError(f"{path.partition('?')[0]}: {status}")
        return text

    def _ask(
        self, name: str, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> tuple[int, str]:
        headers = {"Cookie": self._cookie, "X-CSRF-Token": self._csrf, "X-Part": "1"}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        try:
            answer = self._said(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionError):
            # The server hangs up on who is silent for some seconds; browsers call again.
            self._connection.close()
            answer = self._said(method, path, body, headers)
        text = answer.read()
        self.ms[name].append(1000 * (time.perf_counter() - began))
        is_text = (answer.getheader("content-type") or "").startswith("text/")
        return answer.status, text.decode() if is_text else ""

    def _said(
        self, method: str, path: str, body: str | None, headers: Mapping[str, str]
    ) -> http.client.HTTPResponse:
        self._connection.request(method, path, body, dict(headers))
        return self._connection.getresponse()


def logged_in(store: Store, name: str) -> str:
    """Make the operator if need be, and a log-in of theirs; return the browser's key."""
    person = user_named(store, name) or add_user(store, name, Role.OPERATOR, "-", by="bench")
    key = new_key()
    begin(store, person, key_hash(key), lasting_of(Settings()))
    return key


def _fields(html: str) -> list[Field]:
    found = []
    for block in _WORK.findall(html):
        address, version = _ADDRESS.search(block), _VERSION.search(block)
        if address is not None and version is not None:
            pictures = tuple(unescape(one) for one in _IMAGE.findall(block))
            found.append(Field(unescape(address[1]), version[1], pictures))
    return found
