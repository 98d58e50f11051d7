"""The audit page: who saw and changed what, the newest first."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from review import naming
from review.desk import AtDesk
from review.rendering import page
from review.security import ByPerson
from store.audit import entries

router = APIRouter()
_PAGE: Final = 100
_ACTS: Final[dict[str, tuple[str, str]]] = {
    "view": ("xem", "view"),
    "answer": ("trả lời", "answer"),
    "correct": ("sửa", "correct"),
    "undo": ("rút lại", "take back"),
    "take_over": ("nhận thay", "take over"),
    "pass_on": ("chuyển người khác", "pass on"),
    "tell": ("cho biết loại giấy", "name the paper"),
    "rearrange": ("tách, ghép", "split or join"),
    "upload": ("gửi tệp", "upload"),
    "export": ("xuất biểu", "export"),
    "download": ("tải về", "download"),
    "login": ("đăng nhập", "log in"),
    "logout": ("đăng xuất", "log out"),
    "login_failed": ("sai mật khẩu", "wrong password"),
    "user_add": ("thêm người", "add user"),
    "user_change": ("đổi người dùng", "change user"),
    "token_add": ("tạo khoá", "make key"),
    "token_revoke": ("thu khoá", "revoke key"),
    "tightened": ("siết mức nhận", "tightened"),
}


@router.get("/audit")
def audit(
    request: Request,
    desk: AtDesk,
    person: ByPerson,
    who: Annotated[str, Query(max_length=60)] = "",
    what: Annotated[str, Query(max_length=24)] = "",
    document: Annotated[str, Query(pattern=r"^\d{0,15}$")] = "",
    before: int | None = None,
) -> HTMLResponse:
    found = entries(
        desk.store,
        who=who or None,
        what=what or None,
        document_id=int(document) if document else None,
        before=before,
        limit=_PAGE,
    )
    return page(
        request,
        "audit.html",
        entries=found,
        acts={code: naming.in_language(name, person.lang) for code, name in _ACTS.items()},
        more=found[-1].number if len(found) == _PAGE else None,
        who=who,
        what=what,
        document=document,
    )
