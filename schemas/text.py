"""Vietnamese text as characters: one way to write it, ways to compare it, look-alike shapes."""

import re
import unicodedata
from functools import cache

from rapidfuzz.distance import OSA

# Combining marks that carry a tone, in the customary order of the tones after the level one.
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
_TONE_NUMBER = {mark: str(number) for number, mark in enumerate(TONES) if mark}

_BLANKS = re.compile(r"\s+")

# Shapes that recognisers exchange. Read "a character on the left may be the one on the right".
DIGIT_FOR_LETTER: dict[str, str] = {
    "O": "0", "o": "0", "Q": "0", "D": "0", "Ơ": "0", "ơ": "0", "Ô": "0", "ô": "0", "°": "0",
    **dict.fromkeys("ÒÓỎÕỌỒỐỔỖỘỜỚỞỠỢ", "0"),
    "I": "1", "l": "1", "i": "1", "|": "1", "!": "1", "í": "1", "ì": "1", "[": "1", "]": "1",
    "Z": "2", "z": "2",
    "A": "4",
    "S": "5", "s": "5",
    "G": "6", "b": "6",
    "T": "7",
    "B": "8",
    "g": "9", "q": "9",
}  # fmt: skip
LETTER_FOR_DIGIT: dict[str, str] = {
    "0": "O", "1": "I", "2": "Z", "4": "A", "5": "S", "6": "G", "8": "B", "|": "I", "!": "I",
}  # fmt: skip


# Old fonts and foreign keyboards put the Icelandic or African letter where Đ belongs.
_DAMAGED_D = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})


def nfc(text: str) -> str:
    """Return the text in Unicode NFC, never NFKC: ``m²`` stays ``m²``.

    Letters that only look like Đ and đ become them; no Vietnamese text means another.
    """
    return unicodedata.normalize("NFC", text).translate(_DAMAGED_D)


def squeeze(text: str) -> str:
    """Return the text in NFC with single blanks and none at the ends."""
    return _BLANKS.sub(" ", nfc(text)).strip()


def fold(text: str) -> str:
    """Return the text in lower case without tone or letter marks; ``đ`` becomes ``d``.

    Works letter by letter on the NFC form, so a character of the result stands where the
    character it came from stood, for all Vietnamese text; stray marks of other texts vanish.
    """
    return "".join(
        _fold_letter(letter) for letter in nfc(text) if not unicodedata.combining(letter)
    )


@cache
def _fold_letter(letter: str) -> str:
    if letter in "đĐ":
        return "d"
    # Not normalised to compatibility forms: a superscript two must not become a digit.
    return unicodedata.normalize("NFD", letter)[0].lower()


def split_tone(syllable: str) -> tuple[str, int]:
    """Return the syllable in NFC without its tone mark, and the tone's number 0 to 5.

    The numbers follow ``TONES``: level, huyền, sắc, hỏi, ngã, nặng. Letter marks (ă â ê ô ơ ư)
    and case stay. When a damaged text holds several tone marks the last one counts.
    """
    tone = 0
    kept: list[str] = []
    for character in unicodedata.normalize("NFD", syllable):
        if character in _TONE_NUMBER:
            tone = int(_TONE_NUMBER[character])
        else:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept)), tone


def tone_key(text: str) -> str:
    """Return a form that is equal for texts differing only in where the tone mark sits.

    ``hòa`` and ``hoà``, ``Ủy`` and ``Uỷ`` have one key. Blanks are squeezed, case is kept.
    The key is for comparing, not for showing.
    """
    return " ".join(_word_key(word) for word in squeeze(text).split(" "))


def _word_key(word: str) -> str:
    # Tones are gathered per run of letters, so that "hòa-bình" keeps two separate tones.
    return re.sub(r"[^\W\d_]+", lambda run: "{}{}".format(*split_tone(run[0])), word)


def same_text(one: str, other: str, *, ignore_case: bool = False) -> bool:
    """Say whether two texts are equal but for blanks and the placement of tone marks."""
    one_key, other_key = tone_key(one), tone_key(other)
    return one_key == other_key or (ignore_case and one_key.lower() == other_key.lower())


def lower_inside(text: str) -> str:
    """Return the text with small letters after the first, unless it is all capitals."""
    return text if text.isupper() else text[:1] + text[1:].lower()


def edit_distance(one: str, other: str) -> int:
    """Return the number of inserted, lost, changed or swapped characters between the texts."""
    return int(OSA.distance(one, other))


def as_digits(text: str) -> str | None:
    """Return the text with look-alike letters turned into digits; None if another sign is left."""
    digits = "".join(sign if _is_digit(sign) else DIGIT_FOR_LETTER.get(sign, "?") for sign in text)
    return None if "?" in digits else digits


def _is_digit(sign: str) -> bool:
    # str.isdigit also accepts superscripts and the digits of other scripts.
    return "0" <= sign <= "9"


def count_digits(text: str) -> int:
    """Return how many ASCII digits the text holds."""
    return sum(_is_digit(sign) for sign in text)
