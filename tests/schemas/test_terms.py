"""Terms of use: for good, to a day, a month, a year, or for years."""

import pytest

from schemas.terms import as_term, as_terms, end_of_term, is_for_good


@pytest.mark.parametrize(
    ("printed", "term"),
    [
        ("Lâu dài", "Lâu dài"),
        ("lâu dài.", "lâu dài"),
        ("Ổn định lâu dài", "Ổn định lâu dài"),
        ("Sử dụng ổn định lâu dài", "Sử dụng ổn định lâu dài"),
        ("e) Thời hạn sử dụng: Lâu dài", "Lâu dài"),
        ("Đến ngày 17/12/2065", "Đến ngày 17/12/2065"),
        ("đến ngày 15/10/2063.", "đến ngày 15/10/2063"),
        ("Đến hết ngày 15/10/2063", "Đến hết ngày 15/10/2063"),
        ("Đến ngày 29/02/2064", "Đến ngày 29/02/2064"),
        ("Đến tháng 10/2063", "Đến tháng 10/2063"),
        ("Đến năm 2043", "Đến năm 2043"),
        ("10/2043", "10/2043"),
        ("10-2043", "10-2043"),
        ("2043", "2043"),
        ("20 năm", "20 năm"),
        ("50 năm kể từ ngày ký", "50 năm kể từ ngày ký"),
    ],
)
def test_a_clean_term_stays_as_printed(printed: str, term: str) -> None:
    parsed = as_term(printed)

    assert parsed.value == term
    assert parsed.known
    assert not parsed.problems


@pytest.mark.parametrize(
    ("printed", "term"),
    [
        ("Lầu đài", "Lâu dài"),
        ("Lâu dal", "Lâu dài"),
        ("Đên ngày 15/10/2063", "Đến ngày 15/10/2063"),
        ("Den ngay 15/10/2063", "Đến ngày 15/10/2063"),
        ("Đến ngày l5/10/2063", "Đến ngày 15/10/2063"),
        ("Đến năm 2O43", "Đến năm 2043"),
        ("1O/2043", "10/2043"),
    ],
)
def test_a_damaged_term_is_mended_and_told(printed: str, term: str) -> None:
    parsed = as_term(printed)

    assert parsed.value == term
    assert [problem.code for problem in parsed.problems] == ["corrected"]


@pytest.mark.parametrize(
    ("printed", "value", "code"),
    [
        ("Đến ngày 31/02/2043", None, "date_impossible"),
        ("Đến ngày 29/02/2063", None, "date_impossible"),
        ("13/2043", "13/2043", "term_unknown"),
        ("abc", "abc", "term_unknown"),
        ("Đến ngày 15/10/20 63", "Đến ngày 15/10/20 63", "term_unknown"),
        ("", None, "not_found"),
    ],
)
def test_an_odd_term_is_told(printed: str, value: str | None, code: str) -> None:
    parsed = as_term(printed)

    assert parsed.value == value
    assert [problem.code for problem in parsed.problems] == [code]


@pytest.mark.parametrize(
    ("term", "end"),
    [
        ("Đến ngày 17/12/2065", "2065-12-17"),
        ("Đến tháng 10/2063", "2063-10"),
        ("10-2043", "2043-10"),
        ("Đến năm 2043", "2043"),
        ("Lâu dài", None),
        ("50 năm", None),
    ],
)
def test_the_end_of_a_term(term: str, end: str | None) -> None:
    assert end_of_term(term) == end


def test_land_for_good_has_no_end() -> None:
    assert is_for_good("Ổn định lâu dài")
    assert not is_for_good("Đến năm 2043")


@pytest.mark.parametrize(
    ("printed", "terms"),
    [
        (
            "Đất ở: Lâu dài; Đất trồng cây lâu năm: đến ngày 15/10/2063",
            [("Đất ở", "Lâu dài"), ("Đất trồng cây lâu năm", "đến ngày 15/10/2063")],
        ),
        (
            "Đất ở tại nông thôn (ONT): Lâu dài; Đất trồng cây hằng năm khác (HNK): Đến năm 2043",
            [("Đất ở tại nông thôn", "Lâu dài"), ("Đất trồng cây hằng năm khác", "Đến năm 2043")],
        ),
        (
            "Đất ở lâu dài, đất trồng cây lâu năm đến năm 2043",
            [("Đất ở", "lâu dài"), ("đất trồng cây lâu năm", "đến năm 2043")],
        ),
        ("Thời hạn sử dụng: Lâu dài", [(None, "Lâu dài")]),
    ],
)
def test_each_purpose_has_its_term(
    printed: str, terms: list[tuple[str | None, str | None]]
) -> None:
    found = [(one.purpose and one.purpose.value, one.term.value) for one in as_terms(printed)]

    assert found == terms
