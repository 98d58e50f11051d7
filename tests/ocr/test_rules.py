"""Rules are found for tables and lifted off for reading; letters are no rules."""

import cv2
import numpy as np
import pytest

from ocr.page import Page
from ocr.rules import grids, lift_ruled_lines, rules_of
from schemas.reading import Box
from tests.ocr.drawn_pages import BOLD, SERIF, Pixels, blank, ink_share, scan, tilted, write

DPI = 300
COLUMNS, ROWS = (200, 500, 900, 1500), (300, 420, 620, 820)


def grey(pixels: Pixels) -> Page:
    page = scan(pixels, DPI)
    return page.with_pixels(page.grey)


def table(thickness: int = 3, columns: tuple[int, ...] = COLUMNS) -> Pixels:
    page = np.array(blank(6, 4, DPI))
    for x in columns:
        cv2.line(page, (x, ROWS[0]), (x, ROWS[-1]), (30, 30, 30), thickness)
    for y in ROWS:
        cv2.line(page, (columns[0], y), (columns[-1], y), (30, 30, 30), thickness)
    return page


@pytest.mark.parametrize("thickness", [2, 3, 5])
def test_rules_go(thickness: int) -> None:
    lifted = lift_ruled_lines(grey(table(thickness)))

    assert ink_share(lifted, Box(0, 0, lifted.width, lifted.height)) < 0.0005


@pytest.mark.parametrize("face", [SERIF, BOLD], ids=["plain", "bold"])
@pytest.mark.parametrize("text", ["5757 2727 EFTZ", "CHỨNG NHẬN", "Thửa đất số 1711", "-/-"])
def test_letters_stay_whole(face: object, text: str) -> None:
    picture = blank(6, 2, DPI)
    write(picture, (150, 150), text, face=face, size_px=60)  # type: ignore[arg-type]
    page = grey(np.array(picture))

    assert lift_ruled_lines(page) is page


def test_the_tops_of_bold_digits_in_a_table_stay() -> None:
    ruled = table()
    picture = blank(6, 4, DPI)
    box = write(picture, (550, 470), "577 575 72", face=BOLD, size_px=60)
    printed = np.array(picture)

    lifted = lift_ruled_lines(grey(np.minimum(ruled, printed)))

    alone = grey(printed)
    assert ink_share(lifted, box) == pytest.approx(ink_share(alone, box), rel=0.02)


def test_print_close_above_a_rule_stays() -> None:
    picture = blank(6, 2, DPI)
    box = write(picture, (150, 150), "Nguyễn Văn Bình", size_px=55)
    bare = np.array(picture)
    ruled = bare.copy()
    cv2.line(ruled, (100, box.bottom + 8), (1500, box.bottom + 8), (30, 30, 30), 2)

    lifted = lift_ruled_lines(grey(ruled))

    assert ink_share(lifted, Box(100, box.bottom + 5, 1500, box.bottom + 12)) < 0.02
    assert ink_share(lifted, box) == pytest.approx(ink_share(grey(bare), box), rel=0.03)


@pytest.mark.parametrize("across", [True, False], ids=["across", "down"])
def test_letters_that_a_fold_runs_through_stay_whole(across: bool) -> None:
    picture = blank(6, 4, DPI)
    text = write(picture, (300, 150), "022082 773416", size_px=60)
    printed = np.array(picture)
    folded = printed.copy()
    if across:
        at = (text.top + text.bottom) // 2
        folded[at : at + 5] = np.minimum(folded[at : at + 5], 140)
        fold = Box(text.left, at - 4, text.right, at + 9)
    else:
        at = text.left + 42  # through both rounds of a 2
        folded[:, at : at + 5] = np.minimum(folded[:, at : at + 5], 140)
        fold = Box(at - 4, text.top, at + 9, text.bottom)

    lifted = lift_ruled_lines(grey(folded))

    assert ink_share(lifted, fold) == pytest.approx(ink_share(grey(printed), fold), rel=0.25)
    assert ink_share(lifted, Box(0, 300, lifted.width, lifted.height)) == 0


def test_a_dark_area_is_no_rule() -> None:
    page = np.array(blank(6, 4, DPI))
    page[300:500, 200:1400] = 40

    same = grey(page)

    assert lift_ruled_lines(same) is same


def test_a_page_without_rules_comes_back_as_the_same_object() -> None:
    page = grey(np.array(blank(4, 3, DPI)))

    assert lift_ruled_lines(page) is page


@pytest.mark.parametrize("angle_deg", [0.0, 0.2, -0.2])
def test_a_table_is_found_with_its_columns_and_rows(angle_deg: float) -> None:
    (grid,) = grids(rules_of(grey(tilted(table(), angle_deg))))

    assert grid.columns == pytest.approx(COLUMNS, abs=6)
    assert grid.rows == pytest.approx(ROWS, abs=6)


def test_rules_of_a_bent_sheet_still_make_a_table() -> None:
    rise = np.rint(7 * np.sin(np.linspace(0, np.pi, 1800))).astype(int)
    flat = table()
    bent = np.stack([np.roll(flat[:, x], rise[x], axis=0) for x in range(1800)], axis=1)

    (found,) = grids(rules_of(grey(bent)))

    assert len(found.rows) == len(ROWS)
    assert found.columns == pytest.approx(COLUMNS, abs=6)


def test_a_fold_across_a_table_is_no_column_of_it() -> None:
    folded = table()
    cv2.line(folded, (700, 20), (700, 1180), (90, 90, 90), 4)

    (found,) = grids(rules_of(grey(folded)))

    assert found.columns == pytest.approx(COLUMNS, abs=6)


def test_a_table_on_a_fold_that_runs_down_the_whole_page_is_found() -> None:
    page = np.vstack([table(), np.array(blank(6, 8, DPI))])
    cv2.line(page, (700, 5), (700, len(page) - 5), (90, 90, 90), 4)

    (found,) = grids(rules_of(grey(page)))

    assert found.columns == pytest.approx(COLUMNS, abs=6)
    assert found.rows == pytest.approx(ROWS, abs=6)


def test_a_worn_table_is_still_one() -> None:
    worn = table()
    rng = np.random.default_rng(4)
    for _ in range(60):
        x, y = rng.integers(200, 1500), rng.integers(300, 820)
        cv2.circle(worn, (int(x), int(y)), 4, (252, 252, 250), -1)

    (grid,) = grids(rules_of(grey(worn)))

    assert len(grid.columns) == len(COLUMNS)


def test_a_table_whose_rules_are_broken_at_their_joints_is_still_one() -> None:
    broken = table()
    for x in COLUMNS:
        for y in ROWS:
            cv2.rectangle(broken, (x - 15, y - 15), (x + 15, y + 15), (252, 252, 250), -1)

    (grid,) = grids(rules_of(grey(broken)))

    assert grid.columns == pytest.approx(COLUMNS, abs=6)
    assert grid.rows == pytest.approx(ROWS, abs=6)


def test_a_frame_close_to_a_table_is_no_column_of_it() -> None:
    framed = table()
    cv2.rectangle(framed, (182, 150), (1700, 1000), (30, 30, 30), 3)

    (grid,) = (found for found in grids(rules_of(grey(framed))) if found.columns[0] > 190)

    assert grid.columns == pytest.approx(COLUMNS, abs=6)


def test_tables_are_listed_from_top_to_bottom() -> None:
    both = np.vstack([table(), table()])

    found = grids(rules_of(grey(both)))

    assert [grid.rows[0] for grid in found] == pytest.approx([300, 1500], abs=6)


def test_a_frame_without_columns_is_no_table() -> None:
    assert grids(rules_of(grey(table(columns=(200, 1500))))) == ()


def test_lifting_moves_nothing() -> None:
    lifted = lift_ruled_lines(grey(table()))

    assert np.array_equal(lifted.to_scan, np.eye(3))
    assert lifted.size == (1800, 1200)
