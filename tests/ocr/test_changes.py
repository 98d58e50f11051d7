"""Each entry of the table of changes begins where a day is confirmed."""

import pytest

from ocr.changes import ChangesTable, change_spots, changes_table
from ocr.rules import Grid
from schemas.words import Word
from tests.ocr.typed_words import words_of, written

GRID = Grid((0, 600, 1200), (0, 60, 600))
BELOW_HEADS = ChangesTable(0, 600, 1200, 60, 600)


HEADS = (
    *written(0, 10, 10, "Nội dung thay đổi và cơ sở pháp lý"),
    *written(1, 610, 10, "Xác nhận của cơ quan có thẩm quyền"),
)


def table(left: tuple[str, ...], right: tuple[str, ...]) -> list[Word]:
    return [*HEADS, *written(10, 10, 80, *left), *written(100, 610, 80, *right)]


def read(left: tuple[str, ...], right: tuple[str, ...]) -> dict[str, str]:
    return {spot.path: spot.text for spot in change_spots(BELOW_HEADS, table(left, right))}


def test_the_table_is_known_by_the_heading_of_its_first_column() -> None:
    other = Grid((0, 300, 1200), (700, 760, 900))

    found = changes_table((other, GRID), table((), ()))

    assert found is not None
    assert (found.left, found.middle, found.right, found.bottom) == (0, 600, 1200, 600)
    assert changes_table((other,), table((), ())) is None


def test_the_heading_is_not_part_of_the_first_entry() -> None:
    words = table(("Thế chấp tại ngân hàng",), ("Ngày 20/05/2019",))
    found = changes_table((GRID,), words)

    assert found is not None
    texts = [spot.text for spot in change_spots(found, words)]
    assert texts == ["Thế chấp tại ngân hàng", "Ngày 20/05/2019"]


@pytest.mark.parametrize(
    "framed",
    [
        Grid((-80, 0, 600, 1200, 1280), (0, 60, 600)),  # the page's frame is ruled on both sides
        Grid((-80, 0, 600, 1200), (0, 60, 600)),
        Grid((0, 600, 1200, 1280), (0, 60, 600)),
        Grid((0, 600, 1200), (-10, 600)),  # no rule below the headings
    ],
)
def test_the_frame_of_the_page_is_no_column_of_the_table(framed: Grid) -> None:
    found = changes_table((framed,), table(("Thế chấp",), ("Ngày 20/05/2019",)))

    assert found is not None
    assert (found.left, found.middle, found.right) == (0, 600, 1200)


def test_a_heading_of_two_rows_is_known() -> None:
    heads = words_of("Nội dung thay đổi", "và cơ sở pháp lý", left=10, top=10)
    grid = Grid((0, 600, 1200), (0, 100, 600))

    found = changes_table((grid,), heads)

    assert found is not None
    assert found.top >= heads[-1].box.bottom


def test_each_day_begins_an_entry() -> None:
    found = read(
        ("Thế chấp tại ngân hàng", "theo hồ sơ 12", "Xóa thế chấp"),
        ("Ngày 20/05/2019", "", "Ngày 03/06/2021"),
    )

    assert found["changes[0].text"] == "Thế chấp tại ngân hàng theo hồ sơ 12"
    assert "20/05/2019" in found["changes[0].date"]
    assert found["changes[1].text"] == "Xóa thế chấp"
    assert "03/06/2021" in found["changes[1].date"]


@pytest.mark.parametrize(
    "day", ["20/05/2019", "20-05-2019", "ngày 20.5.2019", "ngày 20 tháng 05 năm 2019"]
)
def test_a_day_is_known_however_it_is_written(day: str) -> None:
    found = read(("Thế chấp tại ngân hàng",), (f"Xác nhận {day}",))

    assert found["changes[0].date"] == day


def test_rows_above_the_first_day_belong_to_the_first_entry() -> None:
    found = read(("Thế chấp tại", "ngân hàng"), ("", "Ngày 20/05/2019"))

    assert found["changes[0].text"] == "Thế chấp tại ngân hàng"
    assert "changes[1].text" not in found


def test_a_day_without_a_text_is_an_entry_for_a_person_to_look_at() -> None:
    found = read((), ("Ngày 20/05/2019",))

    assert found == {"changes[0].date": "Ngày 20/05/2019"}


def test_without_a_day_the_column_is_one_entry() -> None:
    found = read(("Thế chấp tại ngân hàng", "theo hồ sơ 12"), ())

    assert found == {"changes[0].text": "Thế chấp tại ngân hàng theo hồ sơ 12"}


def test_an_empty_table_has_no_entries() -> None:
    assert read((), ()) == {}


def test_doubtful_letters_in_a_table_without_any_day_are_no_entry() -> None:
    mirrored = [w._replace(confidence=0.47) for w in written(10, 10, 80, "Y0 l H ÔH9 HA ÀH HOỊT")]

    assert list(change_spots(BELOW_HEADS, [*HEADS, *mirrored])) == []


def test_specks_are_no_entry() -> None:
    assert read((". -", "l"), ()) == {}


def test_a_fold_through_the_table_is_no_rule_of_it() -> None:
    folded = Grid((0, 445, 600, 1200), (0, 60, 600))
    text = "Thế chấp bằng quyền sử dụng đất tại Ngân hàng Nông"

    found = changes_table((folded,), table((text,), ("Ngày 20/05/2019",)))

    assert found is not None
    assert (found.left, found.middle, found.right) == (0, 600, 1200)


@pytest.mark.parametrize(
    "stamp",
    [
        "ĐÃ ĐĂNG KÝ BIẾN ĐỘNG",
        "ĐẤ ĐĂNG KÝ BIỂN ĐÔN",
        "KÝ BIẾN ĐỘNG",
        "SAO Y BẢN CHÍNH",
        "LỆ PHí",
    ],
)
def test_a_stamp_under_the_text_is_no_part_of_it(stamp: str) -> None:
    found = read(("Thế chấp tại ngân hàng", "", f"          {stamp}"), ("Ngày 20/05/2019",))

    assert found["changes[0].text"] == "Thế chấp tại ngân hàng"
    assert "changes[1].text" not in found


def test_the_text_begins_above_or_below_its_day_as_clerks_write() -> None:
    left = ("Thế chấp tại ngân hàng", "theo hồ sơ 12", "", "", "Xóa thế chấp", "theo hồ sơ 13")

    for beside in (3, 4, 5):
        days = ["Ngày 20/05/2019", *[""] * (beside - 1), "Ngày 03/06/2021"]
        found = read(left, tuple(days))
        assert found["changes[0].text"] == "Thế chấp tại ngân hàng theo hồ sơ 12"
        assert found["changes[1].text"] == "Xóa thế chấp theo hồ sơ 13"


def test_a_rule_between_entries_parts_them() -> None:
    ruled = BELOW_HEADS._replace(rules=(155,))
    words = table(
        ("Thế chấp tại ngân hàng", "theo hồ sơ 12", "Xóa thế chấp", "theo hồ sơ 13"),
        ("Ngày 20/05/2019", "", "", "Ngày 03/06/2021"),
    )

    texts = [spot.text for spot in change_spots(ruled, words) if spot.path.endswith("text")]
    assert texts == ["Thế chấp tại ngân hàng theo hồ sơ 12", "Xóa thế chấp theo hồ sơ 13"]


def test_an_entry_whose_day_was_not_read_is_not_lost_in_the_one_before() -> None:
    left = ("Thế chấp tại ngân hàng", *[""] * 4, "Xóa thế chấp theo hồ sơ 13")

    found = read(left, ("Ngày 20/05/2019",))

    assert found["changes[0].text"] == "Thế chấp tại ngân hàng"
    assert found["changes[1].text"] == "Xóa thế chấp theo hồ sơ 13"
    assert "changes[1].date" not in found


def test_print_that_two_lines_read_is_told_once() -> None:
    words = table(("Thế chấp bằng quyền sử dụng đất",), ("Ngày 20/05/2019",))
    words += [word._replace(confidence=0.6) for word in written(20, 10, 84, "Thế chếp bằng quyể")]

    found = {spot.path: spot.text for spot in change_spots(BELOW_HEADS, words)}

    assert found["changes[0].text"] == "Thế chấp bằng quyền sử dụng đất"


def test_of_two_looks_the_clearly_better_one_is_taken_row_by_row() -> None:
    first = table(("Thế chấp tại ngân hàng", "theo hồ sơ 12"), ("Ngày 20/05/2019",))
    badly = [w._replace(confidence=0.5) if w.text in ("theo", "sơ") else w for w in first]
    again = written(0, 10, 80, "Thế chấp tại ngấn hàng", "theo hồ sơ 12")

    spots = list(change_spots(BELOW_HEADS, badly, (again, ())))

    assert spots[0].text == "Thế chấp tại ngân hàng theo hồ sơ 12"
    assert [row.text for row in spots[0].again] == ["Thế chấp tại ngấn hàng", "theo hồ sơ 12"]


def test_a_row_that_only_the_second_look_saw_belongs_to_the_entry() -> None:
    first = table(("Thế chấp tại ngân hàng", "", "theo hồ sơ 12"), ("Ngày 20/05/2019",))
    again = written(0, 10, 80, "Thế chấp tại ngân hàng", "bằng quyền sử dụng đất", "theo hồ sơ 12")

    spots = list(change_spots(BELOW_HEADS, first, (again, ())))

    assert spots[0].text == "Thế chấp tại ngân hàng bằng quyền sử dụng đất theo hồ sơ 12"


def test_the_look_that_sees_more_days_tells_them() -> None:
    first = table(("Thế chấp", "", "", "", "Xóa thế chấp"), ("Ngày 20/05/2019",))
    days = written(0, 610, 80, "Ngày 20/05/2019", "", "", "", "Ngày 03/06/2021")

    found = {spot.path: spot.text for spot in change_spots(BELOW_HEADS, first, ((), days))}

    assert found["changes[1].date"] == "Ngày 03/06/2021"


def test_where_the_last_rule_is_lost_the_print_ends_the_table() -> None:
    cut_off = Grid((-80, 0, 600), (0, 60, 600))

    found = changes_table((cut_off,), table(("Thế chấp",), ("Ngày 20/05/2019",)))

    assert found is not None
    assert (found.left, found.middle) == (0, 600)
    assert found.right > HEADS[-1].box.right


def test_the_end_of_an_entry_from_the_face_before_stands_above_the_first_day() -> None:
    found = read(
        ("theo hồ sơ số 12", "", "", "Xóa thế chấp", "theo hồ sơ số 13"),
        ("", "", "", "Ngày 03/06/2021"),
    )

    assert found["changes[0].text"] == "theo hồ sơ số 12"
    assert "changes[0].date" not in found
    assert found["changes[1].text"] == "Xóa thế chấp theo hồ sơ số 13"
    assert found["changes[1].date"] == "Ngày 03/06/2021"


def test_evenly_spaced_rows_are_parted_by_their_days_alone() -> None:
    left = ("Thế chấp tại ngân hàng", "theo hồ sơ 12", "Xóa thế chấp", "theo hồ sơ 13", "và 14")

    found = read(left, ("Ngày 20/05/2019", "", "Ngày 03/06/2021"))

    assert found["changes[0].text"] == "Thế chấp tại ngân hàng theo hồ sơ 12"
    assert found["changes[1].text"] == "Xóa thế chấp theo hồ sơ 13 và 14"


@pytest.mark.parametrize("day", ["Ngày 17/7/2013", "Ngày 177/2013", "ngày 1717/2013"])
def test_a_day_that_lacks_a_stroke_is_still_seen(day: str) -> None:
    assert read(("Thế chấp tại ngân hàng",), (day,))["changes[0].date"] == day
