"""Issuing bodies as printed."""

import pytest

from schemas.issuers import as_issuer


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("TM. ỦY BAN NHÂN DÂN HUYỆN VÂN ĐỒN", "ỦY BAN NHÂN DÂN HUYỆN VÂN ĐỒN"),
        ("T/M UBND HUYỆN VÂN ĐỒN", "UBND HUYỆN VÂN ĐỒN"),
        ("UỶ BAN NHÂN DÂN THÀNH PHỐ HẠ LONG KT. CHỦ TỊCH PHÓ CHỦ TỊCH", None),
        ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG TỈNH QUẢNG NINH", None),
        ("CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI KHU VỰC II", None),
        ("VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", None),
        ("Ủy ban nhân dân huyện Yên Hưng", None),
    ],
)
def test_a_body_of_the_lists_is_kept_as_printed_and_known(raw: str, value: str | None) -> None:
    found = as_issuer(raw)

    assert found.value == (value or raw.partition(" KT.")[0])
    assert (found.known, found.corrected) == (True, False)


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("UY BAN NHÂN DÂN HUYÊN VÂN ĐÔN", "ỦY BAN NHÂN DÂN HUYỆN VÂN ĐỒN"),
        ("SỞ TÀI NGUYÊN VÀ MÔI TRUỜNG", "SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG"),
        ("Uỷ ban nhân dan thanh phố Ha Long", "Ủy ban nhân dân thành phố Hạ Long"),
    ],
)
def test_lost_marks_are_mended_and_reported(raw: str, value: str) -> None:
    found = as_issuer(raw)

    assert found.value == value
    assert [problem.code for problem in found.problems] == ["corrected"]


@pytest.mark.parametrize(
    "raw", ["ỦY BAN NHÂN DÂN HUYỆN KHÔNG CÓ", "ỦY BAN NHÂN DÂN", "Ban quản lý"]
)
def test_a_body_the_lists_do_not_have_is_not_known(raw: str) -> None:
    found = as_issuer(raw)

    assert found.value == raw
    assert not found.known


@pytest.mark.parametrize(
    "raw", ["CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "Ủy ban nhân dân", "TM. UBND KT. CHỦ TỊCH"]
)
def test_a_committee_or_branch_without_its_place_is_a_doubt(raw: str) -> None:
    found = as_issuer(raw)

    assert found.value
    assert [problem.code for problem in found.problems] == ["issuer_without_place"]
    assert not found.known


def test_no_letters_are_no_issuer() -> None:
    assert as_issuer("... ; -").value is None
