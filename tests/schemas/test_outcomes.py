"""What holds for every parser, whatever the text."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.areas import as_area, as_area_words
from schemas.codes import as_barcode, as_parcel_no, as_registry_no, as_serial
from schemas.dates import as_birth_date, as_date
from schemas.identity_numbers import as_id_kind, as_id_number, as_organisation_number
from schemas.land_use import as_purpose, as_purpose_code, as_purposes
from schemas.names import as_gender, as_holder_name, as_organisation_name, as_person_name
from schemas.origins import as_origin, as_origins
from schemas.outcomes import clean, corrected, doubtful, refused, unreadable, with_problem
from schemas.parsing import Parse
from schemas.terms import as_term, as_terms
from schemas.use_forms import as_use_form, use_areas

PARSERS: tuple[Parse, ...] = (
    as_area,
    as_area_words,
    as_barcode,
    as_birth_date,
    as_date,
    as_gender,
    as_holder_name,
    as_id_kind,
    as_id_number,
    as_organisation_name,
    as_organisation_number,
    as_origin,
    as_parcel_no,
    as_person_name,
    as_purpose,
    as_purpose_code,
    as_registry_no,
    as_serial,
    as_term,
    as_use_form,
)

PIECES = st.sampled_from(
    (
        "Đất ở tại nông thôn", "ngày 07 tháng 7 năm 2017", "120,5 m2", "1.234",
        "Ông: NGUYỄN VĂN AN", "CP 673047", "một trăm hai mươi",
        "Lâu dài", "Đến ngày 15/10/2063", "riêng", "chung Không",
        "022074001234", "Nhà nước giao đất", "có thu tiền sử dụng đất", ":", ";",
        "và", "(", "số", "-",
    )
)  # fmt: skip
SIGNS = st.text("0123456789 .,:;/-()mM2²ABCĐđaáàảãạăâêôơưOIl|SBnghtyu'\n\u0301\u00a0", max_size=40)
TEXTS = SIGNS | st.lists(PIECES | SIGNS, max_size=6).map(" ".join)


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
@settings(max_examples=60, deadline=None)
@given(text=TEXTS)
def test_every_text_has_a_clean_value_or_a_problem(parse: Parse, text: str) -> None:
    parsed = parse(text)

    assert parsed.value is not None or parsed.problems
    assert (
        parsed.value is None or parsed.value == unicodedata.normalize("NFC", parsed.value).strip()
    )
    assert "  " not in (parsed.value or "")
    assert not parsed.corrected or "corrected" in [problem.code for problem in parsed.problems]


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: parse.__name__)
def test_an_empty_text_is_not_found(parse: Parse) -> None:
    parsed = parse("  ")

    assert parsed.value is None
    assert [problem.code for problem in parsed.problems] == ["not_found"]


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_lines_with_several_values_never_fail(text: str) -> None:
    assert all(one.name.value or one.name.problems for one in as_purposes(text))
    assert all(one.term.value or one.term.problems for one in as_terms(text))
    assert all(one.sentence.value or one.sentence.problems for one in as_origins(text))
    assert len(use_areas(text)) == 2


@pytest.mark.parametrize(
    ("parse", "value"),
    [
        (as_area, "1234.5"),
        (as_area, "93.0"),
        (as_date, "2017-07-07"),
        (as_birth_date, "1968"),
        (as_birth_date, "1968-03-15"),
        (as_serial, "AA 06654954"),
        (as_registry_no, "00012 QSDĐ/712/QĐ-UB"),
        (as_holder_name, "NGUYỄN VĂN AN"),
        (as_holder_name, "Công ty TNHH Hạ Long"),
        (as_purpose, "Đất thương mại, dịch vụ"),
        (as_origin, "Nhận tặng cho đất được Nhà nước giao đất không thu tiền sử dụng đất"),
        (as_term, "Đến ngày 15/10/2063"),
        (as_use_form, "Sử dụng riêng và sử dụng chung"),
        (as_gender, "Nữ"),
    ],
)
def test_a_value_typed_by_a_person_passes_its_own_parser(parse: Parse, value: str) -> None:
    assert parse(value) == clean(value, known=parse(value).known)


def test_a_correction_tells_both_forms() -> None:
    parsed = corrected("CP 673047", "CP 673O47")

    assert parsed.corrected
    assert "CP 673O47" in parsed.problems[0].text
    assert "CP 673047" in parsed.problems[0].text_en


def test_a_second_doubt_takes_the_voucher_away() -> None:
    parsed = with_problem(clean("FJ 123456", known=True), "serial_letters", value="FJ 123456")

    assert not parsed.known


def test_refusals_have_no_value() -> None:
    assert unreadable("xyz").value is None
    assert refused("not_found").value is None
    assert doubtful("a", "term_unknown", value="a").value == "a"
