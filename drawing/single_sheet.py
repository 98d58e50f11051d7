"""The certificate of one sheet with a QR code, printed since January 2025."""

from random import Random

from drawing.changes_table import draw_changes
from drawing.face import DrawnFace
from drawing.facts import Facts
from drawing.marks import emblem, qr
from drawing.paper import Paper, bare
from drawing.parcels_text import area_runs, by_purpose, form_runs, note_parcel, purpose_runs
from drawing.parties import holder_paragraphs
from drawing.signing import registry_line, sign
from drawing.sketch import area_label, coordinate_table, draw_north, draw_outline, outline
from drawing.typefaces import Face
from drawing.typesetting import Canvas, Run, Style
from drawing.wording import RED, Column, decimal_truth, laser_voice, pen

TITLE = ("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN", "GẮN LIỀN VỚI ĐẤT")
HEADS = ("Nội dung thay đổi và cơ sở pháp lý", "Xác nhận của cơ quan có thẩm quyền")
CODE_LETTERS = "ABCDEFGHKLMNPQRSTUVXY0123456789"
CAUTION = (
    "Người được cấp Giấy chứng nhận không được sửa chữa, tẩy xóa hoặc bổ sung bất kỳ nội dung nào "
    "trong Giấy chứng nhận; khi bị mất hoặc hư hỏng phải khai báo ngay với cơ quan đăng ký đất đai."
)


class SingleSheet:
    """One copy of the sheet: its paper, type and habits."""

    def __init__(self, facts: Facts, rng: Random, dpi: int) -> None:
        self.facts, self.rng, self.dpi = facts, rng, dpi
        self.voice = laser_voice(rng, rng.choice((12, 12.5, 13, 13)))._replace(
            unit=rng.choice((" m²", " m²", " m2"))
        )
        depth = rng.randint(0, 10)
        self.paper = Paper(
            210, 297, (250, 226 - depth, 228 - depth), (238, 198 - depth, 208 - depth), "drum",
            4 + rng.randrange(3),
        )  # fmt: skip
        self.bold = Style(Face("Liberation Serif", bold=True), 13, (36, 32, 36))
        self.left = rng.uniform(19, 24)
        self.right = 210 - rng.uniform(16, 19)
        self.leading = rng.uniform(1.28, 1.45)

    def faces(self) -> tuple[list[DrawnFace], list[Canvas]]:
        canvases = [self._front(), self._back()]
        faces = [
            canvas.face(f"certificate.face{number}") for number, canvas in enumerate(canvases, 1)
        ]
        return faces, canvases

    def _canvas(self) -> Canvas:
        canvas = Canvas(bare(self.paper, self.dpi), self.dpi, self.rng)
        canvas.frame((9, 9, 201, 288), 0.5, (226, 150, 165))
        canvas.frame((10.5, 10.5, 199.5, 286.5), 0.2, (226, 150, 165))
        return canvas

    def _front(self) -> Canvas:
        canvas, facts, rng = self._canvas(), self.facts, self.rng
        self._head(canvas)
        column = Column(canvas, self.left, self.right, rng.uniform(96, 100), self.leading)
        heading = self.voice.label_style.bold()
        column.put([Run("1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:", heading)])
        for paragraph in holder_paragraphs(canvas, facts, self.voice, rng, full=False):
            column.put(paragraph)
        column.put([Run("2. Thông tin thửa đất:", heading)], skip=rng.uniform(0, 2))
        self._land(canvas, column)
        column.put([Run("3. Thông tin tài sản gắn liền với đất:", heading)], skip=rng.uniform(0, 2))
        self._house(column)
        top = min(max(column.y + 4, 212), 230)
        sign(canvas, facts, self.voice, rng.uniform(140, 148), top, rng)
        says = (("certificate.serial", facts.serial),)
        serial = Style(Face(rng.choice(("Liberation Serif", "Liberation Sans")), bold=True),
                       rng.uniform(14, 17), rng.choice((RED, (36, 32, 36))))  # fmt: skip
        canvas.line(self.left, 281, [Run(facts.serial, serial, says)])
        note = self.voice.label_style.italic().sized(10)
        canvas.line(self.left, 273, [Run("Thông tin chi tiết được thể hiện tại mã QR", note)])
        return canvas

    def _head(self, canvas: Canvas) -> None:
        rng = self.rng
        canvas.paste(emblem(canvas.px(24), (206, 32, 40), (238, 196, 60)), 36, 30)
        canvas.line(108, 22, [Run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", self.bold)], "centre")
        canvas.line(108, 28.5, [Run("Độc lập - Tự do - Hạnh phúc", self.bold)], "centre")
        canvas.rule((84, 30.5, 132, 30.5), 0.25)
        code = rng.choice(("T1", "T2")) + "".join(rng.choice(CODE_LETTERS) for _ in range(10))
        canvas.paste(qr(f"{code}|{self.facts.serial}", canvas.px(24)), 181, 30)
        label = self.voice.label_style.sized(9)
        shown = code if rng.random() < 0.7 else f"Mã GCN: {code}"
        canvas.line(181, 46.5, [Run(shown, label)], "centre")
        red = Style(Face("Liberation Serif", bold=True), rng.uniform(21, 24), RED)
        y = 60.0
        for number, text in enumerate(TITLE):
            canvas.line(105, y, [Run(text, red if number == 0 else red.sized(16.5))], "centre")
            y += 10 if number == 0 else 8

    def _land(self, canvas: Canvas, column: Column) -> None:
        facts, voice, rng = self.facts, self.voice, self.rng
        parcel, at = facts.parcels[0], "parcels[0]"
        note_parcel(canvas, facts, 0)
        dot = rng.choice((".", ".", ")"))
        column.put([
            *voice.field(f"a{dot} Thửa đất số", parcel.number, f"{at}.parcel_no"),
            voice.label(rng.choice(("; ", "; ", ", "))),
            *voice.field("tờ bản đồ số", parcel.sheet, f"{at}.map_sheet_no"),
        ])  # fmt: skip
        if rng.random() < 0.5:
            column.put(area_runs(facts, 0, voice, rng, f"b{dot} Diện tích"))
        else:
            truth = decimal_truth(parcel.area)
            runs = voice.field(
                f"b{dot} Diện tích", voice.area(parcel.area), f"{at}.area_m2", truth=truth
            )
            column.put([*runs, voice.value(voice.unit)])
        codes = rng.random() < 0.8
        column.put(purpose_runs(facts, 0, voice, rng, f"c{dot} Loại đất", codes=codes))
        column.put(by_purpose(parcel, at, "term", voice, rng, f"d{dot} Thời hạn sử dụng đất"))
        column.put(form_runs(facts, 0, voice, rng, f"đ{dot} Hình thức sử dụng"))
        column.put(voice.field(f"e{dot} Địa chỉ", parcel.address, f"{at}.address"))

    def _house(self, column: Column) -> None:
        facts, voice, rng = self.facts, self.voice, self.rng
        dash = rng.choice(("-/-", "-/-", "Không có", ""))
        if not facts.houses:
            if rng.random() < 0.5:
                column.put([voice.value(dash or "-/-")])
                return
            for label in ("a. Tên tài sản", "b. Diện tích sử dụng", "c. Hình thức sở hữu",
                          "d. Thời hạn sở hữu", "đ. Địa chỉ"):  # fmt: skip
                column.put([voice.label(f"{label}: "), voice.value(dash or "-/-")])
            return
        house, at = facts.houses[0], "assets[0]"
        column.put(voice.field("a. Tên tài sản", house.kind, f"{at}.kind"))
        floor = voice.field("b. Diện tích sử dụng", voice.area(house.floor),
                            f"{at}.floor_area_m2", truth=decimal_truth(house.floor))  # fmt: skip
        column.put([*floor, voice.value(voice.unit)])
        column.put(voice.field("c. Hình thức sở hữu", house.form, f"{at}.ownership_form"))
        if house.term == "-/-":
            column.put([voice.label("d. Thời hạn sở hữu: "), voice.value("-/-")])
        else:
            column.put(voice.field("d. Thời hạn sở hữu", house.term, f"{at}.ownership_term"))
        column.put([voice.label("đ. Địa chỉ: "), voice.value(facts.parcels[0].address)])

    def _back(self) -> Canvas:
        canvas, facts, rng, voice = self._canvas(), self.facts, self.rng, self.voice
        heading = voice.label_style.bold()
        y = canvas.paragraph(
            [Run("4. Sơ đồ thửa đất, tài sản gắn liền với đất:", heading)],
            self.left,
            self.right,
            20,
        )
        parcel = facts.parcels[0]
        corners = outline(rng, float(parcel.area))
        style = voice.label_style.sized(10.5)
        draw_outline(canvas, corners, (self.left, y, self.left + 92, 128),
                     (parcel.number, area_label(parcel.area)), style, rng)  # fmt: skip
        draw_north(canvas, self.right - 8, y + 2, style)
        if rng.random() < 0.85:
            coordinate_table(canvas, corners, self.right - 72, y + 24, style.sized(8.5), rng)
        notes = "; ".join(facts.notes) or rng.choice(("Không", "-/-", ""))
        note_runs = [Run("5. Ghi chú: ", heading), voice.value(notes)]
        y = canvas.paragraph(note_runs, self.left, self.right, 140, leading=1.25)
        y = canvas.paragraph(
            [Run("6. Những thay đổi sau khi cấp Giấy chứng nhận:", heading)],
            self.left, self.right, y + 2,
        )  # fmt: skip
        draw_changes(canvas, facts.changes, 0, voice, rng,
                     (self.left - 2, y - 2, self.right + 1, 258), HEADS)  # fmt: skip
        by_hand = pen(rng, 14) if rng.random() < 0.55 else None
        label = rng.choice(("Số vào sổ cấp Giấy chứng nhận:", "Số vào sổ cấp GCN:"))
        registry_line(canvas, facts, voice, self.left, 266, label, by_hand, self.right)
        caution = voice.label_style.italic().sized(9.5)
        canvas.paragraph([Run(CAUTION, caution)], self.left, self.right, 273, leading=1.15)
        return canvas
