"""Every sentence the commands say, in Vietnamese and English."""

from collections.abc import Callable
from typing import Final

from cli.messages_review import REVIEW
from cli.messages_station import STATION
from schemas.settings import Language

# Says a sentence by its name: say("seconds", n=3).
Say = Callable[..., str]

SENTENCES: Final[dict[str, tuple[str, str]]] = {
    # sodo
    "usage": ("Cách dùng: ", "Usage: "),
    "arguments": ("Tham số", "Arguments"),
    "options": ("Tuỳ chọn", "Options"),
    "commands": ("Lệnh", "Commands"),
    "about": (
        "Đọc bản quét giấy chứng nhận thành Biểu mẫu số 01; chỗ nào ngờ thì đánh dấu.",
        "Reads scans of land certificates into Form No. 1 and marks every doubt.",
    ),
    "about_end": (
        "“sodo LỆNH --help” giải thích từng lệnh. SODO_LANG=en: English.",
        "“sodo COMMAND --help” explains each command. SODO_LANG=vi: tiếng Việt.",
    ),
    "help": ("in phần này rồi thôi", "print this and stop"),
    "version": ("in số phiên bản", "print the version"),
    "wrong_arguments": (
        "Lệnh chưa đúng: {error}\nXem: {command} --help",
        "The command is wrong: {error}\nSee: {command} --help",
    ),
    "wrong_settings": ("Cấu hình sai:\n{error}", "The settings are wrong:\n{error}"),
    "output_failed": (
        "Không ghi được kết quả: {error}\nSửa xong chạy lại lệnh này, máy sẽ làm tiếp.",
        "The results cannot be written: {error}\nMend this and run the same command to go on.",
    ),
    "away": (
        "Không liên lạc được cơ sở dữ liệu hoặc kho tệp: {error}\n"
        "Kiểm tra rồi chạy lại lệnh này; dữ liệu vẫn còn nguyên.",
        "The database or the store of files cannot be reached: {error}\n"
        "Look after it and run the same command again; nothing is lost.",
    ),
    # sodo process
    "process": (
        "đọc tệp và thư mục bản quét ngay trên máy này",
        "read files and folders of scans here and now",
    ),
    "process_long": (
        "Đọc các bản quét và ghi vào DIR: form1.xlsx (Biểu mẫu số 01), flags.csv (chỗ cần "
        "xem lại), records/ (từng tệp), searchable/ (PDF tìm kiếm được), set_aside/ (tệp không "
        "đọc được và lý do). Tệp gốc không bị sửa hay dời. Đã đọc rồi thì bỏ qua.",
        "Reads scans and writes into DIR: form1.xlsx (Form No. 1), flags.csv (what a person must "
        "look at), records/ (one per file), searchable/ (PDFs), set_aside/ (what could not be "
        "read, and why). Sources are never changed. What is already done is skipped.",
    ),
    "paths": ("tệp hoặc thư mục bản quét", "files or folders of scans"),
    "out": ("thư mục ghi kết quả", "folder for the results"),
    "again": ("đọc lại cả những tệp đã đọc", "read again what is already done"),
    "workers": (
        "số tệp đọc cùng lúc (mặc định: số lõi máy)",
        "files read at the same time (default: one per core)",
    ),
    "timeout": (
        "giây tối đa không xong trang nào (mặc định: {default:g})",
        "longest wait for a page (default: {default:g})",
    ),
    "template": (
        "tệp .xlsx mẫu của cơ quan, điền vào bản sao",
        "the office's own .xlsx, a copy of which is filled",
    ),
    "form": ("mẫu cột của Biểu mẫu số 01", "variant of Form No. 1"),
    "sets_code": (
        "Mã kết thúc: 0 đọc hết; 1 có tệp không đọc được; 2 lệnh hoặc cấu hình sai.",
        "Exit status: 0 all read; 1 a file was set aside; 2 command or settings wrong.",
    ),
    "reading": ("Đang đọc", "Reading"),
    "files_unit": ("tệp", "files"),
    "pages_unit": ("trang", "pages"),
    "flags_unit": ("cờ", "flags"),
    "left_unit": ("còn", "left"),
    "plain_progress": (
        "[{done}/{total}] {file}: {pages} trang, {flags} chỗ cần xem lại",
        "[{done}/{total}] {file}: {pages} pages, {flags} flags",
    ),
    "plain_set_aside": (
        "[{done}/{total}] {file}: không đọc được. {reason}",
        "[{done}/{total}] {file}: set aside. {reason}",
    ),
    "finished": (
        "Xong {seconds:.0f} giây: đọc {done} tệp, bỏ qua {skipped} tệp đã đọc, "
        "{set_aside} tệp không đọc được.",
        "Done in {seconds:.0f} s: {done} files read, {skipped} skipped as already done, "
        "{set_aside} set aside.",
    ),
    "set_aside_list": ("Không đọc được:", "Set aside:"),
    "and_more": ("… và {n} tệp nữa; xem {folder}", "… and {n} more; see {folder}"),
    "interrupted": (
        "Đã dừng. Chạy lại lệnh này để làm tiếp.",
        "Stopped. Run the same command to go on.",
    ),
    # sodo evaluate
    "evaluate": (
        "so kết quả với đáp án đã kiểm tay",
        "compare results with hand-checked truth",
    ),
    "evaluate_long": (
        "Đếm theo trường, mẫu giấy và độ hư hại: đúng hẳn, nhận thẳng, SAI LỌT (nhận thẳng mà "
        "sai), gắn cờ, thiếu.",
        "Counts by field, edition and damage: exact, accepted, SILENT errors (accepted but "
        "wrong), flagged, missing.",
    ),
    "evaluate_out": ("thư mục kết quả của sodo process", "output folder of sodo process"),
    "evaluate_truth": ("thư mục đáp án, mỗi tệp quét một <tên>.json", "folder of <name>.json"),
    "json": ("ghi thêm số liệu JSON vào tệp này", "also write the figures as JSON"),
    "show": (
        "in cả giá trị của chỗ sai lọt (dữ liệu cá nhân!)",
        "print the values of silent errors too (personal data!)",
    ),
    "brief": ("chỉ in bảng tổng", "print only the totals"),
    "present": (
        "chỉ tính những tệp có kết quả",
        "judge only files that have a record",
    ),
    "total": ("Tất cả", "All"),
    "by_field": ("Theo trường", "By field"),
    "by_edition": ("Theo mẫu giấy", "By edition"),
    "by_level": ("Theo độ hư hại", "By damage"),
    "column_fields": ("Số ô", "Fields"),
    "column_exact": ("Đúng", "Exact"),
    "column_accepted": ("Nhận", "Accepted"),
    "column_silent": ("Sai lọt", "Silent"),
    "column_flagged": ("Cờ", "Flagged"),
    "column_missing": ("Thiếu", "Missing"),
    "worst_fields": ("Trường kém nhất: {fields}", "Worst fields: {fields}"),
    "silent_list": ("Sai lọt:", "Silent errors:"),
    "intervals": (
        "Đúng hẳn {exact} số ô (khoảng tin cậy 95 %: {exact_range}); "
        "sai lọt {silent} số ô nhận thẳng ({silent_range}).",
        "{exact} of the fields exact (95 % interval {exact_range}); "
        "{silent} of the accepted fields silently wrong ({silent_range}).",
    ),
    "unread_files": (
        "Không đọc được hoặc không có kết quả ({fields} ô): {files}",
        "Set aside or without a record ({fields} fields): {files}",
    ),
    # sodo doctor
    "doctor": (
        "xem máy này thiếu gì, cấu hình sai chỗ nào, sửa bằng lệnh nào",
        "say what is missing or misconfigured here and how to mend it",
    ),
    "doctor_long": (
        "Kiểm tra tesseract và ngôn ngữ, poppler, thư viện Python, phông chữ, chỗ trống trên đĩa, "
        "quyền ghi và cấu hình. Mỗi chỗ thiếu kèm lệnh để sửa.",
        "Checks tesseract and its languages, poppler, Python packages, fonts, free disk space, "
        "rights and settings. Names the command that mends each fault.",
    ),
    "doctor_out": ("thư mục kết quả cần kiểm tra", "output folder to check"),
    "mend": ("sửa: {command}", "mend: {command}"),
    "settings_in_force": ("Cấu hình đang dùng", "Settings in force"),
    "healthy": ("Máy sẵn sàng.", "This machine is ready."),
    "not_healthy": (
        "Còn {n} chỗ phải sửa trước khi đọc được.",
        "{n} things must be mended before anything can be read.",
    ),
    **STATION,
    **REVIEW,
}


def speaker(language: Language) -> Say:
    """Return the function that says a sentence of ``SENTENCES`` in ``language``."""
    column = 0 if language is Language.VI else 1

    def say(name: str, /, **facts: object) -> str:
        return SENTENCES[name][column].format(**facts)

    return say
