import random
import re
from collections import Counter
from pathlib import Path
from unicodedata import is_normalized, normalize

import pytest

import ocr
from schemas.syllables import is_syllable
from training.texts import KINDS, LONGEST, SOURCES, LineText, line_text
from training.texts_language import (
    VOWELS,
    cut,
    listed,
    misprinted,
    other_custom,
    random_syllables,
    syllables,
)
from training.texts_papers import SLOTS, label_list, land_uses

SEED = 20251122
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
ALPHABET = (Path(ocr.__file__).parent / "data" / "alphabet.txt").read_text("utf-8").rstrip("\n")


def lines(count: int, seed: int = SEED) -> list[LineText]:
    rng = random.Random(seed)
    return [line_text(rng) for _ in range(count)]


@pytest.fixture(scope="module")
def many() -> list[LineText]:
    return lines(20_000)


def vietnamese_letters() -> set[str]:
    vowels = {normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES}
    lower = vowels | set("bcdđghklmnpqrstvx")
    return lower | {letter.upper() for letter in lower}


def test_the_alphabet_has_each_character_once_in_nfc() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert is_normalized("NFC", ALPHABET)
    assert ALPHABET.strip() == ALPHABET
    assert " " in ALPHABET


def test_every_vietnamese_letter_is_in_the_alphabet() -> None:
    letters = vietnamese_letters()

    assert len(letters) == 2 * (72 + 17)
    assert letters <= set(ALPHABET)


def test_every_line_stays_inside_the_alphabet(many: list[LineText]) -> None:
    outside = {letter for line in many for letter in line.text} - set(ALPHABET)

    assert outside == set()


@pytest.mark.parametrize("name", ["words.txt", "foreign.txt", "labels.txt", "sentences.txt"])
def test_every_listed_text_stays_inside_the_alphabet(name: str) -> None:
    filled = "".join(listed(name, by_line=True))
    for mark, _ in SLOTS:
        filled = filled.replace(mark, "")

    assert set(filled) - set(ALPHABET) == set()


def test_labels_and_land_uses_stay_inside_the_alphabet() -> None:
    printed = {letter for text in label_list() for letter in text}
    printed |= {letter for use in land_uses() for text in use for letter in text}

    assert printed - set(ALPHABET) == set()


def test_no_letter_of_the_alphabet_is_rarer_than_one_line_in_fifteen_hundred(
    many: list[LineText],
) -> None:
    seen = Counter(letter for line in many for letter in set(line.text))
    rare = {letter: seen[letter] for letter in ALPHABET if seen[letter] < len(many) / 1500}

    assert rare == {}


def test_lines_are_nfc_and_of_one_lines_length_with_single_blanks(many: list[LineText]) -> None:
    for text, _ in many:
        assert is_normalized("NFC", text)
        assert 1 <= len(text) <= LONGEST
        assert text == " ".join(text.split())


def test_no_line_holds_a_run_of_dots_or_dashes(many: list[LineText]) -> None:
    # Dotted leaders are drawn, and read as nothing.
    assert [line.text for line in many if re.search(r"\.\.|--|__|……", line.text)] == []


def test_no_mark_is_left_unfilled_in_a_sentence(many: list[LineText]) -> None:
    assert [line.text for line in many if "{" in line.text or "}" in line.text] == []


def test_the_same_seed_gives_the_same_lines() -> None:
    assert lines(200, seed=5) == lines(200, seed=5)
    assert lines(200, seed=5) != lines(200, seed=6)


def test_lines_are_varied(many: list[LineText]) -> None:
    long = [line.text for line in many if len(line.text) > 20]

    assert len(set(long)) > 0.93 * len(long)


def test_a_quarter_of_the_lines_holds_digits(many: list[LineText]) -> None:
    assert sum(any(sign.isdigit() for sign in line.text) for line in many) > len(many) / 4


def test_a_sixth_of_the_lines_is_short_and_a_quarter_long(many: list[LineText]) -> None:
    lengths = [len(line.text) for line in many]

    assert sum(length <= 10 for length in lengths) > len(many) / 6
    assert sum(length >= 40 for length in lengths) > len(many) / 4


def test_every_kind_turns_up_with_about_its_weight(many: list[LineText]) -> None:
    seen = Counter(line.kind for line in many)
    total = sum(source.weight for source in SOURCES)

    for kind in KINDS:
        weight = sum(source.weight for source in SOURCES if source.kind == kind)
        assert seen[kind] / len(many) == pytest.approx(weight / total, rel=0.35)


@pytest.mark.parametrize(
    "syllable",
    [
        "nghiêng", "giếng", "gì", "quyển", "khuỷu", "ngoèo", "hòa", "hoà", "thủy", "thuỷ", "yểm",
        "uỷ", "ủy", "giữa", "qua", "quốc", "xoong", "loé", "lóe", "khuya", "ượt", "ễnh",
    ],
)  # fmt: skip
def test_each_shape_of_syllable_is_drawn(syllable: str) -> None:
    assert syllable in syllables()


def test_syllables_are_well_formed_and_complete() -> None:
    assert all(map(is_syllable, syllables()))
    # Every syllable of our own word list that the rules of spelling allow must be among them.
    words = {part.lower() for word in listed("words.txt") for part in word.split()}
    assert {word for word in words if is_syllable(word)} <= set(syllables())


def test_our_word_list_is_spelt_by_the_rules() -> None:
    parts = {part for word in listed("words.txt") for part in word.lower().split()}

    assert {part for part in parts if not is_syllable(part)} <= {"khmer", "nôm"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hòa giải", "hoà giải"),
        ("hoà giải", "hòa giải"),
        ("THỦY SẢN", "THUỶ SẢN"),
        ("khỏe", "khoẻ"),
        ("quý", "quý"),  # the u belongs to the onset
        ("hoàn", "hoàn"),  # closed: one custom only
        ("toàn xã", "toàn xã"),
    ],
)
def test_the_other_custom_of_placing_tones(one: str, other: str) -> None:
    assert other_custom(one) == other


def test_a_cut_is_made_of_whole_words_in_their_order() -> None:
    rng = random.Random(1)
    text = listed("sentences.txt", by_line=True)[-1]

    for _ in range(50):
        part = cut(rng, text, whole_chance=0.0)
        assert part in text
        assert len(part) <= LONGEST
        assert set(part.split()) <= set(text.split())


def test_a_misprint_changes_at_most_one_word() -> None:
    rng = random.Random(2)
    text = "Mục đích sử dụng: Đất ở tại nông thôn"

    made = {misprinted(rng, text) for _ in range(60)}

    assert len(made) > 20
    for slip in made:
        pairs = list(zip(text.split(), slip.split(), strict=True))
        assert sum(one != other for one, other in pairs) <= 1


def test_random_syllables_reach_all_of_them_evenly() -> None:
    rng = random.Random(3)
    seen: set[str] = set()

    for _ in range(4000):
        seen |= set(re.findall(r"\w+", random_syllables(rng).lower()))

    assert len(seen & set(syllables())) > 0.85 * len(syllables())
