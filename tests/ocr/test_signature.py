"""Serial, date and issuer are known by their shape and their place."""

import pytest

from ocr.passage import Passage
from ocr.rows import rows_of
from ocr.signature import lone_serials, serials, signing
from tests.ocr.typed_words import passage, words_of


def signed(*lines: str) -> dict[str, str]:
    return {spot.path: spot.text for spot in signing(passage(*lines))}


@pytest.mark.parametrize(
    "printed", ["CP 673047", "AA 06724557", "Số: BC 123456", "Đ 123456", "Số: 0 648726"]
)
def test_a_serial_is_letters_and_digits(printed: str) -> None:
    spots = serials(passage(printed))

    assert spots
    assert spots[0].text.removeprefix("Số: ") == printed.removeprefix("Số: ")
    assert spots[0].anchor == 1.0


@pytest.mark.parametrize("printed", ["Thửa số 125", "năm 2017", "100234567", "Điều 12"])
def test_other_numbers_are_no_serial(printed: str) -> None:
    assert serials(passage(printed)) == []


def test_the_date_over_the_authority_is_the_day_of_issue() -> None:
    found = signed(
        "theo Quyết định số 12 ngày 03 tháng 02 năm 2016",
        "Quảng Yên, ngày 07 tháng 07 năm 2017",
        "ỦY BAN NHÂN DÂN THỊ XÃ QUẢNG YÊN",
        "CHỦ TỊCH",
    )

    assert found["certificate.issue_date"] == "ngày 07 tháng 07 năm 2017"
    assert found["certificate.issuer"] == "ỦY BAN NHÂN DÂN THỊ XÃ QUẢNG YÊN"


def test_an_issuer_of_two_rows_ends_at_the_signers_office() -> None:
    found = signed(
        "Hạ Long, ngày 07 tháng 07 năm 2017",
        "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG",
        "TỈNH QUẢNG NINH",
        "KT. GIÁM ĐỐC",
        "Nguyễn Văn A",
    )

    assert found["certificate.issuer"] == "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH QUẢNG NINH"


@pytest.mark.parametrize("office", ["ĐÂTGIÁM ĐỐC", "ỜGIẦM ĐỐC", "GIM ĐỐC", "NCHỦ TỊCH"])
def test_an_issuer_ends_at_an_office_with_letters_of_the_seal_on_it(office: str) -> None:
    found = signed(
        "Diễn Châu, ngày 02 tháng 05 năm 2025", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", office, "Cao Văn A"
    )

    assert found["certificate.issuer"] == "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI"


def test_what_stands_in_another_column_is_not_the_issuer() -> None:
    right = words_of(
        "Hạ Long, ngày 07 tháng 07 năm 2017", "ỦY BAN NHÂN DÂN HUYỆN", "CHỦ TỊCH", left=900
    )
    left = [
        word._replace(line=word.line + 50) for word in words_of("Thửa 12", "Số vào sổ", "CH 123")
    ]

    found = {spot.path: spot.text for spot in signing(Passage(rows_of([*right, *left])))}

    assert found["certificate.issuer"] == "ỦY BAN NHÂN DÂN HUYỆN"


def test_a_face_without_a_date_is_not_signed() -> None:
    assert signed("ỦY BAN NHÂN DÂN HUYỆN", "CHỦ TỊCH") == {}


@pytest.mark.parametrize("word", ["tháng", "hăng", "thảng", "thán", "tháug"])
def test_a_date_is_found_though_a_letter_of_it_was_lost(word: str) -> None:
    found = signed(f"Đông Triều, ngày 31 {word} 01 năm 2023", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG")

    assert found["certificate.issue_date"] == f"ngày 31 {word} 01 năm 2023"
    assert found["certificate.issuer"] == "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"


@pytest.mark.parametrize("printed", ["G 150766", "Số G 150766", "sont R 754411", "BQ 347732"])
def test_a_serial_that_has_its_row_alone_is_told_from_others(printed: str) -> None:
    found = lone_serials(passage("1", printed, "0)(::)"))

    assert [spot.text for spot in found] == [" ".join(printed.split()[-2:])]


@pytest.mark.parametrize(
    "lines",
    [
        ("thay thế Giấy chứng nhận số AB 628812",),
        ("AB 628812 do UBND cấp",),
        (*("Kính gửi: Văn phòng đăng ký đất đai, theo đơn của ông Lê Văn An" for _ in range(9)),
         "AB 628812"),
    ],
)  # fmt: skip
def test_a_serial_in_a_letter_is_none_of_a_cover(lines: tuple[str, ...]) -> None:
    assert lone_serials(passage(*lines)) == []
