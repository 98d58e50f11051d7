"""How fields, papers and reasons are called on the screen, in Vietnamese or English."""

import re

from schemas.fields import field_of
from schemas.paths import pattern_of, steps
from schemas.reading import Problem
from schemas.settings import Language

# List -> what one member is called.
_MEMBERS: dict[str, tuple[str, str]] = {
    "holders": ("Người thứ", "Holder"),
    "parcels": ("Thửa thứ", "Parcel"),
    "purposes": ("mục đích", "purpose"),
    "assets": ("Tài sản", "Asset"),
    "changes": ("Biến động", "Change"),
    "rows": ("Dòng", "Row"),
}
_KINDS: dict[str, tuple[str, str]] = {
    "land_certificate": ("Giấy chứng nhận", "Certificate"),
    "identity_card": ("Thẻ căn cước", "Identity card"),
    "land_register": ("Sổ địa chính", "Land register"),
    "parcel_register": ("Sổ mục kê", "Parcel register"),
    "certificate_register": ("Sổ cấp giấy", "Certificate register"),
    "other": ("Giấy khác", "Other paper"),
}
_STATES: dict[str, tuple[str, str]] = {
    "accepted": ("Đã chấp nhận", "Accepted"),
    "flagged": ("Cần xem", "To check"),
    "not_printed": ("Không có trên giấy", "Not on the paper"),
}
_SOURCES: dict[str, tuple[str, str]] = {
    "ocr": ("máy đọc", "read"),
    "qr": ("mã QR", "QR code"),
    "barcode": ("mã vạch", "barcode"),
    "mrz": ("dòng MRZ", "MRZ"),
    "derived": ("suy ra", "derived"),
    "person": ("người nhập", "typed"),
}
# Acts of ``schemas.states`` and the other lines of a document's history.
_EVENTS: dict[str, tuple[str, str]] = {
    "admit": ("nhận tệp", "came in"),
    "refuse": ("từ chối tệp", "refused"),
    "claim": ("máy bắt đầu đọc", "reading began"),
    "finish": ("đọc xong", "read"),
    "set_aside": ("để riêng", "set aside"),
    "retry": ("sẽ đọc thử lại", "to be tried again"),
    "give_up": ("thôi không thử nữa", "given up"),
    "release": ("máy trả lại, chưa đọc", "given back unread"),
    "send_again": ("xếp hàng đọc lại", "to be read again"),
    "withdraw": ("thôi đọc lại", "withdrawn"),
    "duplicate": ("tệp trùng đến", "a duplicate came"),
    "correct": ("sửa giá trị", "value corrected"),
    "hurry": ("được ưu tiên", "hurried"),
    "replace": ("chuyển trang sang hồ sơ khác", "pages moved to other documents"),
    "made_of": ("lập từ trang của hồ sơ khác", "made of other documents' pages"),
}
_FACE = re.compile(r"certificate\.face(\d)")


def in_language(pair: tuple[str, str], language: Language) -> str:
    """Return the half of a (Vietnamese, English) pair."""
    return pair[language is Language.EN]


def label(path: str, language: Language) -> str:
    """Return the field's name: ``Số thửa``."""
    spec = field_of(path)
    if spec is None:
        return path
    return in_language((spec.vi_label, spec.en_label), language)


def place(path: str, language: Language) -> str:
    """Return which member of which list the field belongs to: ``Thửa thứ 1 · mục đích 2``."""
    parts = steps(path) or ()
    named = [
        f"{in_language(_MEMBERS[step.name], language)} {step.number + 1}"
        for step in parts
        if step.number is not None and step.name in _MEMBERS
    ]
    return " · ".join(named)


def kind(code: str, language: Language) -> str:
    return in_language(_KINDS.get(code, (code, code)), language)


def state(code: str, language: Language) -> str:
    return in_language(_STATES.get(code, (code, code)), language)


def source(code: str, language: Language) -> str:
    return in_language(_SOURCES.get(code, (code, code)), language)


def event(code: str, language: Language) -> str:
    return in_language(_EVENTS.get(code, (code, code)), language)


def paper(kind_code: str, edition: str | None, language: Language) -> str:
    """Return what a paper is called: ``Giấy chứng nhận 2014``."""
    return f"{kind(kind_code, language)} {edition or ''}".strip()


def face(page_kind: str, language: Language) -> str:
    """Return what a page shows: ``trang 2 của giấy``; empty for what has no name."""
    faces = _FACE.findall(page_kind)
    word = in_language(("mặt", "face"), language)
    return f"{word} {'+'.join(faces)}" if faces else ""


def words(doubt: Problem, language: Language) -> str:
    """Return the doubt's sentence."""
    return in_language((doubt.text, doubt.text_en), language)


def input_kind(path: str) -> str:
    """Return how the field at a path is typed: ``digits``, ``decimal``, ``date`` or ``text``."""
    pattern = pattern_of(path)
    name = pattern.rpartition(".")[2]
    if name.endswith("area_m2"):
        return "decimal"
    if name.endswith("date"):
        return "date"
    return "digits" if name in ("id_number", "barcode", "commune_code") else "text"
