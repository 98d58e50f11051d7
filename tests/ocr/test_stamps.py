"""What was stamped among the rows of a column is told from what was written there."""

import pytest

from ocr.rows import Row
from ocr.stamps import without_stamps
from tests.ocr.typed_words import rows

TEXT = ("Thế chấp tại Ngân hàng TMCP", "theo hồ sơ số 005793.CN.005")


def texts(found: tuple[Row, ...]) -> list[str]:
    return [row.text for row in found]


@pytest.mark.parametrize(
    "stamp",
    [
        "ĐÃ ĐĂNG KÝ BIẾN ĐỘNG",
        "ĐÃ ĐĂNG KY BIỂN ĐÔN",
        "ĐĂNG KÝ BIẾN ĐỘNG",
        "BẢN LƯU",
        "ĐÃ XOÁ ĐĂNG KÝ",
    ],
)
def test_a_stamp_is_known_by_its_words_wherever_it_stands(stamp: str) -> None:
    assert texts(without_stamps(rows(*TEXT, stamp))) == list(TEXT)
    assert texts(without_stamps(rows(stamp, *TEXT))) == list(TEXT)
    assert texts(without_stamps(rows(TEXT[0], f"{TEXT[1]} {stamp}"))) == list(TEXT)


@pytest.mark.parametrize("part", ["BIẾN ĐỘNG", "LỆ PHí", "Ý BIẾN ĐỘN"])
def test_a_row_of_some_of_its_words_is_a_stamp_that_was_read_in_part(part: str) -> None:
    assert texts(without_stamps(rows(*TEXT, part))) == list(TEXT)


def test_words_that_no_stamp_list_knows_go_when_they_stand_free_and_in_capitals() -> None:
    assert texts(without_stamps(rows(*TEXT, "", "        PHÒNG TIẾP DÂN"))) == list(TEXT)


def test_the_small_print_of_a_stamp_goes_with_it() -> None:
    stamped = ("CHỨNG THỰC BẢN SAO", "ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: ....")

    assert texts(without_stamps(rows(*TEXT, *stamped))) == list(TEXT)
    assert texts(without_stamps(rows(*TEXT, stamped[2]))) == [*TEXT, stamped[2]]


@pytest.mark.parametrize(
    "kept",
    [
        ("Thế chấp tại", "NGÂN HÀNG TMCP BIỂN XA"),  # capitals that go on with the text
        ("Tặng cho bà", "NGUYỄN THỊ HOA"),
        ("ĐĂNG", "CẤP LẠI GIẤY CHỨNG NHẬN"),
        ("Đã đăng ký biến động theo hồ sơ 12",),  # no capitals: written, not stamped
        ("Xóa theo hợp đồng THẾ CHẤP số 12",),
        ("THẾ CHẤP TẠI NGÂN HÀNG", "", "        TMCP BIỂN XA"),  # all is written in capitals
    ],
)
def test_what_was_written_stays(kept: tuple[str, ...]) -> None:
    assert texts(without_stamps(rows(*kept))) == [row.strip() for row in kept if row]
