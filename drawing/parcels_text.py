"""Parcels and buildings in words and tables, as the editions since 2009 print them."""

from decimal import Decimal
from random import Random

from drawing.facts import Facts
from drawing.land import Parcel
from drawing.typesetting import Canvas, Paths, Run
from drawing.wording import Column, Voice, decimal_truth, lead_lower, same_everywhere
from drawing.words import area_words

PARCEL_LABELS = (
    ("Thửa đất số", "tờ bản đồ số"), ("Thửa đất số", "tờ bản đồ số"),
    ("Thửa đất số", "Tờ bản đồ số"), ("Số thửa", "tờ bản đồ số"), ("Số thửa đất", "số tờ bản đồ"),
)  # fmt: skip
NO_HOUSE = ("-/-", "-/-", "-/-", "-/- ", "Không có", "./.")


def note_parcel(canvas: Canvas, facts: Facts, index: int) -> None:
    """Note what follows from a parcel's text: today's commune, codes, form of use."""
    parcel, at = facts.parcels[index], f"parcels[{index}]"
    if facts.place.code_today:
        canvas.truth.setdefault(f"{at}.commune_code", facts.place.code_today)
    else:
        canvas.unknown.add(f"{at}.commune_code")
    for number, purpose in enumerate(parcel.purposes):
        path = f"{at}.purposes[{number}]"
        if purpose.code:
            canvas.truth.setdefault(f"{path}.code", purpose.code)
        else:
            canvas.unknown.add(f"{path}.code")
        if len(parcel.purposes) == 1:
            canvas.unknown.add(f"{path}.area_m2")
        if parcel.shared:
            canvas.unknown.add(f"{path}.form")


def area_runs(facts: Facts, index: int, voice: Voice, rng: Random, label: str) -> list[Run]:
    """Return area in digits and words: ``Diện tích: 93,0 m², (Bằng chữ: Chín mươi ba …)``."""
    parcel, at = facts.parcels[index], f"parcels[{index}]"
    runs = voice.field(
        label, voice.area(parcel.area), f"{at}.area_m2", truth=decimal_truth(parcel.area)
    )
    words = area_words(parcel.area, facts.speech)
    before, after = rng.choice(
        (
            ("; (bằng chữ: ", ")"),
            (", (Bằng chữ: ", ")"),
            (" (bằng chữ: ", ")"),
            (" (Bằng chữ: ", "./.)"),
            (" (", ")"),
            (", bằng chữ: ", "."),
        )
    )
    says = ((f"{at}.area_words", words),)
    unit = Run(voice.unit, voice.value_style)
    return [*runs, unit, voice.label(before), voice.value(words, *says), voice.label(after)]


def form_runs(facts: Facts, index: int, voice: Voice, rng: Random, label: str) -> list[Run]:
    """Return how the parcel is used: alone, shared, or partly each."""
    parcel, at = facts.parcels[index], f"parcels[{index}]"
    own, shared = parcel.area - parcel.shared, parcel.shared
    count = len(parcel.purposes)
    path = f"{at}.purposes[{{}}].form"
    says: Paths = () if shared else same_everywhere(path, count, "Sử dụng riêng")
    if not shared and rng.random() < 0.5:
        printed = rng.choice(("Sử dụng riêng", "Sử dụng riêng", "sử dụng riêng"))
        return [voice.label(f"{label}{voice.colon} "), voice.value(printed, *says)]
    unit = voice.unit
    none = rng.choice((f"Không{unit}", f"không{unit}", f"0{unit}", "Không", f"-/-{unit}"))
    own_text = f"{voice.area(own)}{unit}" if own else none
    shared_text = f"{voice.area(shared)}{unit}" if shared else none
    between = rng.choice((", chung ", "; chung ", ", chung: "))
    return [
        voice.label(f"{label}{voice.colon} riêng "), voice.value(own_text, *says),
        voice.label(between), voice.value(shared_text),
    ]  # fmt: skip


def purpose_runs(
    facts: Facts, index: int, voice: Voice, rng: Random, label: str, *, codes: bool = False
) -> list[Run]:
    """Return the purposes; their areas when there are several."""
    parcel, at = facts.parcels[index], f"parcels[{index}]"
    several = len(parcel.purposes) > 1
    dash = rng.choice((": ", ": ", " ", " - "))
    parts = []
    for number, purpose in enumerate(parcel.purposes):
        path = f"{at}.purposes[{number}]"
        runs = [voice.value(purpose.name, (f"{path}.name", purpose.name))]
        if codes and purpose.code:
            runs.append(voice.value(f" ({purpose.code})", (f"{path}.code", purpose.code)))
        if several or (codes and rng.random() < 0.3):
            truth = decimal_truth(purpose.area)
            runs.append(voice.value(dash))
            runs.append(voice.value(voice.area(purpose.area), (f"{path}.area_m2", truth)))
            runs.append(voice.value(voice.unit))
        parts.append(runs)
    return [voice.label(f"{label}{voice.colon} "), *_listed(parts, voice, rng)]


def by_purpose(
    parcel: Parcel, at: str, what: str, voice: Voice, rng: Random, label: str
) -> list[Run]:
    """Return a term or origin: one for all, or each purpose with its own.

    ``what``: ``term`` or ``origin``, the attribute of a purpose.
    """
    texts = [str(getattr(purpose, what)) for purpose in parcel.purposes]
    head = voice.label(f"{label}{voice.colon} ")
    if len(set(texts)) == 1:
        says = same_everywhere(f"{at}.purposes[{{}}].{what}", len(texts), texts[0])
        return [head, voice.value(texts[0], *says)]
    parts = []
    for number, (purpose, text) in enumerate(zip(parcel.purposes, texts, strict=True)):
        printed = lead_lower(text) if what == "term" and rng.random() < 0.3 else text
        parts.append([
            voice.value(f"{purpose.name}: "),
            voice.value(printed, (f"{at}.purposes[{number}].{what}", printed)),
        ])  # fmt: skip
    return [head, *_listed(parts, voice, rng)]


def _listed(parts: list[list[Run]], voice: Voice, rng: Random) -> list[Run]:
    between = rng.choice(("; ", "; ", "; ", ", "))
    runs: list[Run] = []
    for part in parts:
        runs += [voice.value(between), *part] if runs else part
    return runs


def single_parcel(canvas: Canvas, facts: Facts, voice: Voice, rng: Random, column: Column) -> None:
    """Put the seven lettered lines of one parcel."""
    parcel, at = facts.parcels[0], "parcels[0]"
    note_parcel(canvas, facts, 0)
    dot = rng.choice((")", ")", ")", ")", ".", "/"))
    first, second = rng.choice(PARCEL_LABELS)
    number = voice.field(f"a{dot} {first}", parcel.number, f"{at}.parcel_no")
    sheet = voice.field(second, parcel.sheet, f"{at}.map_sheet_no")
    gap = rng.choice((", ", ", ", "; ", ",   ", "    "))
    column.put([*number, voice.label(gap), *sheet])
    where = rng.choice(("Địa chỉ", "Địa chỉ", "Địa chỉ thửa đất"))
    column.put(voice.field(f"b{dot} {where}", parcel.address, f"{at}.address"))
    column.put(area_runs(facts, 0, voice, rng, f"c{dot} Diện tích"))
    column.put(form_runs(facts, 0, voice, rng, f"d{dot} Hình thức sử dụng"))
    column.put(purpose_runs(facts, 0, voice, rng, f"đ{dot} Mục đích sử dụng"))
    column.put(by_purpose(parcel, at, "term", voice, rng, f"e{dot} Thời hạn sử dụng"))
    column.put(by_purpose(parcel, at, "origin", voice, rng, f"g{dot} Nguồn gốc sử dụng"))


def parcel_table(canvas: Canvas, facts: Facts, voice: Voice, rng: Random, column: Column) -> None:
    """Put one row per parcel: sheet, number, address, area, form, purpose, term, origin."""
    style = voice.label_style.sized(max(8.5, voice.label_style.size_pt - 2.5))
    value = style._replace(face=style.face._replace(bold=False))
    small = voice._replace(label_style=style, value_style=value)
    heads = ("Tờ bản đồ số", "Thửa đất số", "Địa chỉ thửa đất", f"Diện tích ({voice.unit.strip()})",
             "Mục đích sử dụng", "Thời hạn sử dụng", "Nguồn gốc sử dụng")  # fmt: skip
    shares = (0.085, 0.085, 0.20, 0.11, 0.17, 0.14, 0.21)
    width = column.right - column.left
    rows = [[[small.label(head)._replace(style=style.bold())] for head in heads]]
    total = sum((parcel.area for parcel in facts.parcels), Decimal(0))
    for index, parcel in enumerate(facts.parcels):
        note_parcel(canvas, facts, index)
        at, use = f"parcels[{index}]", parcel.purposes[0]
        cells = (
            (parcel.sheet, "map_sheet_no", parcel.sheet),
            (parcel.number, "parcel_no", parcel.number),
            (parcel.address, "address", parcel.address),
            (small.area(parcel.area), "area_m2", decimal_truth(parcel.area)),
            (use.name, "purposes[0].name", use.name),
            (use.term, "purposes[0].term", use.term),
            (use.origin, "purposes[0].origin", use.origin),
        )
        rows.append([[small.value(text, (f"{at}.{path}", truth))] for text, path, truth in cells])
        canvas.unknown.add(f"{at}.purposes[0].form")
    column.y = canvas.table(
        rows, column.left, column.y - 3, [width * share for share in shares], pad_mm=0.8
    ) + 5  # fmt: skip
    if rng.random() < 0.6:
        words = area_words(total, facts.speech)
        text = f"Tổng diện tích: {small.area(total)}{voice.unit} (bằng chữ: {words})"
        column.put([small.label(text)])


def houses(facts: Facts, voice: Voice, rng: Random, column: Column) -> None:
    """Put sections 2 to 5: the house, other works, forest and trees, mostly a dash."""
    none = rng.choice(NO_HOUSE)
    if facts.houses:
        house, at = facts.houses[0], "assets[0]"
        column.put([voice.label("2. Nhà ở:")._replace(style=voice.label_style.bold())])
        unit = Run(voice.unit, voice.value_style)
        kind = rng.choice(("a) Loại nhà ở", "a) Loại nhà ở", "a) Tên nhà ở"))
        column.put(voice.field(kind, house.kind, f"{at}.kind"))
        built = voice.field("b) Diện tích xây dựng", voice.area(house.built),
                            f"{at}.built_area_m2", truth=decimal_truth(house.built))  # fmt: skip
        floor = voice.field("c) Diện tích sàn", voice.area(house.floor), f"{at}.floor_area_m2",
                            truth=decimal_truth(house.floor))  # fmt: skip
        form = voice.field("d) Hình thức sở hữu", house.form, f"{at}.ownership_form")
        grade = voice.field("đ) Cấp (hạng)", house.grade, f"{at}.grade")
        last = voice.field("e) Thời hạn được sở hữu", house.term, f"{at}.ownership_term")
        if house.term == "-/-":
            last = [voice.label("e) Thời hạn được sở hữu: -/-")]
        if rng.random() < 0.5:
            column.put([*built, unit, voice.label("   "), *floor, unit])
            column.put([*form, voice.label("   "), *grade])
            column.put(last)
        else:
            for runs in ([*built, unit], [*floor, unit], form, grade, last):
                column.put(runs)
    else:
        column.put(_empty("2. Nhà ở", none, voice))
    for title in (
        "3. Công trình xây dựng khác",
        "4. Rừng sản xuất là rừng trồng",
        "5. Cây lâu năm",
    ):
        column.put(_empty(title, none, voice))


def _empty(title: str, none: str, voice: Voice) -> list[Run]:
    return [voice.label(f"{title}: ")._replace(style=voice.label_style.bold()), voice.value(none)]
