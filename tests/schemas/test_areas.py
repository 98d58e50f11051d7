"""Areas are read the Vietnamese way, and a doubtful separator is always told."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.areas import as_area, as_area_words, words_agree


@pytest.mark.parametrize(
    ("printed", "square_metres"),
    [
        ("29,16 m2", "29.16"),
        ("120,5 m2", "120.5"),
        ("93,0 m²", "93.0"),
        ("1.234,5 m²", "1234.5"),
        ("11.700,0 m?", "11700.0"),
        ("5.100,5m2", "5100.5"),
        ("290,0m²;", "290.0"),
        ("360 m”", "360"),
        ("93,0 mˆ", "93.0"),
        ("93,0 m^2.", "93.0"),
        ("....120,5m²....", "120.5"),
        ("c) Diện tích: 540,5 m2 (bằng chữ: năm trăm bốn mươi phẩy năm)", "540.5"),
        ("Diện tích: 120,5 mét vuông", "120.5"),
        ("120,5rn2", "120.5"),
        ("Không", "0"),
        ("không m2", "0"),
    ],
)
def test_a_clean_print_is_read_and_known(printed: str, square_metres: str) -> None:
    parsed = as_area(printed)

    assert parsed.value == square_metres
    assert parsed.known
    assert not parsed.problems


@pytest.mark.parametrize(
    ("printed", "square_metres"),
    [
        ("l20,5 m2", "120.5"),
        ("12O,5m2", "120.5"),
        ("S40,5 m²", "540.5"),
        ("120, 5 m2", "120.5"),
        ("1 234,5 m2", "1234.5"),
        ("0120,5", "120.5"),
        ("123,", "123"),
    ],
)
def test_mended_digits_and_blanks_are_told(printed: str, square_metres: str) -> None:
    parsed = as_area(printed)

    assert parsed.value == square_metres
    assert [problem.code for problem in parsed.problems] == ["corrected"]


@pytest.mark.parametrize(
    ("printed", "best"),
    [("1.234", "1234"), ("1,234", "1234"), ("1,234.5", "1234.5"), ("11.7000 m2", "11700.0")],
)
def test_separators_with_two_meanings_are_told(printed: str, best: str) -> None:
    parsed = as_area(printed)

    assert parsed.value == best
    assert not parsed.known
    assert "area_ambiguous" in [problem.code for problem in parsed.problems]


def test_a_long_number_without_separators_is_not_vouched_for() -> None:
    parsed = as_area("1205 m2")

    assert (parsed.value, parsed.known) == ("1205", False)


def test_two_areas_in_one_text_are_told() -> None:
    parsed = as_area("100 m2 200 m2")

    assert parsed.value == "100"
    assert [problem.code for problem in parsed.problems] == ["area_several"]


@pytest.mark.parametrize(
    "printed", ["", "abc", "12k5", "-/-", "1.23,5", "12 3 m2", "3,5 2", "100mỶ", "120,5 n2", "m2"]
)
def test_what_is_no_area_has_no_value(printed: str) -> None:
    parsed = as_area(printed)

    assert parsed.value is None
    assert parsed.problems


@given(st.decimals(min_value=0, max_value=9_999_999, places=1), st.sampled_from(["m2", "m²", "m?"]))
def test_a_grouped_print_gives_its_amount_back(area: Decimal, unit: str) -> None:
    grouped = f"{area:,.1f}".replace(",", " ").replace(".", ",").replace(" ", ".")

    assert as_area(f"{grouped} {unit}").value == f"{area:f}"


@given(st.text("0123456789.,OlSm2² :-/()", max_size=14))
def test_a_value_without_a_doubt_holds_the_printed_digits(printed: str) -> None:
    parsed = as_area(printed)

    if parsed.value is not None and not parsed.problems and parsed.value != "0":
        assert parsed.value.replace(".", "") in printed.replace(".", "").replace(",", "")


@given(st.text("0123456789.,OlSm2² ", max_size=12))
def test_a_value_typed_again_is_the_same_value(printed: str) -> None:
    value = as_area(printed).value

    if value is not None and len(value.partition(".")[2]) < 3:
        assert as_area(value).value == value


def test_good_words_are_known_without_label_and_brackets() -> None:
    parsed = as_area_words("(Bằng chữ: Năm trăm bốn mươi phẩy năm mét vuông)")

    assert parsed.value == "Năm trăm bốn mươi phẩy năm mét vuông"
    assert parsed.known


def test_damaged_words_are_mended_and_told() -> None:
    parsed = as_area_words("Năm trăm bốn muơi phây năm mét vuông")

    assert parsed.value == "Năm trăm bốn mươi phẩy năm mét vuông"
    assert parsed.corrected
    assert [problem.code for problem in parsed.problems] == ["corrected"]


@pytest.mark.parametrize("printed", ["ba trăm .mười ba mét vuông", "ba trăm ,mười ba mét vuông"])
def test_stray_signs_in_good_words_are_taken_out_and_told(printed: str) -> None:
    parsed = as_area_words(printed)

    assert parsed.value == "ba trăm mười ba mét vuông"
    assert parsed.corrected


def test_words_with_two_amounts_are_told_and_left_as_printed() -> None:
    parsed = as_area_words("Lám trăm mét vuông")

    assert parsed.value == "Lám trăm mét vuông"
    assert [problem.code for problem in parsed.problems] == ["words_ambiguous"]


@pytest.mark.parametrize(
    ("words", "area", "verdict"),
    [
        ("năm trăm bốn mươi phẩy năm mét vuông", "540.5", True),
        ("năm trăm bốn mươi mét vuông", "540.0", True),
        ("năm trăm bốn mươi phẩy năm mét vuông", "5405", False),
        ("một trăm hai mươi mét vuông", "1205", False),
        ("lám trăm mét vuông", "500", None),
        ("xyz", "500", None),
    ],
)
def test_words_and_digits_agree_or_not_or_nobody_can_tell(
    words: str, area: str, verdict: bool | None
) -> None:
    assert words_agree(words, Decimal(area)) is verdict
