"""The red books: the form of 1993 with its parcel table, and the form of 2004."""

from ocr.layouts.layout import REGISTRY, Label, Layout, Sign, Span, fence

_CHANGES = fence("changes", "Những thay đổi sau khi cấp giấy chứng nhận")
_CAUTION = fence(
    "caution", "Người được cấp giấy chứng nhận quyền sử dụng đất cần chú ý", "cần chú ý"
)
_COMMON_SIGNS = (
    Sign("Giấy chứng nhận quyền sử dụng đất", "face1", 1.0, sparse=True),
    Sign("Sơ đồ thửa đất", "face3", 0.8),
    Sign("Vào sổ cấp giấy CNQSDĐ", "face3", 0.6),
    Sign("Vào sổ cấp giấy chứng nhận quyền sử dụng đất", "face3", 0.8),
    Sign("Những thay đổi sau khi cấp giấy chứng nhận", "face4", 1.0),
    Sign("Người được cấp giấy chứng nhận quyền sử dụng đất cần chú ý", "face4", 2.0),
)

RED_2004 = Layout(
    family="red2004",
    signs=(
        *_COMMON_SIGNS,
        Sign("Tên người sử dụng đất", "face2", 1.0),
        Sign("Thửa đất được quyền sử dụng", "face2", 1.5),
        Sign("Thửa đất số", "face2", 0.4),
        Sign("Mục đích sử dụng", "face2", 0.5),
        Sign("Thời hạn sử dụng", "face2", 0.5),
        Sign("Nguồn gốc sử dụng", "face2", 0.7),
        Sign("Tài sản gắn liền với đất", "face2", 0.4),
    ),
    labels=(
        fence("holders", "I- Tên người sử dụng đất", "Tên người sử dụng đất"),
        fence("parcel", "II- Thửa đất được quyền sử dụng", "II- Thửa đất"),
        Label("parcels[].parcel_no", ("Thửa đất số", "Số thửa đất", "Thửa số", "Số thửa")),
        Label("parcels[].map_sheet_no", ("Tờ bản đồ số", "Số tờ bản đồ")),
        Label("parcels[].address", ("Địa chỉ thửa đất", "Địa chỉ", "Tại"), Span.PARAGRAPH),
        Label("parcels[].area_m2", ("Diện tích",), Span.PARAGRAPH),
        Label("parcels[].area_words", ("Bằng chữ",), Span.PARAGRAPH),
        Label("parcels[].use_form", ("Hình thức sử dụng",), Span.PARAGRAPH),
        Label("parcels[].purposes", ("Mục đích sử dụng",), Span.PARAGRAPH),
        Label("parcels[].terms", ("Thời hạn sử dụng",), Span.PARAGRAPH),
        Label("parcels[].origins", ("Nguồn gốc sử dụng",), Span.PARAGRAPH),
        Label("total_area_m2", ("Tổng diện tích",)),
        fence("house", "III- Tài sản gắn liền với đất", "Tài sản gắn liền với đất"),
        Label("assets[].kind", ("Loại tài sản", "Tên tài sản", "Loại nhà ở", "Loại nhà")),
        Label("assets[].built_area_m2", ("Diện tích xây dựng",)),
        Label("assets[].floor_area_m2", ("Diện tích sàn", "Diện tích sử dụng")),
        Label("assets[].ownership_form", ("Hình thức sở hữu",)),
        Label("assets[].grade", ("Cấp (hạng) nhà", "Cấp (hạng)", "Cấp hạng")),
        Label("assets[].ownership_term", ("Thời hạn sở hữu", "Thời hạn được sở hữu")),
        fence("notes", "IV- Ghi chú", "Ghi chú"),
        fence("sketch", "V- Sơ đồ thửa đất", "Sơ đồ thửa đất"),
        REGISTRY,
        _CHANGES,
        _CAUTION,
    ),
)

RED_1993 = Layout(
    family="red1993",
    signs=(
        *_COMMON_SIGNS,
        Sign("Phần ghi thêm", "face2", 2.0),
        Sign("Được quyền sử dụng", "face2", 1.0),
        Sign("Số tờ bản đồ", "face2", 0.5),
        Sign("Số thửa", "face2", 0.3),
        Sign("Tổng diện tích", "face2", 0.6),
        Sign("Theo bảng liệt kê dưới đây", "face2", 1.0),
    ),
    labels=(
        fence("holders", "CHỨNG NHẬN", "Độc lập - Tự do - Hạnh phúc"),
        Label("total_area_m2", ("Được quyền sử dụng",)),
        Label("parcels_address", ("đất Tại", "Tại"), Span.PARAGRAPH),
        fence("parcels", "Theo bảng liệt kê dưới đây", "Theo bảng kê"),
        fence("table", "Phần ghi thêm"),
        Label("total_area_m2", ("Tổng diện tích", "Diện tích tổng cộng", "Tổng cộng", "Cộng")),
        Label("total_words", ("Bằng chữ", "Viết bằng chữ"), Span.PARAGRAPH),
        fence("notes", "Ghi chú"),
        fence("sketch", "Sơ đồ thửa đất"),
        REGISTRY,
        _CHANGES,
        _CAUTION,
    ),
    # Its parcels stand in a table, which has no column for these.
    without=(
        "holders[].id_number",
        "parcels[].purposes[].origin",
        "parcels[].purposes[].form",
    ),
)
