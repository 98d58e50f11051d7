"""A face is read the way up that makes sense, and not at all when nobody wrote on it."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from ocr.engines.engine import LineReading, Script
from ocr.page import Page
from ocr.read_face import FaceReading, read_face
from schemas.words import Word
from tests.ocr.drawn_pages import SENTENCES, printed, scan
from tests.ocr.typed_words import words_of, written

WIDE, HIGH = 5.0, 3.0  # inches: turned by a quarter it is higher than wide
PRINT = printed(SENTENCES[:4], width_in=WIDE, height_in=HIGH, points=9)
# Of no paper of ours: only its quality speaks for it.
SENSE = words_of(
    "Hôm nay trời nắng đẹp và gió nhẹ",
    "mọi người cùng nhau ra đồng gặt lúa",
    "trẻ con thả diều trên bờ đê",
)
SPARSE = words_of("IV Na NHO")
NOISE = words_of("lj ~iq .wn", "xx oi", confidence=0.4)
SPECKS = words_of("l . ' |", confidence=0.9)
FORM = words_of("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất", confidence=0.4)


class Answering:
    """An engine that gives its answers in turn and keeps what it was shown; the last repeats."""

    name = "tesseract"
    scripts = tuple(Script)
    witness = None

    def __init__(self, *answers: tuple[Word, ...]) -> None:
        self._answers = answers
        self.shown: list[np.ndarray] = []

    def read_face(
        self, grey: np.ndarray, dpi: int, ruled: np.ndarray | None = None
    ) -> tuple[Word, ...]:
        self.shown.append(grey)
        return self._answers[min(len(self.shown), len(self._answers)) - 1]

    def read_lines(
        self, crops: Sequence[np.ndarray], dpi: int, script: Script
    ) -> tuple[LineReading, ...]:
        return tuple(LineReading("", 0.0) for _ in crops)

    def read_blocks(self, crops: Sequence[np.ndarray], dpi: int) -> tuple[tuple[Word, ...], ...]:
        return tuple(() for _ in crops)


def read(engine: Answering, pixels: np.ndarray = PRINT) -> FaceReading:
    return read_face(scan(pixels), engine)


def bare() -> np.ndarray:
    return np.full((450, 750, 3), 250, np.uint8)


def test_a_bare_face_is_blank_and_shown_to_nobody() -> None:
    engine = Answering(SENSE)

    reading = read(engine, bare())

    assert reading.blank
    assert (reading.text.words, reading.sightings, reading.turned_deg) == ((), (), 0)
    assert engine.shown == []


def test_a_blank_face_keeps_its_page_and_its_size() -> None:
    reading = read_face(Page.scanned(bare(), 150, number=7), Answering(()))

    assert reading.page == 7
    assert reading.text.width / reading.text.height == pytest.approx(750 / 450, rel=0.01)


@pytest.mark.parametrize(
    "words",
    [(), SPECKS, words_of("Thửa đất số", confidence=0.2)],
    ids=["nothing", "single signs", "unsure words"],
)
def test_a_face_on_which_no_word_is_read_any_way_up_is_blank(words: tuple[Word, ...]) -> None:
    reading = read(Answering(words))

    assert reading.blank
    assert (reading.sightings, reading.turned_deg) == ((), 0)


def test_a_face_that_makes_sense_is_read_once() -> None:
    engine = Answering(SENSE)

    reading = read(engine)

    assert (reading.blank, reading.turned_deg, len(engine.shown)) == (False, 0, 1)
    assert reading.text.words == SENSE
    assert reading.quality == 1.0


def test_a_few_large_letters_are_tried_the_other_ways_up() -> None:
    # Capitals on their head make words of some kind, and the reader is sure of them.
    reading = read(Answering(SPARSE, words_of("GIẤY CHỨNG NHẬN QUYỀN"), SPARSE, SPARSE))

    assert reading.turned_deg == 180


def test_a_face_of_a_known_paper_is_read_once_however_badly() -> None:
    engine = Answering(FORM, SENSE)

    reading = read(engine)

    assert len(engine.shown) == 1
    assert reading.kind.face == "face3"


def test_changes_are_found_under_their_headings_where_no_rules_are() -> None:
    words = (
        *written(0, 100, 30, "Nội dung thay đổi và cơ sở pháp lý"),
        *written(1, 700, 10, "Xác nhận của cơ quan có thẩm", "        quyền"),
        *written(10, 10, 120, "Thế chấp bằng quyền sử dụng đất tại Quỹ tín dụng", "Bạch Đằng"),
        *written(20, 640, 120, "Ngày 14/10/2020", "CHI NHÁNH VĂN PHÒNG"),
    )

    reading = read(Answering(words))

    found = {sighting.path: sighting.texts[0] for sighting in reading.sightings}
    assert found["changes[0].date"] == "Ngày 14/10/2020"
    assert found["changes[0].text"].endswith("Bạch Đằng")


@pytest.mark.parametrize(
    ("answers", "turned_deg"),
    [
        ((NOISE, SENSE, NOISE, NOISE), 180),
        ((NOISE, NOISE, SENSE, NOISE), 90),
        ((NOISE, NOISE, NOISE, SENSE), 270),
    ],
)
def test_a_face_that_makes_no_sense_is_read_the_way_up_that_yields_most(
    answers: tuple[tuple[Word, ...], ...], turned_deg: int
) -> None:
    reading = read(Answering(*answers))

    assert reading.turned_deg == turned_deg
    assert reading.text.words == SENSE


def test_every_way_up_is_tried_once_and_the_picture_turned() -> None:
    engine = Answering(NOISE)

    read(engine)

    wide = [picture.shape[1] > picture.shape[0] for picture in engine.shown]
    assert wide == [True, True, False, False]
    # The leaders and rules are looked for anew each time: all but a speck is the same picture.
    assert np.mean(engine.shown[1] != np.rot90(engine.shown[0], 2)) < 0.02


def test_a_little_more_noise_another_way_up_turns_nothing() -> None:
    some = words_of("xung quanh dat", "nha", "ao ca", confidence=0.7)
    unsure = words_of("lj iq wn oi", confidence=0.4)
    more = words_of("xung quanh dat vu", "nha", "ao ca", confidence=0.7)

    reading = read(Answering((*some, *unsure), (*more, *unsure), (*some, *unsure)))

    assert reading.turned_deg == 0


def test_a_known_paper_ends_the_search() -> None:
    sure_form = words_of("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất")
    engine = Answering(NOISE, sure_form, SENSE)

    reading = read(engine)

    assert (reading.turned_deg, len(engine.shown)) == (180, 2)
    assert reading.kind.face == "face3"


def test_a_face_whose_lines_stand_on_their_head_is_turned_before_it_is_read() -> None:
    engine = Answering(SENSE)

    reading = read(engine, np.ascontiguousarray(np.rot90(PRINT, 2)))

    assert (reading.turned_deg, len(engine.shown)) == (180, 1)


def test_the_words_of_a_turned_face_lead_back_to_the_scan() -> None:
    (first, *_) = SENSE
    upright = read(Answering(SENSE))
    turned = read(Answering(NOISE, SENSE, NOISE))

    places = []
    for reading in (upright, turned):
        matrix = np.array(reading.text.to_scan).reshape(3, 3)
        x, y, w = matrix @ np.array([first.box.left, first.box.top, 1.0])
        places.append((x / w, y / w))

    height, width = PRINT.shape[:2]
    assert places[1] == pytest.approx((width - places[0][0], height - places[0][1]), abs=2)


def test_the_words_of_a_flattened_face_lie_where_they_were_scanned() -> None:
    (first, *_) = SENSE
    y, x = np.indices(PRINT.shape[:2]).astype(np.float32)
    sag = 40 * np.sin(np.pi * x / PRINT.shape[1])
    bent = cv2.remap(PRINT, x, y - sag, cv2.INTER_LINEAR, borderValue=(255, 255, 255))

    flat, seen = read(Answering(SENSE)), read(Answering(SENSE), np.asarray(bent, np.uint8))

    # The engine tells the same boxes both times, on the page as it saw it.
    assert flat.text.words[0].box == first.box
    assert abs(seen.text.words[0].box.top - first.box.top) > 8
