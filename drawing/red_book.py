"""The red book of four faces that lists its parcel line by line, printed from 1999 to 2009."""

from random import Random

from drawing.changes_table import draw_changes
from drawing.face import DrawnFace
from drawing.facts import Facts
from drawing.paper import Paper, bare
from drawing.parcels_text import note_parcel, purpose_runs
from drawing.parties import note_parties
from drawing.red_parts import (
    draw_cover,
    draw_heading,
    draw_parcel_table,
    draw_registry,
)
from drawing.signing import sign
from drawing.sketch import area_label, draw_north, draw_outline, outline
from drawing.typesetting import Canvas, Colour, Run
from drawing.wording import (
    Column,
    decimal_truth,
    form_voice,
    pen,
    same_everywhere,
    short_day,
)
from drawing.words import area_words
from schemas.document import Edition

COVER_REDS: tuple[Colour, ...] = ((158, 30, 34), (142, 26, 36), (170, 38, 40), (128, 32, 34))
CAUTION = (
    "- Phải mang Giấy chứng nhận này đến đăng ký tại cơ quan nhà nước có thẩm quyền khi thực hiện "
    "các quyền của người sử dụng đất hoặc khi có thay đổi.",
    "- Không được tự ý sửa chữa, tẩy xoá bất kỳ nội dung nào trong Giấy chứng nhận.",
    "- Nếu mất hoặc hư hỏng Giấy chứng nhận phải khai báo ngay với cơ quan cấp giấy.",
)
CHANGE_HEADS = ("Nội dung thay đổi và cơ sở pháp lý", "Xác nhận của cơ quan có thẩm quyền")


# Share of books filled in by hand; the rest were typed, printed by pins or by laser.
HANDWRITTEN = {Edition.E1993: 0.4, Edition.E2004: 0.3}


class RedBook:
    """One copy: its cover, paper, type and the hand that filled it in."""

    def __init__(self, facts: Facts, rng: Random, dpi: int) -> None:
        self.facts, self.rng, self.dpi = facts, rng, dpi
        size = rng.choice((12, 12.5, 13, 13.5))
        self.voice = form_voice(rng, size, by_hand=HANDWRITTEN[facts.edition])
        self.size = (210.0, 297.0) if rng.random() < 0.25 else (190.0, 265.0)
        tone = rng.randint(0, 14)
        self.paper = Paper(
            *self.size,
            (252 - tone, 247 - tone, 232 - 2 * tone), (240 - tone, 226 - tone, 200 - tone),
            rng.choice(("waves", "waves", "plain")), rng.randrange(6),
        )  # fmt: skip
        cover = rng.choice(COVER_REDS)
        self.cover = Paper(*self.size, cover, cover, "plain", rng.randrange(6))
        self.left = rng.uniform(17, 21)
        self.right = self.size[0] - rng.uniform(13, 16)
        self.leading = rng.uniform(1.32, 1.5)
        self.dots = self.voice.value_style.tool != "print" or rng.random() < 0.4
        self.hand = self.voice.value_style if self.voice.value_style.tool == "pen" else pen(rng, 14)
        self.hand = self.hand.sized(self.voice.label_style.size_pt + 1.5)
        self.signed = False  # on the content face
        self.dash = rng.choice(("- ", "- ", ". ", "– "))

    def faces(self) -> tuple[list[DrawnFace], list[Canvas]]:
        canvases = [self._front(), self._content(), self._sketch(), self._changes()]
        faces = [
            canvas.face(f"certificate.face{number}") for number, canvas in enumerate(canvases, 1)
        ]
        return faces, canvases

    def _front(self) -> Canvas:
        return draw_cover(self.facts, self.cover, self.rng, self.dpi)

    def _sheet(self) -> Canvas:
        return Canvas(bare(self.paper, self.dpi), self.dpi, self.rng)

    def _content(self) -> Canvas:
        canvas, facts, rng, voice = self._sheet(), self.facts, self.rng, self.voice
        y = draw_heading(canvas, facts, voice, rng)
        column = Column(canvas, self.left, self.right, y, self.leading)
        bold = voice.label_style.bold()
        column.put([Run(f"I{self.dash}Tên người sử dụng đất", bold)])
        self._holders(canvas, column)
        title = rng.choice(
            ("Thửa đất được quyền sử dụng", "Thửa đất được quyền sử dụng", "Thửa đất")
        )
        column.put([Run(f"II{self.dash}{title}", bold)], skip=0.5)
        if len(facts.parcels) == 1:
            self._parcel(canvas, column)
        else:
            self._parcels(canvas, column)
        house = rng.choice(("Không", "-/-", "", "Không có"))
        self._line(
            column, [Run(f"III{self.dash}Tài sản gắn liền với đất: ", bold), voice.value(house)]
        )
        self._assets(column)
        notes = "; ".join(facts.notes) or rng.choice(("Không", "-/-", "", "Không"))
        self._line(column, [Run(f"IV{self.dash}Ghi chú: ", bold), voice.value(notes)])
        return canvas

    def _line(self, column: Column, runs: list[Run], *, inset: float = 0.0) -> None:
        column.put(runs, inset=inset, dots=self.dots and any(run.says for run in runs))

    def _holders(self, canvas: Canvas, column: Column) -> None:
        facts, voice, rng = self.facts, self.voice, self.rng
        party = facts.party
        if party.organisation is not None:
            note_parties(canvas, facts)
            name = voice.name(party.organisation.name)
            self._line(column, [voice.value(name, ("holders[0].full_name", name))])
            self._line(column, voice.field("Địa chỉ", party.address, "holders[0].address"))
            return
        both = rng.random() < 0.45  # the form's own words fit either sex
        note_parties(canvas, facts, gender=not both)
        birth = rng.choice(("Năm sinh", "Năm sinh", "Sinh năm"))
        home = facts.place.province.removeprefix("Tỉnh ").removeprefix("Thành phố ")
        card = rng.choice(("Số CMND", "Số CMND", "CMND số", "Số CMTND"))
        for index, person in enumerate(party.people):
            at = f"holders[{index}]"
            name = voice.name(person.name)
            title = self._title(index, both)
            sex = () if both else ((f"{at}.gender", "Nam" if person.male else "Nữ"),)
            head = [Run(f"{title}{voice.colon} ", voice.label_style, sex),
                    voice.value(name, (f"{at}.full_name", name))]  # fmt: skip
            born = str(person.born.year)
            birth_runs = voice.field(birth, born, f"{at}.birth_date")
            with_card = rng.random() < 0.92
            number = [
                Run(f"{card}{voice.colon} ", voice.label_style, ((f"{at}.id_kind", "CMND"),)),
                voice.value(person.old_card, (f"{at}.id_number", person.old_card)),
            ]
            if not with_card:
                number = [voice.label(f"{card}{voice.colon} ")]
            when = (
                voice.field("Cấp ngày", short_day(person.card_issued, rng))
                if with_card
                else ([voice.label("Cấp ngày: ")])
            )
            where = [*when, voice.label("  "), *voice.field("Nơi cấp", f"Công an {home}")]
            if rng.random() < 0.5:
                self._line(column, [*head, voice.label("   "), *birth_runs])
                self._line(column, [*number, voice.label("  "), *where])
            else:
                self._line(column, head)
                self._line(column, [*birth_runs, voice.label("   "), *number])
                if rng.random() < 0.6:
                    self._line(column, where)
        label = rng.choice((
            "Địa chỉ (Nơi đăng ký hộ khẩu thường trú)", "Địa chỉ", "Địa chỉ thường trú",
            "Nơi đăng ký hộ khẩu thường trú", "Địa chỉ (nơi đăng ký HKTT)",
        ))  # fmt: skip
        paths = [f"holders[{index}].address" for index in range(len(party.people))]
        self._line(column, voice.field(label, party.address, *paths))

    def _title(self, index: int, both: bool) -> str:
        party = self.facts.party
        man = party.people[index].male
        if index == 0:
            before = "Hộ " if party.kind == "household" else ""
            after = "Ông (Bà)" if self.rng.random() < 0.5 else "Ông(Bà)"
            single = "ông" if man else "bà"
            return f"{before}{after if both else single if before else single.capitalize()}"
        if party.kind == "sharers":
            return (
                "Đồng sử dụng với Ông(Bà)" if both else f"Đồng sử dụng với {'ông' if man else 'bà'}"
            )
        if both:
            return self.rng.choice(("Vợ(Chồng)", "Vợ (Chồng)"))
        return f"Và {'chồng' if man else 'vợ'} là {'ông' if man else 'bà'}"

    def _parcel(self, canvas: Canvas, column: Column) -> None:
        facts, voice, rng = self.facts, self.voice, self.rng
        parcel, at = facts.parcels[0], "parcels[0]"
        note_parcel(canvas, facts, 0)
        number, sheet = rng.choice((
            ("Thửa số", "Tờ bản đồ số"), ("Thửa số", "Tờ bản đồ số"),
            ("Thửa đất số", "Tờ bản đồ số"),
            ("Số thửa", "Số tờ bản đồ"), ("1. Thửa đất số", "2. Tờ bản đồ số"),
        ))  # fmt: skip
        self._line(column, [
            *voice.field(number, parcel.number, f"{at}.parcel_no"), voice.label("      "),
            *voice.field(sheet, parcel.sheet, f"{at}.map_sheet_no"),
        ])  # fmt: skip
        label = rng.choice(("Địa chỉ thửa đất", "Địa chỉ thửa đất", "Địa chỉ", "Tại"))
        self._line(column, voice.field(label, parcel.address, f"{at}.address"))
        truth = decimal_truth(parcel.area)
        area = voice.field("Diện tích", voice.area(parcel.area), f"{at}.area_m2", truth=truth)
        self._line(column, [*area, voice.value(voice.unit)])
        words = area_words(parcel.area, facts.speech)
        if rng.random() < 0.8:
            self._line(column, voice.field("Bằng chữ", words, f"{at}.area_words"))
        else:
            says = ((f"{at}.area_words", words),)
            self._line(column, [voice.label("("), voice.value(words, *says), voice.label(")")])
        self._form(column)
        self._line(column, purpose_runs(facts, 0, voice, rng, "Mục đích sử dụng"))
        self._line(column, self._each("term", "Thời hạn sử dụng"))
        if facts.edition is not Edition.E1993 or rng.random() < 0.5:
            self._line(column, self._each("origin", "Nguồn gốc sử dụng"))

    def _each(self, what: str, label: str) -> list[Run]:
        """One value for the whole parcel, or each purpose with its own."""
        from_purposes = [str(getattr(use, what)) for use in self.facts.parcels[0].purposes]
        voice, path = self.voice, f"parcels[0].purposes[{{}}].{what}"
        head = voice.label(f"{label}{voice.colon} ")
        if len(set(from_purposes)) == 1:
            says = same_everywhere(path, len(from_purposes), from_purposes[0])
            return [head, voice.value(from_purposes[0], *says)]
        runs = [head]
        for index, use in enumerate(self.facts.parcels[0].purposes):
            text = str(getattr(use, what))
            runs.append(voice.value(f"{'; ' if index else ''}{use.name}: "))
            runs.append(voice.value(text, (path.format(index), text)))
        return runs

    def _form(self, column: Column) -> None:
        parcel, voice, rng = self.facts.parcels[0], self.voice, self.rng
        says = (
            ()
            if parcel.shared
            else same_everywhere(
                "parcels[0].purposes[{}].form", len(parcel.purposes), "Sử dụng riêng"
            )
        )
        own, none = parcel.area - parcel.shared, rng.choice(("Không", "không", "-/-", "0"))
        unit = voice.unit
        column.put([voice.label(f"Hình thức sử dụng{voice.colon}")])
        own_text = f"{voice.area(own)}{unit}" if own else f"{none}{unit}"
        shared_text = f"{voice.area(parcel.shared)}{unit}" if parcel.shared else f"{none}{unit}"
        alone = [voice.label(f"+ Sử dụng riêng{voice.colon} "), voice.value(own_text, *says)]
        together = [voice.label(f"+ Sử dụng chung{voice.colon} "), voice.value(shared_text)]
        if rng.random() < 0.5:
            self._line(column, [*alone, voice.label("     "), *together], inset=6)
        else:
            self._line(column, alone, inset=6)
            self._line(column, together, inset=6)

    def _parcels(self, canvas: Canvas, column: Column) -> None:
        draw_parcel_table(canvas, self.facts, self.voice, column, self.rng)

    def _assets(self, column: Column) -> None:
        if not self.facts.houses:
            return
        house, voice, at = self.facts.houses[0], self.voice, "assets[0]"
        truth = decimal_truth(house.built)
        self._line(column, voice.field("Loại tài sản", house.kind, f"{at}.kind"), inset=6)
        area = voice.field("Diện tích xây dựng", voice.area(house.built), f"{at}.built_area_m2",
                           truth=truth)  # fmt: skip
        self._line(column, [*area, voice.value(voice.unit)], inset=6)

    def _sketch(self) -> Canvas:
        canvas, facts, rng, voice = self._sheet(), self.facts, self.rng, self.voice
        bold = voice.label_style.bold()
        y = canvas.paragraph([Run(f"V{self.dash}Sơ đồ thửa đất", bold)], self.left, self.right, 22)
        bottom = self.size[1] * 0.56
        if len(facts.parcels) == 1 or rng.random() < 0.4:
            parcel = facts.parcels[0]
            corners = outline(rng, float(parcel.area))
            style = self.hand.sized(12) if rng.random() < 0.4 else voice.label_style.sized(11)
            canvas.frame((self.left, y - 3, self.right, bottom), 0.25)
            draw_outline(
                canvas, corners, (self.left + 14, y, self.right - 22, bottom - 4),
                (parcel.number, area_label(parcel.area)), style, rng, hand=style.tool == "pen",
            )  # fmt: skip
            draw_north(canvas, self.right - 9, y + 3, voice.label_style.sized(11))
        if not self.signed:
            self._sign(canvas, bottom + 12)
        return canvas

    def _sign(self, canvas: Canvas, top: float) -> None:
        """Put date, office, seal and the book number below ``top``."""
        facts, rng, voice = self.facts, self.rng, self.voice
        date = self.hand if rng.random() < 0.7 else None
        centre = self.size[0] * rng.uniform(0.66, 0.7)
        end = sign(canvas, facts, voice, centre, top, rng, date_style=date)
        low = min(end, self.size[1] - 22) if rng.random() < 0.7 else top + rng.uniform(4, 14)
        limit = self.left + rng.uniform(64, 78) if low > top + 20 else self.left + 48
        draw_registry(canvas, facts, voice, rng, self.left, low, self.hand, limit)

    def _changes(self) -> Canvas:
        canvas, facts, rng, voice = self._sheet(), self.facts, self.rng, self.voice
        text = "Những thay đổi sau khi cấp giấy chứng nhận"
        head = [Run(f"VI{self.dash}{text}", voice.label_style.bold())]
        canvas.paragraph(head, self.left, self.right, 20)
        bottom = self.size[1] - 62
        draw_changes(canvas, facts.changes, 0, voice, rng, (self.left - 3, 24, self.right, bottom),
                     CHANGE_HEADS)  # fmt: skip
        small = voice.label_style.sized(10.5)
        y = canvas.paragraph(
            [Run("NGƯỜI ĐƯỢC CẤP GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT CẦN CHÚ Ý:", small.bold())],
            self.left, self.right, bottom + 9,
        )  # fmt: skip
        for line in CAUTION:
            y = canvas.paragraph([Run(line, small)], self.left, self.right, y, leading=1.2)
        return canvas
