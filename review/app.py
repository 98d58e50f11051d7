"""The review page as one ASGI program: routes together, doors guarded, errors in words."""

from collections.abc import Iterator
from importlib.metadata import version

from fastapi import APIRouter, Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException as AnyHTTPException

from review import (
    api,
    arranging,
    choices,
    documents,
    entrance,
    groups,
    health,
    incoming,
    outgoing,
    people,
    pictures,
    progress,
    quality,
    taking_over,
    trail,
    work,
)
from review.desk import Desk
from review.headers import SecureHeaders
from review.remembering import Remembered
from review.rendering import page, see
from review.roles import ROUTES
from review.security import Doors, NotLoggedIn, admit
from store.errors import NoSuchThing, NotAllowed, StoreAway, StoreError, VersionConflict
from store.needs import Need

ROUTERS: tuple[APIRouter, ...] = (
    health.router,
    entrance.router,
    work.router,
    taking_over.router,
    groups.router,
    documents.router,
    arranging.router,
    pictures.router,
    outgoing.router,
    progress.router,
    quality.router,
    people.router,
    trail.router,
    api.router,
)
# These take files, as large as the settings allow.
UPLOADS: tuple[APIRouter, ...] = (incoming.router,)
# Requests that carry no file; routes that take files say their own.
_LARGEST_BYTES = 2**20
_CODES: dict[type[Exception], int] = {
    NoSuchThing: 404,
    NotAllowed: 409,
    VersionConflict: 409,
    StoreError: 409,
    StoreAway: 503,
}


def create_app(desk: Desk) -> FastAPI:
    """Return the program.

    Raises:
        RuntimeError: a route is missing in the table of roles, or the other way round.
    """
    app = FastAPI(
        title="sodo",
        version=version("sodo"),
        dependencies=[Depends(admit)],
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        max_body_size=_LARGEST_BYTES,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    app.state.desk = desk
    app.state.settings, app.state.store = desk.settings, desk.store
    app.state.pages, app.state.originals = desk.pages, desk.originals
    app.state.doors = Doors()
    app.state.choices = Remembered[choices.Choices](choices.FRESH_S)
    app.state.needs = Remembered[tuple[Need, ...]](progress.FRESH_S)
    app.add_middleware(SecureHeaders)
    for router in ROUTERS:
        app.include_router(router)
    for router in UPLOADS:
        app.include_router(router, max_body_size=desk.settings.upload_mb * 2**20)
    for error in _CODES:
        app.add_exception_handler(error, _store_said)
    app.add_exception_handler(NotLoggedIn, _to_the_door)
    app.add_exception_handler(AnyHTTPException, _http_said)
    app.add_exception_handler(RequestValidationError, _not_understood)
    app.add_exception_handler(Exception, _broken)
    there = set(_routes())
    if there != ROUTES.keys():
        raise RuntimeError(f"table of roles: {sorted(there ^ ROUTES.keys())}")
    return app


def _routes() -> Iterator[str]:
    for router in (*ROUTERS, *UPLOADS):
        for route in router.routes:
            for method in sorted(getattr(route, "methods", None) or ()):
                if method != "HEAD":
                    yield f"{method} {getattr(route, 'path', '')}"


def _to_the_door(request: Request, _error: Exception) -> Response:
    if _is_program(request):
        return JSONResponse({"error": "log in first"}, 401, {"WWW-Authenticate": "Bearer"})
    here = request.url.path if request.method == "GET" else "/"
    to = f"/login?next={here}"
    if "hx-request" in request.headers:
        return Response(status_code=401, headers={"HX-Redirect": to})
    return see(to)


def _store_said(request: Request, error: Exception) -> Response:
    code = next(code for kind, code in _CODES.items() if isinstance(error, kind))
    return _refused(request, code)


def _http_said(request: Request, error: Exception) -> Response:
    assert isinstance(error, AnyHTTPException)
    return _refused(request, error.status_code, dict(error.headers or {}))


def _not_understood(request: Request, _error: Exception) -> Response:
    # What was typed is not repeated: it may be personal.
    return _refused(request, 422)


def _broken(request: Request, _error: Exception) -> Response:
    return _refused(request, 500)


def _refused(request: Request, code: int, headers: dict[str, str] | None = None) -> Response:
    if _is_program(request):
        return JSONResponse({"error": code}, code, headers)
    answer = page(request, "refused.html", status_code=code, code=code)
    answer.headers.update(headers or {})
    return answer


def _is_program(request: Request) -> bool:
    return request.url.path.startswith("/api/")
