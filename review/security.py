"""Who is at the door: log-ins and keys looked up, the table of roles applied, forms checked."""

from typing import Annotated, Final, NamedTuple
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request, status
from starlette.concurrency import run_in_threadpool

from review.desk import Desk, desk_of
from review.lasting import lasting_of
from review.limits import LOGINS, REQUESTS, UPLOADS, Limiter
from review.passwords import csrf_token, key_hash, same
from review.roles import ROUTES, Allowed
from schemas.settings import Language
from store.logins import find
from store.users import Role, token_with

SESSION_COOKIE: Final = "sodo_session"
LANGUAGE_COOKIE: Final = "sodo_lang"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


class Person(NamedTuple):
    """Who asks.

    Attributes:
        csrf_token: what their forms must carry; empty for programs.
    """

    name: str
    role: Role
    lang: Language
    csrf_token: str = ""


class NotLoggedIn(Exception):
    """The page needs a log-in."""


class Doors:
    """The limits of one running page."""

    def __init__(self) -> None:
        self.logins = Limiter(LOGINS)
        self.requests = Limiter(REQUESTS)
        self.uploads = Limiter(UPLOADS)


async def admit(request: Request) -> None:
    """Let the request in, or not; runs before every route, with ``request.state.person`` set.

    Raises:
        NotLoggedIn: nobody is logged in, or no longer.
        HTTPException: 403 not this role or a forged form, 429 too often.
    """
    desk = desk_of(request)
    doors: Doors = request.app.state.doors
    if not doors.requests.take(_asker(request)):
        raise HTTPException(status.HTTP_429_TOO_MANY_REQUESTS)
    person = await run_in_threadpool(_person, request, desk)
    request.state.person = person
    allowed = allowed_of(request)
    if allowed is not None:
        if person is None:
            raise NotLoggedIn
        if person.role not in allowed:
            raise HTTPException(status.HTTP_403_FORBIDDEN)
    if request.method not in _SAFE:
        await _check_form(request, person)


def allowed_of(request: Request) -> Allowed:
    """Return who may use the route; nobody, when the table does not name it."""
    path = request.scope["route"].path
    method = "GET" if request.method == "HEAD" else request.method
    return ROUTES.get(f"{method} {path}", frozenset())


def _person(request: Request, desk: Desk) -> Person | None:
    if request.url.path.startswith("/api/"):
        return _program(request, desk)
    key = request.cookies.get(SESSION_COOKIE)
    if not key:
        return None
    user = find(desk.store, key_hash(key), lasting_of(desk.settings))
    if user is None:
        return None
    lang = Language(user.lang) if user.lang else language_of(request)
    return Person(user.name, user.role, lang, csrf_token(key))


def _program(request: Request, desk: Desk) -> Person | None:
    kind, _, key = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not key:
        return None
    token = token_with(desk.store, key_hash(key.strip()))
    if token is None:
        return None
    return Person(f"api:{token.name}", token.role, language_of(request))


def language_of(request: Request) -> Language:
    """Return the language somebody chose before logging in, or the station's."""
    chosen = request.cookies.get(LANGUAGE_COOKIE, "")
    return Language(chosen) if chosen in tuple(Language) else desk_of(request).settings.lang


async def _check_form(request: Request, person: Person | None) -> None:
    """Refuse what another site's page sends in this browser.

    Browsers name the page a form comes from; the form's own word guards where they do not.
    Programs send keys that no browser adds by itself.
    """
    if request.url.path.startswith("/api/"):
        return
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(status.HTTP_403_FORBIDDEN)
    if person is None:
        return
    shown = request.headers.get("x-csrf-token") or request.query_params.get("csrf")
    if not shown and request.headers.get("content-type", "").startswith(_FORMS):
        shown = str((await request.form()).get("csrf", ""))
    if not shown or not same(shown, person.csrf_token):
        raise HTTPException(status.HTTP_403_FORBIDDEN)


def _asker(request: Request) -> str:
    key = request.cookies.get(SESSION_COOKIE) or request.headers.get("authorization")
    if key:
        return key_hash(key)
    return address_of(request)


def address_of(request: Request) -> str:
    """Return the machine that asks."""
    return request.client.host if request.client else ""


def person_of(request: Request) -> Person:
    """Return who is logged in; for routes that need a log-in.

    Raises:
        NotLoggedIn: nobody is.
    """
    person: Person | None = request.state.person
    if person is None:
        raise NotLoggedIn
    return person


ByPerson = Annotated[Person, Depends(person_of)]
