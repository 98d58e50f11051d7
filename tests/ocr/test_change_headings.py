"""The columns of a table of changes whose rules are lost."""

from ocr.change_headings import table_under_headings
from ocr.changes import change_spots
from tests.ocr.typed_words import written

HEADS = (
    *written(0, 100, 30, "Nội dung thay đổi và cơ sở pháp lý"),
    *written(1, 700, 10, "Xác nhận của cơ quan có thẩm", "        quyền"),
)
ENTRY = written(10, 10, 120, "Thế chấp bằng quyền sử dụng đất tại Quỹ tín dụng", "Bạch Đằng")
DAY = written(20, 640, 120, "Ngày 14/10/2020", "CHI NHÁNH VĂN PHÒNG")
NOTICE = written(30, 10, 400, "NGƯỜI ĐƯỢC CẤP GIẤY CHỨNG NHẬN CẦN CHÚ Ý:", "Không được tẩy xóa")


def test_columns_under_their_headings_part_where_no_word_is_cut() -> None:
    words = [*HEADS, *ENTRY, *DAY, *NOTICE]
    table = table_under_headings(words)

    assert table is not None
    found = {spot.path: spot.text for spot in change_spots(table, words)}
    assert found == {
        "changes[0].text": "Thế chấp bằng quyền sử dụng đất tại Quỹ tín dụng Bạch Đằng",
        "changes[0].date": "Ngày 14/10/2020",
    }


def test_headings_with_nothing_below_have_no_entries() -> None:
    words = [*HEADS, *NOTICE]
    table = table_under_headings(words)

    assert table is not None
    assert list(change_spots(table, words)) == []


def test_one_heading_alone_is_no_table() -> None:
    assert table_under_headings(HEADS[:8]) is None
    assert table_under_headings([*HEADS[8:], *ENTRY]) is None
    assert table_under_headings([]) is None
