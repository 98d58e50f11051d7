"""A face is known by the phrases it carries."""

import pytest

from ocr.classify import classify
from ocr.layouts import LAYOUTS, Layout
from ocr.passage import Passage
from ocr.rows import rows_of
from tests.ocr.typed_words import passage, words_of, written

PINK_2: tuple[str, ...] = (
    "1. Thửa đất:",
    "a) Thửa đất số: 5",
    "Mục đích sử dụng: Đất ở",
    "Nguồn gốc sử dụng: Mua",
)
PINK_2 += ("3. Công trình xây dựng khác: -/-", "4. Rừng sản xuất là rừng trồng: -/-")


@pytest.mark.parametrize(
    ("lines", "family", "face"),
    [
        (PINK_2, "pink", "face2"),
        (
            ("I. Người sử dụng đất, chủ sở hữu nhà ở và", "tài sản khác gắn liền với đất"),
            "pink",
            "face1",
        ),
        (("III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất",), "pink", "face3"),
        (("2. Thông tin thửa đất", "3. Thông tin tài sản gắn liền với đất"), "sheet2024", "face1"),
        (
            ("I- Tên người sử dụng đất", "II- Thửa đất được quyền sử dụng"),
            "red2004",
            "face2",
        ),
        (("Được quyền sử dụng: 120 m² đất", "Phần ghi thêm", "Số tờ bản đồ"), "red1993", "face2"),
    ],
)
def test_a_face_is_known_by_its_phrases(lines: tuple[str, ...], family: str, face: str) -> None:
    found = classify(passage(*lines))

    assert found.layout is not None
    assert (found.layout.family, found.face) == (family, face)


def test_damaged_phrases_still_tell() -> None:
    found = classify(
        passage("I Nguoi sử dụng dất, chủ sỡ hữu nha ở va tai sản khac gắn liên với đât")
    )

    assert found.layout is not None
    assert (found.layout.family, found.face) == ("pink", "face1")


@pytest.mark.parametrize(
    "lines",
    [
        (),
        ("ĐƠN ĐỀ NGHỊ", "Kính gửi: Văn phòng Đăng ký đất đai", "Gia đình tôi có nhu cầu"),
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_other_papers_are_none_of_ours(lines: tuple[str, ...]) -> None:
    assert classify(passage(*lines)).layout is None


@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.family for layout in LAYOUTS])
def test_every_face_of_a_form_can_be_recognised_by_its_own_phrases(layout: Layout) -> None:
    for face in {sign.face for sign in layout.signs}:
        phrases = [sign.phrase for sign in layout.signs if sign.face == face]

        found = classify(passage(*phrases))

        assert found.face == face


PINK_TITLE = "Quyền sở hữu nhà ở và tài sản khác gắn liền với đất"


@pytest.mark.parametrize("opening", ["", "II. ", "3) ", "- "])
def test_a_phrase_counts_where_a_row_begins_behind_its_number(opening: str) -> None:
    found = classify(passage(opening + "Thông tin tài sản gắn liền với đất"))

    assert found.layout is not None
    assert found.layout.family == "sheet2024"


@pytest.mark.parametrize(
    "phrase",
    [
        "Sơ đồ thửa đất",
        "những thay đổi sau khi cấp giấy chứng nhận",
        "thông tin tài sản gắn liền với đất",
        "được quyền sử dụng",
    ],
)
def test_a_phrase_inside_a_sentence_makes_no_certificate(phrase: str) -> None:
    assert classify(passage(phrase)).layout is not None
    assert classify(passage(f"Tôi đề nghị cơ quan xem xét {phrase}")).layout is None


def test_a_sentence_about_a_phrase_does_not_outweigh_its_heading() -> None:
    both = classify(passage(PINK_TITLE, f"theo bản sao giấy về {PINK_TITLE}"))

    assert both.weight == pytest.approx(classify(passage(PINK_TITLE)).weight)


COVER = ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT", "CP 673047")


def test_a_cover_bears_its_title_and_little_else() -> None:
    found = classify(passage(*COVER))

    assert found.layout is not None
    assert (found.layout.family[:3], found.face) == ("red", "face1")


def test_the_title_of_a_cover_above_much_text_is_a_letters() -> None:
    prose = ("Gia đình tôi sinh sống ổn định trên mảnh đất này từ lâu và đề nghị xem xét",) * 5

    assert classify(passage(*COVER, *prose)).layout is None


@pytest.mark.parametrize(("repeats", "family"), [(6, "red"), (12, None)])
def test_a_cover_is_known_through_what_shows_through_it(repeats: int, family: str | None) -> None:
    # Mirrored, a page behind is read badly; a page full of it is none of the kind.
    behind = words_of(*("f1ỈỊ) U[Ỉ1 nủ H) nội(l 18f1hịh 1t iẻ 35g TiỦL9V :1B5 IOV T191",) * repeats)
    garbled = [word._replace(confidence=0.3) for word in behind]
    title = written(repeats, 0, 2000, *COVER)

    found = classify(Passage(rows_of([*garbled, *title])))

    assert (found.layout and found.layout.family[:3]) == family


def test_what_else_a_face_might_be_is_kept_with_less_weight() -> None:
    found = classify(passage("Những thay đổi sau khi cấp giấy chứng nhận"))

    assert found.others
    assert all(0 < other.weight <= found.weight for other in found.others)
    families = {option.layout.family for option in (found, *found.others) if option.layout}
    assert {"pink", "sheet2024", "red2004"} <= families
