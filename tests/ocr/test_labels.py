"""The labels of a face are those whose order fits the printed form."""

from ocr.labels import found_labels
from ocr.layouts import Label, Layout, Span
from ocr.layouts.layout import fence
from ocr.layouts.pink import PINK
from tests.ocr.typed_words import passage

FORM = Layout(
    "form",
    (),
    (
        fence("holders", "I. Người sử dụng đất"),
        fence("land", "II. Thửa đất, nhà ở"),
        Label("parcels[].parcel_no", ("Thửa đất số",)),
        Label("parcels[].address", ("Địa chỉ",), Span.PARAGRAPH),
        Label("parcels[].area_m2", ("Diện tích",)),
        Label("certificate.registry_no", ("Số vào sổ cấp GCN", "Số vào sổ")),
    ),
)


def fields(*lines: str, layout: Layout = FORM) -> list[str]:
    return [
        found.label.field or found.label.section for found in found_labels(passage(*lines), layout)
    ]


def test_labels_are_found_in_reading_order() -> None:
    found = fields("Thửa đất số: 7", "Địa chỉ: xã A", "Diện tích: 90 m²", "Số vào sổ cấp GCN: 1")

    assert found == [
        "parcels[].parcel_no",
        "parcels[].address",
        "parcels[].area_m2",
        "certificate.registry_no",
    ]


def test_a_hit_out_of_order_is_not_taken() -> None:
    # "Diện tích" is also a word of the address below.
    found = found_labels(
        passage("Diện tích", "Thửa đất số: 7", "Địa chỉ: xã A", "Diện tích: 90 m²"), FORM
    )

    assert [label.label.field for label in found] == [
        "parcels[].parcel_no",
        "parcels[].address",
        "parcels[].area_m2",
    ]


def test_a_label_is_taken_once() -> None:
    assert fields("Diện tích: 90 m²", "Diện tích: 80 m²") == ["parcels[].area_m2"]


def test_the_longest_wording_is_taken() -> None:
    whole = passage("Số vào sổ cấp GCN: CH 123")

    (found,) = found_labels(whole, FORM)

    assert whole.text[found.start : found.end] == "Số vào sổ cấp GCN"
    assert found.score == 1.0


def test_a_hit_does_not_reach_into_the_value_behind_the_colon() -> None:
    whole = passage("Địa: chỉ có một thửa")

    assert [whole.text[f.start : f.end] for f in found_labels(whole, FORM)] == []


def test_an_address_under_the_holders_heading_is_a_persons() -> None:
    found = fields("I. Người sử dụng đất", "Địa chỉ: xã A", "II. Thửa đất, nhà ở", "Địa chỉ: xã B")

    assert found == ["holders", "land", "parcels[].address"]


def test_a_missed_heading_of_the_land_costs_no_label_after_the_parcels_number() -> None:
    found = fields("I. Người sử dụng đất", "Thửa đất số: 7", "Địa chỉ: xã B", "Diện tích: 9 m²")

    assert "parcels[].area_m2" in found


BOOK = Layout(
    "book",
    (),
    (
        fence("holders", "CHỨNG NHẬN"),
        Label("total_area_m2", ("Được quyền sử dụng",)),
        Label("parcels_address", ("Tại",), Span.PARAGRAPH),
        fence("parcels", "Theo bảng liệt kê dưới đây"),
    ),
)


def test_an_address_between_its_neighbours_has_its_label_though_that_cannot_be_read() -> None:
    lines = (
        "CHỨNG NHẬN",
        "Được quyền sử dụng: 3.840,3 m² đất",
        "uCai: Tổ 82, khu 12, phường Hải Yên, thị xã Móng",
        "Cái, tỉnh Quảng Ninh",
        "Theo bảng liệt kê dưới đây:",
    )

    found = found_labels(passage(*lines), BOOK)

    assert [one.label.field or one.label.section for one in found] == [
        "holders",
        "total_area_m2",
        "parcels_address",
        "parcels",
    ]
    assert passage(*lines).text[found[2].start : found[2].end] == "uCai: "
    assert found[2].score < found[1].score


def test_an_address_right_behind_the_holders_heading_is_not_the_lands() -> None:
    assert fields(
        "CHỨNG NHẬN", "Thường trú: Tổ 2, phường Hải Yên, thị xã Móng Cái", layout=BOOK
    ) == ["holders"]


def test_a_row_without_the_rest_of_a_label_is_no_lost_address() -> None:
    assert fields(
        "Được quyền sử dụng: 40 m² đất", "phường Hải Yên, thị xã Móng Cái", layout=BOOK
    ) == ["total_area_m2"]


def test_a_short_label_must_be_nearly_whole() -> None:
    assert fields("Đia chí: xã A") == ["parcels[].address"]
    assert fields("Địn chù: xã A") == []


def test_nothing_on_the_face_is_no_label() -> None:
    assert fields("") == []


def test_the_pink_form_is_read_from_top_to_bottom() -> None:
    found = fields(
        "a) Thửa đất số: 5, tờ bản đồ số: 12",
        "b) Địa chỉ: thôn Đông, xã Tây",
        "c) Diện tích: 120,5 m², (bằng chữ: Một trăm hai mươi phẩy năm mét vuông)",
        "d) Hình thức sử dụng: riêng 120,5 m², chung không m²",
        "đ) Mục đích sử dụng: Đất ở tại nông thôn",
        "e) Thời hạn sử dụng: Lâu dài",
        "g) Nguồn gốc sử dụng: Nhận chuyển nhượng đất",
        layout=PINK,
    )

    assert found == [
        "parcels[].parcel_no",
        "parcels[].map_sheet_no",
        "parcels[].address",
        "parcels[].area_m2",
        "parcels[].area_words",
        "parcels[].use_form",
        "parcels[].purposes",
        "parcels[].terms",
        "parcels[].origins",
    ]


def test_a_whole_short_label_wins_over_a_longer_one_made_of_the_value() -> None:
    form = Layout("form", (), (Label("parcels[].address", ("Địa chỉ thửa đất", "Địa chỉ")),))
    whole = passage("b) Địa chỉ Khu 6, xã Thủy An, thị xã Đông Triều")

    (found,) = found_labels(whole, form)

    assert whole.text[found.start : found.end] == "Địa chỉ"
