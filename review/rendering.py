"""Templates become answers: one way to fill them, so that nothing goes out unescaped."""

import hashlib
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from review.roles import ROUTES, masked
from review.security import Person, language_of
from schemas.settings import Language

HERE: Final = Path(__file__).parent
STATIC: Final = HERE / "static"
# The point groups thousands, the comma marks decimals.
_VIETNAMESE: Final = str.maketrans(",.", ".,")
_TEMPLATES: Final = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(request: Request, template: str, *, status_code: int = 200, **facts: Any) -> HTMLResponse:
    """Return the template filled with ``facts``.

    Every template also has ``person`` (or None), ``csrf``, ``lang``, ``t(vi, en)``,
    ``static(name)``, ``may("GET /path")``, ``masked(path, value)``, ``number(value, digits)``,
    ``when(moment)`` and ``here``, the page's path.
    """
    person: Person | None = getattr(request.state, "person", None)
    lang = person.lang if person else language_of(request)

    def t(vi: str, en: str) -> str:
        return vi if lang is Language.VI else en

    def may(route: str) -> bool:
        allowed = ROUTES.get(route, frozenset())
        return allowed is None or (person is not None and person.role in allowed)

    def number(value: float, digits: int = 0) -> str:
        text = f"{value:,.{digits}f}"
        return text.translate(_VIETNAMESE) if lang is Language.VI else text

    def shown(path: str, value: str | None) -> str | None:
        return None if person is None else masked(path, value, person.role)

    text = _TEMPLATES.get_template(template).render(
        person=person,
        csrf=person.csrf_token if person else "",
        lang=lang.value,
        t=t,
        may=may,
        masked=shown,
        static=static_url,
        here=request.url.path,
        when=when,
        number=number,
        **facts,
    )
    return HTMLResponse(text, status_code=status_code)


def when(moment: datetime) -> str:
    """Return day and time by the clock on this machine's wall."""
    return f"{moment.astimezone():%d/%m/%Y %H:%M}"


def see(path: str) -> RedirectResponse:
    """Send the browser to a page that can be reloaded, after something was saved."""
    return RedirectResponse(path, status_code=303)


def static_url(name: str) -> str:
    """Return the address of a file of ours; it changes with the file, so it may be kept long."""
    path = STATIC / name
    return f"/static/{name}?v={_version(name, path.stat().st_mtime_ns)}"


@lru_cache(maxsize=256)
def _version(name: str, _changed: int) -> str:
    return hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:10]
