"""Values stand beside or below their labels, and end at the next one."""

import pytest

from ocr.layouts import Label, Layout, Span
from ocr.layouts.layout import REGISTRY, fence
from ocr.locate import Located, connected
from ocr.passage import Passage
from ocr.rows import rows_of
from schemas.words import Word
from tests.ocr.typed_words import LINE_PX, passage, rows, words_of

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

COLUMN_FORM = Layout("column", (), (REGISTRY, fence("changes", "Những thay đổi sau khi cấp")))
REGISTRY_LABEL = "Số vào sổ cấp GCN:"


def read(whole: Passage, form: Layout = FORM) -> dict[str, str]:
    return {spot.path: spot.text.strip(" ,;:.") for spot in Located(whole, form).spots}


def at(left: int, row: int, text: str) -> tuple[Word, ...]:
    """Return words standing ``left`` pixels in on a row, as a line of the engine's own."""
    line = 1000 * row + left
    return tuple(w._replace(line=line) for w in words_of(text, left=left, top=row * LINE_PX))


def registry_no(*pieces: tuple[Word, ...], form: Layout = COLUMN_FORM) -> str | None:
    words = [word for piece in pieces for word in piece]
    return read(Passage(rows_of(words)), form).get("certificate.registry_no")


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


def test_a_registry_number_goes_on_in_its_column() -> None:
    found = registry_no(
        at(0, 0, f"{REGISTRY_LABEL} 03296"), at(60, 1, "QSDĐ/1412/QĐ-UB"), at(0, 2, "Chủ tịch")
    )

    assert found == "03296 QSDĐ/1412/QĐ-UB"


@pytest.mark.parametrize("below", ["Chủ tịch", "123", "Nguyễn Văn An", "Quảng Ninh"])
def test_only_what_looks_like_its_second_half_goes_on_a_registry_number(below: str) -> None:
    assert registry_no(at(0, 0, f"{REGISTRY_LABEL} CH 00123"), at(0, 1, below)) == "CH 00123"


def test_other_values_of_one_line_do_not_go_on_in_their_column() -> None:
    words = (at(0, 0, f"{REGISTRY_LABEL} 03296"), at(0, 1, "QSDĐ/1412/QĐ-UB"))

    assert registry_no(*words, form=FORM) == "03296"


@pytest.mark.parametrize("left", [400, 900])
def test_a_neighbouring_column_does_not_go_on_a_registry_number(left: int) -> None:
    found = registry_no(at(0, 0, f"{REGISTRY_LABEL} 03296"), at(left, 1, "QSDĐ/1412/QĐ-UB"))

    assert found == "03296"


def test_a_column_to_the_left_is_not_read_into_a_registry_number() -> None:
    found = registry_no(
        at(600, 0, f"{REGISTRY_LABEL} 03296"),
        at(0, 1, "Người nhận QSDĐ/77"),
        at(600, 1, "QSDĐ/1412/QĐ-UB"),
    )

    assert found == "03296 QSDĐ/1412/QĐ-UB"


@pytest.mark.parametrize("gap", [(), at(400, 1, "·"), at(180, 1, "·    " * 11)])
def test_the_second_half_of_a_registry_number_ends_at_a_wide_gap(gap: tuple[Word, ...]) -> None:
    found = registry_no(
        at(0, 0, f"{REGISTRY_LABEL} 03296"),
        at(0, 1, "QSDĐ/1412/QĐ-UB"),
        gap,
        at(700, 1, "Phó chủ tịch"),
    )

    assert found == "03296 QSDĐ/1412/QĐ-UB"


def test_nothing_is_taken_from_a_neighbouring_column_for_a_label_left_empty() -> None:
    assert registry_no(at(0, 0, REGISTRY_LABEL), at(700, 1, "Phó chủ tịch")) is None


def test_what_stands_far_below_a_label_left_empty_is_not_its_value() -> None:
    assert registry_no(at(0, 0, REGISTRY_LABEL), at(0, 1, "CH 00123")) == "CH 00123"
    assert registry_no(at(0, 0, REGISTRY_LABEL), at(0, 4, "CH 00123")) is None


def test_a_registry_number_ends_at_the_next_label() -> None:
    found = registry_no(
        at(0, 0, f"{REGISTRY_LABEL} 03296"), at(0, 1, "Những thay đổi sau khi cấp QSDĐ/1")
    )

    assert found == "03296"


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
