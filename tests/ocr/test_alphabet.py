"""Every letter of Vietnamese makes the round trip through the reader's alphabet."""

import unicodedata

import pytest

from ocr.alphabet import BLANK, alphabet, decoded, encoded

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
LETTERS = [
    *(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES),
    *"bcdđghklmnpqrstvxfjwz",
]


@pytest.mark.parametrize("letter", [*LETTERS, *(letter.upper() for letter in LETTERS)])
def test_every_vietnamese_letter_comes_back(letter: str) -> None:
    assert decoded(encoded(letter)) == letter


def test_a_line_of_a_certificate_comes_back() -> None:
    line = "c) Diện tích: 1.234,5 m² (bằng chữ: Một nghìn hai trăm…), ½ “sổ đỏ” – 45°"

    assert decoded(encoded(line)) == line


def test_no_sign_is_named_twice_and_all_are_composed() -> None:
    signs = alphabet()

    assert len(set(signs)) == len(signs)
    assert unicodedata.normalize("NFC", signs) == signs


def test_blanks_of_the_network_are_left_out() -> None:
    (number,) = encoded("ộ")

    assert decoded([BLANK, number, BLANK]) == "ộ"


def test_a_sign_outside_the_alphabet_is_refused() -> None:
    with pytest.raises(KeyError):
        encoded("漢")
