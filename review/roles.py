"""ROUTES: who may use which page; a page that is not in this table is open to nobody."""

import re
from collections.abc import Mapping
from typing import Final

from schemas.paths import pattern_of
from store.users import Role

Allowed = frozenset[Role] | None

# An office may have one person only, its administrator: they may do what the others do.

# Without log-in.
ANYONE: Final[Allowed] = None
EVERYBODY: Final[Allowed] = frozenset(Role)
SUPERVISION: Final[frozenset[Role]] = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
ADMINISTRATION: Final[Allowed] = frozenset({Role.ADMINISTRATOR})

# Method and path as the routes are written -> who may.
ROUTES: Final[Mapping[str, Allowed]] = {
    "GET /healthz": ANYONE,
    "GET /metrics": ANYONE,
    "GET /static/{name:path}": ANYONE,
    "GET /login": ANYONE,
    "POST /login": ANYONE,
    "POST /logout": EVERYBODY,
    "GET /logged-out": ANYONE,
    "POST /language": ANYONE,
    "GET /": EVERYBODY,
    "GET /account": EVERYBODY,
    "POST /account/password": EVERYBODY,
    "GET /upload": EVERYBODY,
    "POST /upload": EVERYBODY,
    "GET /upload/photo": EVERYBODY,
    "POST /upload/photo": EVERYBODY,
    "GET /exports": SUPERVISION,
    "POST /exports": SUPERVISION,
    "POST /exports/{number}/again": SUPERVISION,
    "POST /exports/changed": SUPERVISION,
    "GET /exports/{number}/{name}": SUPERVISION,
    "GET /progress": SUPERVISION,
    "GET /quality": SUPERVISION,
    "GET /users": ADMINISTRATION,
    "POST /users": ADMINISTRATION,
    "POST /users/password": ADMINISTRATION,
    "POST /users/change": ADMINISTRATION,
    "POST /tokens": ADMINISTRATION,
    "POST /tokens/revoke": ADMINISTRATION,
    "GET /audit": SUPERVISION,
    "GET /api/v1/openapi.json": EVERYBODY,
    "GET /api/v1/status": EVERYBODY,
    "GET /api/v1/documents": EVERYBODY,
    "GET /api/v1/search": EVERYBODY,
    "GET /api/v1/documents/{number}": EVERYBODY,
    "GET /api/v1/documents/{number}/card": EVERYBODY,
    "GET /api/v1/documents/{number}/fields": EVERYBODY,
    "GET /api/v1/documents/{number}/records/{record}/history": EVERYBODY,
    "POST /api/v1/documents/{number}/records/{record}/corrections": EVERYBODY,
    "GET /api/v1/exports": SUPERVISION,
    "POST /api/v1/exports": SUPERVISION,
    "GET /api/v1/exports/{number}": SUPERVISION,
    "GET /api/v1/exports/{number}/form1.xlsx": SUPERVISION,
    "GET /work": EVERYBODY,
    "GET /work/ahead": EVERYBODY,
    "GET /work/task": EVERYBODY,
    "POST /work/check": EVERYBODY,
    "POST /work/keep": EVERYBODY,
    "POST /work/answer": EVERYBODY,
    "POST /work/take-over": EVERYBODY,
    "GET /groups": EVERYBODY,
    "POST /groups": EVERYBODY,
    "GET /documents": EVERYBODY,
    "GET /documents/{document_id}": EVERYBODY,
    "GET /documents/{document_id}/history": EVERYBODY,
    "POST /documents/{document_id}/again": SUPERVISION,
    "POST /documents/{document_id}/told": SUPERVISION,
    "GET /documents/{document_id}/arrange": SUPERVISION,
    "POST /documents/{document_id}/split": SUPERVISION,
    "POST /documents/{document_id}/merge": SUPERVISION,
    "GET /documents/{document_id}/pages/{number}": EVERYBODY,
    "GET /documents/{document_id}/pages/{number}/crop": EVERYBODY,
}

# Who sees identity numbers whole wherever they stand. Administrators see them only where they
# compare one with the paper, field by field, or carry out the form.
SEES_IDENTITY: Final = frozenset({Role.OPERATOR, Role.SUPERVISOR})
_IDENTITY: Final = frozenset(
    {"holders[].id_number", "person.id_number", "person.old_id_number", "rows[].id_number"}
)
_SHOWN_DIGITS: Final = 3
# As long as an identity number, of persons or organisations.
_NUMBER: Final = re.compile(r"\d{9,14}")


def is_identity(path: str) -> bool:
    """Say whether the field holds a person's number."""
    return pattern_of(path) in _IDENTITY


def masked(path: str, value: str | None, role: Role) -> str | None:
    """Return the value as this role sees it: ``•••••••••456`` for a number not meant for it."""
    if value is None or role in SEES_IDENTITY or not is_identity(path):
        return value
    return "•" * max(0, len(value) - _SHOWN_DIGITS) + value[-_SHOWN_DIGITS:]


def masked_text(text: str, role: Role) -> str:
    """Return a sentence as this role sees it: doubts about other fields may quote a number."""
    if role in SEES_IDENTITY:
        return text
    return _NUMBER.sub(lambda found: "•" * (len(found[0]) - _SHOWN_DIGITS) + found[0][-3:], text)
