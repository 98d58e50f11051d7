"""Where the reader wavers, a Vietnamese word is likelier; where it does not, nothing changes."""

from collections.abc import Sequence

import pytest

from ocr.ctc import Alternative
from ocr.engines.line_language import most_likely

Choice = Sequence[tuple[str, float]]


def told(*words: Choice) -> str:
    choices = [tuple(Alternative(*choice) for choice in word) for word in words]
    return " ".join(word.text for word in most_likely(choices))


def test_a_word_that_is_no_syllable_is_the_syllable_that_was_nearly_seen() -> None:
    assert told([("thờng", 0.94), ("thường", 0.22)], [("trú", 0.99)]) == "thường trú"


def test_a_word_chosen_for_the_language_is_as_sure_as_it_was_seen() -> None:
    (word,) = most_likely([(Alternative("lâp,", 0.63), Alternative("lập,", 0.12))])

    assert word == Alternative("lập,", 0.12)


def test_the_likelier_of_two_syllables_is_told() -> None:
    assert told([("kiêmr", 0.6), ("kiểm", 0.1), ("kiếm", 0.2)]) == "kiếm"


def test_two_words_that_offices_write_together_are_told_together() -> None:
    assert told([("tại", 0.99)], [("Ngần", 0.56), ("Ngân", 0.3)], [("hàng", 0.99)]) == (
        "tại Ngân hàng"
    )


@pytest.mark.parametrize(
    "word",
    [
        [("thờng", 0.96), ("thường", 0.02)],  # hardly seen
        [("thờng", 0.96)],  # nothing else seen
        [("thờng", 0.6), ("th ờng", 0.3)],  # no word
        [("thờng", 0.6), ("thờn9", 0.3)],  # no letters
        [("lập", 0.5), ("lạp", 0.4)],  # a syllable already
        [("Blơk", 0.8), ("Bơk", 0.1)],  # a name from another language
        [("Gia-rai", 0.8), ("Giarai", 0.1)],
    ],
)
def test_what_was_read_stays(word: Choice) -> None:
    assert told(word) == word[0][0]


@pytest.mark.parametrize("code", ["SQ", "QSDĐ", "QĐ-UBND", "B", "m2", "12l", "AH", "c"])
def test_codes_are_never_touched(code: str) -> None:
    assert told([(code, 0.4), ("SÁ", 0.2), ("só", 0.3), ("là", 0.3), ("cô", 0.3)]) == code


def test_words_in_capitals_stay_whatever_offices_write() -> None:
    assert told([("TẠI", 0.99)], [("NGẦN", 0.5), ("NGÂN", 0.4)], [("HÀNG", 0.99)]) == (
        "TẠI NGẦN HÀNG"
    )


def test_a_line_without_words_has_none() -> None:
    assert most_likely([]) == ()
