"""Logging in and out, the language, one's own password, and the files every page needs."""

import mimetypes
from typing import Annotated, Final

from fastapi import APIRouter, Form, HTTPException, Request, status
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from review.desk import AtDesk
from review.lasting import lasting_of
from review.passwords import (
    LONGEST_PASSWORD,
    SHORTEST_PASSWORD,
    fits,
    hashed,
    key_hash,
    new_key,
)
from review.rendering import STATIC, page, see
from review.security import (
    LANGUAGE_COOKIE,
    SESSION_COOKIE,
    ByPerson,
    Doors,
    address_of,
)
from schemas.settings import Language
from store.leases import let_go_all
from store.logins import begin, end
from store.users import Role, change_user, failed, secret_of

router = APIRouter()
_LONG_S: Final = 365 * 24 * 3600
# Where each role begins.
_HOME: Final = {
    Role.OPERATOR: "/work",
    Role.SUPERVISOR: "/progress",
    Role.ADMINISTRATOR: "/progress",
}
Typed = Annotated[str, Form(max_length=LONGEST_PASSWORD)]


@router.get("/")
def home(person: ByPerson) -> RedirectResponse:
    return see(_HOME[person.role])


@router.get("/login")
def login_page(request: Request, next: str = "/") -> Response:
    if request.state.person is not None:
        return see(_inside(next))
    return page(request, "login.html", next=_inside(next), failed=None, name="")


@router.post("/login")
def login(
    request: Request,
    desk: AtDesk,
    name: Annotated[str, Form(max_length=100)],
    password: Typed,
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    doors: Doors = request.app.state.doors
    if not doors.logins.take(address_of(request)):
        raise HTTPException(status.HTTP_429_TOO_MANY_REQUESTS)
    secret = secret_of(desk.store, name.strip())
    is_right = fits(password, secret.password_hash if secret else None)
    if secret is None or secret.is_locked or secret.user.disabled or not is_right:
        why = "locked" if secret is not None and secret.is_locked else "wrong"
        if secret is not None and why == "wrong":
            failed(desk.store, secret.user.name)
        facts = {"next": _inside(next), "failed": why, "name": name}
        return page(request, "login.html", status_code=status.HTTP_403_FORBIDDEN, **facts)
    # Always a new key: one that somebody planted in the browser stays worthless.
    old, key = request.cookies.get(SESSION_COOKIE), new_key()
    if old:
        end(desk.store, key_hash(old))
    begin(desk.store, secret.user, key_hash(key), lasting_of(desk.settings))
    answer = see(_inside(next))
    answer.set_cookie(
        SESSION_COOKIE,
        key,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        max_age=int(desk.settings.session_hours * 3600),
    )
    return answer


@router.post("/logout")
def logout(request: Request, desk: AtDesk) -> RedirectResponse:
    key = request.cookies.get(SESSION_COOKIE)
    if key:
        end(desk.store, key_hash(key))
    if request.state.person is not None:
        let_go_all(desk.store, person=request.state.person.name)
    answer = see("/logged-out")
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@router.get("/logged-out")
def logged_out(request: Request) -> HTMLResponse:
    return page(request, "logged_out.html")


@router.post("/language")
def language(
    request: Request,
    desk: AtDesk,
    lang: Annotated[Language, Form()],
    next: Annotated[str, Form(max_length=2000)] = "/",
) -> RedirectResponse:
    if request.state.person is not None:
        change_user(
            desk.store, request.state.person.name, by=request.state.person.name, lang=lang.value
        )
    answer = see(_inside(next))
    answer.set_cookie(LANGUAGE_COOKIE, lang.value, max_age=_LONG_S, samesite="lax", httponly=True)
    return answer


@router.get("/account")
def account(request: Request, said: str = "") -> HTMLResponse:
    return page(request, "account.html", said=said, shortest=SHORTEST_PASSWORD)


@router.post("/account/password")
def own_password(
    desk: AtDesk, person: ByPerson, old: Typed, new: Typed, again: Typed
) -> RedirectResponse:
    secret = secret_of(desk.store, person.name)
    if secret is None or not fits(old, secret.password_hash):
        return see("/account?said=wrong")
    if len(new) < SHORTEST_PASSWORD:
        return see("/account?said=short")
    if new != again:
        return see("/account?said=differ")
    change_user(desk.store, person.name, by=person.name, password_hash=hashed(new))
    return see("/login")


@router.get("/static/{name:path}")
def static_file(request: Request, name: str) -> Response:
    path = (STATIC / name).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise HTTPException(status.HTTP_404_NOT_FOUND)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kept = f"public, max-age={_LONG_S}, immutable" if "v" in request.query_params else "no-cache"
    return Response(path.read_bytes(), media_type=kind, headers={"Cache-Control": kept})


def _inside(path: str) -> str:
    """Return the path if it leads to a page of ours, else the first page."""
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_ours else "/"
