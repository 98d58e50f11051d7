"""Number words are written by the rules, and read through damage without ever being sure of it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.number_words import from_words, to_words

AREAS = st.decimals(min_value=0, max_value=99_999_999, places=2) | st.decimals(
    min_value=0, max_value=5000, places=1
)


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "không"),
        ("10", "mười"),
        ("15", "mười lăm"),
        ("21", "hai mươi mốt"),
        ("24", "hai mươi bốn"),
        ("105", "một trăm linh năm"),
        ("111", "một trăm mười một"),
        ("120.5", "một trăm hai mươi phẩy năm"),
        ("120.05", "một trăm hai mươi phẩy không năm"),
        ("93.25", "chín mươi ba phẩy hai mươi lăm"),
        ("540.0", "năm trăm bốn mươi"),
        ("1005", "một nghìn không trăm linh năm"),
        ("11700", "mười một nghìn bảy trăm"),
        ("1000000", "một triệu"),
    ],
)
def test_amounts_are_worded_as_printed(amount: str, words: str) -> None:
    assert to_words(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-1", "NaN", "1000000000000"])
def test_what_is_no_area_has_no_words(amount: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        to_words(Decimal(amount))


@pytest.mark.parametrize(
    ("words", "amount"),
    [
        ("(Bằng chữ: Năm trăm bốn mươi phẩy năm mét vuông)", "540.5"),
        ("Bằng chữ: Hai mươi ba phẩy năm mét vuông./.", "23.5"),
        ("(Ba trăm mười bốn mét vuông)", "314"),
        ("Một nghìn không trăm lẻ năm m²", "1005"),
        ("Một ngàn hai trăm mét vuông", "1200"),
        ("Tám mươi sáu phẩy năm mét vuông", "86.5"),
        ("Một trăm linh bẩy phảy không năm mét vuông", "107.05"),
        ("ba mươi tư phẩy hai lăm mét vuông", "34.25"),
        ("Không mét vuông", "0"),
        ("hai phẩy năm sáu mét vuông", "2.56"),
        ("Một trăm hai mươi mét vuông năm mươi", "120.5"),
        ("một trăm hai mươi mét vuông năm mươi đề-xi-mét vuông", "120.5"),
        ("hai vạn ba nghìn mét vuông", "23000"),
        ("nam tram bon muoi phay nam met vuong", "540.5"),
        ("Nảm trăm bốn mưoi phầy nám mét vuỏng", "540.5"),
        ("batrăm mười bốn mét vuông", "314"),
        ("một t răm mét vuông", "100"),
        ("hai mươi năm mét vuông", "25"),
        ("hai mười lăm mét vuông", "25"),
        ("Chín mươi ba m?", "93"),
    ],
)
def test_the_likeliest_amount_is_the_printed_one(words: str, amount: str) -> None:
    assert from_words(words)[0].value == Decimal(amount)


def test_a_word_between_two_numbers_gives_both() -> None:
    amounts = {reading.value for reading in from_words("lám trăm mét vuông")}

    assert {Decimal(500), Decimal(800)} <= amounts


@pytest.mark.parametrize("text", ["", "abc", "Nguyễn Văn", "phẩy phẩy", "mét vuông"])
def test_texts_without_a_number_have_no_reading(text: str) -> None:
    assert from_words(text) == ()


@pytest.mark.parametrize("text", ["một trăm hai mét vuông", "Hai trăm", "bon muoi mét vuông"])
def test_loose_grammar_missing_unit_or_lost_marks_are_never_exact(text: str) -> None:
    assert not from_words(text)[0].exact


@given(AREAS)
def test_an_amount_survives_its_words(amount: Decimal) -> None:
    reading = from_words(to_words(amount) + " mét vuông")[0]

    assert reading.value == amount
    assert reading.exact


LETTERS = "aáàảãạăắằẳẵặâấầbcdđeéêếghiíìklmnoóôốồộơớợpqrstuúưứựvxyẩ 15"


@settings(max_examples=300)
@given(AREAS, st.data())
def test_one_damaged_letter_never_gives_a_wrong_amount_as_exact(
    amount: Decimal, data: st.DataObject
) -> None:
    words = to_words(amount) + " mét vuông"
    place = data.draw(st.integers(0, len(words) - 1))
    put = data.draw(st.sampled_from([*LETTERS, ""]))
    keep = data.draw(st.booleans())

    damaged = words[:place] + put + words[place if keep else place + 1 :]

    assert all(reading.value == amount for reading in from_words(damaged) if reading.exact)
