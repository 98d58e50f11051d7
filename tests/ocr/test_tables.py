"""A ruled grid becomes columns known by their headings and rows known by their key."""

import pytest

from ocr.layouts.tables import PARCEL_COLUMNS
from ocr.rules import Grid
from ocr.tables import Table, closest_heading, read_table, word_layout
from schemas.reading import Box
from schemas.words import Word

COLUMNS = (0, 200, 400, 700, 1200, 1500, 1800)
HEADINGS = (
    "Số tờ bản đồ",
    "Số thửa",
    "Diện tích (m²)",
    "Mục đích sử dụng",
    "Thời hạn sử dụng",
    "Phần ghi thêm",
)
FIRST = ("03", "54", "608", "Đất ở", "Lâu dài", "")
SECOND = ("04", "25", "1.421", "TSL", "20 năm", "")


def words_in(
    *lines: tuple[str, ...], top: int = 10, pitch: int = 100, left: tuple[int, ...] = COLUMNS
) -> list[Word]:
    """Return the words of each cell, set in its column, one line of cells per ``pitch``."""
    words = []
    for number, cells in enumerate(lines):
        y = top + number * pitch
        for column, text in enumerate(cells):
            x = left[column] + 10
            for part in text.split():
                box = Box(x, y, x + 12 * len(part), y + 20)
                words.append(Word(part, box, 0.9, 10 * number + column))
                x = box.right + 12
    return words


def grid(rows: int) -> Grid:
    return Grid(COLUMNS, tuple(range(0, 100 * rows + 1, 100)))


def parcels(words: list[Word], where: Grid) -> Table | None:
    return read_table(where, words, PARCEL_COLUMNS, "parcel_no")


def cells(table: Table | None) -> list[dict[str, str]]:
    assert table is not None
    return [
        {
            name: " ".join(row.text for row in cell)
            for name, cell in zip(table.columns, line, strict=True)
            if cell
        }
        for line in table.cells
    ]


def test_each_row_is_read_under_its_headings() -> None:
    found = cells(parcels(words_in(HEADINGS, FIRST, SECOND), grid(3)))

    assert [(row["map_sheet_no"], row["parcel_no"], row["area_m2"]) for row in found] == [
        ("03", "54", "608"),
        ("04", "25", "1.421"),
    ]
    assert found[0]["purposes"] == "Đất ở"


def test_a_heading_read_badly_does_not_take_its_neighbours_column() -> None:
    # "Số tờ bản đồ" in two rows may come out as something like "Số thửa".
    broken = ("Số hán", *HEADINGS[1:])

    found = cells(parcels(words_in(broken, FIRST), grid(2)))

    assert found[0]["parcel_no"] == "54"
    assert found[0].get("map_sheet_no") == "03"


def test_rows_without_rules_between_are_parted_at_each_key() -> None:
    words = words_in(HEADINGS) + words_in(FIRST, SECOND, top=110, pitch=40)

    found = cells(parcels(words, Grid(COLUMNS, (0, 100, 300))))

    assert [row["parcel_no"] for row in found] == ["54", "25"]


def test_dirt_beside_a_number_is_no_entry_where_every_entry_is_ruled() -> None:
    dirt = words_in(("", "7", "", "", "", ""), top=150)

    found = cells(parcels(words_in(HEADINGS, FIRST, SECOND, FIRST) + dirt, grid(4)))

    assert [row["area_m2"] for row in found] == ["608", "1.421", "608"]


def test_two_parcels_between_two_rules_are_two_though_others_are_ruled() -> None:
    both = words_in(FIRST, SECOND, top=110, pitch=40)

    found = cells(parcels(words_in(HEADINGS) + both + words_in(FIRST, SECOND, top=210), grid(4)))

    assert [row["parcel_no"] for row in found] == ["54", "25", "54", "25"]


@pytest.mark.parametrize("lost", [200, 400, 700, 1200, 1500])
def test_a_rule_lost_between_two_columns_is_made_up_for(lost: int) -> None:
    left = tuple(x for x in COLUMNS if x != lost)

    found = cells(parcels(words_in(HEADINGS, FIRST), Grid(left, (0, 100, 200))))

    assert found == cells(parcels(words_in(HEADINGS, FIRST), grid(2)))


def test_a_cell_that_wraps_stays_with_its_row() -> None:
    words = words_in(HEADINGS) + words_in(
        FIRST, ("", "", "", "tại nông thôn", "", ""), SECOND, top=110, pitch=40
    )

    found = cells(parcels(words, Grid(COLUMNS, (0, 100, 300))))

    assert found[0]["purposes"] == "Đất ở tại nông thôn"


def test_the_row_that_numbers_the_columns_is_no_entry() -> None:
    numbering = ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)")

    found = cells(parcels(words_in(HEADINGS, numbering, FIRST), grid(3)))

    assert [row["parcel_no"] for row in found] == ["54"]


def test_empty_rows_and_dirt_are_no_entries() -> None:
    dirt = ("", "", "", "", "", "'.")

    found = cells(parcels(words_in(HEADINGS, FIRST, dirt, ("",) * 6), grid(4)))

    assert len(found) == 1


def test_a_table_of_something_else_is_none() -> None:
    others = ("Cạnh", "Độ dài", "Góc", "X", "Y", "Z")

    assert parcels(words_in(others, FIRST), grid(2)) is None
    assert parcels([], grid(2)) is None


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("Mục đích sử dụng", "purposes"),
        ("Mục dich su dụng", "purposes"),
        ("Diện tích (m2)", "area_m2"),
        ("Phần ghỉ thêm", "note"),
        ("Cạnh", ""),
        ("", ""),
    ],
)
def test_a_heading_is_known_with_some_damage(printed: str, field: str) -> None:
    assert closest_heading(printed, PARCEL_COLUMNS)[0] == field


def test_words_become_a_layout_block_by_block() -> None:
    words = words_in(FIRST[:2])

    layout = word_layout(words)

    assert [(block.text, Box(*map(int, block.coordinates)), block.id) for block in layout] == [
        (word.text, word.box, number) for number, word in enumerate(words)
    ]
