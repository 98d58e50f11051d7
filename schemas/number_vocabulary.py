"""The closed vocabulary of number words, and where damaged tokens may stand for them."""

from functools import cache
from typing import NamedTuple

from schemas.text import edit_distance, fold, nfc, tone_key


class Edge(NamedTuple):
    """A number word that may stand at some tokens.

    Attributes:
        end: the node after the word; nodes are token numbers, and more inside glued tokens.
        role: what the word does in the grammar.
        value: the digit or the scale; 0 for the other roles.
        cost: 0 as spelt; 1 for lost or wrong marks; 3 for a wrong letter; 2 for glue or gaps.
        word: the right spelling.
    """

    end: int
    role: str
    value: int
    cost: int
    word: str


# (role, value, spellings); one spelling may have two roles.
_WORDS: tuple[tuple[str, int, str], ...] = (
    ("digit", 0, "không"),
    ("digit", 1, "một"),
    ("digit", 2, "hai"),
    ("digit", 3, "ba"),
    ("digit", 4, "bốn"),
    ("digit", 5, "năm"),
    ("digit", 6, "sáu"),
    ("digit", 7, "bảy bẩy"),
    ("digit", 8, "tám"),
    ("digit", 9, "chín"),
    ("ones", 1, "mốt"),
    ("ones", 4, "tư"),
    ("ones", 5, "lăm nhăm"),
    ("ten", 10, "mười"),
    ("tens", 0, "mươi"),
    ("hundred", 0, "trăm"),
    ("link", 0, "linh lẻ"),
    ("scale", 1_000, "nghìn ngàn"),
    ("scale", 10_000, "vạn"),
    ("scale", 1_000_000, "triệu"),
    ("scale", 1_000_000_000, "tỷ tỉ"),
    ("comma", 0, "phẩy phảy phết chấm"),
)
_METRE = "mét"
_SQUARE = "vuông"
_DECIMETRE = ("đềximét", "đêximét")

_MARKS_COST = 1
_SPLIT_COST = 2
_LETTER_COST = 3
# Words of two plain letters are one letter away from too much.
_SHORTEST_WITH_WRONG_LETTER = 3


class _Word(NamedTuple):
    role: str
    value: int
    word: str
    key: str
    plain: str


@cache
def _vocabulary() -> tuple[_Word, ...]:
    return tuple(
        _Word(role, value, word, tone_key(word), fold(word))
        for role, value, spellings in _WORDS
        for word in spellings.split()
    )


@cache
def _standing_for(token: str) -> tuple[tuple[_Word, int], ...]:
    """Return the words one token may stand for, with their costs."""
    written, plain = tone_key(nfc(token).lower()), fold(token)
    found: list[tuple[_Word, int]] = []
    for word in _vocabulary():
        if word.key == written:
            found.append((word, 0))
        elif word.plain == plain:
            found.append((word, _MARKS_COST))
        elif (
            min(len(plain), len(word.plain)) >= _SHORTEST_WITH_WRONG_LETTER
            and edit_distance(word.plain, plain) == 1
        ):
            found.append((word, _LETTER_COST))
    return tuple(found)


def edges(tokens: tuple[str, ...]) -> dict[int, tuple[Edge, ...]]:
    """Return for each node the number words that may begin there.

    Node n stands before token n; the nodes inside glued tokens are numbered after the last.
    """
    lattice: dict[int, list[Edge]] = {}
    fresh = len(tokens) + 1
    for place, token in enumerate(tokens):
        here = lattice.setdefault(place, [])
        for word, cost in _standing_for(token):
            here.append(Edge(place + 1, word.role, word.value, cost, word.word))
        if place + 1 < len(tokens):
            for word, cost in _standing_for(token + tokens[place + 1]):
                if cost <= _MARKS_COST:
                    price = cost + _SPLIT_COST
                    here.append(Edge(place + 2, word.role, word.value, price, word.word))
        here.extend(_units(tokens, place))
        for pieces in _unglued(fold(token)):
            node = place
            for number, word in enumerate(pieces):
                last = number == len(pieces) - 1
                end = place + 1 if last else fresh
                cost = _SPLIT_COST if number == 0 else _MARKS_COST
                lattice.setdefault(node, []).append(
                    Edge(end, word.role, word.value, cost, word.word)
                )
                if not last:
                    node, fresh = fresh, fresh + 1
    return {node: tuple(found) for node, found in lattice.items()}


def _units(tokens: tuple[str, ...], place: int) -> list[Edge]:
    """Return the unit if it stands at this token: square metres, or square decimetres."""
    found: list[Edge] = []
    first = _near(tokens[place], _METRE)
    small = min((_near(tokens[place], word) for word in _DECIMETRE), default=9)
    second = _near(tokens[place + 1], _SQUARE) if place + 1 < len(tokens) else 9
    if first + second < 9:
        found.append(Edge(place + 2, "unit", 0, first + second, f"{_METRE} {_SQUARE}"))
    if small + second < 9:
        found.append(Edge(place + 2, "small unit", 0, small + second, "đề-xi-mét vuông"))
    if fold(tokens[place]) == "metvuong":
        found.append(Edge(place + 1, "unit", 0, _SPLIT_COST, f"{_METRE} {_SQUARE}"))
    # "đề xi mét vuông" in words of its own
    if [fold(token) for token in tokens[place : place + 3]] == ["de", "xi", "met"]:
        closing = _near(tokens[place + 3], _SQUARE) if place + 3 < len(tokens) else 9
        if closing < 9:
            found.append(Edge(place + 4, "small unit", 0, closing, "đề-xi-mét vuông"))
    return found


def _near(token: str, word: str) -> int:
    if tone_key(token.lower()) == tone_key(word):
        return 0
    plain, wanted = fold(token), fold(word)
    if plain == wanted:
        return _MARKS_COST
    return _LETTER_COST if edit_distance(plain, wanted) == 1 else 9


@cache
def _unglued(plain: str) -> tuple[tuple[_Word, ...], ...]:
    """Return the ways to cut a token into two or more number words, plain letters equal."""
    ways = [way for way in _cuts(plain) if len(way) > 1]
    return tuple(ways[:6])


@cache
def _cuts(plain: str) -> tuple[tuple[_Word, ...], ...]:
    if not plain:
        return ((),)
    return tuple(
        (word, *rest)
        for word in _vocabulary()
        if plain.startswith(word.plain)
        for rest in _cuts(plain[len(word.plain) :])
    )
