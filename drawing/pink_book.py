"""The pink certificate of four faces, printed from the end of 2009 to 2024."""

from random import Random

from drawing.changes_table import draw_changes
from drawing.face import DrawnFace
from drawing.facts import Facts
from drawing.marks import code128, emblem
from drawing.paper import Paper, bare
from drawing.parcels_text import houses, parcel_table, single_parcel
from drawing.parties import holder_paragraphs
from drawing.signing import registry_line, sign
from drawing.sketch import (
    area_label,
    coordinate_table,
    draw_north,
    draw_outline,
    outline,
)
from drawing.typefaces import Face
from drawing.typesetting import Canvas, Run, Style
from drawing.wording import RED, Column, laser_voice, pen

SECTION_1 = "I. Người sử dụng đất, chủ sở hữu nhà ở và tài sản khác gắn liền với đất"
SECTION_2 = "II. Thửa đất, nhà ở và tài sản khác gắn liền với đất"
SECTION_3 = "III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất"
SECTION_4 = "IV. Những thay đổi sau khi cấp Giấy chứng nhận"
TITLE = (
    "GIẤY CHỨNG NHẬN",
    "QUYỀN SỬ DỤNG ĐẤT",
    "QUYỀN SỞ HỮU NHÀ Ở VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT",
)
CAUTION = (
    "Người được cấp Giấy chứng nhận không được sửa chữa, tẩy xoá hoặc bổ sung bất kỳ nội dung nào "
    "trong Giấy chứng nhận; khi bị mất hoặc hư hỏng Giấy chứng nhận phải khai báo ngay với cơ quan "
    "cấp Giấy."
)
REGISTRY_LABELS = (
    "Số vào sổ cấp GCN:", "Số vào sổ cấp GCN:", "Số vào sổ cấp Giấy chứng nhận:",
    "Số vào sổ cấp GCN",
)  # fmt: skip


class PinkBook:
    """One copy: its paper, type and habits. Faces are drawn in order."""

    def __init__(self, facts: Facts, rng: Random, dpi: int) -> None:
        self.facts, self.rng, self.dpi = facts, rng, dpi
        self.voice = laser_voice(rng, rng.choice((11.5, 12, 12, 12.5, 13)))
        red, depth = rng.randint(246, 253), rng.randint(0, 12)
        strong = rng.randint(16, 36)
        self.paper = Paper(
            190, 265, (red, 222 - depth, 224 - depth),
            (red - strong // 2, 222 - depth - strong, 224 - depth - strong * 3 // 4), "drum",
            rng.randrange(4),
        )  # fmt: skip
        plain = self.voice.label_style
        family = plain.face.family if rng.random() < 0.6 else "Liberation Serif"
        self.heading = Style(Face(family, bold=True), plain.size_pt, plain.colour)
        self.upper = rng.random() < 0.1
        self.framed = rng.random() < 0.75
        self.margin = rng.uniform(15, 19)
        self.leading = rng.uniform(1.22, 1.42)
        self.by_pen = pen(rng, 14) if rng.random() < 0.4 else None
        self.shift = rng.uniform(-2, 2)
        self.changes_drawn = 0  # on the third face; the others go on the fourth

    def faces(self) -> tuple[list[DrawnFace], list[Canvas]]:
        canvases = [self._front(), self._land(), self._sketch(), self._back()]
        faces = [
            canvas.face(f"certificate.face{number}") for number, canvas in enumerate(canvases, 1)
        ]
        return faces, canvases

    def _canvas(self) -> Canvas:
        canvas = Canvas(bare(self.paper, self.dpi), self.dpi, self.rng)
        if self.framed:
            canvas.frame((8, 8, 182, 257), 0.5, (222, 150, 160))
            canvas.frame((9, 9, 181, 256), 0.2, (222, 150, 160))
        return canvas

    def _section(self, text: str) -> list[Run]:
        return [Run(text.upper() if self.upper else text, self.heading)]

    def _column(self, canvas: Canvas, top: float) -> Column:
        return Column(canvas, self.margin, 190 - self.margin + 3, top, self.leading)

    def _front(self) -> Canvas:
        canvas, facts, rng = self._canvas(), self.facts, self.rng
        head = self.heading
        canvas.line(95, 20, [Run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", head.sized(13))], "centre")
        canvas.line(95, 26.5, [Run("Độc lập - Tự do - Hạnh phúc", head.sized(13))], "centre")
        canvas.rule((70, 28.5, 120, 28.5), 0.25)
        canvas.paste(emblem(canvas.px(27), (206, 32, 40), (238, 196, 60)), 95, 46)
        red = Style(Face("Liberation Serif", bold=True), rng.uniform(20, 22.5), RED)
        y = 71.0
        for text in TITLE[:2]:
            canvas.line(95, y, [Run(text, red)], "centre")
            y += 9
        lines: tuple[str, ...] = (TITLE[2],)
        if rng.random() < 0.7:
            lines = ("QUYỀN SỞ HỮU NHÀ Ở", "VÀ TÀI SẢN KHÁC GẮN LIỀN VỚI ĐẤT")
        for text in lines:
            fitting = red.sized(13.5 if len(lines) == 1 else 17)
            canvas.line(95, y, [Run(text, fitting)], "centre")
            y += 8
        column = self._column(canvas, y + rng.uniform(3, 7))
        column.put(self._section(SECTION_1))
        paragraphs = holder_paragraphs(canvas, facts, self.voice, rng, full=True)
        inset = rng.choice((0, 0, 6))
        for paragraph in paragraphs:
            column.put(paragraph, inset=inset, skip=rng.choice((0, 0, 1)))
        family = rng.choice(("Liberation Sans", "Liberation Serif", "Tinos"))
        ink = rng.choice((RED, RED, (40, 36, 40)))
        serial = Style(Face(family, bold=True), rng.uniform(15, 18), ink)
        says = (("certificate.serial", facts.serial),)
        canvas.line(176, rng.uniform(246, 251), [Run(facts.serial, serial, says)], "right")
        return canvas

    def _land(self) -> Canvas:
        canvas, facts, rng, voice = self._canvas(), self.facts, self.rng, self.voice
        column = self._column(canvas, 19)
        bold = voice.label_style.bold()
        column.put(self._section(SECTION_2))
        many = len(facts.parcels) > 1
        column.put([Run("1. Thửa đất:", bold)])
        if many:
            column.y += 1
            parcel_table(canvas, facts, voice, rng, column)
        else:
            single_parcel(canvas, facts, voice, rng, column)
        houses(facts, voice, rng, column)
        notes = "; ".join(facts.notes) if facts.notes else rng.choice(("-/-", "Không", ""))
        column.put([Run("6. Ghi chú: ", bold), voice.value(notes)])
        top = max(column.y + rng.uniform(2, 6), rng.uniform(150, 172))
        top = min(top, 192)
        date = self.by_pen.sized(13) if self.by_pen and rng.random() < 0.5 else None
        bottom = sign(canvas, facts, voice, rng.uniform(126, 134), top, rng, date_style=date)
        registry = self.by_pen if self.by_pen and rng.random() < 0.6 else None
        low = min(max(bottom, 235), 250) if rng.random() < 0.6 else top + rng.uniform(4, 30)
        label = rng.choice(REGISTRY_LABELS)
        limit = 190 - self.margin if low > bottom else 80.0
        registry_line(canvas, facts, voice, self.margin, low, label, registry, limit)
        return canvas

    def _sketch(self) -> Canvas:
        canvas, facts, rng, voice = self._canvas(), self.facts, self.rng, self.voice
        left, right = self.margin, 190 - self.margin + 3
        y = canvas.paragraph(self._section(SECTION_3), left, right, 19)
        parcel = facts.parcels[0]
        corners = outline(rng, float(parcel.area))
        style = voice.label_style.sized(10.5)
        bottom = 150.0
        tabled = rng.random() < 0.8
        edge = left + (84 if tabled else 140)
        draw_outline(canvas, corners, (left, y, edge, bottom - 6),
                     (parcel.number, area_label(parcel.area)), style, rng)  # fmt: skip
        draw_north(canvas, right - 8, y + 2, style)
        if tabled:
            top = y + rng.uniform(26, 48)
            coordinate_table(canvas, corners, right - 72, top, style.sized(8), rng)
        scale = rng.choice(("Tỷ lệ 1:500", "Tỷ lệ 1/500", "Tỷ lệ 1:1000", "Tỷ lệ: 1/200"))
        canvas.line(left + 46, bottom, [Run(scale, style.italic())], "centre")
        canvas.paragraph(self._section(SECTION_4), left, right, bottom + 8)
        self.changes_drawn = draw_changes(
            canvas, facts.changes[:2], 0, voice, rng, (left - 3, bottom + 11, right + 1, 252)
        )
        return canvas

    def _back(self) -> Canvas:
        canvas, facts, rng, voice = self._canvas(), self.facts, self.rng, self.voice
        left, right = self.margin, 190 - self.margin + 3
        first = self.changes_drawn
        draw_changes(
            canvas, facts.changes[first:], first, voice, rng, (left - 3, 16, right + 1, 208)
        )
        caution = self.heading._replace(face=Face("Liberation Serif", italic=True)).sized(11)
        canvas.paragraph([Run(CAUTION, caution)], left, right, 216, indent_mm=8, leading=1.2)
        if facts.barcode:
            bars = code128(facts.barcode, canvas.px(rng.uniform(48, 62)), canvas.px(9))
            x = right - canvas.mm(bars.width) / 2
            canvas.paste(bars, x, 239)
            says = (("certificate.barcode", facts.barcode),)
            canvas.line(x, 248, [Run(facts.barcode, voice.label_style.sized(11), says)], "centre")
        return canvas
