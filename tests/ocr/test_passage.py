"""A passage is one text in which every character knows its word."""

import pytest

from ocr.passage import Passage, as_codes, compact
from schemas.reading import Box
from tests.ocr.typed_words import passage, rows


def test_words_are_parted_by_a_blank_and_rows_by_a_line_feed() -> None:
    text = passage("Thửa đất số: 12", "Diện tích: 120 m²").text

    assert text == "Thửa đất số: 12\nDiện tích: 120 m²\n"


def test_folding_keeps_every_character_in_its_place() -> None:
    whole = passage("Địa chỉ: xã Đông Á", "ỦY BAN")

    assert whole.folded == "dia chi: xa dong a\nuy ban\n"
    assert len(whole.folded) == len(whole.text)


def test_letters_are_the_positions_of_letters_and_digits() -> None:
    whole = passage("a) Số 7", "x")

    assert "".join(whole.text[i] for i in whole.letters) == "aSố7x"
    assert bytes(whole.codes.astype("uint8")).decode() == "aso7x"


@pytest.mark.parametrize(("position", "row"), [(0, 0), (6, 0), (7, 1), (9, 1), (10, 2)])
def test_a_position_knows_its_row(position: int, row: int) -> None:
    whole = passage("ab cde", "fg", "h")

    assert whole.row_at(position) == row


def test_the_range_of_a_row_is_its_text() -> None:
    whole = passage("ab cde", "fg")

    ranges = [whole.row_range(number) for number in (0, 1)]

    assert [whole.text[start:end] for start, end in ranges] == ["ab cde", "fg"]


def test_a_part_cuts_the_words_at_its_edges_with_their_boxes() -> None:
    whole = passage("số:123 m2", "tiếp theo")
    start, end = whole.text.index("123"), whole.text.index(" theo")

    first, second = whole.part(start, end)

    assert [word.text for word in first.words] == ["123", "m2"]
    assert first.words[0].box == Box(30, 0, 60, 20)
    assert second.text == "tiếp"


def test_a_part_between_rows_holds_nothing() -> None:
    assert passage("ab", "cd").part(2, 3) == ()


def test_any_part_reads_like_the_text_between_its_positions() -> None:
    whole = passage("một hai", "ba bốn năm", "sáu")

    for start in range(len(whole.text)):
        for end in range(start, len(whole.text) + 1):
            inside = " ".join(row.text for row in whole.part(start, end))
            assert inside.split() == whole.text[start:end].split()


def test_no_rows_are_an_empty_passage() -> None:
    nothing = Passage(())

    assert (nothing.text.strip(), len(nothing.codes), nothing.part(0, 9)) == ("", 0, ())


def test_the_rows_of_a_passage_are_those_given() -> None:
    given = rows("ab", "cd")

    assert Passage(given).rows == given


@pytest.mark.parametrize(
    ("printed", "letters"),
    [("II- Thửa đất:", "iithuadat"), ("m²", "m²"), ("…", ""), ("", "")],
)
def test_compact_text_is_folded_letters_and_digits(printed: str, letters: str) -> None:
    assert compact(printed) == letters


def test_codes_are_code_points() -> None:
    assert as_codes("aĐ").tolist() == [ord("a"), ord("Đ")]
    assert as_codes("").tolist() == []
