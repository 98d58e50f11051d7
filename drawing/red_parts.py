"""What the two kinds of red book have in common: cover, heading, book number, parcel table."""

from random import Random

from drawing.facts import Facts
from drawing.land import Parcel
from drawing.marks import emblem
from drawing.paper import Paper, bare
from drawing.parcels_text import note_parcel
from drawing.places import written
from drawing.signing import registry_line
from drawing.typefaces import Face
from drawing.typesetting import Canvas, Colour, Run, Style
from drawing.wording import Column, Voice, decimal_truth, same_everywhere

GOLD: Colour = (226, 186, 84)


def draw_cover(facts: Facts, paper: Paper, rng: Random, dpi: int) -> Canvas:
    """Draw the red cover: gold emblem, gold title, serial in the lower half."""
    canvas = Canvas(bare(paper, dpi), dpi, rng)
    middle, height = canvas.width_mm / 2, canvas.height_mm
    gold = Style(Face("Liberation Serif", bold=True), rng.uniform(24, 28), GOLD)
    canvas.frame((9, 9, canvas.width_mm - 9, height - 9), 0.7, GOLD)
    canvas.frame((11, 11, canvas.width_mm - 11, height - 11), 0.25, GOLD)
    if rng.random() < 0.6:
        for row, text in enumerate(
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
        ):
            canvas.line(middle, 28 + 7 * row, [Run(text, gold.sized(14))], "centre")
    canvas.paste_over(emblem(canvas.px(46), paper.ground, GOLD), middle, height * 0.33)
    for row, text in enumerate(("GIẤY CHỨNG NHẬN", "QUYỀN SỬ DỤNG ĐẤT")):
        canvas.line(middle, height * 0.53 + row * 13, [Run(text, gold)], "centre")
    says = (("certificate.serial", facts.serial),)
    black = Style(Face("Liberation Sans", bold=True), 16, (22, 18, 20))
    letter = rng.choice((gold.sized(16), gold.sized(18), gold.sized(16), black))
    word = rng.choice(("Số ", "Số: ", "Số "))
    canvas.line(middle, height * rng.uniform(0.72, 0.84),
                [Run(word, gold.sized(16)), Run(facts.serial, letter, says)], "centre")  # fmt: skip
    return canvas


def draw_heading(canvas: Canvas, facts: Facts, voice: Voice, rng: Random) -> float:
    """Draw state name, motto, committee and CHỨNG NHẬN; return where the text goes on."""
    middle = canvas.width_mm / 2
    bold = voice.label_style.bold()
    state = rng.choice(("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    canvas.line(middle, 20, [Run(state, bold.sized(13))], "centre")
    canvas.line(middle, 26, [Run("Độc lập - Tự do - Hạnh phúc", bold.sized(13))], "centre")
    canvas.rule((middle - 24, 28, middle + 24, 28), 0.25)
    committee = rng.choice(("UỶ BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN"))
    where = f"{facts.place.district.upper()} - {facts.place.province.upper()}"
    if rng.random() < 0.5:
        where = f"{written(facts.place.district)} - {written(facts.place.province)}"
    canvas.line(middle, 37, [Run(f"{committee} {where}", bold)], "centre")
    red = Style(Face("Liberation Serif", bold=True), 19, rng.choice(((196, 24, 44), (30, 28, 30))))
    canvas.line(middle, 47, [Run("CHỨNG NHẬN", red)], "centre")
    return 57.0


def draw_registry(
    canvas: Canvas,
    facts: Facts,
    voice: Voice,
    rng: Random,
    left: float,
    y: float,
    hand: Style,
    right: float,
) -> None:
    """Put the book number on the left, mostly by hand."""
    label = rng.choice((
        "Vào sổ cấp giấy CNQSDĐ Số:", "Vào sổ cấp giấy chứng nhận quyền sử dụng đất Số:",
        "Vào sổ cấp giấy chứng nhận quyền sử dụng đất số", "Số vào sổ cấp giấy chứng nhận QSDĐ:",
    ))  # fmt: skip
    style = hand if rng.random() < 0.75 else None
    registry_line(canvas, facts, voice, left, y, label, style, right)


def _terms(parcel: Parcel, at: str, style: Style) -> list[Run]:
    """Return the terms of a parcel in a table's cell: one for all uses, or one for each."""
    texts = [use.term for use in parcel.purposes]
    if len(set(texts)) == 1:
        says = same_everywhere(f"{at}.purposes[{{}}].term", len(texts), texts[0])
        return [Run(texts[0], style, says)]
    runs: list[Run] = []
    for number, text in enumerate(texts):
        runs.append(Run("; " if number else "", style))
        runs.append(Run(text, style, ((f"{at}.purposes[{number}].term", text),)))
    return runs


def draw_parcel_table(
    canvas: Canvas, facts: Facts, voice: Voice, column: Column, rng: Random
) -> None:
    """Draw one row per parcel as the 1990s did; total and its words come below."""
    heads = ["Số tờ bản đồ", "Số thửa", f"Diện tích ({voice.unit.strip()})", "Mục đích sử dụng",
             "Thời hạn sử dụng", "Phần ghi thêm"]  # fmt: skip
    shares = [0.12, 0.13, 0.18, 0.24, 0.18, 0.15]
    width = column.right - column.left
    small = voice.label_style.sized(voice.label_style.size_pt - 1.5)
    inked = voice.value_style.sized(voice.value_style.size_pt - 0.5)
    rows = [[[Run(head, small.bold())] for head in heads]]
    for index, parcel in enumerate(facts.parcels):
        note_parcel(canvas, facts, index)
        at = f"parcels[{index}]"
        canvas.unknown.discard(f"{at}.purposes[0].form")
        uses: list[Run] = []
        for number, use in enumerate(parcel.purposes):
            path = f"{at}.purposes[{number}]"
            canvas.truth[f"{path}.form"] = None
            uses.append(Run("; " if number else "", inked))
            uses.append(Run(use.name, inked, ((f"{path}.name", use.name),)))
            if len(parcel.purposes) > 1:
                truth = decimal_truth(use.area)
                uses += [Run(": ", inked), Run(voice.area(use.area), inked,
                                               ((f"{path}.area_m2", truth),))]  # fmt: skip
        rows.append([
            [Run(parcel.sheet, inked, ((f"{at}.map_sheet_no", parcel.sheet),))],
            [Run(parcel.number, inked, ((f"{at}.parcel_no", parcel.number),))],
            [Run(voice.area(parcel.area), inked,
                 ((f"{at}.area_m2", decimal_truth(parcel.area)),))],
            uses,
            _terms(parcel, at, inked),
            [],
        ])  # fmt: skip
    rows += [[[] for _ in heads] for _ in range(rng.randint(0, 3))]
    widths = [width * share for share in shares]
    column.y = canvas.table(rows, column.left, column.y - 3, widths, least_mm=7.0) + 6
