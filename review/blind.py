"""Fields that are typed without seeing what the machine read, and what may be said of them."""

from collections.abc import Collection, Iterable

from schemas.paths import pattern_of
from schemas.problems import SENTENCES
from schemas.reading import Problem

# Sentences quote what was read. These say as much without quoting.
_UNTOLD: dict[str, tuple[str, str]] = {
    "readings_differ": ("Hai lần đọc không khớp nhau.", "Two readings of this spot differ."),
    "corrected": ("Máy phải đoán một ký tự.", "A character had to be guessed."),
    "unreadable": ("Có chữ nhưng máy không đọc được.", "Something stands there, unreadable."),
    "area_ambiguous": ("Dấu chấm, phẩy không rõ.", "The decimal sign is unclear."),
    "area_unclear": ("Dấu chấm, phẩy không rõ.", "The decimal sign is unclear."),
    "area_words_differ": (
        "Số và chữ không khớp nhau.",
        "Digits and words do not go together.",
    ),
    "purposes_sum_differs": (
        "Tổng các mục đích không khớp.",
        "The purposes do not add up.",
    ),
}
_ANY = ("Cần một người đọc độc lập.", "Needs a person's independent look.")


def is_blind(path: str, blind: Collection[str]) -> bool:
    """Say whether the field is typed without showing the machine's value."""
    return pattern_of(path) in blind


def untold(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the doubts in words that give no value away, each once.

    There always is one: a field without would be known for one that nobody doubts.
    """
    said = {}
    for doubt in problems:
        vietnamese, english = SENTENCES.get(doubt.code, _ANY)
        if doubt.code in _UNTOLD:
            vietnamese, english = _UNTOLD[doubt.code]
        elif "{" in vietnamese:
            vietnamese, english = _ANY
        said[vietnamese] = Problem(code=doubt.code, text=vietnamese, text_en=english)
    return tuple(said.values()) or (Problem(code="any", text=_ANY[0], text_en=_ANY[1]),)
