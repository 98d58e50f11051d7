"""What certificates, registers and identity cards say, line by line, for training lines."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from random import Random

from drawing.land import USES, invent_house, origin, parcel_number, sheet_number, term
from drawing.offices import office, town
from drawing.people import MALE_MIDDLES, MINORITY_FAMILIES, person_name
from drawing.places import Place, address, address_habit, written
from drawing.words import area_words, dialect, number_words
from ocr.layouts import LAYOUTS
from ocr.layouts.tables import CHANGES_COLUMNS, PARCEL_COLUMNS
from schemas.document import Edition
from schemas.land_use import names_of
from schemas.names import family_names
from schemas.places import gazetteer
from training import texts_codes as codes
from training.texts_language import cased, cut, listed, syllables, titled

EDITIONS = tuple(Edition)
GROUPS = ("home", "garden", "field", "water", "forest", "business")
PERSON_TITLES = (
    "Ông", "Bà", "Ông:", "Bà:", "Hộ ông", "Hộ bà", "Hộ ông:", "Ông (bà):", "và vợ là bà", "Bà:",
    "và chồng là ông", "Vợ:", "Chồng:", "Và vợ:", "Họ và tên:", "1. Họ và tên:", "2. Họ và tên:",
    "Hộ gia đình ông", "Chủ hộ:", "Họ và tên / Full name:", "Người ký:", "Cha:", "Mẹ:", "Tôi là:",
)  # fmt: skip
COMPANIES = (
    "Công ty TNHH", "Công ty Cổ phần", "CÔNG TY TNHH MTV", "Hợp tác xã", "Doanh nghiệp tư nhân",
    "Ngân hàng TMCP", "Trường Tiểu học", "Trường THCS", "Trạm Y tế xã", "Tổng công ty", "Chùa",
    "Giáo xứ", "Nhà máy", "Công ty cổ phần đầu tư và xây dựng", "Quỹ tín dụng nhân dân", "Đình",
)  # fmt: skip
NONE_WORDS = ("Không", "không", "-/-", "./.", "0", "Không có", "x", "nt", "–nt–", "Lâu dài", '"')
TERMS = (
    "Lâu dài", "lâu dài", "Ổn định lâu dài", "Sử dụng ổn định lâu dài", "50 năm", "20 năm",
    "50 năm kể từ ngày ký", "Đến ngày {0}", "đến ngày {0}", "Đến năm {1}", "đến {1}", "10/{1}",
    "{0}", "Đất ở: Lâu dài; đất vườn: đến {0}", "Từ ngày {0} đến ngày {2}", "Thời hạn: {0}",
)  # fmt: skip


@cache
def label_list() -> tuple[str, ...]:
    """Return printed labels and headings of all papers, as the layouts and our list have them."""
    printed = [text for layout in LAYOUTS for label in layout.labels for text in label.printed]
    signs = [sign.phrase for layout in LAYOUTS for sign in layout.signs]
    columns = [
        text for table in (PARCEL_COLUMNS, CHANGES_COLUMNS) for texts in table.values()
        for text in texts
    ]  # fmt: skip
    return tuple(sorted({*printed, *signs, *columns, *listed("labels.txt", by_line=True)}))


@cache
def land_uses() -> tuple[tuple[str, str], ...]:
    """Return names of land uses with their codes, of all editions; the code may be empty."""
    official = {(name, code) for code in codes.USE_CODES for name in names_of(code)}
    printed = {(use.name, use.code) for uses in USES.values() for use in uses}
    return tuple(sorted(official | printed))


@cache
def _old_places() -> tuple[Place, ...]:
    known = gazetteer()
    districts, provinces = known.old_districts, known.old_provinces
    return tuple(
        Place(
            provinces[districts[commune.parent].parent].full_name,
            districts[commune.parent].full_name, commune.full_name, commune.code, "",
        )
        for commune in known.old_communes.values()
    )  # fmt: skip


@cache
def _new_places() -> tuple[Place, ...]:
    known = gazetteer()
    return tuple(
        Place(known.provinces[commune.parent].full_name, "", commune.full_name, "", commune.code)
        for commune in known.communes.values()
    )


@cache
def _families() -> tuple[str, ...]:
    return tuple(form for forms in family_names().values() for form in forms)


def some_place(rng: Random) -> Place:
    """Return any commune of the country, before or after July 2025."""
    return rng.choice(_old_places() if rng.random() < 0.65 else _new_places())


def person(rng: Random) -> str:
    """Return an invented name, usual or unusual, in title case."""
    if rng.random() < 0.55:
        return person_name(rng, male=rng.random() < 0.5)
    family = rng.choice((*MINORITY_FAMILIES, *_families()))
    middle = rng.choice((*MALE_MIDDLES, "Thị", "Thị", "Thị", ""))
    given = titled(" ".join(rng.choices(syllables(), k=rng.choice((1, 1, 2)))))
    return f"{family} {middle} {given}".replace("  ", " ")


def name_line(rng: Random) -> str:
    """Return a name as holders, signers and registers show it."""
    name = person(rng)
    if rng.random() < 0.5:
        name = name.upper()
    if rng.random() < 0.12:
        return f"{rng.choice(COMPANIES)} {name}"
    if rng.random() < 0.45:
        return name
    line = f"{rng.choice(PERSON_TITLES)} {name}"
    if rng.random() < 0.3:
        line += rng.choice((
            f", sinh năm {year(rng)}", f"   Năm sinh: {year(rng)}",
            f", CMND số {codes.number(rng, 9)}",
            f", CCCD số: {codes.number(rng, 12)}", f" - Sinh năm: {year(rng)}", f" ({year(rng)})",
        ))  # fmt: skip
    return line


def birth_and_card(rng: Random) -> str:
    """Return birth, number and issue of a card as one line under a holder's name."""
    born = rng.choice(
        (f"Năm sinh: {year(rng)}", f"Sinh năm: {year(rng)}", f"Ngày sinh: {day(rng)}")
    )
    card = rng.choice((
        f"CMND số: {codes.number(rng, 9)}", f"CCCD số: {codes.number(rng, 12)}",
        f"Số CMND: {codes.number(rng, 9)}", f"CMTND số {codes.number(rng, 9)}",
        f"Giấy tờ tùy thân: CCCD {codes.number(rng, 12)}", f"Căn cước: {codes.number(rng, 12)}",
        f"Số / No.: {codes.number(rng, 12)}",
    ))  # fmt: skip
    issue = f"{rng.choice(('Cấp ngày', 'cấp ngày', 'Ngày cấp:'))} {day(rng)}"
    where = (
        f"{rng.choice(('Nơi cấp:', 'nơi cấp', 'do'))} Công an {written(some_place(rng).province)}"
    )
    return rng.choice(
        (f"{born}, {card}", card, f"{card}, {issue}", f"{issue}  {where}", born, where)
    )


def place_line(rng: Random) -> str:
    """Return an address or a part of one."""
    place = some_place(rng)
    way = rng.random()
    if way < 0.15:
        unit = rng.choice([unit for unit in place[:3] if unit])
        return rng.choice((unit, unit, written(unit), unit.upper(), unit.split(" ", 1)[1]))
    text = address(rng, place, address_habit(rng), house=rng.random() < 0.6)
    if rng.random() < 0.12:
        text = text.replace(", ", rng.choice((" - ", ",", "; ")))
    if way < 0.5:
        head = ("Địa chỉ:", "b) Địa chỉ:", "Địa chỉ thường trú:", "e. Địa chỉ:",
        "Địa chỉ thửa đất:",
                "Tại:", "Quê quán:", "Nơi thường trú:", "1.2. Địa chỉ:", "trú tại")  # fmt: skip
        text = f"{rng.choice(head)} {text}"
    return cut(rng, text, whole_chance=0.7)


def year(rng: Random) -> str:
    return str(rng.randint(1910, 2026))


def day(rng: Random) -> str:
    """Return a date in figures."""
    figures = rng.randint(1, 31), rng.randint(1, 12)
    sign = rng.choice(("/", "/", "/", "/", "-", ".", " / "))
    one, two = (f"{figure:02d}" if rng.random() < 0.7 else str(figure) for figure in figures)
    return f"{one}{sign}{two}{sign}{year(rng)}"


def date_line(rng: Random) -> str:
    """Return a date in figures or in words, with or without the town before it."""
    one, two = rng.randint(1, 31), rng.randint(1, 12)
    words = f"ngày {one:02d} tháng {two:02d} năm {year(rng)}"
    if rng.random() < 0.3:
        words = f"ngày {one} tháng {two} năm {year(rng)}"
    head = rng.random()
    if head < 0.4:
        return f"{town(some_place(rng))}, {words}"
    if head < 0.6:
        return words[0].upper() + words[1:]
    return rng.choice(
        (day(rng), day(rng), f"Ngày {day(rng)}", f"{two}/{year(rng)}", f"Ngày {day(rng)}:")
    )


def area_line(rng: Random) -> str:
    """Return an area with its label, its share, or both figures and words."""
    figure = codes.area_figure(rng)
    name, code = rng.choice(land_uses())
    own = ("Diện tích:", "c) Diện tích:", "b. Diện tích:", "Diện tích sàn:", "Tổng diện tích:",
           "+ Sử dụng riêng:", "+ Sử dụng chung:", "S =", "Cộng:", "Riêng:", "chung")  # fmt: skip
    return rng.choice((
        figure, figure, f"{rng.choice(own)} {figure}", f"{rng.choice(own)} {figure}",
        f"{figure} ({_words(rng)})", f"riêng {figure}, chung {codes.area_figure(rng)}",
        f"{name}: {figure}", f"{code or 'T'}: {figure}; {rng.choice(codes.USE_CODES)}: {figure}",
    ))  # fmt: skip


def number_word_line(rng: Random) -> str:
    """Return an area or a number in words."""
    text = _words(rng)
    head = rng.random()
    if head < 0.4:
        label = rng.choice(("Bằng chữ:", "(bằng chữ:", "Viết bằng chữ:", "(Bằng chữ:", "bằng chữ"))
        text = f"{label} {text}" + (")" if label.startswith("(") else "")
    elif head < 0.55:
        text = f"({text})"
    elif head < 0.62:
        text = text.upper()
    return cut(rng, text, whole_chance=0.8) + rng.choice(("", "", "", ".", "./.", ";"))


def _words(rng: Random) -> str:
    way = dialect(rng)
    if rng.random() < 0.12:
        text = number_words(rng.randrange(10 ** rng.randint(1, 9)), way)
        return f"{text[0].upper()}{text[1:]}" + rng.choice((" đồng", " đồng chẵn", "", " thửa"))
    size = Decimal(rng.randrange(10 ** rng.randint(2, 6))).scaleb(-rng.choice((0, 1, 1, 2)))
    text = area_words(size, way)
    return text if rng.random() < 0.85 else text.lower()


def use_line(rng: Random) -> str:
    """Return purposes of a parcel, with codes and areas or without."""
    name, code = rng.choice(land_uses())
    text = rng.choice((name, name, f"{name} ({code})" if code else name, name.lower()))
    if rng.random() < 0.3:
        text += f": {codes.area_figure(rng)}"
    if rng.random() < 0.2:
        text += f"; {rng.choice(land_uses())[0]}: {codes.area_figure(rng)}"
    if rng.random() < 0.25:
        head = ("đ) Mục đích sử dụng:", "Mục đích sử dụng:", "c. Loại đất:", "Loại đất:")
        text = f"{rng.choice(head)} {text}"
    return cut(rng, text, whole_chance=0.8)


def term_line(rng: Random) -> str:
    """Return how long land may be used."""
    if rng.random() < 0.5:
        issued = date(rng.randint(1994, 2025), 6, 1)
        text = term(rng, rng.choice(GROUPS), issued, rng.choice(EDITIONS))
    else:
        text = rng.choice(TERMS).format(day(rng), year(rng), day(rng))
    if rng.random() < 0.35:
        head = ("e) Thời hạn sử dụng:", "Thời hạn sử dụng:", "d. Thời hạn sử dụng:", "Thời hạn:")
        text = f"{rng.choice(head)} {text}"
    return text


def origin_line(rng: Random) -> str:
    """Return where a right comes from."""
    text = origin(rng, rng.choice(GROUPS))
    if rng.random() < 0.3:
        text = f"{rng.choice(('g) Nguồn gốc sử dụng:', 'Nguồn gốc sử dụng:', 'Nguồn gốc:'))} {text}"
    return cut(rng, text, whole_chance=0.7)


def parcel_line(rng: Random) -> str:
    """Return the numbers of a parcel and its sheet, or a row of a table of parcels."""
    number, sheet = parcel_number(rng), sheet_number(rng)
    if rng.random() < 0.3:
        number, sheet = codes.parcel_or_sheet(rng), codes.parcel_or_sheet(rng)
    code = rng.choice(codes.USE_CODES)
    size = codes.area_figure(rng)
    return rng.choice((
        f"a) Thửa đất số: {number}, tờ bản đồ số: {sheet}", f"Thửa đất số: {number}",
        f"a. Thửa đất số: {number}; tờ bản đồ số: {sheet}", f"Tờ bản đồ số: {sheet}",
        f"Thửa số: {number}   Tờ bản đồ số: {sheet}", f"thửa {number} tờ {sheet}",
        f"{sheet} {number} {size} {code}", f"{number} {sheet} {size} {code} {year(rng)}",
        f"Số thửa {number}", f"tờ bản đồ số {sheet}",
    ))  # fmt: skip


def house_line(rng: Random) -> str:
    """Return what is said of a building."""
    house, roof = invent_house(rng), rng.choice(("ngói", "tôn", "bằng"))
    return rng.choice((
        f"Loại nhà ở: {house.kind}", f"Diện tích xây dựng: {house.built} m²", house.form,
        f"Diện tích sàn: {house.floor} m2", f"Hình thức sở hữu: {house.form}", house.kind,
        f"Cấp (hạng): {house.grade}", f"Thời hạn sở hữu: {house.term}", house.grade,
        f"Căn hộ số {rng.randint(110, 4099)}, tầng {rng.randint(2, 40)}, nhà {rng.choice('ABC')}1",
        f"Số tầng: {rng.randint(1, 9)}; kết cấu: tường gạch, mái {roof}",
    ))  # fmt: skip


def office_line(rng: Random) -> str:
    """Return a line of the block where a certificate is signed."""
    edition = rng.choice(EDITIONS)
    issued = date({"1993": 1999, "2004": 2007, "2009": 2012, "2014": 2018}.get(edition, 2025), 9, 1)
    body = office(rng, edition, issued, some_place(rng), company=rng.random() < 0.4)
    return cut(rng, rng.choice((*body.lines, *body.lines, *body.role, body.name)), whole_chance=0.9)


def label_line(rng: Random) -> str:
    """Return a printed label or heading, alone or with the one that follows it on the line."""
    text = rng.choice(label_list())
    if rng.random() < 0.12:
        text += f" {rng.choice(label_list())}"
    elif rng.random() < 0.2:
        text = text.rstrip(":") + ":"
    if rng.random() < 0.15:
        text = cased(rng, text)
    return cut(rng, text, whole_chance=0.85)


def sentence_line(rng: Random) -> str:
    """Return a line of running text with invented names, numbers and places in it."""
    text = rng.choice(listed("sentences.txt", by_line=True))
    for slot, fill in SLOTS:
        while slot in text:
            text = text.replace(slot, fill(rng), 1)
    text = cut(rng, text, whole_chance=0.1)
    return text.upper() if rng.random() < 0.06 else text


def nothing_line(rng: Random) -> str:
    """Return a word that says that nothing stands here, or that it is as above."""
    return rng.choice(NONE_WORDS)


def _short_figure(rng: Random) -> str:
    return str(rng.randrange(10 ** rng.randint(1, 4)))


def _bare_area(rng: Random) -> str:
    return f"{codes.grouped(rng, rng.randint(2, 4))},{rng.randrange(10)}"


def _somewhere(rng: Random) -> str:
    return address(rng, some_place(rng), address_habit(rng))


# What is put into sentences.txt, by the mark that stands for it there.
SLOTS: tuple[tuple[str, Callable[[Random], str]], ...] = (
    ("{person}", person),
    ("{date}", day),
    ("{place}", _somewhere),
    ("{area}", _bare_area),
    ("{number}", _short_figure),
    ("{ref}", lambda rng: codes.file_reference(rng).lstrip("Ssố: ")),
    ("{card}", lambda rng: codes.number(rng, rng.choice((9, 12)))),
    ("{serial}", codes.serial),
    ("{year}", year),
)
