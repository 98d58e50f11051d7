"""Pages that lie in a dossier without being part of a certificate: a letter, an empty page."""

import numpy as np
from PIL import Image, ImageDraw

from drawing.damaged import Chance, Pixels
from drawing.typefaces import Face, font

A4_MM = (210, 297)
INK = (28, 26, 30)
# Size in points, bold, text; an empty text is a gap. Numbers and people are nowhere named,
# so that nothing on the page can be taken for a field of a certificate.
LETTER: tuple[tuple[int, bool, str], ...] = (
    (13, True, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    (13, True, "Độc lập - Tự do - Hạnh phúc"),
    (12, False, ""),
    (16, True, "ĐƠN ĐỀ NGHỊ"),
    (12, False, "Về việc sao lục hồ sơ lưu trữ"),
    (12, False, ""),
    (13, False, "Kính gửi: Văn phòng Đăng ký đất đai"),
    (12, False, ""),
    (13, False, "Gia đình tôi có nhu cầu bổ sung giấy tờ để làm thủ tục vay vốn"),
    (13, False, "ngân hàng. Bản gốc đã bị thất lạc trong trận bão vừa qua, nay tôi"),
    (13, False, "làm đơn này kính mong quý cơ quan cho phép sao lục hồ sơ đang lưu."),
    (13, False, "Tôi xin cam đoan những điều trình bày trên đây là đúng sự thật và"),
    (13, False, "hoàn toàn chịu trách nhiệm trước pháp luật."),
    (13, False, "Xin trân trọng cảm ơn."),
    (12, False, ""),
    (13, True, "NGƯỜI LÀM ĐƠN"),
)
CENTRED_ABOVE = 5  # lines of the heading


def letter_page(dpi: int, chance: Chance) -> Pixels:
    """Return an A4 letter to the registry office, RGB (height, width, 3), upright."""
    picture = Image.new("RGB", _size(dpi), (253, 253, 251))
    pen = ImageDraw.Draw(picture)
    family = str(chance.choice(["Liberation Serif", "Tinos", "Liberation Sans"]))
    left = dpi * chance.uniform(0.9, 1.2)
    down = dpi * chance.uniform(0.8, 1.2)
    for row, (points, bold, text) in enumerate(LETTER):
        size = round(points * dpi / 72)
        face = font(Face(family, bold=bold), size)
        if row < CENTRED_ABOVE:
            pen.text((picture.width / 2, down), text, fill=INK, font=face, anchor="ma")
        elif row == len(LETTER) - 1:
            pen.text((picture.width * 0.7, down), text, fill=INK, font=face, anchor="ma")
        else:
            pen.text((left, down), text, fill=INK, font=face)
        down += size * 1.5
    return np.asarray(picture)


def blank_page(dpi: int, chance: Chance) -> Pixels:
    """Return an empty A4 page, a little off white, RGB (height, width, 3)."""
    width, height = _size(dpi)
    tone = chance.integers(240, 253)
    return np.full((height, width, 3), tone, np.uint8)


def _size(dpi: int) -> tuple[int, int]:
    width_mm, height_mm = A4_MM
    return round(width_mm * dpi / 25.4), round(height_mm * dpi / 25.4)
