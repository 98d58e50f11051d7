"""Land-use purposes: closed lists of every period, never mended in silence."""

import pytest

from schemas.land_use import (
    as_purpose,
    as_purpose_code,
    as_purposes,
    codes_of,
    is_code,
    names_of,
)


@pytest.mark.parametrize(
    "printed",
    [
        "Đất ở tại nông thôn",
        "đất ở tại đô thị",
        "ĐẤT Ở TẠI NÔNG THÔN",
        "Đất thương mại, dịch vụ",
        "Đất nuôi trồng thuỷ sản",
        "Đất nuôi trồng thủy sản",
        "Đất trồng cây hằng năm khác",
        "Đất trồng cây hàng năm khác",
        "Đất nghĩa trang, nghĩa địa",
        "Thổ cư",
        "Lúa",
        "ở",
        "ONT",
        "2L",
        "T",
    ],
)
def test_a_printed_purpose_of_any_period_stays_as_it_is(printed: str) -> None:
    parsed = as_purpose(printed)

    assert parsed.value == printed
    assert parsed.known
    assert not parsed.problems


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Đất ờ tai nông thôn", "Đất ở tại nông thôn"),
        ("Đât ở tại nông thôn", "Đất ở tại nông thôn"),
        ("Đất sở tại nông thôn", "Đất ở tại nông thôn"),
        ("dat o tai nong thon", "đất ở tại nông thôn"),
        ("Đất ở tai đô th", "Đất ở tại đô thị"),
        ("Đất trồng cây lâu nàm", "Đất trồng cây lâu năm"),
        ("Đất chuyên trồng lúa nươc", "Đất chuyên trồng lúa nước"),
        ("Đất có sở sản xuất phi nông nghiệp", "Đất cơ sở sản xuất phi nông nghiệp"),
        ("0NT", "ONT"),
    ],
)
def test_a_damaged_purpose_is_mended_and_told(printed: str, name: str) -> None:
    parsed = as_purpose(printed)

    assert parsed.value == name
    assert [problem.code for problem in parsed.problems] == ["corrected"]


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Đất xyz abc", "purpose_unknown"),
        ("Aô", "purpose_unknown"),
        ("Đất chuyên trồng lúa nước còn lại", "purpose_ambiguous"),
        ("", "not_found"),
        ("12", "unreadable"),
    ],
)
def test_a_purpose_of_no_list_or_of_two_is_told(printed: str, code: str) -> None:
    parsed = as_purpose(printed)

    assert code in [problem.code for problem in parsed.problems]
    assert not parsed.known


def _plain(printed: str) -> list[tuple[str | None, str | None, str | None]]:
    return [
        (one.name.value, one.code and one.code.value, one.area and one.area.value)
        for one in as_purposes(printed)
    ]


@pytest.mark.parametrize(
    ("printed", "purposes"),
    [
        (
            "Đất ở tại nông thôn (ONT): 93,0 m²; Đất trồng cây hằng năm khác (HNK): 290,0 m²",
            [
                ("Đất ở tại nông thôn", "ONT", "93.0"),
                ("Đất trồng cây hằng năm khác", "HNK", "290.0"),
            ],
        ),
        (
            "đ) Mục đích sử dụng: Đất ở tại đô thị: 300,0 m2; Đất trồng cây lâu năm: 120,5 m2",
            [("Đất ở tại đô thị", "ODT", "300.0"), ("Đất trồng cây lâu năm", "CLN", "120.5")],
        ),
        (
            "Đất ở 100m2 Đất trồng cây lâu năm 234,5m2",
            [("Đất ở", None, "100"), ("Đất trồng cây lâu năm", "CLN", "234.5")],
        ),
        (
            "Đất ở tại nông thôn: 150 m² và đất trồng cây lâu năm: 50 m²",
            [("Đất ở tại nông thôn", "ONT", "150"), ("đất trồng cây lâu năm", "CLN", "50")],
        ),
        (
            "Đất ở tại nông thôn 93,0 m²\nĐất trồng cây lâu năm 100 m²",
            [("Đất ở tại nông thôn", "ONT", "93.0"), ("Đất trồng cây lâu năm", "CLN", "100")],
        ),
        (
            "Đất ở tại đô thị, Đất trồng cây lâu năm",
            [("Đất ở tại đô thị", "ODT", None), ("Đất trồng cây lâu năm", "CLN", None)],
        ),
        ("Đất thương mại, dịch vụ", [("Đất thương mại, dịch vụ", "TMD", None)]),
        ("Đất ở và đất vườn", [("Đất ở", None, None), ("đất vườn", None, None)]),
        ("T, V", [("T", "T", None), ("V", "V", None)]),
        ("LUC: 120,5 m2", [("LUC", "LUC", "120.5")]),
        ("", []),
    ],
)
def test_a_line_is_cut_into_its_purposes(
    printed: str, purposes: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert _plain(printed) == purposes


def test_a_code_that_contradicts_its_name_is_told() -> None:
    (purpose,) = as_purposes("Đất ở tại đô thị (ONT)")

    assert purpose.code is not None
    assert [problem.code for problem in purpose.code.problems] == ["purpose_code_differs"]


def test_a_printed_code_helps_a_badly_damaged_name_and_is_told() -> None:
    (purpose,) = as_purposes("Đt băg trồg cây hàg nm khc (BHK)")

    assert purpose.name.value == "Đất bằng trồng cây hàng năm khác"
    assert purpose.name.corrected


@pytest.mark.parametrize(
    ("printed", "code"),
    [("(LUC)", "LUC"), ("odt", "ODT"), ("0NT", "ONT"), ("XYZ", None), ("", None)],
)
def test_codes_come_from_the_lists(printed: str, code: str | None) -> None:
    assert as_purpose_code(printed).value == code


@pytest.mark.parametrize(
    ("name", "edition", "codes"),
    [
        ("Đất trồng cây lâu năm", "2014", ("CLN",)),
        ("Đất trồng cây hằng năm khác", "2024", ("HNK",)),
        ("Đất chăn nuôi tập trung", "2014", ()),
        ("Đất trồng cây ăn quả lâu năm", "2004", ("LNQ",)),
        ("Đất ở", None, ()),
    ],
)
def test_names_have_the_codes_of_their_period(
    name: str, edition: str | None, codes: tuple[str, ...]
) -> None:
    assert codes_of(name, edition) == codes


def test_a_code_has_the_names_of_all_periods() -> None:
    assert names_of("LUC") == ("Đất chuyên trồng lúa", "Đất chuyên trồng lúa nước")
    assert is_code("LUC")
    assert not is_code("LUX")


def test_an_area_with_a_blank_for_thousands_is_whole() -> None:
    (purpose,) = as_purposes("Đất thương mại, dịch vụ (TMD): 3 429,75 m2")

    assert purpose.name.value == "Đất thương mại, dịch vụ"
    assert purpose.area is not None
    assert purpose.area.value == "3429.75"


def test_an_area_behind_a_colon_may_have_a_blank_behind_its_dot() -> None:
    first, second = as_purposes("ở: 99; Vườn: 2. 199")

    assert (first.name.value, first.area and first.area.value) == ("ở", "99")
    assert (second.name.value, second.area and second.area.value) == ("Vườn", "2199")
