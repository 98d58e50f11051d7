"""The holders of a certificate in words, as the editions since 2009 print them."""

from random import Random

from drawing.facts import Facts
from drawing.people import Person
from drawing.typesetting import Canvas, Run
from drawing.wording import Voice, decimal_truth, short_day

__all__ = ["FORMS", "decimal_truth", "holder_paragraphs", "note_parties"]

# Party kind -> Form No. 1's word for it and the role of each holder; None: the paper cannot
# tell. For a couple the roles follow the sex of the holder.
FORMS: dict[str, tuple[str, str | None]] = {
    "one": ("Cá nhân", "Cá nhân"),
    "household": ("Hộ gia đình", "Chủ hộ"),
    "sharers": ("Đồng sử dụng", "Cá nhân"),
    "organisation": ("Tổ chức", None),
    "community": ("Cộng đồng dân cư", None),
}


def note_parties(canvas: Canvas, facts: Facts, *, roles: bool = True, gender: bool = True) -> None:
    """Note what follows from how the holders are named: form, role, sex.

    ``roles`` False: the paper names two people without saying what they are to each other.
    ``gender`` False: the title is a printed "Ông (Bà)" that fits both.
    """
    party = facts.party
    for index in range(len(party.people) or 1):
        at = f"holders[{index}]"
        if party.kind == "couple":
            male = party.people[index].male
            role: str | None = ("Chồng" if male else "Vợ") if roles and gender else None
            form = "Vợ chồng" if roles else None
        else:
            form, role = FORMS[party.kind]
        for path, value in ((f"{at}.legal_form", form), (f"{at}.role", role)):
            if value is None:
                canvas.unknown.add(path)
            else:
                canvas.truth.setdefault(path, value)
        if party.people and gender:
            canvas.truth.setdefault(f"{at}.gender", "Nam" if party.people[index].male else "Nữ")
        elif party.people:
            canvas.unknown.add(f"{at}.gender")


def holder_paragraphs(
    canvas: Canvas, facts: Facts, voice: Voice, rng: Random, *, full: bool
) -> list[list[Run]]:
    """Return the holders as paragraphs; ``full`` prints birth and address too."""
    party = facts.party
    if party.organisation is not None:
        note_parties(canvas, facts)
        return _organisation(facts, voice, rng, full)
    titled = _Titles(voice, facts, rng, full)
    if party.kind == "couple":
        plain = rng.random() < 0.2
        note_parties(canvas, facts, roles=not plain)
        return _couple(titled, voice, rng, full, plain)
    note_parties(canvas, facts)
    if party.kind == "sharers":
        one = titled.person(0, "")
        other = titled.person(1, "Cùng sử dụng đất với ")
        return [*one, *titled.home(0), *other, *titled.home(1)]
    before = rng.choice(("Hộ ", "Hộ ", "Hộ gia đình ")) if party.kind == "household" else ""
    return [*titled.person(0, before), *titled.home(0)]


class _Titles:
    """The wording of people on one paper: chosen once, the same for all of them."""

    def __init__(self, voice: Voice, facts: Facts, rng: Random, full: bool) -> None:
        self.voice, self.facts, self.rng, self.full = voice, facts, rng, full
        self.colon = rng.choice((":", ":", ""))
        self.one_line = rng.random() < (0.3 if full else 1.0)
        self.birth = rng.choice(("Năm sinh:", "Năm sinh:", "Sinh năm:", "Năm sinh", "sinh năm"))
        self.full_birth = full and rng.random() < 0.15
        modern = facts.issued.year >= 2021 or (facts.issued.year >= 2016 and rng.random() < 0.4)
        self.card = modern
        self.card_label = rng.choice(
            ("CCCD số:", "CCCD số:", "CCCD:", "Số CCCD:", "Căn cước công dân số:", "Số định danh:")
            if modern else
            ("CMND số:", "CMND số:", "Số CMND:", "CMND:", "Giấy CMND số:", "CMTND số:", "CMND số")
        )  # fmt: skip
        self.issued = full and rng.random() < 0.2
        self.home_label = rng.choice((
            "Địa chỉ thường trú", "Địa chỉ thường trú", "Địa chỉ thường trú", "Địa chỉ",
            "Nơi thường trú", "Hộ khẩu thường trú", "Địa chỉ thường trú tại",
        ))  # fmt: skip

    def person(self, index: int, before: str, role: str | None = None) -> list[list[Run]]:
        """Return one person in one or two paragraphs, without the address."""
        someone, voice = self.facts.party.people[index], self.voice
        at = f"holders[{index}]"
        title = "ông" if someone.male else "bà"
        title = title if before and not before.endswith(": ") else title.capitalize()
        head = []
        if before:
            says = ((f"{at}.role", role),) if role else ()
            head.append(voice.label(before)._replace(says=says))
        sex = "Nam" if someone.male else "Nữ"
        head.append(voice.label(f"{title}{self.colon} ")._replace(says=((f"{at}.gender", sex),)))
        name = voice.name(someone.name)
        head.append(voice.value(name, (f"{at}.full_name", name)))
        details = self._details(someone, at)
        if self.one_line:
            return [[*head, voice.label(", "), *details]]
        return [head, details]

    def home(self, *indexes: int) -> list[list[Run]]:
        """Return the address paragraph of one or several holders; none when not printed."""
        if not self.full:
            return []
        label = self.home_label
        if len(indexes) > 1 and self.rng.random() < 0.4:
            label = "Cùng địa chỉ thường trú"
        paths = [f"holders[{index}].address" for index in indexes]
        return [self.voice.field(label, self.facts.party.address, *paths)]

    def _details(self, someone: Person, at: str) -> list[Run]:
        voice, runs = self.voice, []
        if self.full:
            if self.full_birth:
                printed, truth = short_day(someone.born, self.rng), someone.born.isoformat()
                label = "Ngày sinh: "
            else:
                printed = truth = str(someone.born.year)
                label = f"{self.birth} "
            if self.one_line:
                label = label[0].lower() + label[1:]
            runs += [voice.label(label), voice.value(printed, (f"{at}.birth_date", truth))]
            runs.append(voice.label(", "))
        number = someone.card if self.card else someone.old_card
        kind = "CCCD" if self.card else "CMND"
        printed = number
        if self.rng.random() < 0.05:
            printed = " ".join(number[start : start + 3] for start in range(0, len(number), 3))
        runs.append(voice.label(f"{self.card_label} ")._replace(says=((f"{at}.id_kind", kind),)))
        runs.append(voice.value(printed, (f"{at}.id_number", number)))
        if self.issued:
            where = self.facts.place.province.split(" ", 1)[1]
            day = short_day(someone.card_issued, self.rng)
            runs.append(voice.label(f", cấp ngày {day}, nơi cấp: Công an {where}"))
        return runs


def _couple(titled: _Titles, voice: Voice, rng: Random, full: bool, plain: bool) -> list[list[Run]]:
    first = titled.person(0, "")
    second_male = titled.facts.party.people[1].male
    word, role = ("chồng", "Chồng") if second_male else ("vợ", "Vợ")
    if plain:
        return [*first, *titled.home(0), *titled.person(1, ""), *titled.home(1)]
    before = rng.choice((f"Và {word}: ", f"và {word} là ", f"Và {word} là ", f"{role}: "))
    second = titled.person(1, before, role)
    if titled.one_line and rng.random() < 0.5:
        return [[*first[0], voice.label(" "), *second[0]], *titled.home(0, 1)]
    if rng.random() < 0.5:
        return [*first, *second, *titled.home(0, 1)]
    return [*first, *titled.home(0), *second, *titled.home(1)]


def _organisation(facts: Facts, voice: Voice, rng: Random, full: bool) -> list[list[Run]]:
    body = facts.party.organisation
    assert body is not None  # asked only for parties that are organisations
    name = voice.name(body.name)
    lines = [[voice.value(name, ("holders[0].full_name", name))]]
    if body.register and (full or rng.random() < 0.5):
        label = rng.choice(
            ("Giấy chứng nhận đăng ký doanh nghiệp số: ", "Mã số doanh nghiệp: ", "Giấy ĐKKD số: ")
        )
        lines.append([voice.label(label), voice.value(body.register)])
    if full:
        label = rng.choice(("Địa chỉ trụ sở chính", "Trụ sở chính", "Địa chỉ"))
        lines.append(voice.field(label, facts.party.address, "holders[0].address"))
    return lines
