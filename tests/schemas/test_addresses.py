"""Addresses: units found, names mended, communes of today."""

from random import Random

import pytest

from schemas.addresses import as_address, as_commune_code, is_called_commune, two_level
from schemas.places import gazetteer
from schemas.problems import problem
from schemas.text import fold


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("Tổ 5, khu 3, phường Hồng Hà, thành phố Hạ Long, tỉnh Quảng Ninh", "06688"),
        ("Tổ 5, P. Hồng Hà, TP. Hạ Long, Quảng Ninh", "06688"),
        ("Tổ 5, P.Hồng Hà - TP.Hạ Long - Quảng Ninh", "06688"),
        ("xã Hạ Long; huyện Vân Đồn; tỉnh Quảng Ninh", "06994"),
        ("Quan Lạn, Vân Đồn, Quảng Ninh", "06994"),
        ("Hà Tu, Hạ Long, Quảng Ninh", "06652"),
        ("PHƯỜNG CAO XANH, THÀNH PHỐ HẠ LONG, TỈNH QUẢNG NINH", "06658"),
        ("x. Đông Xá, h. Vân Đồn, Quảng Ninh", "06994"),
        ("phường Trần Hưng Đạo, thành phố Hạ Long", "06685"),
        ("phường Hải Hoà, thành phố Móng Cái, tỉnh Quảng Ninh", "06712"),
        ("đặc khu Vân Đồn, tỉnh Quảng Ninh", "06994"),
        # Names that begin like a kind of unit.
        ("Phương Nam, Uông Bí, Quảng Ninh", "06832"),
        ("thôn 3, xã Quan Lạn, huyện Vân Đồn, tỉnh Quảng Ninh", "06994"),
        # Dashes inside names.
        ("phường Phước Trung, thành phố Bà Rịa, tỉnh Bà Rịa - Vũng Tàu", "26560"),
        ("phường Đô Vinh, thành phố Phan Rang-Tháp Chàm, tỉnh Ninh Thuận", "22738"),
        # Communes that became wards and kept their names.
        ("thôn Đông, xã Bình Dương, huyện Đông Triều, tỉnh Quảng Ninh", "07090"),
        # Earlier names of districts, provinces and communes.
        ("xã Tiền An, huyện Yên Hưng, tỉnh Quảng Ninh", "07132"),
        ("thị trấn Trới, huyện Hoành Bồ, tỉnh Quảng Ninh", "07030"),
        ("xã Quảng Chính, huyện Quảng Hà, tỉnh Quảng Ninh", "06922"),
        ("xã Tân Lập, huyện Quảng Hà, Quảng Ninh", "06895"),
        ("xã Hạ Long, huyện Cẩm Phả, tỉnh Quảng Ninh", "06994"),
        ("phường Tây Lộc, thành phố Huế, tỉnh Thừa Thiên Huế", "19753"),
        # An island district without communes.
        ("huyện Côn Đảo, tỉnh Bà Rịa - Vũng Tàu", "26732"),
    ],
)
def test_an_address_leads_to_the_commune_of_today(printed: str, code: str) -> None:
    found = as_address(printed)

    assert found.commune_code.value == code
    assert found.text.value == printed


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        (
            "Tổ 5, phuong Hồng Hà, thành phố Ha Long, tinh Quảng Ninh",
            "Tổ 5, phường Hồng Hà, thành phố Hạ Long, tỉnh Quảng Ninh",
        ),
        (
            "phường Cao Xamh, thành phố Hạ Lomg, tỉnh Quảng Nimh",
            "phường Cao Xanh, thành phố Hạ Long, tỉnh Quảng Ninh",
        ),
        (
            "phuờmg Hồng Hà, thành phố Hạ Long, tỉnh Quảng Ninh",
            "phường Hồng Hà, thành phố Hạ Long, tỉnh Quảng Ninh",
        ),
        (
            "phường Yên Giang thị xã Quảng Yên, tỉnh Quảng Ninh",
            "phường Yên Giang, thị xã Quảng Yên, tỉnh Quảng Ninh",
        ),
        (
            "xã Hòa Bình, thành phố, Hạ Long, tỉnh .Quảng Ninh",
            "xã Hòa Bình, thành phố Hạ Long, tỉnh Quảng Ninh",
        ),
        (
            "x Cái Chiên, huyện Hải Hà, tỉnh Quảng Ninh",
            "xã Cái Chiên, huyện Hải Hà, tỉnh Quảng Ninh",
        ),
        (
            "Thón Đông, x. Đại Đức, H. Kim Thành, T. Hải Dương",
            "Thôn Đông, X. Đại Đức, H. Kim Thành, T. Hải Dương",
        ),
        (
            "Xóm Tây, X. Bắc Sơn, TP. Móng Cái, T Quảng Ninh",
            "Xóm Tây, X. Bắc Sơn, TP. Móng Cái, T. Quảng Ninh",
        ),
        (
            "PHƯỜNG CAO XẠNH, THÀNH PHỐ HẠ LONG, TỈNH QUẢNG NINH",
            "PHƯỜNG CAO XANH, THÀNH PHỐ HẠ LONG, TỈNH QUẢNG NINH",
        ),
    ],
)
def test_a_damaged_name_of_a_unit_is_mended_and_reported(read: str, mended: str) -> None:
    found = as_address(read).text

    assert found.value == mended
    assert found.corrected
    assert [problem.code for problem in found.problems] == ["corrected"]


@pytest.mark.parametrize(
    ("read", "alike"),
    [
        (
            "Xóm Tây, X. Bắc Sơn, TP. Móng Cái, T.Quảng Ninh",
            "Xóm Tây, X. Bắc Sơn, TP. Móng Cái, T. Quảng Ninh",
        ),
        (
            "Xóm 1 \u2013 X. Thanh Lâm \u2013 H. Ba Chẽ - T. Quảng Ninh",
            "Xóm 1 - X. Thanh Lâm - H. Ba Chẽ - T. Quảng Ninh",
        ),
    ],
)
def test_what_is_written_twice_in_one_address_is_written_alike(read: str, alike: str) -> None:
    found = as_address(read).text

    assert found.value == alike
    assert not found.corrected


@pytest.mark.parametrize(
    "printed",
    [
        "Số 10 phố Thanh Phổ, phường Phương Nam, thành phố Uông Bí, tỉnh Quảng Ninh",
        "phường Hải Hoà, thành phố Móng Cái, tỉnh Quảng Ninh",  # the older placement of the tone
        "Tổ 3, khu 2",
        "Tổ 3 \u2013 P.Hồng Hà \u2013 TP.Hạ Long \u2013 Quảng Ninh",
        "xã Không Có Thật, huyện Vân Đồn, tỉnh Quảng Ninh",
    ],
)
def test_what_the_lists_do_not_contradict_stays_as_printed(printed: str) -> None:
    found = as_address(printed).text

    assert found.value == printed
    assert not found.corrected


@pytest.mark.parametrize(
    "raw",
    [
        "b) Địa chỉ: Khu 4, phường Hà Lầm, thành phố Hạ Long, tỉnh Quảng Ninh.",
        "Địa chỉ thường trú:  Khu 4, phường Hà Lầm, thành phố Hạ Long, tỉnh Quảng Ninh ;",
        "Dia chi thửa đất: Khu 4, phường Hà Lầm, thành phố Hạ Long, tỉnh Quảng Ninh",
    ],
)
def test_labels_and_loose_signs_are_no_part_of_the_address(raw: str) -> None:
    assert as_address(raw).text.value == (
        "Khu 4, phường Hà Lầm, thành phố Hạ Long, tỉnh Quảng Ninh"
    )


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("phường Hồng Hà, thành phố Hạ Long, tỉnh Quảng Ninh", True),
        ("phường Hạ Long, tỉnh Quảng Ninh", True),
        ("phường Hồng Hà, thành phố Hạ Long", False),
        ("xã Không Có Thật, huyện Vân Đồn, tỉnh Quảng Ninh", False),
        ("thị trấn Trới, huyện Hoành Bồ, tỉnh Quảng Ninh", False),  # merged before the list
    ],
)
def test_an_address_is_known_when_its_whole_chain_is_in_the_lists(
    printed: str, known: bool
) -> None:
    assert as_address(printed).text.known is known


@pytest.mark.parametrize(
    ("printed", "problem"),
    [
        ("phường Hà Khẩu, thành phố Hạ Long, tỉnh Quảng Ninh", "commune_split"),
        ("xã Không Có Thật, huyện Vân Đồn, tỉnh Quảng Ninh", "commune_unknown"),
        ("Tổ 3, khu 2", "commune_unknown"),
        ("thành phố Hạ Long, tỉnh Quảng Ninh", "commune_unknown"),
        ("xã Hải Lạng, huyện T,iên Yên, tỉnh Quảng Ninh", "commune_unknown"),
        ("", "not_found"),
    ],
)
def test_a_commune_that_cannot_be_told_is_not_guessed(printed: str, problem: str) -> None:
    code = as_address(printed).commune_code

    assert code.value is None
    assert [found.code for found in code.problems] == [problem]


@pytest.mark.parametrize(
    ("issued", "problems"),
    [(None, ["commune_ambiguous"]), ("2025-08-19", []), ("2026", [])],
)
def test_a_name_of_today_that_an_old_commune_bore_elsewhere_needs_the_date(
    issued: str | None, problems: list[str]
) -> None:
    code = as_address("xã Hải Hòa, tỉnh Quảng Ninh", issued=issued).commune_code

    assert code.value == "06799"
    assert [found.code for found in code.problems] == problems


def test_the_detail_is_what_stands_before_the_units() -> None:
    found = as_address("Tổ 5, khu 3, phường Hồng Hà, thành phố Hạ Long, tỉnh Quảng Ninh")

    assert found.detail == "Tổ 5, khu 3"


def test_the_kind_of_the_commune_is_that_on_the_paper() -> None:
    found = as_address("xã Bình Dương, huyện Đông Triều, tỉnh Quảng Ninh")

    assert (found.commune_kind, found.commune and found.commune.kind) == ("Xã", "Phường")


@pytest.mark.parametrize(
    ("printed", "two"),
    [
        (
            "Tổ 5, khu 3, phường Hồng Hà, thành phố Hạ Long, tỉnh Quảng Ninh",
            "Tổ 5, khu 3, phường Hạ Long, tỉnh Quảng Ninh",
        ),
        ("xã Quan Lạn, huyện Vân Đồn, tỉnh Quảng Ninh", "Đặc khu Vân Đồn, tỉnh Quảng Ninh"),
        (
            "thôn 1, xã Minh Khai, thành phố Phủ Lý, tỉnh Hà Nam",
            "thôn 1, phường Phủ Lý, tỉnh Ninh Bình",
        ),
        ("phường Hà Khẩu, thành phố Hạ Long, tỉnh Quảng Ninh", None),
    ],
)
def test_the_form_gets_commune_and_province_of_today_or_nothing(
    printed: str, two: str | None
) -> None:
    assert two_level(as_address(printed)) == two


@pytest.mark.parametrize(("typed", "value"), [("06688", "06688"), ("6688", None), ("00001", None)])
def test_a_commune_code_is_one_of_today(typed: str, value: str | None) -> None:
    assert as_commune_code(typed).value == value


def weathered(text: str, rng: Random) -> str:
    """Return the text as a bad scan is read: marks, commas and blanks lost, dirt added."""
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(text))
        harm = rng.randrange(4)
        if harm == 0:
            bare = fold(text[at])
            text = text[:at] + (bare.upper() if text[at].isupper() else bare) + text[at + 1 :]
        elif harm == 1:
            text = text[:at] + rng.choice(".,-' ") + text[at:]
        elif harm == 2:
            text = text.replace(",", "", 1)
        else:
            text = text[:at] + text[at:].replace(" ", "", 1)
    return text


@pytest.mark.parametrize("seed", range(3))
def test_a_weathered_address_never_leads_to_another_commune(seed: int) -> None:
    rng = Random(seed)
    places = gazetteer()
    communes = rng.sample(places.old_communes_of_province["22"], 100)
    for commune in communes:
        district = places.old_districts[commune.parent]
        units = (commune, district, places.old_provinces[district.parent])
        printed = "Tổ 4, " + ", ".join(unit.in_a_sentence for unit in units)

        code = as_address(weathered(printed, rng), issued="2015").commune_code

        assert code.value is None or commune.now == (code.value,)


@pytest.mark.parametrize("word", ["Tôn", "Tó", "Ku"])
def test_a_word_before_a_number_that_names_nothing_is_doubted(word: str) -> None:
    parsed = as_address(f"{word} 3, xã Yên Than, huyện Tiên Yên, tỉnh Quảng Ninh").text

    assert [one.code for one in parsed.problems] == ["address_word"]
    assert not parsed.known


@pytest.mark.parametrize(
    ("detail", "word"),
    [("Xóm Yêt Khánh", "Yêt"), ("Thôn lạ", "lạ"), ("Số 12, đường Trân Phuú", "Phuú")],
)
def test_a_word_that_can_be_no_part_of_a_name_is_doubted(detail: str, word: str) -> None:
    parsed = as_address(f"{detail}, xã Yên Than, huyện Tiên Yên, tỉnh Quảng Ninh").text

    assert parsed.problems == (problem("address_name", word=word),)
    assert not parsed.known


@pytest.mark.parametrize(
    "detail",
    [
        "Thôn Đông Thành",
        "thôn bản Đồng",
        "Xóm chợ",
        "Khu tập thể Hà Lầm",
        "Tổ dân phố 3",
        "Tổ 20, khu 2B",
        "THÔN YÊN KHÁNH",
        "Buôn K'Tur",
        "",
    ],
)
def test_usual_names_are_not_doubted(detail: str) -> None:
    parsed = as_address(f"{detail}, xã Yên Than, huyện Tiên Yên, tỉnh Quảng Ninh").text

    assert parsed.problems == ()
    assert parsed.known


@pytest.mark.parametrize("word", ["Thôn", "THÔN", "tổ", "Số", "Khu"])
def test_usual_words_before_a_number_are_not_doubted(word: str) -> None:
    parsed = as_address(f"{word} 3, xã Yên Than, huyện Tiên Yên, tỉnh Quảng Ninh").text

    assert parsed.problems == ()


@pytest.mark.parametrize(
    ("printed", "called"),
    [
        ("Thôn Thượng, xã Tân Dân, thành phố Hạ Long, tỉnh Quảng Ninh", True),
        ("Tổ 26, khu 11, P. Ninh Dương, TX. Móng Cái, Quảng Ninh", True),
        ("TT. Cái Rồng, huyện Vân Đồn, tỉnh Quảng Ninh", True),
        ("Hạ Long, tỉnh Quảng Ninh", False),  # the end of a torn address
    ],
)
def test_a_printed_address_calls_its_commune_one(printed: str, called: bool) -> None:
    assert is_called_commune(as_address(printed)) == called
