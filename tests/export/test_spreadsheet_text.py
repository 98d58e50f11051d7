import pytest

from export.spreadsheet_text import defused, looks_like_formula, one_line, printable


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-/-", "@SUM(A1)", "\t=1", "\r=1", " =cmd", "\u00a0=1", "\uff1d1"]
)
def test_what_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert looks_like_formula(text)
    assert defused(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "CP 673047", "03-1", "a=b", "Đất ở", "'=1"])
def test_harmless_text_stays_as_it_is(text: str) -> None:
    assert defused(text) == text


def test_signs_that_no_workbook_can_hold_are_removed() -> None:
    assert printable("a\x00b\x0bc\ud800d\uffffe\n") == "abcde\n"


def test_line_ends_become_one_blank() -> None:
    assert one_line("a\r\n\tb") == "a b"
