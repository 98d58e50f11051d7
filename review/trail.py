"""The audit page: who saw and changed what, the newest first."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from review.desk import AtDesk
from review.rendering import page
from store.audit import entries

router = APIRouter()
_PAGE: Final = 100


@router.get("/audit")
def audit(
    request: Request,
    desk: AtDesk,
    who: Annotated[str, Query(max_length=60)] = "",
    what: Annotated[str, Query(max_length=24)] = "",
    document: int | None = None,
    before: int | None = None,
) -> HTMLResponse:
    found = entries(
        desk.store,
        who=who or None,
        what=what or None,
        document_id=document,
        before=before,
        limit=_PAGE,
    )
    return page(
        request,
        "audit.html",
        entries=found,
        more=found[-1].number if len(found) == _PAGE else None,
        who=who,
        what=what,
        document=document,
    )
