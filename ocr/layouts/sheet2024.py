"""The one-sheet certificate of 2024 with its QR code: two pages, sections 1 to 6."""

from ocr.layouts.layout import REGISTRY, Label, Layout, Sign, Span, fence

SHEET_2024 = Layout(
    family="sheet2024",
    signs=(
        Sign("Thông tin thửa đất", "face1"),
        Sign("Thông tin tài sản gắn liền với đất", "face1", 1.5),
        Sign("Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất", "face1", 1.5),
        Sign("Thông tin chi tiết được thể hiện tại mã QR", "face1", 2),
        Sign("Tên tài sản", "face1", 0.4),
        Sign("Loại đất", "face1", 0.4),
        Sign("Sơ đồ thửa đất, tài sản gắn liền với đất", "face2", 2),
        Sign("Những thay đổi sau khi cấp Giấy chứng nhận", "face2", 0.8),
        Sign("Số vào sổ cấp Giấy chứng nhận", "face2", 0.7),
        Sign("Nội dung thay đổi và cơ sở pháp lý", "face2", 0.7),
        Sign("Xác nhận của cơ quan có thẩm quyền", "face2", 0.5),
        Sign("Người được cấp Giấy chứng nhận không được sửa chữa, tẩy xóa", "face2", 2),
        Sign("bất kỳ nội dung nào trong Giấy chứng nhận", "face2"),
        Sign("5. Ghi chú", "face2", 0.3),
    ),
    labels=(
        fence(
            "holders",
            "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất",
            "Người sử dụng đất, chủ sở hữu",
        ),
        fence("parcel", "2. Thông tin thửa đất", "Thông tin thửa đất"),
        Label("parcels[].parcel_no", ("a. Thửa đất số", "Thửa đất số", "Số thửa đất", "Số thửa")),
        Label("parcels[].map_sheet_no", ("tờ bản đồ số", "Số tờ bản đồ")),
        Label("parcels[].area_m2", ("b. Diện tích", "Diện tích"), Span.PARAGRAPH),
        Label("parcels[].purposes", ("c. Loại đất", "Loại đất"), Span.PARAGRAPH),
        Label(
            "parcels[].terms",
            ("d. Thời hạn sử dụng", "Thời hạn sử dụng"),
            Span.PARAGRAPH,
        ),
        Label("parcels[].use_form", ("đ. Hình thức sử dụng", "Hình thức sử dụng"), Span.PARAGRAPH),
        Label("parcels[].address", ("e. Địa chỉ", "Địa chỉ"), Span.PARAGRAPH),
        fence("house", "3. Thông tin tài sản gắn liền với đất"),
        Label("assets[].kind", ("a. Tên tài sản", "Tên tài sản")),
        Label("assets[].floor_area_m2", ("b. Diện tích sử dụng", "Diện tích sử dụng")),
        Label("assets[].ownership_form", ("c. Hình thức sở hữu", "Hình thức sở hữu")),
        Label("assets[].ownership_term", ("d. Thời hạn sở hữu", "Thời hạn sở hữu")),
        Label("assets[].address", ("đ. Địa chỉ", "Địa chỉ"), Span.PARAGRAPH),
        fence("qr", "Thông tin chi tiết được thể hiện tại mã QR"),
        fence("sketch", "4. Sơ đồ thửa đất, tài sản gắn liền với đất", "Sơ đồ thửa đất"),
        fence("coordinates", "Bảng kê tọa độ", "Bảng liệt kê tọa độ"),
        fence("notes", "5. Ghi chú"),
        fence("changes", "6. Những thay đổi sau khi cấp Giấy chứng nhận"),
        REGISTRY,
    ),
)
