"""What offices write is known, and nobody's name."""

from pathlib import Path

import pytest

from ocr.wording import DATA, is_shapely, is_usual, spoken, stand_together, worth
from schemas.names import family_names
from training.wording import main


def test_the_list_that_ships_is_what_the_command_writes(tmp_path: Path) -> None:
    main(["--out", str(tmp_path / "wording.txt")])

    assert (tmp_path / "wording.txt").read_text("utf-8") == DATA.read_text("utf-8")


def test_no_names_of_people_were_learnt() -> None:
    lines = DATA.read_text("utf-8").splitlines()

    before_names = [line for line in lines if line.split(" ")[0] in ("ông", "bà")]
    assert all(line.split(" ")[1].islower() for line in before_names)
    assert not is_usual("Nguyễn")
    assert family_names()["nguyen"]


@pytest.mark.parametrize(
    ("before", "word"),
    [("Ngân", "hàng"), ("HỒ", "SƠ"), ("số", "005793.CN.005"), ("huyện", "Ba"), ("chi", "nhánh;")],
)
def test_words_that_papers_write_side_by_side_are_known(before: str, word: str) -> None:
    assert stand_together(before, word)


@pytest.mark.parametrize(
    ("before", "better", "worse"),
    [
        ("Ngân", "hàng", "hằng"),
        ("hồ", "sơ", "Sơ"),
        ("hồ", "sơ", "sờ"),
        ("diện", "tích", "tịch"),
        ("số", "000929.CN.005", "O00929.CN.005"),
        ("ngày", "25/07/2018;", "25/07/018;"),
        ("xã", "Lương", "Lưong"),  # no list knows either, but one is no syllable
    ],
)
def test_what_papers_write_is_worth_more(before: str, better: str, worse: str) -> None:
    assert worth(before, better) > worth(before, worse)


@pytest.mark.parametrize(
    "code", ["005793.CN.005", "346/HĐTC", "12/2019/QĐ-UBND", "01/5/2016;", "022085590538,", "204-3"]
)
def test_numbers_and_codes_have_their_shapes(code: str) -> None:
    assert is_shapely(code)
    assert spoken(code) == "#"


@pytest.mark.parametrize("code", ["O00929.CN.005", "006843.TK002", "25/07/018", "006870..05"])
def test_a_code_that_lost_a_sign_has_none(code: str) -> None:
    assert not is_shapely(code)
