"""The words for every file that could not be read: why, and what a clerk can do about it."""

from typing import NamedTuple

from schemas.document import SetAside, SetAsideCode
from schemas.errors import Damaged, Empty, EncryptedPdf, InputError, NotADocument, TooLarge


class Reason(NamedTuple):
    code: SetAsideCode
    text: str
    text_en: str


# reason -> code and sentences; {names} are filled in by ``set_aside``. Several reasons share a
# code: programs go by the code, people by the sentence.
REASONS: dict[str, Reason] = {
    "unknown_format": Reason(
        SetAsideCode.NOT_A_DOCUMENT,
        "Tệp này không phải PDF hay ảnh quét. Hãy kiểm tra lại tệp và quét lại giấy nếu cần.",
        "This file is neither a PDF nor a scanned image. Check the file; scan the paper again "
        "if need be.",
    ),
    "archive": Reason(
        SetAsideCode.NOT_A_DOCUMENT,
        "Đây là tệp nén hoặc tệp văn phòng (zip, docx, xlsx…). Hãy giải nén hoặc xuất ra PDF "
        "rồi nộp lại.",
        "This is an archive or an office file (zip, docx, xlsx…). Unpack it or export it to PDF, "
        "then submit that.",
    ),
    "not_a_file": Reason(
        SetAsideCode.NOT_A_DOCUMENT,
        "Đây không phải tệp thường (liên kết, ống dẫn hoặc thiết bị) nên không được mở.",
        "This is not a regular file (a link, a pipe or a device), so it was not opened.",
    ),
    "not_a_sheet": Reason(
        SetAsideCode.NOT_A_DOCUMENT,
        "Trang {page} có {width} x {height} điểm ảnh, không thể là một tờ giấy. Hãy kiểm tra lại "
        "tệp và quét lại giấy nếu cần.",
        "Page {page} has {width} x {height} pixels, which can be no sheet of paper. Check the "
        "file; scan the paper again if need be.",
    ),
    "only_blank": Reason(
        SetAsideCode.EMPTY,
        "Mọi trang trong tệp đều trắng. Hãy kiểm tra giấy có bị đặt ngược mặt không rồi quét lại.",
        "Every page of the file is blank. Check whether the paper lay face up, and scan it again.",
    ),
    "pdf_password": Reason(
        SetAsideCode.ENCRYPTED_PDF,
        "PDF được đặt mật khẩu. Hãy mở bằng mật khẩu, lưu lại bản không có mật khẩu rồi nộp lại.",
        "The PDF needs a password. Open it with the password, save it without one and submit that.",
    ),
    "no_permission": Reason(
        SetAsideCode.DAMAGED,
        "Không được phép hoặc không thể mở tệp. Hãy kiểm tra quyền đọc của tệp và ổ đĩa.",
        "The file may not or cannot be opened. Check its read permission and the disk.",
    ),
    "too_deep": Reason(
        SetAsideCode.NOT_A_DOCUMENT,
        "Thư mục lồng nhau quá nhiều tầng nên không mở. Hãy chuyển các tệp bên trong ra ngoài.",
        "The folder lies too many levels deep, so it was not looked into. Move its files up.",
    ),
    "other_disk": Reason(
        SetAsideCode.NOT_A_DOCUMENT,
        "Thư mục này nằm trên ổ đĩa khác nên không lấy tệp an toàn được. Hãy chuyển tệp vào chính "
        "thư mục nhận, hoặc gắn ổ chung làm thư mục nhận.",
        "The folder lies on another disk, from which files cannot be taken safely. Put them into "
        "the drop folder itself, or mount the share as the drop folder.",
    ),
    "gone": Reason(
        SetAsideCode.DAMAGED,
        "Tệp biến mất trước khi kịp đọc. Hãy chép lại tệp.",
        "The file vanished before it could be read. Copy it again.",
    ),
    "pdf_broken": Reason(
        SetAsideCode.DAMAGED,
        "PDF bị hỏng, không mở được. Hãy chép lại tệp từ máy quét hoặc quét lại.",
        "The PDF is broken and cannot be opened. Copy it from the scanner again or scan again.",
    ),
    "pages_missing": Reason(
        SetAsideCode.DAMAGED,
        "PDF nói có {told} trang nhưng chỉ tìm thấy {found}. Hãy chép lại tệp hoặc quét lại.",
        "The PDF claims {told} pages but only {found} can be found. Copy it again or scan again.",
    ),
    "page_broken": Reason(
        SetAsideCode.DAMAGED,
        "Trang {page} bị hỏng hoặc thiếu một phần. Hãy chép lại tệp hoặc quét lại trang này.",
        "Page {page} is broken or part of it is missing. Copy the file again or scan the page "
        "again.",
    ),
    "image_broken": Reason(
        SetAsideCode.DAMAGED,
        "Ảnh bị hỏng hoặc bị cắt cụt. Hãy chép lại tệp hoặc quét lại.",
        "The image is broken or cut short. Copy the file again or scan again.",
    ),
    "only_zeros": Reason(
        SetAsideCode.DAMAGED,
        "Tệp chỉ toàn số 0, thường do chép dở dang. Hãy chép lại tệp.",
        "The file holds nothing but zeros, as after a failed copy. Copy it again.",
    ),
    "no_bytes": Reason(
        SetAsideCode.EMPTY,
        "Tệp rỗng (0 byte). Hãy chép lại tệp hoặc quét lại.",
        "The file is empty (0 bytes). Copy it again or scan again.",
    ),
    "no_pages": Reason(
        SetAsideCode.EMPTY,
        "Tệp không có trang nào. Hãy quét lại.",
        "The file has no pages. Scan again.",
    ),
    "too_many_bytes": Reason(
        SetAsideCode.TOO_LARGE,
        "Tệp lớn {megabytes} MB, giới hạn là {limit} MB. Hãy tách tệp ra.",
        "The file has {megabytes} MB, the limit is {limit} MB. Split it.",
    ),
    "too_many_pages": Reason(
        SetAsideCode.TOO_LARGE,
        "Tệp có {pages} trang, giới hạn là {limit}. Hãy tách tệp ra.",
        "The file has {pages} pages, the limit is {limit}. Split it.",
    ),
    "too_many_pixels": Reason(
        SetAsideCode.TOO_LARGE,
        "Trang {page} có {megapixels} triệu điểm ảnh, giới hạn là {limit}. Hãy quét lại ở 300 dpi.",
        "Page {page} has {megapixels} megapixels, the limit is {limit}. Scan again at 300 dpi.",
    ),
    "out_of_memory": Reason(
        SetAsideCode.TOO_LARGE,
        "Đọc tệp này cần nhiều bộ nhớ hơn mức cho phép. Hãy quét lại ở 300 dpi hoặc tách tệp ra.",
        "Reading this file takes more memory than allowed. Scan again at 300 dpi or split it.",
    ),
    "timeout": Reason(
        SetAsideCode.TIMEOUT,
        "Đọc một trang quá {seconds} giây nên đã dừng. Hãy quét lại hoặc nhập tay.",
        "Reading took more than {seconds} seconds without getting on, so it was stopped. Scan "
        "again or type it in.",
    ),
    "engine_timeout": Reason(
        SetAsideCode.TIMEOUT,
        "Nhận dạng chữ mất quá nhiều thời gian nên đã dừng. Hãy quét lại hoặc nhập tay.",
        "Recognising the text took too long, so it was stopped. Scan again or type it in.",
    ),
    "crashed": Reason(
        SetAsideCode.CRASHED,
        "Chương trình gặp lỗi khi đọc tệp này. Hãy thử lưu lại tệp dưới dạng PDF khác, và báo cho "
        "người phụ trách.",
        "The program failed on this file. Try saving it as another PDF, and tell the person in "
        "charge.",
    ),
    "crashed_page": Reason(
        SetAsideCode.CRASHED,
        "Chương trình gặp lỗi khi đọc trang {page} của tệp này. Hãy quét lại trang đó, và báo cho "
        "người phụ trách.",
        "The program failed on page {page} of this file. Scan that page again, and tell the "
        "person in charge.",
    ),
}

_ERRORS: dict[SetAsideCode, type[InputError]] = {
    error.code: error for error in (NotADocument, EncryptedPdf, Damaged, Empty, TooLarge)
}


def set_aside(reason: str, **facts: object) -> SetAside:
    """Return the set-aside for ``reason`` with ``facts`` filled into both sentences.

    Raises:
        KeyError: no such reason, or a fact is missing.
    """
    code, vietnamese, english = REASONS[reason]
    return SetAside(code=code, text=vietnamese.format(**facts), text_en=english.format(**facts))


def refusal(reason: str, **facts: object) -> InputError:
    """Return the error to raise for ``reason``; its class follows from the reason's code.

    Raises:
        KeyError: no such reason, a fact is missing, or the code is one that only the parent
            of a reader gives (timeout, crashed).
    """
    said = set_aside(reason, **facts)
    return _ERRORS[said.code](said.text, said.text_en)
