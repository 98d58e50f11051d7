"""What ``sodo review`` and ``sodo audit`` say, in Vietnamese and English."""

from typing import Final

REVIEW: Final[dict[str, tuple[str, str]]] = {
    "review": ("mở trang xem lại trong trình duyệt", "serve the page where people review"),
    "review_long": (
        "Trang cho người xem lại những ô máy không chắc. Lần đầu tạo quản trị “admin”; mật khẩu "
        "lấy từ SODO_ADMIN_PASSWORD, không có thì tự đặt và in ra một lần.",
        "The page where people look at what the machine doubts. The first start makes the "
        "administrator “admin” with SODO_ADMIN_PASSWORD, or a password printed once.",
    ),
    "review_host": (
        "địa chỉ nghe (mặc định: 127.0.0.1; mạng cơ quan: 0.0.0.0 sau một cổng HTTPS)",
        "address to listen at (default: 127.0.0.1; office network: 0.0.0.0 behind HTTPS)",
    ),
    "review_port": ("cổng (mặc định: 8080)", "port (default: 8080)"),
    "review_create_admin": (
        "chỉ tạo quản trị đầu tiên rồi thôi",
        "only make the first administrator",
    ),
    "review_at": ("Trang xem lại: {address}", "Review page: {address}"),
    "review_first": (
        "Quản trị đầu tiên: {name}, mật khẩu: {password} (chỉ in một lần này)",
        "First administrator: {name}, password: {password} (printed this once)",
    ),
    "audit": ("kiểm tra nhật ký không ai sửa được", "check the trail of views and changes"),
    "audit_long": (
        "Mỗi dòng nhật ký niêm phong dòng trước nó; lệnh này tính lại mọi dấu niêm.",
        "Each entry of the trail seals the one before it; this computes every seal anew.",
    ),
    "audit_action": ("verify: tính lại mọi dấu niêm", "verify: compute every seal anew"),
    "audit_head": (
        "dấu niêm cuối đã ghi lại lần trước: nó phải còn trong nhật ký",
        "last seal that was written down earlier: it must be there still",
    ),
    "audit_whole": (
        "Nhật ký nguyên vẹn: {n} dòng, dấu niêm cuối {head}",
        "The trail is whole: {n} entries, last seal {head}",
    ),
    "audit_broken": (
        "NHẬT KÝ BỊ SỬA từ dòng {n}; {good} dòng trước đó còn nguyên",
        "THE TRAIL WAS TOUCHED from entry {n} on; the {good} before it are whole",
    ),
}
