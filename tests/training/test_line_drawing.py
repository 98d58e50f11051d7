import unicodedata

import cv2
import numpy as np
import pytest

from ocr.strip_input import STRIP_PX
from training.line_cut import Cut, Scene, kept_whole
from training.line_drawing import draw_strip
from training.line_faces import HELD_OUT, TRAINED, faces_here, is_vietnamese, letters_of
from training.line_looks import choose_face
from training.line_setting import Run, set_runs

TEXTS = (
    ("Họ và tên: Nguyễn Thị Hồng Ưởng", "name"),
    ("Diện tích: 1.234,5 m² (Một nghìn hai trăm)", "area"),
    ("CP 673047", "serial"),
    ("ỦY BAN NHÂN DÂN HUYỆN TÂN ẪM", "label"),
    ("№ 12…½", "noise"),
    ("g", "syllables"),
)


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_a_strip_is_grey_of_one_height_and_dark_on_light(text: str, kind: str) -> None:
    chance = np.random.default_rng(3)

    strips = [draw_strip(text, kind, chance, faces_here("train"))[0] for _ in range(30)]

    assert all(strip.shape[0] == STRIP_PX and strip.dtype == np.uint8 for strip in strips)
    assert np.mean([np.median(strip) > strip.mean() for strip in strips]) > 0.5


def test_the_same_chance_draws_the_same_strip() -> None:
    first, second = (
        [draw_strip(*row, np.random.default_rng(8), faces_here("train")) for row in TEXTS]
        for _ in range(2)
    )

    for (strip, shown), (again, shown_again) in zip(first, second, strict=True):
        assert shown == shown_again
        assert np.array_equal(strip, again)


def test_a_strip_shows_the_text_or_nothing() -> None:
    chance = np.random.default_rng(4)

    shown = [
        draw_strip("Thửa đất số: 12", "label", chance, faces_here("train"))[1] for _ in range(400)
    ]

    assert set(shown) == {"Thửa đất số: 12", ""}
    assert 1 <= shown.count("") <= 20


def test_an_empty_text_is_drawn_as_a_strip_without_letters() -> None:
    strip, shown = draw_strip("", "label", np.random.default_rng(5), faces_here("train"))

    assert shown == ""
    assert strip.shape[0] == STRIP_PX


@pytest.mark.parametrize(
    "scene",
    [
        Scene(100, 0, 40, 500, 112),  # stacked marks on capitals
        Scene(100, 0, 85, 500, 125),  # deep tails
        Scene(100, 0, 30, 500, 130),  # a sweeping hand
        Scene(100, 0, 86, 20, 100),  # small letters only
    ],
)
@pytest.mark.parametrize("down", [-5.0, 0.0, 5.0])
def test_what_is_cut_off_is_less_than_a_tenth_of_the_letters(scene: Scene, down: float) -> None:
    cut = kept_whole(Cut(1.0, 0, 0, down, 0.0, 0.0, 0.0), scene)

    feet = 33 + cut.down
    top = feet - (scene.baseline - scene.top) * cut.scale
    bottom = feet + (scene.bottom - scene.baseline) * cut.scale

    assert top >= -0.1 * (bottom - top)
    assert bottom <= STRIP_PX + 0.1 * (bottom - top)


def test_testing_faces_are_not_trained_on() -> None:
    trained, kept = faces_here("train"), faces_here("held_out")

    assert not {face.file for face in trained} & {face.file for face in kept}
    assert {face.family for face in kept} <= HELD_OUT.keys()
    assert {face.kind for face in kept} == {face.kind for face in trained}
    assert not any(HELD_OUT.keys() & rows.keys() for rows in TRAINED.values())


def test_every_face_has_all_vietnamese_letters() -> None:
    assert all(is_vietnamese(face.file, face.number) for face in faces_here("held_out"))
    assert unicodedata.normalize("NFC", "Ặ") in letters_of(*faces_here("train")[0][:2])


def test_flourished_hands_do_not_write_words_in_capitals() -> None:
    hands = [face for face in faces_here("train") if face.kind == "hand"]
    flourished = hands[0]._replace(family="flourished", weight=1e6)
    chance = np.random.default_rng(9)

    small = choose_face("xã Tân An", "hand", chance, (flourished, *hands))
    large = [choose_face("XÃ Tân", "hand", chance, (flourished, *hands)) for _ in range(20)]

    assert small == flourished
    assert flourished not in large


def test_a_raised_figure_stands_above_the_line() -> None:
    face = faces_here("train")[0]

    line = set_runs([Run("m²", face, 40.0, raised=True)], np.random.default_rng(0))

    assert [piece.text for piece in line.placed] == ["m", "2"]
    assert line.placed[1].rise_px > 0
    assert line.placed[1].font.size < line.placed[0].font.size


def test_the_feet_of_letters_stand_near_row_33() -> None:
    chance = np.random.default_rng(6)
    feet = []
    for _ in range(60):
        strip, shown = draw_strip("nhà xưởng xanh sân", "label", chance, faces_here("train"))
        light = cv2.GaussianBlur(strip, (0, 0), 1).astype(float).mean(1)
        if shown:
            rises = np.diff(light)
            feet.append(24 + int(np.argmax(rises[24:43])) + 1)

    assert 31 <= np.median(feet) <= 35
