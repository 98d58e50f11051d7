"""A face's fields come from labels, sections, tables and shapes, each once."""

from ocr.classify import OTHER, classify
from ocr.collect import spots_on
from tests.ocr.typed_words import passage

PINK_2 = (
    "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất",
    "a) Thửa đất số: 5, tờ bản đồ số: 12",
    "b) Địa chỉ: thôn Đông, xã Tây",
    "c) Diện tích: 120,5 m² (Một trăm hai mươi phẩy năm mét vuông)",
    "d) Hình thức sử dụng: riêng 120,5 m², chung không m²",
    "đ) Mục đích sử dụng: Đất ở tại nông thôn",
    "e) Thời hạn sử dụng: Lâu dài",
    "g) Nguồn gốc sử dụng: Nhận chuyển nhượng",
    "3. Công trình xây dựng khác: -/-",
    "4. Rừng sản xuất là rừng trồng: -/-",
)


def read(*lines: str) -> dict[str, str]:
    whole = passage(*lines)
    words = tuple(word for row in whole.rows for word in row.words)
    spots = spots_on(whole, classify(whole), words, ())
    return {spot.path: spot.text.strip(" ,;:.)") for spot in spots}


def test_the_inside_of_a_pink_book_gives_the_parcel() -> None:
    found = read(*PINK_2)

    assert found["parcels[0].parcel_no"] == "5"
    assert found["parcels[0].map_sheet_no"] == "12"
    assert found["parcels[0].address"] == "thôn Đông, xã Tây"
    assert found["parcels[0].purposes"] == "Đất ở tại nông thôn"


def test_the_words_of_an_area_in_brackets_are_a_field_of_their_own() -> None:
    found = read(*PINK_2)

    assert found["parcels[0].area_m2"] == "120,5 m²"
    assert found["parcels[0].area_words"] == "Một trăm hai mươi phẩy năm mét vuông"


def test_a_paper_that_is_none_of_ours_has_no_spots() -> None:
    whole = passage("Thửa đất số: 5", "CP 673047")

    assert spots_on(whole, OTHER, (), ()) == ()
