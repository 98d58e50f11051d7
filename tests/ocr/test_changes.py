"""Each entry of the table of changes begins where a day is confirmed."""

from ocr.changes import change_spots, changes_grid
from ocr.rules import Grid
from schemas.words import Word
from tests.ocr.typed_words import words_of

GRID = Grid((0, 600, 1200), (0, 60, 600))
HEADS = (
    *words_of("Nội dung thay đổi và cơ sở pháp lý", left=10, top=10),
    *words_of("Xác nhận của cơ quan có thẩm quyền", left=610, top=10),
)


def table(left: tuple[str, ...], right: tuple[str, ...]) -> list[Word]:
    texts = words_of(*left, left=10, top=80)
    days = [word._replace(line=word.line + 100) for word in words_of(*right, left=610, top=80)]
    return [*HEADS, *texts, *days]


def read(left: tuple[str, ...], right: tuple[str, ...]) -> dict[str, str]:
    return {spot.path: spot.text for spot in change_spots(GRID, table(left, right))}


def test_the_table_is_known_by_the_heading_of_its_first_column() -> None:
    other = Grid((0, 300, 1200), (700, 760, 900))

    assert changes_grid((other, GRID), table((), ())) is GRID
    assert changes_grid((other,), table((), ())) is None


def test_each_day_begins_an_entry() -> None:
    found = read(
        ("Thế chấp tại ngân hàng", "theo hồ sơ 12", "Xóa thế chấp"),
        ("Ngày 20/05/2019", "", "Ngày 03/06/2021"),
    )

    assert found["changes[0].text"] == "Thế chấp tại ngân hàng theo hồ sơ 12"
    assert "20/05/2019" in found["changes[0].date"]
    assert found["changes[1].text"] == "Xóa thế chấp"
    assert "03/06/2021" in found["changes[1].date"]


def test_without_a_day_the_column_is_one_entry() -> None:
    found = read(("Thế chấp tại ngân hàng", "theo hồ sơ 12"), ())

    assert found == {"changes[0].text": "Thế chấp tại ngân hàng theo hồ sơ 12"}


def test_an_empty_table_has_no_entries() -> None:
    assert read((), ()) == {}
