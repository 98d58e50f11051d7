"""The characters that the line reader knows, numbered as its network numbers them."""

from functools import cache
from importlib.resources import files

from schemas.errors import SettingsError

# What the network says between two characters, and where nothing stands.
BLANK = 0


@cache
def alphabet() -> str:
    """Return every character the reader can write, each once; the first has number 1."""
    text = files("ocr").joinpath("data", "alphabet.txt").read_text(encoding="utf-8")
    characters = text.removesuffix("\n")
    if len(set(characters)) != len(characters):
        raise SettingsError("ocr/data/alphabet.txt names a character twice")
    return characters


@cache
def _numbers() -> dict[str, int]:
    return {character: number for number, character in enumerate(alphabet(), start=1)}


def encoded(text: str) -> list[int]:
    """Return the numbers of the characters of an NFC text.

    Raises:
        KeyError: a character outside the alphabet.
    """
    numbers = _numbers()
    return [numbers[character] for character in text]


def decoded(numbers: list[int]) -> str:
    """Return the text of numbers 1 and up; blanks are left out."""
    characters = alphabet()
    return "".join(characters[number - 1] for number in numbers if number != BLANK)
