"""Identity numbers: the length tells the kind, the digits tell on themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.identity_numbers import (
    PROVINCES,
    as_id_kind,
    as_id_number,
    as_organisation_number,
    decode_cccd,
    id_kind_of,
)


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("022074001234", "022074001234"),
        ("Số CCCD: 0220 7400 1234", "022074001234"),
        ("CCCD số: 022074001234, cấp ngày 12/4/2021", "022074001234"),
        ("Số CMND: 100123456", "100123456"),
        ("100 123 456", "100123456"),
        ("CMND: 100.123.456", "100123456"),
        ("Số 100123456 cấp ngày 12/3/2010", "100123456"),
        ("CMND số 100123456 do CA Quảng Ninh cấp", "100123456"),
    ],
)
def test_a_whole_number_is_known(printed: str, digits: str) -> None:
    parsed = as_id_number(printed)

    assert parsed.value == digits
    assert parsed.known
    assert not parsed.problems


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("O22074001234", "022074001234"),
        ("02207400l234.", "022074001234"),
        ("CMND số: l00123456", "100123456"),
    ],
)
def test_look_alikes_are_turned_and_told(printed: str, digits: str) -> None:
    parsed = as_id_number(printed)

    assert parsed.value == digits
    assert [problem.code for problem in parsed.problems] == ["corrected"]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("02207400123", "id_length"),
        ("0220740012345", "id_length"),
        ("100123456 12", "id_length"),
        ("abc", "unreadable"),
        ("", "not_found"),
    ],
)
def test_a_lost_or_added_digit_is_never_guessed(printed: str, code: str) -> None:
    parsed = as_id_number(printed)

    assert parsed.value is None
    assert [problem.code for problem in parsed.problems] == [code]


@pytest.mark.parametrize(
    ("number", "code"),
    [("999074001234", "id_province"), ("022974001234", "id_century"), ("111111111", "id_repeated")],
)
def test_impossible_digits_are_told(number: str, code: str) -> None:
    parsed = as_id_number(number)

    assert parsed.value == number
    assert code in [problem.code for problem in parsed.problems]
    assert not parsed.known


def test_nine_digits_behind_the_label_of_twelve_are_told() -> None:
    parsed = as_id_number("CCCD số: 022048799")

    assert [problem.code for problem in parsed.problems] == ["id_label"]


@given(
    st.sampled_from(sorted(PROVINCES)),
    st.integers(0, 3),
    st.integers(0, 99),
    st.integers(0, 999999),
)
def test_a_number_says_province_sex_and_year(
    province: str, century: int, year: int, serial: int
) -> None:
    facts = decode_cccd(f"{province}{century}{year:02d}{serial:06d}")

    assert facts is not None
    assert facts.province == PROVINCES[province]
    assert facts.gender == ("Nam", "Nữ")[century % 2]
    assert facts.birth_year == (1900, 2000)[century // 2] + year


@pytest.mark.parametrize("number", ["100123456", "999074001234", "022974001234", "02207400123a"])
def test_other_numbers_say_nothing(number: str) -> None:
    assert decode_cccd(number) is None


@pytest.mark.parametrize(
    ("number", "kind"), [("022074001234", "CCCD"), ("100123456", "CMND"), ("123", None)]
)
def test_the_length_tells_the_kind(number: str, kind: str | None) -> None:
    assert id_kind_of(number) == kind


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("CMND", "CMND"),
        ("CMND số:", "CMND"),
        ("CMTND", "CMND"),
        ("Giấy chứng minh nhân dân", "CMND"),
        ("CCCD số", "CCCD"),
        ("CC", "CCCD"),
        ("Căn cước công dân", "CCCD"),
        ("Số định danh cá nhân", "CCCD"),
    ],
)
def test_labels_name_the_kind(printed: str, kind: str) -> None:
    assert as_id_kind(printed).value == kind


def test_a_label_of_neither_kind_has_no_value() -> None:
    assert as_id_kind("Hộ chiếu").value is None


@pytest.mark.parametrize(
    ("printed", "number"),
    [("MST: 0101234567", "0101234567"), ("0101234567-001", "0101234567-001"), ("010123456", None)],
)
def test_an_organisation_has_10_digits_and_a_branch_3_more(
    printed: str, number: str | None
) -> None:
    assert as_organisation_number(printed).value == number
