import re

from export.affine import IDENTITY, Affine
from export.text_layer import text_operators
from schemas.reading import Box
from schemas.words import FaceText, PageText, Word

UNIT = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
# One pixel is one point; y points down on the scan and up on the page.
UPWARDS = Affine(1, 0, 0, -1, 0, 600)
SHOWN = re.compile(rb"([-\d. ]+) Tm <([0-9a-f]*)> Tj")


def page(*words: Word) -> PageText:
    face = FaceText(width=400, height=600, to_scan=UNIT, words=words)
    return PageText(
        page=1, width=400, height=600, dpi=72, turned_deg=0, skew_deg=0.0, faces=(face,)
    )


def shown(*words: Word) -> list[tuple[str, float, float]]:
    """Return each text with where its baseline begins."""
    found = SHOWN.findall(text_operators(page(*words), UPWARDS))
    placed = []
    for matrix, code in found:
        x, y = (float(value) for value in matrix.split()[4:])
        placed.append((bytes.fromhex(code.decode()).decode("utf-16-be"), x, y))
    return placed


def test_words_of_a_line_share_a_baseline_and_are_parted_by_blanks() -> None:
    (one, _, one_y), (other, _, other_y) = shown(
        Word("Thửa", Box(10, 100, 60, 120), 0.9, 0), Word("đất", Box(70, 104, 100, 120), 0.9, 0)
    )

    assert (one, other) == ("Thửa ", "đất")
    assert one_y == other_y


def test_a_sloping_line_keeps_its_slope() -> None:
    words = [Word("a", Box(x, 100 + x // 10, x + 20, 120 + x // 10), 0.9, 0) for x in (0, 100, 200)]

    heights = [y for _, _, y in shown(*words)]

    assert heights[0] - heights[1] == heights[1] - heights[2] == 10


def test_a_word_far_off_the_line_keeps_its_own_place() -> None:
    words = [Word("a", Box(x, 100, x + 20, 120), 0.9, 0) for x in (0, 50, 100, 150, 200)]
    stray = Word("b", Box(250, 180, 270, 200), 0.9, 0)

    assert shown(*words, stray)[-1][2] < shown(*words)[-1][2] - 60


def test_text_is_composed_and_otherwise_untouched() -> None:
    decomposed = "Thu\u031b\u0309a"  # u + horn + hook above

    (text, _, _), (squared, _, _) = shown(
        Word(decomposed, Box(0, 0, 50, 20), 0.9, 0), Word("m²", Box(60, 0, 80, 20), 0.9, 0)
    )

    assert text == "Thửa "
    assert squared == "m²"


def test_empty_words_and_control_signs_leave_no_trace() -> None:
    found = shown(Word("\x00", Box(0, 0, 9, 9), 0.9, 0), Word("a\x07", Box(10, 0, 19, 9), 0.9, 0))

    assert [text for text, _, _ in found] == ["a"]


def test_a_page_without_words_has_no_text() -> None:
    assert text_operators(page(), IDENTITY) == b""


def test_boxes_of_no_width_do_no_harm() -> None:
    assert shown(Word("a", Box(10, 10, 10, 10), 0.9, 0)) == []
