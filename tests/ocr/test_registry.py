"""The registry number is found in its own column, however its label is broken over rows."""

import pytest

from ocr.passage import Passage
from ocr.registry import registry_spots
from ocr.rows import rows_of
from schemas.words import Word
from tests.ocr.typed_words import LINE_PX, words_of

REGISTRY_LABEL = "Số vào sổ cấp GCN:"
SIGNER = 900  # pixels from the left


def at(left: int, row: int, text: str) -> tuple[Word, ...]:
    """Return words standing ``left`` pixels in on a row, as a line of the engine's own."""
    line = 1000 * row + left
    return tuple(w._replace(line=line) for w in words_of(text, left=left, top=row * LINE_PX))


def registry_no(*pieces: tuple[Word, ...]) -> str | None:
    words = [word for piece in pieces for word in piece]
    spots = registry_spots(Passage(rows_of(words)))
    return spots[0].text.strip(" ,;:.") if spots else None


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        (
            ("Số vào sổ cấp giấy", "chứng nhận QSDĐ:", "1013", "QSDĐ/1287/QĐ.UB"),
            "1013 QSDĐ/1287/QĐ.UB",
        ),
        (("Vào sổ cấp giấy chứng", "nhận quyền sử dụng đất", "Số:", "08455/QSDĐ/667/QĐ-UB"),
         "08455/QSDĐ/667/QĐ-UB"),
        (("Số vào sổ cấp giấy chứng", "nhận QSDĐ: 01281", "QSDĐ/QĐ-UB"), "01281 QSDĐ/QĐ-UB"),
        (("Vào sổ cấp giấy CNQSDĐ Số: H", "005541"), "H 005541"),
    ],
)  # fmt: skip
def test_a_label_over_several_rows_stands_beside_the_signature(
    lines: tuple[str, ...], number: str
) -> None:
    left = [at(0, place, line) for place, line in enumerate(lines)]
    right = [
        at(SIGNER, place, line)
        for place, line in enumerate(("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"))
    ]

    assert registry_no(*left, *right) == number


def test_the_title_above_a_serial_is_no_label_of_the_book() -> None:
    title = at(0, 0, "GIẤY CHỨNG NHẬN"), at(0, 1, "QUYỀN SỬ DỤNG ĐẤT"), at(0, 2, "Số N 036477")

    assert registry_no(*title) is None


@pytest.mark.parametrize("other", ["Những thay đổi sau khi cấp QSDĐ/1", "Hạ Long, ngày 3 QSDĐ/1"])
def test_a_registry_number_ends_where_something_else_begins(other: str) -> None:
    assert registry_no(at(0, 0, f"{REGISTRY_LABEL} 03296"), at(0, 1, other)) == "03296"


def test_a_registry_number_goes_on_in_its_column() -> None:
    found = registry_no(
        at(0, 0, f"{REGISTRY_LABEL} 03296"), at(60, 1, "QSDĐ/1412/QĐ-UB"), at(0, 2, "Chủ tịch")
    )

    assert found == "03296 QSDĐ/1412/QĐ-UB"


@pytest.mark.parametrize("below", ["Chủ tịch", "123", "Nguyễn Văn An", "Quảng Ninh"])
def test_only_what_looks_like_its_second_half_goes_on_a_registry_number(below: str) -> None:
    assert registry_no(at(0, 0, f"{REGISTRY_LABEL} CH 00123"), at(0, 1, below)) == "CH 00123"


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


@pytest.mark.parametrize(
    ("row", "number"),
    [
        ("CS04.965 SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG", "CS04.965"),
        ("00123 QSDĐ/1412/QĐ-UB", "00123 QSDĐ/1412/QĐ-UB"),
        ("CH 04128 ỦY BAN NHÂN DÂN", "CH 04128"),
        ("H 005541", "H 005541"),
    ],
)
def test_words_of_the_signature_close_beside_a_number_are_not_in_it(row: str, number: str) -> None:
    assert registry_no(at(0, 0, REGISTRY_LABEL), at(0, 1, row)) == number
