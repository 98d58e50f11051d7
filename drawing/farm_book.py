"""The red book of the 1990s with its table of parcels."""

from decimal import Decimal

from drawing.parties import note_parties
from drawing.red_book import RedBook
from drawing.red_parts import draw_heading, draw_parcel_table
from drawing.typesetting import Canvas
from drawing.wording import Column, decimal_truth
from drawing.words import area_words


class FarmBook(RedBook):
    """One copy; only its content face differs from the later red book."""

    def _content(self) -> Canvas:
        canvas, facts, rng, voice = self._sheet(), self.facts, self.rng, self.voice
        column = Column(
            canvas, self.left, self.right, draw_heading(canvas, facts, voice, rng), self.leading
        )
        self._who(canvas, column)
        total = sum((parcel.area for parcel in facts.parcels), Decimal(0))
        parcels = range(len(facts.parcels))
        says = [f"parcels[{index}].address" for index in parcels]
        where = voice.field("Tại", facts.parcels[0].address, *says)
        if rng.random() < 0.6:
            granted = [
                *voice.field("Được quyền sử dụng", voice.area(total)), voice.value(voice.unit),
                voice.label(" đất"),
            ]  # fmt: skip
            column.put(granted, dots=self.dots)
            column.put(where, dots=self.dots)
            column.put([voice.label("Theo bảng liệt kê dưới đây:")])
        else:
            column.put([voice.label("Được quyền sử dụng các thửa đất dưới đây:")])
            column.put(where, dots=self.dots)
        column.y += 2
        draw_parcel_table(canvas, facts, voice, column, rng)
        # With one parcel the total of the book is the parcel's own area.
        words = area_words(total, facts.speech)
        single = len(facts.parcels) == 1
        paths = ["parcels[0].area_words"] if single else []
        areas = ["parcels[0].area_m2"] if single else []
        sum_runs = voice.field(
            "Tổng diện tích (bằng số)", voice.area(total), *areas,
            truth=decimal_truth(total),
        )  # fmt: skip
        if rng.random() < 0.5:
            column.put([*sum_runs, voice.value(voice.unit)], dots=self.dots)
        column.put(voice.field("Bằng chữ", words, *paths), dots=self.dots)
        self.signed = column.y < self.size[1] - 85 and rng.random() < 0.6
        if self.signed:
            self._sign(canvas, column.y + 8)
        return canvas

    def _who(self, canvas: Canvas, column: Column) -> None:
        facts, voice, rng = self.facts, self.voice, self.rng
        party = facts.party
        both = rng.random() < 0.5
        note_parties(canvas, facts, gender=not both)
        for index, person in enumerate(party.people):
            at = f"holders[{index}]"
            name = voice.name(person.name)
            title = self._title(index, both)
            sex = () if both else ((f"{at}.gender", "Nam" if person.male else "Nữ"),)
            runs = [
                voice.label(f"{title}{voice.colon} ")._replace(says=sex),
                voice.value(name, (f"{at}.full_name", name)),
            ]
            if rng.random() < 0.4:
                born = voice.field("Sinh năm", str(person.born.year), f"{at}.birth_date")
                runs += [voice.label("   "), *born]
            column.put(runs, dots=self.dots)
        label = rng.choice(("Địa chỉ", "Nơi thường trú", "Địa chỉ thường trú", "Thường trú tại"))
        paths = [f"holders[{index}].address" for index in range(len(party.people))]
        column.put(voice.field(label, party.address, *paths), dots=self.dots)
