"""Vietnamese for training lines: every syllable there is, words, prose, and marks at random."""

import re
from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path
from random import Random

from schemas.syllables import is_syllable, placed
from schemas.text import fold, nfc

DATA = Path(__file__).parent / "data"

_ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
_NUCLEI = (
    "a", "ă", "â", "e", "ê", "i", "o", "ô", "ơ", "u", "ư", "y", "ia", "iê", "oa", "oă", "oe", "oo",
    "ua", "uâ", "uê", "uô", "uơ", "uy", "uya", "uyê", "ưa", "ươ", "yê",
)  # fmt: skip
_CODAS = ("", "c", "ch", "i", "m", "n", "ng", "nh", "o", "p", "t", "u", "y")
_SHARP = 2  # the tone every body can carry
_TONES = range(6)

VOWELS = "aăâeêioôơuưy"
VOWELS_AND_D = "aeiouydđ"
MARKED = "".join(
    form
    for vowel in VOWELS
    for tone in _TONES
    for form in placed("", vowel, tone)
    if form not in "aeiouy"
)  # fmt: skip
_MARKED_BOTH = MARKED + "đ" + MARKED.upper() + "Đ"
_BARE = "bcdghklmnpqrstvxaeiouyfjwz"
# Letters foreign to Vietnamese words that stand in names, units and abbreviations.
_STRANGERS = "fjwzFJWZ"

# Letter -> the letters that differ from it by marks only, itself among them, in its own case.
_FAMILIES = [
    "".join(letter for letter in VOWELS_AND_D + MARKED if fold(letter) == base)
    for base in "aeiouyd"
]
_SAME_BASE = {letter: family for family in _FAMILIES for letter in family}
_SAME_BASE |= {letter.upper(): family.upper() for letter, family in _SAME_BASE.items()}

# Where the two customs of placing a tone mark differ: hòa and hoà, khỏe and khoẻ, thủy and thuỷ.
_OTHER_CUSTOM = {
    forms[way]: forms[1 - way]
    for rime in ("oa", "oe", "uy")
    for tone in _TONES[1:]
    for forms in [placed("", rime, tone)]
    for way in (0, 1)
}
_OTHER_CUSTOM |= {one.upper(): other.upper() for one, other in _OTHER_CUSTOM.items()}
_PLACED = re.compile(rf"(?<![qQ])(?:{'|'.join(_OTHER_CUSTOM)})(?!\w)")

_MARKERS = (
    "- ", "- ", "– ", "+ ", "* ", "• ", "a) ", "b) ", "c) ", "d) ", "đ) ", "e) ", "g) ", "a. ",
    "b. ", "1. ", "2. ", "3. ", "1.1. ", "2.3. ", "1) ", "2/ ", "I. ", "II. ", "III. ", "IV. ",
    "V- ", "VI. ", "(1) ", "(2) ", "(*) ", "i) ", "ii) ", "A. ", "B. ", "§ 4. ", "» ", "> ",
)  # fmt: skip
_ENDS = (".", ".", ".", ";", ";", ",", ":", "!", "?", "…", "./.", "")
_BETWEEN = (" ",) * 30 + (", ",) * 5 + (". ", "; ", ": ", " - ", " – ", " — ", "/", " & ", " + ")
_WRAPS = (
    ("(", ")"), ("(", ")"), ("“", "”"), ("“", "”"), ('"', '"'), ('"', '"'), ("‘", "’"), ("'", "'"),
    ("«", "»"), ("[", "]"), ("<", ">"),
)  # fmt: skip
SHORTEST_LINE, LONGEST_LINE = 8, 75


@cache
def syllables() -> tuple[str, ...]:
    """Return every well-formed syllable in lower case, both places of the tone mark included."""
    bodies = [
        (onset, nucleus + coda)
        for onset, nucleus, coda in product(_ONSETS, _NUCLEI, _CODAS)
        if is_syllable(placed(onset, nucleus + coda, _SHARP)[0])
    ]
    forms = (form for body in bodies for tone in _TONES for form in placed(*body, tone))
    return tuple(sorted({form for form in forms if is_syllable(form)}))


@cache
def listed(name: str, *, by_line: bool = False) -> tuple[str, ...]:
    """Return the entries of a data file, which stand one a line or between commas."""
    lines = nfc((DATA / name).read_text(encoding="utf-8")).splitlines()
    kept = [line for line in lines if line and not line.startswith("#")]
    if by_line:
        return tuple(kept)
    return tuple(entry.strip() for line in kept for entry in line.split(",") if entry.strip())


def random_syllables(rng: Random) -> str:
    """Return some syllables that mean nothing together, punctuated and cased like a line."""
    return _dressed(rng, [rng.choice(syllables()) for _ in range(rng.randint(3, 16))])


def random_words(rng: Random) -> str:
    """Return some words in no order of meaning, punctuated and cased like a line."""
    return _dressed(rng, [rng.choice(listed("words.txt")) for _ in range(rng.randint(3, 11))])


def one_word(rng: Random) -> str:
    """Return a word or two, as in a cell of a table."""
    if rng.random() < 0.08:
        return rng.choice(rng.choice((_MARKED_BOTH, _BARE, _BARE.upper())))
    source = syllables() if rng.random() < 0.4 else listed("words.txt")
    words = [rng.choice(source) for _ in range(rng.choice((1, 1, 2)))]
    text = cased(rng, " ".join(words))
    if rng.random() < 0.2:
        text += rng.choice((":", ".", ",", ";", " -", "/"))
    return text


def random_marks(rng: Random) -> str:
    """Return letters with marks in an order no language has, so that only shapes can be read."""
    pool = rng.choice((_MARKED_BOTH, _MARKED_BOTH, MARKED + "đ", MARKED.upper() + "Đ"))
    bare = _BARE if pool.islower() else _BARE.upper() if pool.isupper() else _BARE + _BARE.upper()
    words = []
    for _ in range(rng.randint(2, 9)):
        letters = rng.choices(pool, k=rng.randint(1, 4)) + rng.choices(bare, k=rng.randint(0, 3))
        if rng.random() < 0.1:
            letters.append(rng.choice(_STRANGERS))
        rng.shuffle(letters)
        words.append("".join(letters))
    return " ".join(words)


def cased(rng: Random, text: str) -> str:
    """Return the text in one of the customs of capitals."""
    way = rng.random()
    if way < 0.42:
        return text
    if way < 0.72:
        return text[:1].upper() + text[1:]
    if way < 0.83:
        return titled(text)
    return text.upper()


def titled(text: str) -> str:
    """Return the text with a capital on each word; other letters stay."""
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


def other_custom(text: str) -> str:
    """Return the text with tone marks placed by the other custom: ``hoà`` for ``hòa``."""
    return _PLACED.sub(lambda found: _OTHER_CUSTOM[found[0]], text)


def misprinted(rng: Random, text: str) -> str:
    """Return the text with one letter's mark, or one word, exchanged for any other.

    Clerks and typists slip like this, and a reader that has learnt what usually stands after
    ``sử`` must still see what does.
    """
    if rng.random() < 0.6:
        places = [place for place, letter in enumerate(text) if letter in _SAME_BASE]
        if not places:
            return text
        place = rng.choice(places)
        return text[:place] + rng.choice(_SAME_BASE[text[place]]) + text[place + 1 :]
    words = text.split(" ")
    place = rng.randrange(len(words))
    if not words[place].isalpha():
        return text
    other = rng.choice(syllables())
    words[place] = (
        other.upper() if words[place].isupper()
        else titled(other) if words[place][0].isupper() else other
    )  # fmt: skip
    return " ".join(words)


def cut(rng: Random, text: str, *, whole_chance: float = 0.3) -> str:
    """Return whole words of ``text`` that fit one line: its start, its end or a part between."""
    longest = int(rng.triangular(SHORTEST_LINE, LONGEST_LINE, 64))
    if len(text) <= longest or (len(text) <= LONGEST_LINE and rng.random() < whole_chance):
        return text
    words = text.split(" ")
    # Not from the last words on: lines of a paragraph are mostly full.
    first = 0 if rng.random() < 0.4 else rng.randrange(len(words) * 2 // 3 + 1)
    line = words[first][:LONGEST_LINE]
    for word in words[first + 1 :]:
        if len(line) + 1 + len(word) > longest:
            break
        line += f" {word}"
    return line


def _dressed(rng: Random, words: Sequence[str]) -> str:
    words = list(words)
    if rng.random() < 0.2:
        place = rng.randrange(len(words))
        before, after = rng.choice(_WRAPS)
        words[place] = f"{before}{words[place]}{after}"
    if rng.random() < 0.15:
        words[rng.randrange(len(words))] = str(rng.randrange(10 ** rng.randint(1, 4)))
    text = words[0]
    for word in words[1:]:
        link = rng.choice(_BETWEEN)
        text += link + (word[:1].upper() + word[1:] if link == ". " else word)
    text = cased(rng, text)
    if rng.random() < 0.18:
        text = rng.choice(_MARKERS) + text
    return text + (rng.choice(_ENDS) if rng.random() < 0.4 else "")
