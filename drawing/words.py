"""Writes an area in Vietnamese words, the way clerks do."""

from decimal import Decimal
from random import Random
from typing import NamedTuple

DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


class Dialect(NamedTuple):
    """The choices a clerk's upbringing makes."""

    zero_ten: str = "linh"  # or lẻ
    thousand: str = "nghìn"  # or ngàn
    late_four: str = "tư"  # after mươi; or bốn
    by_digit: bool = False  # decimals one digit at a time


NORTHERN = Dialect()


def dialect(rng: Random) -> Dialect:
    """Return how one clerk speaks."""
    return Dialect(
        rng.choice(("linh", "linh", "lẻ")),
        rng.choice(("nghìn", "nghìn", "nghìn", "ngàn")),
        rng.choice(("tư", "bốn")),
        rng.random() < 0.3,
    )


def number_words(number: int, way: Dialect = NORTHERN) -> str:
    """Return ``number`` (0 to 999,999,999) in words, lower case."""
    if number == 0:
        return DIGITS[0]
    groups: list[str] = []
    for name, weight in ((" triệu", 1_000_000), (f" {way.thousand}", 1000), ("", 1)):
        group, number = divmod(number, weight)
        if group:
            groups.append(_hundreds(group, way, full=bool(groups)) + name)
    return " ".join(groups)


def area_words(area: Decimal, way: Dialect = NORTHERN) -> str:
    """Return ``area`` in words with its unit and a capital: ``Chín mươi ba mét vuông``.

    Decimals are spoken as written, a lone zero included only when the number has other
    decimals: 93.0 is ``chín mươi ba``, 93.05 is ``chín mươi ba phẩy không năm``.
    """
    whole, _, decimals = format(area, "f").partition(".")
    text = number_words(int(whole), way)
    if decimals.strip("0"):
        text += f" phẩy {_decimals(decimals, way)}"
    return f"{text[0].upper()}{text[1:]} mét vuông"


def _decimals(digits: str, way: Dialect) -> str:
    if way.by_digit or digits.startswith("0"):
        return " ".join(DIGITS[int(digit)] for digit in digits)
    return number_words(int(digits), way)


def _hundreds(group: int, way: Dialect, *, full: bool) -> str:
    """Return 1-999 in words; ``full`` speaks the missing hundreds of a lower group."""
    hundreds, rest = divmod(group, 100)
    parts: list[str] = []
    if hundreds or full:
        parts.append(f"{DIGITS[hundreds]} trăm")
    tens, ones = divmod(rest, 10)
    if tens == 0 and ones:
        parts.append(f"{way.zero_ten} {DIGITS[ones]}" if parts else DIGITS[ones])
    elif tens == 1:
        last = {0: "", 5: " lăm"}.get(ones, f" {DIGITS[ones]}")
        parts.append(f"mười{last}")
    elif tens:
        last = {0: "", 1: " mốt", 4: f" {way.late_four}", 5: " lăm"}.get(ones, f" {DIGITS[ones]}")
        parts.append(f"{DIGITS[tens]} mươi{last}")
    return " ".join(parts)
