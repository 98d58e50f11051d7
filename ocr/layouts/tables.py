"""Headings of the tables that papers print, per field, in the wordings in use."""

from collections.abc import Mapping

PARCEL_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "map_sheet_no": ("Số tờ bản đồ", "Tờ bản đồ số", "Tờ bản đồ", "Số hiệu tờ bản đồ"),
    "parcel_no": ("Số thửa", "Thửa đất số", "Thửa số", "Số thứ tự thửa đất", "Số hiệu thửa"),
    "area_m2": ("Diện tích (m²)", "Diện tích", "Diện tích (m2)", "Diện tích sử dụng (m2)"),
    "purposes": ("Mục đích sử dụng", "Mục đích sử dụng đất", "Loại đất"),
    "terms": ("Thời hạn sử dụng", "Thời hạn", "Thời hạn sử dụng đất"),
    "origins": ("Nguồn gốc sử dụng", "Nguồn gốc sử dụng đất"),
    "use_form": ("Hình thức sử dụng",),
    "address": ("Địa chỉ thửa đất", "Địa chỉ", "Xứ đồng", "Địa danh"),
    "note": ("Phần ghi thêm", "Ghi chú"),
    "ordinal": ("STT", "Số TT", "TT"),
}

# Usual orders of columns, for tables with headings that cannot be read.
PARCEL_ORDERS: tuple[tuple[str, ...], ...] = (
    ("map_sheet_no", "parcel_no", "area_m2", "purposes", "terms", "note"),
    ("ordinal", "map_sheet_no", "parcel_no", "area_m2", "purposes", "terms", "note"),
    ("parcel_no", "map_sheet_no", "address", "area_m2", "purposes", "terms", "origins"),
    ("parcel_no", "map_sheet_no", "area_m2", "use_form", "purposes", "terms", "origins"),
)

CHANGES_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "text": ("Nội dung thay đổi và cơ sở pháp lý", "Những thay đổi và cơ sở pháp lý"),
    "authority": ("Xác nhận của cơ quan có thẩm quyền",),
}
