from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from drawing.typefaces import Face, font
from ocr.lines import TextLine, find_lines
from ocr.page import Page
from schemas.reading import Box
from tests.ocr.drawn_pages import BOLD, SENTENCES, SERIF, Pixels, blank, tilted

MONO = Face("Liberation Mono")
DPI = 300


class Set(NamedTuple):
    """A text as it was set: where it begins and ends, its baseline and x-height, in pixels."""

    text: str
    left: float
    right: float
    baseline: float
    x_height: float


def set_text(
    picture: Image.Image,
    left: float,
    baseline: float,
    text: str,
    *,
    points: float = 13,
    face: Face = SERIF,
    dpi: int = DPI,
    ink: int = 30,
) -> Set:
    letters = font(face, round(points * dpi / 72))
    ImageDraw.Draw(picture).text(
        (left, baseline), text, fill=(ink, ink, ink), font=letters, anchor="ls"
    )
    x_height = -letters.getbbox("x", anchor="ls")[1]
    return Set(text, left, left + letters.getlength(text), baseline, x_height)


def lines_on(picture: Image.Image | Pixels, dpi: int = DPI) -> tuple[TextLine, ...]:
    return find_lines(Page.scanned(np.array(Image.fromarray(np.array(picture)).convert("L")), dpi))


def fits(line: TextLine, text: Set, *, within: float = 0.2, size: float = 1.3) -> bool:
    """Tell whether a line runs along a text, from its first letter to its last."""
    unit = text.x_height
    middle = (text.left + text.right) / 2
    return (
        abs(line.base_at(middle) - text.baseline) < within * unit
        and 1 / size < line.x_height / unit < size
        and abs(line.left - text.left) < 0.5 * unit
        and abs(line.right - text.right) < 0.5 * unit
    )


def paragraph(sentences: Sequence[str]) -> tuple[Image.Image, list[Set]]:
    picture = blank(dpi=DPI)
    return picture, [
        set_text(picture, 200, 300 + 80 * number, sentence)
        for number, sentence in enumerate(sentences)
    ]


def test_every_line_of_a_paragraph_is_found_in_reading_order() -> None:
    picture, texts = paragraph(SENTENCES)

    lines = lines_on(picture)

    assert len(lines) == len(texts)
    assert all(fits(line, text) for line, text in zip(lines, texts, strict=True))


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("points", [7.5, 13, 24, 40])
def test_print_of_all_sizes_is_found_at_all_resolutions(points: float, dpi: int) -> None:
    picture = blank(dpi=dpi)
    text = set_text(picture, 100, dpi * 3, "Thửa đất số 125", points=points, dpi=dpi)

    lines = lines_on(picture, dpi)

    assert len(lines) == 1
    assert fits(lines[0], text)


@pytest.mark.parametrize("text", ["12", "m²", "B", "Lúa", "1", "T", "7", "-/-", "ONT", "0,5", "x"])
def test_a_short_value_standing_alone_is_not_lost(text: str) -> None:
    picture, _ = paragraph(SENTENCES)
    alone = set_text(picture, 1300, 1500, text)

    line = lines_on(picture)[-1]

    assert alone.left - 20 < line.left < line.right < alone.right + 20
    assert abs(line.base_at(alone.left) - alone.baseline) < 0.5 * alone.x_height


@pytest.mark.parametrize("text", ["022 085 001 234", "ỦY BAN NHÂN DÂN HUYỆN", "CP 673047"])
def test_figures_and_capitals_get_the_x_height_of_their_size(text: str) -> None:
    picture, _ = paragraph(SENTENCES)
    tall = set_text(picture, 200, 1500, text)

    assert fits(lines_on(picture)[-1], tall)


@pytest.mark.parametrize(
    ("gap_em", "parts"),
    [(0.5, 1), (1.5, 1), (4.0, 2)],  # a wide blank; justified print; another column
)
def test_a_wide_gap_parts_a_line(gap_em: float, parts: int) -> None:
    picture = blank(dpi=DPI)
    label = set_text(picture, 200, 500, "Thửa đất số:")
    set_text(picture, label.right + gap_em * 13 * DPI / 72, 500, "đất ở")

    assert len(lines_on(picture)) == parts


def test_close_lines_whose_marks_and_tails_touch_stay_apart() -> None:
    picture = blank(dpi=DPI)
    texts = [
        set_text(picture, 200, 400 + 56 * number, "giấy QUYỀN gỗ Ấp ỷ yếu")  # 1.03 em
        for number in range(5)
    ]

    lines = lines_on(picture)

    assert len(lines) == len(texts)
    assert all(fits(line, text) for line, text in zip(lines, texts, strict=True))


def test_a_heading_above_small_print_is_found_with_it() -> None:
    picture = blank(dpi=DPI)
    heading = set_text(picture, 300, 500, "GIẤY CHỨNG NHẬN", points=36, face=BOLD)
    notes = [set_text(picture, 300, 640 + 44 * n, SENTENCES[n], points=8) for n in range(4)]

    lines = lines_on(picture)

    assert len(lines) == 5
    assert all(fits(line, text) for line, text in zip(lines, [heading, *notes], strict=True))


@pytest.mark.parametrize("angle_deg", [-1.5, 1.5])
def test_a_leaning_line_is_followed(angle_deg: float) -> None:
    picture, texts = paragraph(SENTENCES[:3])

    lines = lines_on(tilted(np.array(picture), angle_deg))

    assert len(lines) == len(texts)
    for line in lines:
        rise = line.base_at(line.right) - line.base_at(line.left)
        lean = np.degrees(np.arctan2(rise, line.right - line.left))
        assert lean == pytest.approx(angle_deg, abs=0.15)


def test_a_bent_line_is_followed_to_both_ends() -> None:
    picture, (text,) = paragraph(SENTENCES[:1])
    flat = np.array(picture)
    bent = np.full_like(flat, 255)
    for x in range(flat.shape[1]):
        drop = round(40 * np.sin(np.pi * (x - text.left) / (text.right - text.left)))
        bent[100:-100, x] = flat[100 - drop : -100 - drop, x]

    (line,) = lines_on(bent)

    for share, drop in ((0.02, 2.5), (0.25, 28.3), (0.5, 40.0), (0.75, 28.3), (0.98, 2.5)):
        at = text.left + share * (text.right - text.left)
        assert abs(line.base_at(at) - text.baseline - drop) < 0.25 * text.x_height


def test_bilevel_print_whose_letters_touch_is_found() -> None:
    picture = blank(dpi=150)
    texts = [
        set_text(picture, 100, 200 + 40 * n, sentence, face=BOLD, dpi=150)
        for n, sentence in enumerate(SENTENCES)
    ]
    thick = cv2.erode(np.array(picture), np.ones((2, 3), np.uint8))
    bilevel = np.where(thick > 170, 255, 0).astype(np.uint8)

    lines = lines_on(bilevel, 150)

    assert len(lines) == len(texts)
    assert all(fits(line, text, within=0.3) for line, text in zip(lines, texts, strict=True))


def test_faded_broken_print_among_specks_is_found() -> None:
    chance = np.random.default_rng(5)
    picture = blank(dpi=DPI)
    texts = [set_text(picture, 200, 400 + 80 * n, SENTENCES[n], ink=165) for n in range(4)]
    pixels = np.array(picture)
    holes = cv2.resize(chance.random((800, 600), dtype=np.float32), pixels.shape[1::-1]) > 0.72
    pixels[holes] = 250
    specks = chance.random(pixels.shape[:2]) < 0.0004
    pixels[cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)) > 0] = 60

    lines = lines_on(pixels)

    for text in texts:
        assert any(fits(line, text, within=0.3, size=1.5) for line in lines)


def test_grain_makes_few_lines_and_hides_none() -> None:
    chance = np.random.default_rng(7)
    picture, texts = paragraph(SENTENCES)
    pixels = np.array(picture)
    grain = (chance.random(pixels.shape[:2]) < 0.0015).astype(np.uint8)
    pixels[cv2.dilate(grain, np.ones((3, 3), np.uint8)) > 0] = 0

    lines = lines_on(pixels)

    assert len(lines) < 3 * len(texts)
    for text in texts:
        middle = (text.left + text.right) / 2
        assert any(
            abs(line.base_at(middle) - text.baseline) < 0.3 * text.x_height
            and line.left < text.left + 10
            and line.right > text.right - 10
            for line in lines
        )


def test_a_name_across_a_signature_is_found_beside_it() -> None:
    picture = blank(dpi=DPI)
    pen = ImageDraw.Draw(picture)
    for number in range(6):
        x = 500 + 40 * number
        pen.ellipse((x, 420, x + 110, 560), outline=(0, 0, 0), width=5)
    name = set_text(picture, 480, 640, "Nguyễn Văn Đức", face=BOLD)

    lines = lines_on(picture)

    assert any(fits(line, name) for line in lines)


def test_letters_struck_by_a_long_stroke_are_still_a_line() -> None:
    picture = blank(dpi=DPI)
    text = set_text(picture, 300, 500, "Thời hạn sử dụng đến ngày 15")
    ImageDraw.Draw(picture).line((100, 488, 2300, 488), fill=(0, 0, 0), width=3)

    lines = lines_on(picture)

    assert any(fits(line, text, within=0.3, size=1.4) for line in lines)


@pytest.mark.parametrize("stroke", ["wave", "bars"])
def test_a_line_goes_on_behind_what_lies_across_it_and_its_neighbours(stroke: str) -> None:
    picture = blank(dpi=DPI)
    _, text, _ = (
        set_text(picture, 200, 300 + 80 * number, sentence, points=11, face=MONO)
        for number, sentence in enumerate(SENTENCES[:3])
    )
    pen = ImageDraw.Draw(picture)
    unit, left, right = text.x_height, text.left + 400, text.left + 1000
    if stroke == "wave":
        xs = np.arange(left, right, 4)
        ys = text.baseline - unit + 2.2 * unit * np.sin((xs - left) / (0.8 * unit))
        pen.line(list(zip(xs, ys, strict=True)), fill=(40, 40, 40), width=7)
    else:
        top, bottom = text.baseline - 3.5 * unit, text.baseline + 2.5 * unit
        pen.line([(left, top), (right, top)], fill=(40, 40, 40), width=5)
        for x in np.arange(left, right, 24):
            pen.line([(x, top), (x + 12, bottom)], fill=(40, 40, 40), width=5)

    assert any(fits(line, text) for line in lines_on(picture))


@pytest.mark.parametrize(
    ("leading", "angle_deg", "top"), [(64, 4, 350), (64, -5, 310), (60, 7, 310), (68, 7, 350)]
)
def test_lines_under_a_stamp_whose_letters_stand_between_them_stay_apart(
    leading: int, angle_deg: float, top: int
) -> None:
    picture = blank(dpi=DPI)
    texts = [
        set_text(picture, 200, 300 + leading * number, sentence, points=11)
        for number, sentence in enumerate(SENTENCES[:4])
    ]
    stamp = Image.new("L", picture.size, 255)
    for number, words in enumerate(("CHỨNG THỰC BẢN SAO", "ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực")):
        letters = font(BOLD, 44)
        ImageDraw.Draw(stamp).text((600, top + 62 * number), words, fill=60, font=letters)
    stamp = stamp.rotate(angle_deg, center=(900, top + 62), fillcolor=255)
    both = np.minimum(np.array(picture.convert("L")), np.array(stamp))

    lines = lines_on(both)

    for text in texts:
        assert any(
            abs(line.base_at(text.left + 100) - text.baseline) < 0.4 * text.x_height
            and line.left < text.left + 50
            and line.x_height < 1.5 * text.x_height
            for line in lines
        ), text.text


def test_a_large_initial_beside_print_does_not_run_over_it() -> None:
    picture = blank(dpi=DPI)
    set_text(picture, 240, 560, "S", points=40)
    texts = [set_text(picture, 420, 400 + 80 * n, SENTENCES[n][:30].rstrip()) for n in range(3)]

    lines = lines_on(picture)

    large = [line for line in lines if line.x_height > 1.6 * texts[0].x_height]
    assert all(line.right < texts[0].left + texts[0].x_height for line in large)
    assert sum(any(fits(line, text) for line in lines) for text in texts) == len(texts)


def test_signs_at_the_ends_belong_to_the_line() -> None:
    picture = blank(dpi=DPI)
    text = set_text(picture, 300, 500, "- Diện tích 120 m²;")

    (line,) = lines_on(picture)

    assert fits(line, text)


def test_typewriter_print_is_one_line_in_spite_of_its_gaps() -> None:
    picture = blank(dpi=DPI)
    text = set_text(picture, 300, 500, "l i t i l l i, 1 1 1", face=MONO)

    (line,) = lines_on(picture)

    assert fits(line, text, size=1.5)


@pytest.mark.parametrize("ink", [185, 200, 215])
@pytest.mark.parametrize("behind", ["", ", CCCD số:"])
def test_a_faint_value_on_the_line_of_a_dark_label_is_found(ink: int, behind: str) -> None:
    picture = blank(8, 4, DPI)
    values = []
    for number, label in enumerate(("Bà:", "Địa chỉ:", "Hình thức sử dụng:", "Loại đất:")):
        level = 300 + 150 * number
        before = set_text(picture, 200, level, label, face=BOLD, ink=10)
        text = "Kiều Thị Thu Lý"
        value = set_text(picture, before.right + 30, level, text, points=12, face=MONO, ink=ink)
        values.append(value)
        if behind:
            set_text(picture, value.right + 20, level, behind, face=BOLD, ink=10)

    lines = lines_on(picture)

    for value in values:
        level = [ln for ln in lines if abs(ln.base_at(value.left) - value.baseline) < 8]
        middles = np.linspace(value.left + 5, value.right - 5, 40)
        covered = [any(ln.left <= x <= ln.right for ln in level) for x in middles]
        assert np.mean(covered) > 0.95


@pytest.mark.parametrize("above", [12, 18, 24])
def test_a_heading_into_which_another_shows_through_is_found_on_its_own_line(above: int) -> None:
    picture, _ = paragraph(SENTENCES)
    behind, _ = paragraph([])
    heading = set_text(picture, 600, 200, "TỜ TRÌNH", face=BOLD, ink=5)
    set_text(behind, 500, 200 - above, "ỦY BAN NHÂN DÂN THỊ XÃ MÓNG CÁI", face=BOLD, ink=180)

    both = np.minimum(np.array(picture), np.array(behind)[:, ::-1])

    assert any(fits(line, heading, size=1.5) for line in lines_on(both))


def test_bare_paper_has_no_lines() -> None:
    assert lines_on(blank(dpi=DPI)) == ()


@pytest.mark.parametrize(("width", "height"), [(1, 1), (400, 3), (12, 12)])
def test_a_scrap_of_paper_has_no_lines(width: int, height: int) -> None:
    assert find_lines(Page.scanned(np.zeros((height, width), np.uint8), DPI)) == ()


def test_a_box_holds_its_part_of_the_line() -> None:
    line = TextLine(((100.0, 200.0), (300.0, 210.0)), 20.0, 100.0, 300.0)

    assert line.box == Box(100, 168, 300, 218)
    assert line.box_between(100, 200) == Box(100, 168, 200, 213)


def test_a_baseline_runs_from_point_to_point_and_level_beyond_its_ends() -> None:
    line = TextLine(((100.0, 200.0), (200.0, 210.0), (300.0, 190.0)), 20.0, 100.0, 300.0)

    read = [line.base_at(x) for x in (50, 100, 150, 200, 250, 300, 400)]

    assert read == [200, 200, 205, 210, 200, 190, 190]
