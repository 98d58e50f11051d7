"""Spelling rules decide what a Vietnamese syllable is."""

import pytest

from schemas.syllables import is_syllable, strange_syllables

GOOD = (
    "Nguyễn Trần Huỳnh Vũ Võ Đặng Nghiêng Quyết quốc giếng gì già giữa khuỷu thuở khuya Uỷ Ủy hoà "
    "hòa thuỷ thủy ngoằn gìn giục yến yêu nghỉ huệ quý kỳ của mía thúy quả ý ở á Oanh uốn ước giờ "
    "giống Đắk quẹo quần khoẻ khỏe Ích ỉa Uyên Khuê Duệ Quỳnh Nguyệt Trường giường Giáp Thoại út Y"
)


@pytest.mark.parametrize("word", GOOD.split())
def test_words_of_names_and_papers_are_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word",
    [
        "tàt",  # a stop takes sắc or nặng only
        "hoàc",
        "cế",  # c before ê
        "kả",
        "ngế",  # ngh before ê
        "gê",
        "iên",  # opens with yê
        "nyên",
        "cuê",  # written quê
        "coa",
        "aa",
        "thj",
        "khôngg",
        "qúy",  # the mark on the consonant's u
        "tứơng",  # the mark on the wrong vowel
        "8ình",
        "",
        "nguyễn trần",
    ],
)
def test_strings_against_the_spelling_rules_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_strange_words_are_named_as_they_stand() -> None:
    assert strange_syllables("Công ty Vinashin, Hạ Long") == ("Vinashin,",)
