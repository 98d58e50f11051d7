"""A face is known by the phrases it carries."""

import pytest

from ocr.classify import classify
from ocr.layouts import LAYOUTS
from tests.ocr.typed_words import passage

PINK_2 = ("1. Thửa đất:", "a) Thửa đất số: 5", "Mục đích sử dụng: Đất ở", "Nguồn gốc sử dụng: Mua")
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
def test_every_face_of_a_form_can_be_recognised_by_its_own_phrases(layout: object) -> None:
    for face in {sign.face for sign in layout.signs}:  # type: ignore[attr-defined]
        phrases = [sign.phrase for sign in layout.signs if sign.face == face]  # type: ignore[attr-defined]

        found = classify(passage(*phrases))

        assert found.face == face
