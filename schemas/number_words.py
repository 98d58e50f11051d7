"""Vietnamese number words, both ways: an amount to words, and damaged words to every amount."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from schemas.number_vocabulary import Edge, edges
from schemas.text import fold, squeeze

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_SCALES = ((1_000_000_000, "tỷ"), (1_000_000, "triệu"), (1_000, "nghìn"))
_LARGEST = 10**12

# Prices of liberties with the grammar, in the unit of ``Edge.cost``: a lost mark costs 1.
_WRONG_VARIANT = 1  # "hai mươi năm" for "hai mươi lăm"
_UNUSUAL = 2  # "một trăm hai" for 120, decimals after "mét vuông"
# Beyond this the words could be made into anything.
_MOST_COST = 9
_MOST_READINGS = 8


class NumberReading(NamedTuple):
    """One amount that the words may mean.

    Attributes:
        value: the amount; its decimals as worded, so "phẩy năm mươi" keeps two.
        cost: 0 when every word is spelt and placed by the rules; grows with the damage.
        exact: cost 0, closed by its unit, and no second amount is possible at cost 0.
        words: the text with damaged words replaced by what they were taken for.
    """

    value: Decimal
    cost: int
    exact: bool
    words: str


class _Part(NamedTuple):
    """A number read from some of the words: where it ends and what it cost."""

    value: int
    end: int
    cost: int
    words: tuple[str, ...]


# --- amount to words -----------------------------------------------------------------------


def to_words(amount: Decimal) -> str:
    """Return the amount in words as certificates print it, in lower case, without unit.

    Decimals are worded as a number (``phẩy hai mươi lăm``), after zeros that are said one
    by one (``phẩy không năm``); zeros at the end are not said.

    Raises:
        ValueError: the amount is negative, no number, or too large for a parcel (10^12).
    """
    if not amount.is_finite() or amount < 0 or amount >= _LARGEST:
        raise ValueError("amount outside 0 to 10^12")
    whole, _, decimals = f"{amount:f}".partition(".")
    words = _whole_words(int(whole))
    decimals = decimals.rstrip("0")
    if decimals:
        zeros = len(decimals) - len(decimals.lstrip("0"))
        words += ["phẩy", *["không"] * zeros, *_whole_words(int(decimals))]
    return " ".join(words)


def _whole_words(number: int) -> list[str]:
    if number == 0:
        return ["không"]
    words: list[str] = []
    for scale, name in (*_SCALES, (1, "")):
        group, number = divmod(number, scale)
        if group:
            words += _group_words(group, full=bool(words))
            words += [name] if name else []
    return words


def _group_words(group: int, *, full: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    tens, ones = divmod(rest, 10)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or full else []
    if tens == 0:
        if ones:
            words += ["linh"] if words else []
            words.append(_DIGITS[ones])
        return words
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    if ones == 5:
        words.append("lăm")
    elif ones == 1 and tens > 1:
        words.append("mốt")
    elif ones:
        words.append(_DIGITS[ones])
    return words


# --- words to amount -----------------------------------------------------------------------

_LABEL = re.compile(r"^\W*(?:\(?\s*(?:viet\s+)?bang\s+ch[uư]\w?\b|so tien)\s*[:.;]*\s*")
_ENDING = re.compile(r"[\s./;,:)\]}…]+$")
_NOT_WORD = re.compile(r"[^\w\s]+")


def bare_words(text: str) -> str:
    """Return the text without the label ``Bằng chữ``, brackets and closing marks."""
    text = squeeze(text)
    label = _LABEL.match(fold(text))
    text = text[label.end() :] if label else text
    closed = text.find(")")
    if closed > 0 and "(" not in text[:closed]:
        text = text[:closed]
    return _ENDING.sub("", text).lstrip("( :.;…")


def from_words(text: str) -> tuple[NumberReading, ...]:
    """Return every amount that the words may mean, the likeliest first; empty when none.

    Damage is expected: lost marks, one wrong letter in a word, words glued or split. Each
    liberty raises the cost. Only a reading with ``exact`` may stand without a person's look.
    """
    return _from_bare(bare_words(text))


@cache
def _from_bare(text: str) -> tuple[NumberReading, ...]:
    tokens = tuple(_NOT_WORD.sub(" ", _unit_as_words(text)).split())
    if not tokens or len(tokens) > 60:
        return ()
    reader = _Reader(edges(tokens), len(tokens))
    best: dict[Decimal, tuple[int, bool, tuple[str, ...]]] = {}
    for value, cost, closed, words in reader.amounts():
        if cost <= _MOST_COST and (value not in best or cost < best[value][0]):
            best[value] = (cost, closed, words)
    ranked = sorted(best.items(), key=lambda item: (item[1][0], item[0]))
    perfect = sum(cost == 0 for _, (cost, _, _) in ranked)
    return tuple(
        NumberReading(value, cost, cost == 0 and closed and perfect == 1, " ".join(words))
        for value, (cost, closed, words) in ranked[:_MOST_READINGS]
    )


_SQUARE_DECIMETRE = re.compile(r"\bd\s?m\s?[2²]", re.IGNORECASE)
_SQUARE_METRE = re.compile(r"\bm\s?[2²]|(?<=\s)m\s?[?^ˆ*]+", re.IGNORECASE)


def _unit_as_words(text: str) -> str:
    text = _SQUARE_DECIMETRE.sub(" đềximét vuông ", text)
    return _SQUARE_METRE.sub(" mét vuông ", text)


class _Reader:
    """Finds every way through the words by the grammar of Vietnamese numbers."""

    def __init__(self, lattice: dict[int, tuple[Edge, ...]], size: int) -> None:
        self._lattice = lattice
        self._size = size

    def amounts(self) -> Iterator[tuple[Decimal, int, bool, tuple[str, ...]]]:
        """Yield (amount, cost, closed by a unit, words) for each complete reading."""
        for whole in self._whole(0):
            yield from self._after_whole(whole)

    def _after_whole(self, whole: _Part) -> Iterator[tuple[Decimal, int, bool, tuple[str, ...]]]:
        value = Decimal(whole.value)
        if whole.end == self._size:
            yield value, whole.cost, False, whole.words
        for unit in self._take(whole.end, "unit"):
            words = (*whole.words, *unit.words)
            cost = whole.cost + unit.cost
            if unit.end == self._size:
                yield value, cost, True, words
            yield from self._after_unit(value, cost, unit.end, words)
        for comma in self._take(whole.end, "comma"):
            for decimals, part in self._decimals(comma.end):
                amount = Decimal(f"{whole.value}.{decimals}")
                cost = whole.cost + comma.cost + part.cost
                words = (*whole.words, *comma.words, *part.words)
                if part.end == self._size:
                    yield amount, cost, False, words
                for unit in self._take(part.end, "unit"):
                    if unit.end == self._size:
                        yield amount, cost + unit.cost, True, (*words, *unit.words)

    def _after_unit(
        self, value: Decimal, cost: int, start: int, words: tuple[str, ...]
    ) -> Iterator[tuple[Decimal, int, bool, tuple[str, ...]]]:
        # Older papers: "... mét vuông năm mươi (đề-xi-mét vuông)".
        for part in self._whole(start):
            if not 0 < part.value < 100:
                continue
            amount = value + Decimal(part.value) / 100
            total = cost + part.cost + _UNUSUAL
            if part.end == self._size:
                yield amount, total + _UNUSUAL, False, (*words, *part.words)
            for unit in self._take(part.end, "small unit"):
                if unit.end == self._size:
                    yield amount, total, True, (*words, *part.words, *unit.words)

    def _decimals(self, start: int) -> Iterator[tuple[str, _Part]]:
        """Yield the decimals as digits: zeros said one by one, then a number or digits."""
        yield from self._digit_run(start, _Part(0, start, 0, ()), "")
        for zeros, before in self._zeros(start):
            for part in self._whole(before.end):
                # A single digit is a digit run already; "không" alone too.
                if part.value >= 10:
                    joined = _joined(before, part, part.value)
                    yield zeros + str(part.value), joined

    def _zeros(self, start: int) -> Iterator[tuple[str, _Part]]:
        yield "", _Part(0, start, 0, ())
        for zero in self._take(start, "digit"):
            if zero.value == 0:
                for more, rest in self._zeros(zero.end):
                    yield "0" + more, _joined(zero, rest, 0)

    def _digit_run(self, start: int, before: _Part, digits: str) -> Iterator[tuple[str, _Part]]:
        if len(digits) >= 4:
            return
        for digit in self._take(start, "digit"):
            part = _joined(before, digit, 0)
            run = digits + str(digit.value)
            yield run, part
            yield from self._digit_run(digit.end, part, run)

    def _whole(self, start: int) -> Iterator[_Part]:
        """Yield each whole number that begins at a word."""
        yield from self._scaled(start, 10**12, first=True)

    def _scaled(self, start: int, below: int, *, first: bool) -> Iterator[_Part]:
        for group in self._group(start, lower=not first):
            yield group
            for scale in self._take(group.end, "scale"):
                if scale.value >= below or group.value == 0:
                    continue
                head = _joined(group, scale, group.value * scale.value)
                yield head
                for rest in self._scaled(head.end, scale.value, first=False):
                    # The rest must be smaller than the scale it follows, as "nghìn" after "triệu".
                    if rest.value < scale.value:
                        yield _joined(head, rest, head.value + rest.value)

    def _group(self, start: int, *, lower: bool) -> Iterator[_Part]:
        """Yield 0 to 999; below a scale word the hundreds must be said, if only as zero."""
        for digit in self._take(start, "digit"):
            for hundred in self._take(digit.end, "hundred"):
                if digit.value == 0 and not lower:
                    continue
                head = _joined(digit, hundred, digit.value * 100)
                yield head
                for rest in self._below_hundred(head.end, hundreds_said=True):
                    yield _joined(head, rest, head.value + rest.value)
        price = _WRONG_VARIANT if lower else 0
        for part in self._below_hundred(start, hundreds_said=False):
            yield part._replace(cost=part.cost + price)

    def _below_hundred(self, start: int, *, hundreds_said: bool) -> Iterator[_Part]:
        for digit in self._take(start, "digit"):
            if not hundreds_said:
                yield digit
            elif digit.value:
                # "một trăm hai": spoken 120, hurried 102; neither is a rule of writing.
                yield digit._replace(value=digit.value * 10, cost=digit.cost + _UNUSUAL)
                yield digit._replace(cost=digit.cost + _UNUSUAL)
            if digit.value > 1:
                for tens in self._take(digit.end, "tens"):
                    yield from self._with_ones(_joined(digit, tens, digit.value * 10))
                yield from self._short_tens(digit)
        for link in self._take(start, "link"):
            for digit in self._take(link.end, "digit"):
                if digit.value:
                    price = 0 if hundreds_said else _WRONG_VARIANT
                    joined = _joined(link, digit, digit.value)
                    yield joined._replace(cost=joined.cost + price)
        for ten in self._take(start, "ten"):
            yield from self._with_ones(ten)

    def _with_ones(self, tens: _Part) -> Iterator[_Part]:
        yield tens
        after_ten = tens.value == 10
        for ones in self._take(tens.end, "digit"):
            if ones.value:
                plain = ones.value != 5 and (after_ten or ones.value != 1)
                price = 0 if plain else _WRONG_VARIANT
                joined = _joined(tens, ones, tens.value + ones.value)
                yield joined._replace(cost=joined.cost + price)
        for ones in self._take(tens.end, "ones"):
            wrong = after_ten and ones.value != 5
            joined = _joined(tens, ones, tens.value + ones.value)
            yield joined._replace(cost=joined.cost + (_WRONG_VARIANT if wrong else 0))

    def _short_tens(self, digit: _Part) -> Iterator[_Part]:
        # "hai lăm", "ba mốt": the ones' special form tells that "mươi" was left out.
        for ones in self._take(digit.end, "ones"):
            joined = _joined(digit, ones, digit.value * 10 + ones.value)
            yield joined._replace(cost=joined.cost + _UNUSUAL)

    def _take(self, start: int, role: str) -> Iterator[_Part]:
        for edge in self._lattice.get(start, ()):
            if edge.role == role:
                yield _Part(edge.value, edge.end, edge.cost, (edge.word,))


def _joined(one: _Part, other: _Part, value: int) -> _Part:
    return _Part(value, other.end, one.cost + other.cost, (*one.words, *other.words))
