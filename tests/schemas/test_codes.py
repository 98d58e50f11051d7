"""Codes on certificates: exact, mended aloud, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.codes import (
    as_barcode,
    as_parcel_no,
    as_registry_no,
    as_serial,
    decode_barcode,
)


@pytest.mark.parametrize(
    ("printed", "serial"),
    [
        ("CP 673047", "CP 673047"),
        ("CP673047", "CP 673047"),
        ("CP 673 047", "CP 673047"),
        ("CP.673.047", "CP 673047"),
        ("cp 673047", "CP 673047"),
        ("Số: CP 673047", "CP 673047"),
        ("Số phát hành: BM 123456", "BM 123456"),
        ("S0 AN 276123", "AN 276123"),
        ("| CM 264113", "CM 264113"),
        ("CM264113.", "CM 264113"),
        ("CĐ 754123", "CĐ 754123"),
        ("AĐ266123", "AĐ 266123"),
        ("A 679123", "A 679123"),
        ("AA 06654954", "AA 06654954"),
        ("AA 0665.4954", "AA 06654954"),
        ("AA 0065 4954", "AA 00654954"),
    ],
)
def test_a_clean_serial_is_known(printed: str, serial: str) -> None:
    parsed = as_serial(printed)

    assert parsed.value == serial
    assert parsed.known
    assert not parsed.problems


@pytest.mark.parametrize(
    ("printed", "serial"),
    [
        ("SOAN 276123", "AN 276123"),
        ("SOA 276123", "A 276123"),
        ("8I 999123", "BI 999123"),
        ("B1 123456", "BI 123456"),
        ("BÌ 999123", "BI 999123"),
        ("CP 673O47", "CP 673047"),
        ("CP 6730O47", "CP 673047"),
        ("CM 2641l3", "CM 264113"),
    ],
)
def test_look_alikes_in_a_serial_are_turned_and_told(printed: str, serial: str) -> None:
    parsed = as_serial(printed)

    assert parsed.value == serial
    assert [problem.code for problem in parsed.problems] == ["corrected"]


@pytest.mark.parametrize(
    "printed",
    [
        "CP 67304",
        "CP 6730470",
        "AB 1234567",
        "CPX 673047",
        "SO 276123",
        "A O6654954",
        "BI 999123 BI 999124",
        "673047",
        "CP",
        "abc",
        "",
    ],
)
def test_a_serial_with_too_few_or_too_many_signs_is_refused(printed: str) -> None:
    assert as_serial(printed).value is None


@pytest.mark.parametrize("printed", ["XX 123456", "FJ 123456", "BA 12345678"])
def test_a_series_that_was_never_printed_is_told(printed: str) -> None:
    parsed = as_serial(printed)

    assert [problem.code for problem in parsed.problems] == ["serial_letters"]
    assert not parsed.known


@given(
    st.from_regex(r"\A[ABCDĐ][A-HK-VXYĐ] [0-9]{6}\Z"), st.integers(0, 8), st.sampled_from("OIlSB7 ")
)
def test_one_changed_sign_never_gives_another_serial_in_silence(
    serial: str, place: int, sign: str
) -> None:
    damaged = serial[:place] + sign + serial[place + 1 :]

    parsed = as_serial(damaged)

    # A letter or digit that became another valid one cannot be seen here; all else must be told.
    visible = sign in "7 " or (place < 2 and sign in "ISBO")
    assert visible or parsed.value is None or parsed.problems or parsed.value == serial


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("CH03730", "CH03730"),
        ("Số vào sổ cấp GCN: CH03730", "CH03730"),
        ("Số vào sổ cấp GCN CH 01234", "CH 01234"),
        ("CN00.383", "CN00.383"),
        ("CS  00125", "CS 00125"),
        ("H 00055", "H 00055"),
        ("H 0.0.2.0.6..", "H 0.0.2.0.6"),
        ("CH.04.1.4.  8", "CH.04.1.4. 8"),
        ("Vào sổ cấp giấy CNQSDĐ Số: H 00055", "H 00055"),
        ("00012 QSDĐ/712/QĐ-UB/H-UBND", "00012 QSDĐ/712/QĐ-UB/H-UBND"),
        ("60012 QSDĐ/512/QĐ.UB", "60012 QSDĐ/512/QĐ.UB"),
        ("CH00123/QĐ-UBND", "CH00123/QĐ-UBND"),
        ("CS-02345", "CS-02345"),
        ("H 001234", "H 001234"),
    ],
)
def test_a_registry_number_of_a_known_pattern_stays_as_printed(printed: str, number: str) -> None:
    parsed = as_registry_no(printed)

    assert parsed.value == number
    assert parsed.known


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("CHO7674", "CH07674"),
        ("O0973 QSDĐ/QĐ-UB", "00973 QSDĐ/QĐ-UB"),
        ("Ờ726Ỡ QSDĐ/QĐ-UB", "07260 QSDĐ/QĐ-UB"),
        ("O3932/QSDĐ/294/QĐ-UB", "03932/QSDĐ/294/QĐ-UB"),
    ],
)
def test_letters_among_the_digits_of_a_registry_number_are_turned_and_told(
    printed: str, number: str
) -> None:
    parsed = as_registry_no(printed)

    assert (parsed.value, parsed.corrected) == (number, True)


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("02768 QSDĐ/QĐ-B", "02768 QSDĐ/QĐ-UB"),
        ("03185 QSDĐ/2144/QĐ-LB", "03185 QSDĐ/2144/QĐ-UB"),
        ("03185 QSDĐ/2144/QĐ-B/H-UBND", "03185 QSDĐ/2144/QĐ-UB/H-UBND"),
        ("00975/QSĐ/1421/QĐ-UB", "00975/QSDĐ/1421/QĐ-UB"),
        ("O0975 QSĐ/QĐ.U", "00975 QSDĐ/QĐ.UB"),
    ],
)
def test_letters_that_a_decision_of_a_committee_lacks_are_put_in_and_told(
    printed: str, number: str
) -> None:
    parsed = as_registry_no(printed)

    assert (parsed.value, parsed.corrected, parsed.known) == (number, True, False)


@pytest.mark.parametrize("printed", ["00012 QSDĐ/712/QĐ-UBND", "00012 QSDĐ/QĐ-CTUB"])
def test_other_bodies_of_a_decision_stay_as_printed(printed: str) -> None:
    assert as_registry_no(printed).value == printed


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("CH", "registry_no_label"),
        ("SỐ", "registry_no_label"),
        ("0,5", "unreadable"),
        ("", "not_found"),
    ],
)
def test_clipped_labels_and_decimals_are_no_registry_numbers(printed: str, code: str) -> None:
    parsed = as_registry_no(printed)

    assert parsed.value is None
    assert [problem.code for problem in parsed.problems] == [code]


@pytest.mark.parametrize(
    ("printed", "number", "code"),
    [
        ("CHO3730", "CH03730", "corrected"),
        ("HỒ6379", "H06379", "corrected"),
        ("CH 0373O", "CH 03730", "corrected"),
        ("VPO0123", "VP00123", "corrected"),
        ("2032BA065", "2032BA065", "registry_no_shape"),
        ("abc 12 xyz", "abc 12 xyz", "registry_no_shape"),
        ("CH0373", "CH0373", "registry_no_shape"),
        ("VP 7 1670", "VP 7 1670", "registry_no_shape"),
    ],
)
def test_a_doubtful_registry_number_is_told(printed: str, number: str, code: str) -> None:
    parsed = as_registry_no(printed)

    assert parsed.value == number
    assert [problem.code for problem in parsed.problems] == [code]


def test_dirt_before_a_registry_number_is_no_part_of_it() -> None:
    assert as_registry_no("\\ CH09684") == as_registry_no("CH09684")


def test_a_bare_number_is_accepted_but_not_vouched_for() -> None:
    parsed = as_registry_no("00123")

    assert (parsed.value, parsed.known, parsed.problems) == ("00123", False, ())


@pytest.mark.parametrize(
    ("printed", "digits"),
    [
        ("0671615000123", "0671615000123"),
        ("22 06716 15 000123", "220671615000123"),
        ("*220671615000123*", "220671615000123"),
    ],
)
def test_a_barcode_has_13_or_15_digits(printed: str, digits: str) -> None:
    parsed = as_barcode(printed)

    assert parsed.value == digits
    assert parsed.known


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("067161500012", "barcode_length"),
        ("06716150001234", "barcode_length"),
        ("0671635000123", "barcode_year"),
        ("O67161500O123", "corrected"),
        ("abc", "unreadable"),
    ],
)
def test_a_doubtful_barcode_is_told(printed: str, code: str) -> None:
    assert code in [problem.code for problem in as_barcode(printed).problems]


def test_a_barcode_names_commune_year_and_file() -> None:
    facts = decode_barcode("220671615000123")

    assert facts is not None
    assert facts == ("22", "06716", 2015, "000123")
    assert decode_barcode("123") is None


@pytest.mark.parametrize(
    ("printed", "number", "known"),
    [
        ("123", "123", True),
        ("06", "06", True),
        ("00", "00", True),
        ("Thửa đất số: 123, tờ bản đồ số: 45", "123", True),
        ("a) Thửa đất số: 123", "123", True),
        ("tờ bản đồ số: 45;", "45", True),
        ("Số tờ: 12", "12", True),
        ("...123...", "123", True),
        ("03-1", "03-1", False),
        ("PL9", "PL9", False),
        ("Lô 49", "Lô 49", False),
        ("Khoảnh 9", "Khoảnh 9", False),
        ("K7", "K7", False),
        ("13,14", "13,14", False),
        ("17; 11", "17; 11", False),
        ("78-79-80", "78-79-80", False),
        ("MTĐĐC 06-2017", "MTĐĐC 06-2017", False),
    ],
)
def test_parcel_and_sheet_numbers_stay_text(printed: str, number: str, known: bool) -> None:
    parsed = as_parcel_no(printed)

    assert (parsed.value, parsed.known) == (number, known)
    assert not parsed.problems


@pytest.mark.parametrize(
    ("printed", "number", "code"),
    [
        ("l2", "12", "corrected"),
        ("B2", "82", "corrected"),
        ("O6", "06", "corrected"),
        ("12a", "12a", "number_unusual"),
        ("151-", "151", "number_unusual"),
        ("123456", "123456", "number_unusual"),
    ],
)
def test_a_doubtful_parcel_number_is_told(printed: str, number: str, code: str) -> None:
    parsed = as_parcel_no(printed)

    assert parsed.value == number
    assert [problem.code for problem in parsed.problems] == [code]


@pytest.mark.parametrize("printed", ["", "abc", "…", "Thửa đất số:"])
def test_a_text_without_digits_is_no_parcel_number(printed: str) -> None:
    assert as_parcel_no(printed).value is None


@pytest.mark.parametrize("raw", ["|43", "[43", "43|", ": |43"])
def test_a_stroke_at_a_number_may_be_a_digit_and_is_told(raw: str) -> None:
    parsed = as_parcel_no(raw)

    assert (parsed.value, parsed.known) == ("43", False)
    assert [problem.code for problem in parsed.problems] == ["number_unusual"]
    assert as_parcel_no("| 43 |").known
