"""Which of the lines and words that the network saw count as read."""

import numpy as np
import pytest

from ocr.alphabet import BLANK, alphabet, encoded
from ocr.ctc import Character, characters
from ocr.engines.line_seen import Seen, choices_of, depths_of, standing_out, usual_of
from ocr.lines import TextLine
from ocr.strip_input import STRIDE_PX, STRIP_PX

PRINT = "Diện tích sàn nhà"


def line(*words: tuple[str, float, float]) -> Seen:
    """A line of words, each with the probability of its letters and how dark they are."""
    signs: list[Character] = []
    depths: list[float] = []
    for text, likely, depth in words:
        for sign in f"{text} ":
            signs.append(Character(sign, len(signs), len(signs), likely))
            depths += [depth] * STRIDE_PX
    run = TextLine(((0.0, 50.0), (900.0, 50.0)), 15.0, 0.0, 900.0)
    return Seen(run, np.empty((len(signs), 0), np.float32), tuple(signs[:-1]), np.array(depths))


def read(seen: list[Seen]) -> list[str]:
    return ["".join(sign.sign for sign in one.signs) for one in standing_out(seen, usual_of(seen))]


@pytest.mark.parametrize(("first", "last"), [("59", "m2"), ("X", "(m)"), ("Điểm", "1")])
def test_a_doubtful_dark_word_at_an_end_of_a_line_is_kept(first: str, last: str) -> None:
    page = [
        line((PRINT, 0.97, 200)),
        line((first, 0.55, 200), (PRINT, 0.97, 200)),
        line((PRINT, 0.97, 200), (last, 0.55, 200)),
    ]

    assert read(page) == [PRINT, f"{first} {PRINT}", f"{PRINT} {last}"]


def test_faint_doubtful_words_at_the_ends_are_what_shows_through() -> None:
    page = [line((PRINT, 0.97, 200)), line(("nb", 0.7, 50), (PRINT, 0.97, 200), ("ịh", 0.7, 50))]

    assert read(page) == [PRINT, PRINT]


def test_a_faint_word_that_is_read_surely_is_kept() -> None:
    page = [line((PRINT, 0.97, 200)), line((PRINT, 0.97, 200), ("47", 0.96, 50))]

    assert read(page) == [PRINT, f"{PRINT} 47"]


def test_dark_scribble_at_an_end_is_no_text() -> None:
    page = [line((PRINT, 0.97, 200)), line((PRINT, 0.97, 200), ("J", 0.3, 200))]

    assert read(page) == [PRINT, PRINT]


def test_lines_read_much_worse_than_the_others_are_no_text() -> None:
    page = [line((PRINT, 0.97, 200)), line(("ồT uỦ", 0.6, 200)), line(("Vw6", 0.8, 50))]

    assert read(page) == [PRINT]


def test_what_shows_through_an_empty_cell_is_told_by_the_other_cells() -> None:
    faint, print_ = line(("bn b", 0.8, 50)), line((PRINT, 0.97, 200))

    assert read([faint]) == ["bn b"]
    assert standing_out([faint], usual_of([faint, print_])) == []


@pytest.mark.parametrize(
    ("between", "told"),
    [
        (("nộhqoớidỄ ạhb ểs mộg óhn", 0.3, 60), ["022068727435", "19/05/2013"]),
        (
            ("nộhqoớidỄ ạhb ểs mộg óhn", 0.3, 190),
            [],
        ),  # as dark as print: a word that is not understood
        (("ạhb", 0.2, 60), ["022068727435 ạhb 19/05/2013"]),  # too near to be cells of a table
    ],
)
def test_cells_are_parted_by_what_shows_through_between_them(
    between: tuple[str, float, float], told: list[str]
) -> None:
    row = line(
        ("ch á ếđ ạh nê", 0.2, 60), ("022068727435", 0.98, 200), between, ("19/05/2013", 0.98, 200)
    )
    page = [line((PRINT, 0.97, 200)) for _ in range(6)]

    assert read([*page, row])[6:] == told


def seen(*told: dict[str, float]) -> Seen:
    """A line of which each column has these probabilities, and the blank the rest."""
    likely = np.zeros((len(told), len(alphabet()) + 1), np.float32)
    for row, column in zip(likely, told, strict=True):
        for sign, share in column.items():
            row[encoded(sign)[0]] = share
        row[BLANK] = 1 - sum(column.values())
    run = TextLine(((0.0, 50.0), (900.0, 50.0)), 15.0, 0.0, 900.0)
    return Seen(run, likely, characters(likely), np.full(STRIDE_PX * len(told), 200.0))


def test_a_word_that_lacks_a_sign_is_as_doubtful_as_the_sign_is_likely() -> None:
    lacking = seen({"đ": 0.99}, {"ồ": 0.3, "ổ": 0.25}, {"n": 0.99}, {"g": 0.99})

    ((read, *others),) = choices_of(lacking)

    assert read.text == "đng"
    assert read.likely == pytest.approx(0.45)
    assert [other.text for other in others[:2]] == ["đồng", "đổng"]


def test_the_likeliest_of_all_ways_to_read_a_word_comes_first() -> None:
    # Neither column is sure of the letter; together they are.
    split = seen({"2": 0.98}, {"7": 0.45}, {"7": 0.45}, {" ": 0.98}, {"m": 0.99})

    (number, *_), unit = choices_of(split)

    assert "".join(sign.sign for sign in split.signs) == "2 m"
    assert number.text == "27"
    assert [choice.text for choice in unit] == ["m"]


def test_only_words_less_sure_than_asked_are_thought_about() -> None:
    line_of_one = seen({"s": 0.93}, {"ổ": 0.92, "ố": 0.05})

    assert [len(choice) > 1 for choice in choices_of(line_of_one)] == [True]
    assert [len(choice) for choice in choices_of(line_of_one, 0.9)] == [1]


def test_ink_is_as_dark_as_three_pixels_of_its_column() -> None:
    strips = [np.full((STRIP_PX, wide), 200, np.uint8) for wide in (5, 9)]
    strips[0][20:23, 2] = 40  # a stroke
    strips[1][20:22, 7] = 40  # a speck

    first, second = depths_of(strips)

    assert first.tolist() == [0, 0, 160, 0, 0]
    assert second.tolist() == [0] * 9


def test_no_strips_have_no_ink() -> None:
    assert list(depths_of([])) == []
