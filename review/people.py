"""The users page: who may work here, and which programs."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from review.desk import AtDesk
from review.passwords import hashed, key_hash, made_up_password, new_key
from review.rendering import page, see
from review.security import ByPerson
from schemas.text import squeeze
from store.errors import NotAllowed
from store.users import (
    Role,
    add_token,
    add_user,
    all_tokens,
    change_user,
    revoke_token,
    users,
)

router = APIRouter()
Name = Annotated[str, Form(min_length=1, max_length=60, pattern=r"^[\w.\- ]+$")]


@router.get("/users")
def listed(request: Request, desk: AtDesk, said: str = "") -> HTMLResponse:
    return _page(request, desk, said=said)


@router.post("/users")
def add(
    request: Request, desk: AtDesk, person: ByPerson, name: Name, role: Annotated[Role, Form()]
) -> HTMLResponse:
    """Add a person with a password that is shown this once."""
    password, name = made_up_password(), squeeze(name)
    try:
        add_user(desk.store, name, role, hashed(password), by=person.name)
    except NotAllowed:
        return _page(request, desk, said="taken")
    return _page(request, desk, shown=(name, password))


@router.post("/users/password")
def new_password(request: Request, desk: AtDesk, person: ByPerson, name: Name) -> HTMLResponse:
    """Give a person a new password, shown this once; their log-ins end."""
    password = made_up_password()
    change_user(desk.store, name, by=person.name, password_hash=hashed(password))
    return _page(request, desk, shown=(name, password))


@router.post("/users/change")
def change(
    desk: AtDesk,
    person: ByPerson,
    name: Name,
    role: Annotated[Role | None, Form()] = None,
    disabled: Annotated[bool | None, Form()] = None,
) -> RedirectResponse:
    try:
        change_user(desk.store, name, by=person.name, role=role, disabled=disabled)
    except NotAllowed:
        return see("/users?said=last")
    return see("/users?said=changed")


@router.post("/tokens")
def let_program_in(
    request: Request, desk: AtDesk, person: ByPerson, name: Name, role: Annotated[Role, Form()]
) -> HTMLResponse:
    """Make a key for a program, shown this once."""
    key = new_key()
    add_token(desk.store, squeeze(name), role, key_hash(key), by=person.name)
    return _page(request, desk, shown=(name, key))


@router.post("/tokens/revoke")
def shut_program_out(
    desk: AtDesk, person: ByPerson, token: Annotated[int, Form()]
) -> RedirectResponse:
    revoke_token(desk.store, token, by=person.name)
    return see("/users?said=changed")


def _page(
    request: Request, desk: AtDesk, *, said: str = "", shown: tuple[str, str] | None = None
) -> HTMLResponse:
    return page(
        request,
        "users.html",
        users=users(desk.store),
        tokens=all_tokens(desk.store),
        roles=list(Role),
        said=said,
        shown=shown,
    )
