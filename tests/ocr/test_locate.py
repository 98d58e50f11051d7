"""Values stand beside or below their labels, and end at the next one."""

import pytest

from ocr.layouts import Label, Layout, Span
from ocr.layouts.layout import fence
from ocr.locate import Located, connected
from ocr.passage import Passage
from ocr.rows import rows_of
from tests.ocr.typed_words import passage, rows, words_of

FORM = Layout(
    "form",
    (),
    (
        fence("holders", "I. Người sử dụng đất"),
        fence("land", "II. Thửa đất, nhà ở"),
        Label("parcels[].parcel_no", ("Thửa đất số",)),
        Label("parcels[].map_sheet_no", ("tờ bản đồ số",)),
        Label("parcels[].address", ("Địa chỉ",), Span.PARAGRAPH),
        Label("parcels[].area_m2", ("Diện tích",)),
        Label("certificate.registry_no", ("Số vào sổ cấp GCN",)),
    ),
)


def read(whole: Passage, form: Layout = FORM) -> dict[str, str]:
    return {spot.path: spot.text.strip(" ,;:.") for spot in Located(whole, form).spots}


def test_a_value_stands_beside_its_label_up_to_the_next() -> None:
    found = read(passage("a) Thửa đất số: 12, tờ bản đồ số: 7", "Diện tích: 90 m²"))

    assert found["parcels[0].parcel_no"] == "12"
    assert found["parcels[0].map_sheet_no"] == "7"
    assert found["parcels[0].area_m2"] == "90 m²"


def test_a_paragraph_goes_on_to_the_next_label() -> None:
    found = read(passage("Địa chỉ: thôn Đông, xã Tây,", "huyện Nam", "Diện tích: 90 m²"))

    assert found["parcels[0].address"] == "thôn Đông, xã Tây, huyện Nam"


def test_a_value_of_one_line_does_not_go_on() -> None:
    found = read(passage("Diện tích: 90 m²", "Chủ tịch"))

    assert found["parcels[0].area_m2"] == "90 m²"


def test_a_value_may_stand_below_a_label_that_has_nothing_beside_it() -> None:
    found = read(passage("Số vào sổ cấp GCN:", "CH 00123"))

    assert found["certificate.registry_no"] == "CH 00123"


def test_another_column_beside_is_not_the_value() -> None:
    words = (*words_of("Số vào sổ cấp GCN: CH 00123"), *words_of("Chủ tịch", left=900))

    assert read(Passage(rows_of(words)))["certificate.registry_no"] == "CH 00123"


def test_a_paragraph_ends_where_a_wide_gap_follows() -> None:
    whole = Passage((*rows("Địa chỉ: xã Tây"), *rows("Trang 2", top=900)))

    assert read(whole)["parcels[0].address"] == "xã Tây"


def test_the_mark_of_the_next_item_is_not_the_values() -> None:
    found = read(passage("Địa chỉ: xã Tây", "c) Diện tích: 90 m²"))

    assert found["parcels[0].address"] == "xã Tây"


@pytest.mark.parametrize("leader", ["....", ": ", "……", "- "])
def test_leaders_before_a_value_are_not_part_of_it(leader: str) -> None:
    (spot,) = Located(passage(f"Diện tích {leader} 90 m²"), FORM).spots

    assert spot.text == "90 m²"


def test_a_dash_that_says_there_is_none_is_a_value() -> None:
    (spot,) = Located(passage("Địa chỉ: -/-"), FORM).spots

    assert spot.text == "-/-"


def test_a_section_holds_the_rows_under_its_heading() -> None:
    located = Located(
        passage("I. Người sử dụng đất", "Ông: Lê Văn An", "II. Thửa đất, nhà ở", "1"), FORM
    )

    assert [row.text for row in located.sections["holders"]] == ["Ông: Lê Văn An"]


def test_the_boxes_of_a_value_are_those_of_its_words() -> None:
    whole = passage("Diện tích: 90 m²")

    (spot,) = Located(whole, FORM).spots

    assert spot.box == rows("           90 m²")[0].box


def test_rows_close_under_one_another_are_connected() -> None:
    near, far = rows("a", "b"), rows("c", top=500)

    assert connected((*near, *far)) == near
    assert connected(near) == near
    assert connected(()) == ()


@pytest.mark.parametrize(
    ("printed", "grade"), [("Cấp III", "Cấp III"), ("hạng 4.", "hạng 4"), ("nhà III.", "nhà")]
)
def test_a_grade_is_not_taken_for_the_mark_of_the_next_item(printed: str, grade: str) -> None:
    form = Layout("house", (), (Label("assets[].grade", ("Cấp (hạng)",)),))

    assert read(passage(f"Cấp (hạng): {printed}"), form)["assets[0].grade"] == grade


def test_a_heading_begins_a_row() -> None:
    inside = passage("I. Người sử dụng đất", "Ông An có thửa đất, nhà ở", "Địa chỉ: xã Tây")
    headed = passage("I. Người sử dụng đất", "Ông An", "II. Thửa đất, nhà ở", "Địa chỉ: xã Tây")

    assert "land" not in Located(inside, FORM).sections
    assert "land" in Located(headed, FORM).sections


def test_a_row_of_dirt_is_no_part_of_a_paragraph() -> None:
    found = read(passage("Địa chỉ: xã Tây,", '""°"""²', "huyện Nam", "Diện tích: 90 m²"))

    assert found["parcels[0].address"] == "xã Tây, huyện Nam"
