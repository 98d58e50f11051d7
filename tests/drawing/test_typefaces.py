"""Every typeface in use has every Vietnamese letter."""

import unicodedata

import pytest
from fontTools.ttLib import TTFont

from drawing.typefaces import HANDS, PACKAGES, Face, font_file
from schemas.errors import SettingsError

VOWELS, MARKS = "aăâeêioôơuưy", "\u0300\u0301\u0303\u0309\u0323"
LOWER = set("abcdđeghiklmnopqrstuvxy" + VOWELS) | {
    unicodedata.normalize("NFC", vowel + mark) for vowel in VOWELS for mark in MARKS
}
LETTERS = LOWER | {letter.upper() for letter in LOWER} | set("0123456789 .,;:/-()²")


@pytest.mark.parametrize("family", [*HANDS, *PACKAGES])
def test_a_face_has_every_vietnamese_letter(family: str) -> None:
    glyphs = TTFont(font_file(Face(family))).getBestCmap()

    assert not {letter for letter in LETTERS if ord(letter) not in glyphs}


@pytest.mark.parametrize("hand", HANDS)
def test_a_hand_comes_with_its_licence(hand: str) -> None:
    licence = font_file(Face(hand)).with_suffix(".OFL.txt")

    assert "SIL Open Font License" in licence.read_text(encoding="utf-8")


def test_a_missing_face_names_the_package_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PACKAGES, "No Such Family", "fonts-no-such")

    with pytest.raises(SettingsError, match="fonts-no-such"):
        font_file(Face("No Such Family"))
