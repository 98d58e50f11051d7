"""Invents parcels: numbers, areas, uses, terms, origins and what is built on them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from random import Random
from typing import NamedTuple

from schemas.document import Edition


class Purpose(NamedTuple):
    """What a part of a parcel may be used for; ``code`` is empty when its words have none."""

    name: str
    code: str
    area: Decimal
    term: str
    origin: str


class Parcel(NamedTuple):
    """One parcel. ``shared`` is the part of ``area`` that is used together with others."""

    number: str
    sheet: str
    address: str
    area: Decimal
    shared: Decimal
    purposes: tuple[Purpose, ...]


class House(NamedTuple):
    """A building. Areas in square metres; ``term`` and ``grade`` as printed."""

    kind: str
    built: Decimal
    floor: Decimal
    form: str
    grade: str
    term: str


class Use(NamedTuple):
    name: str
    code: str
    group: str  # home, field, garden, forest, water, business


# Printed name, code, group; names follow the list in force when the paper was printed.
USES: Mapping[Edition, tuple[Use, ...]] = {
    Edition.E1993: (
        Use("Đất ở", "", "home"), Use("Thổ cư", "", "home"), Use("T", "", "home"),
        Use("ở", "", "home"), Use("Vườn", "", "garden"), Use("Đất vườn", "", "garden"),
        Use("V", "", "garden"), Use("2L", "", "field"), Use("1L", "", "field"),
        Use("Lúa", "", "field"), Use("2 lúa", "", "field"), Use("Màu", "", "field"),
        Use("ĐRM", "", "field"), Use("Ao", "", "water"), Use("TSL", "", "water"),
        Use("LNK", "", "garden"), Use("LNC", "", "garden"), Use("RST", "", "forest"),
        Use("Rừng trồng", "", "forest"),
    ),
    Edition.E2004: (
        Use("Đất ở tại nông thôn", "ONT", "home"), Use("Đất ở tại đô thị", "ODT", "home"),
        Use("Đất trồng cây lâu năm", "CLN", "garden"),
        Use("Đất trồng cây hàng năm khác", "HNK", "field"),
        Use("Đất chuyên trồng lúa nước", "LUC", "field"),
        Use("Đất nuôi trồng thuỷ sản", "NTS", "water"),
        Use("Đất rừng sản xuất", "RSX", "forest"),
        Use("Đất cơ sở sản xuất, kinh doanh", "SKC", "business"),
    ),
    Edition.E2009: (
        Use("Đất ở tại nông thôn", "ONT", "home"), Use("Đất ở tại đô thị", "ODT", "home"),
        Use("Đất trồng cây lâu năm", "CLN", "garden"),
        Use("Đất bằng trồng cây hàng năm khác", "BHK", "field"),
        Use("Đất chuyên trồng lúa nước", "LUC", "field"),
        Use("Đất trồng lúa nước còn lại", "LUK", "field"),
        Use("Đất nuôi trồng thủy sản", "NTS", "water"),
        Use("Đất rừng sản xuất", "RSX", "forest"),
        Use("Đất cơ sở sản xuất phi nông nghiệp", "SKC", "business"),
    ),
    Edition.E2014: (
        Use("Đất ở tại nông thôn", "ONT", "home"), Use("Đất ở tại đô thị", "ODT", "home"),
        Use("Đất trồng cây lâu năm", "CLN", "garden"),
        Use("Đất bằng trồng cây hàng năm khác", "BHK", "field"),
        Use("Đất nương rẫy trồng cây hàng năm khác", "NHK", "field"),
        Use("Đất chuyên trồng lúa nước", "LUC", "field"),
        Use("Đất trồng lúa nước còn lại", "LUK", "field"),
        Use("Đất nuôi trồng thủy sản", "NTS", "water"),
        Use("Đất rừng sản xuất", "RSX", "forest"),
        Use("Đất thương mại, dịch vụ", "TMD", "business"),
        Use("Đất cơ sở sản xuất phi nông nghiệp", "SKC", "business"),
    ),
    Edition.E2024: (
        Use("Đất ở tại nông thôn", "ONT", "home"), Use("Đất ở tại đô thị", "ODT", "home"),
        Use("Đất trồng cây lâu năm", "CLN", "garden"),
        Use("Đất trồng cây hằng năm khác", "HNK", "field"),
        Use("Đất chuyên trồng lúa", "LUC", "field"),
        Use("Đất trồng lúa còn lại", "LUK", "field"),
        Use("Đất nuôi trồng thủy sản", "NTS", "water"),
        Use("Đất rừng sản xuất", "RSX", "forest"),
        Use("Đất thương mại, dịch vụ", "TMD", "business"),
    ),
}  # fmt: skip

# Square metres, smallest and largest, by group.
SIZES = {
    "home": (42, 420), "garden": (60, 2400), "field": (90, 3200), "water": (150, 6500),
    "forest": (3000, 48000), "business": (300, 16000),
}  # fmt: skip

RECOGNISED = "Công nhận QSDĐ như giao đất {how} thu tiền sử dụng đất"
GRANTED = "Nhà nước giao đất {how} thu tiền sử dụng đất"
RENTED = "Nhà nước cho thuê đất trả tiền {when}"
TRANSFERS = ("chuyển nhượng", "chuyển nhượng", "tặng cho", "thừa kế")


def origin(rng: Random, group: str) -> str:
    """Return where the right comes from, as a sentence."""
    if group == "business":
        return RENTED.format(when=rng.choice(("hàng năm", "một lần cho cả thời gian thuê")))
    how = "có" if group == "home" else "không"
    source = (RECOGNISED if rng.random() < 0.65 else GRANTED).format(how=how)
    if rng.random() < 0.4:
        source = f"Nhận {rng.choice(TRANSFERS)} đất được {source}"
    if rng.random() < 0.35:
        source = source.replace("QSDĐ", "quyền sử dụng đất")
    return source


def term(rng: Random, group: str, issued: date, edition: Edition) -> str:
    """Return how long the land may be used, as printed."""
    if group == "home":
        old = edition in (Edition.E1993, Edition.E2004)
        return rng.choice(("Lâu dài",) * 5 + (("lâu dài", "Ổn định lâu dài") if old else ()))
    end = {"field": 2013, "water": 2013}.get(group, 2043)
    end = end if issued.year < end - 2 else 2063 if rng.random() < 0.7 else 2043
    if edition is Edition.E1993:
        return rng.choice((f"10/{end}", f"Đến năm {end}", f"{end}", "20 năm", f"10-{end}"))
    day = rng.choice(
        (f"15/10/{end}", f"01/7/{end}", f"{rng.randint(1, 28):02d}/{rng.randint(10, 12)}/{end}")
    )
    return rng.choice((f"Đến ngày {day}",) * 4 + (f"Đến tháng 10/{end}", f"Đến năm {end}"))


def size(rng: Random, group: str, edition: Edition) -> Decimal:
    """Return an area; old papers mostly know whole metres, newer ones tenths."""
    low, high = SIZES[group]
    metres = low * (high / low) ** rng.random()
    fine = rng.random()
    if edition in (Edition.E1993, Edition.E2004):
        step = "1" if fine < 0.7 else "0.1" if fine < 0.9 else "0.01"
    else:
        step = "0.1" if fine < 0.72 else "1" if fine < 0.86 else "0.01"
    return Decimal(metres).quantize(Decimal(step))


def parcel_number(rng: Random) -> str:
    return rng.choice(
        (str(rng.randint(1, 99)),) * 4
        + (str(rng.randint(100, 999)),) * 5
        + (f"{rng.randint(2, 240)}-{rng.randint(1, 4)}", f"{rng.randint(1000, 2400)}")
    )


def sheet_number(rng: Random) -> str:
    return rng.choice(
        (str(rng.randint(1, 98)),) * 6
        + (f"{rng.randint(1, 9):02d}",) * 2
        + (f"PL{rng.randint(1, 9)}", str(rng.randint(100, 160)))
    )


def invent_parcel(
    rng: Random,
    edition: Edition,
    issued: date,
    address: str,
    *,
    urban: bool,
    groups: tuple[str, ...],
) -> Parcel:
    """Return a parcel whose purposes are of ``groups``, in that order."""
    purposes: list[Purpose] = []
    places = 1 if edition not in (Edition.E1993, Edition.E2004) else 0
    step = Decimal(rng.choice(("0.1", "0.1", "1"))) if places else Decimal("1")
    transferred = rng.random()
    for group in groups:
        use = _use(rng, edition, group, urban)
        area = size(rng, group, edition)
        if len(groups) > 1:
            area = area.quantize(step)
        source = origin(rng, group)
        # One deed brings the whole parcel: either all parts were transferred or none was.
        if len(groups) > 1 and transferred < 0.6:
            source = source.split(" đất được ", 1)[-1]
        purposes.append(
            Purpose(use.name, use.code, area, term(rng, group, issued, edition), source)
        )
    total = sum((purpose.area for purpose in purposes), Decimal(0))
    shared = Decimal(0)
    if len(groups) == 1 and rng.random() < 0.05:
        shared = (total * Decimal(rng.choice(("0.1", "0.25", "1")))).quantize(total)
    number = parcel_number(rng)
    return Parcel(number, sheet_number(rng), address, total, shared, tuple(purposes))


def _use(rng: Random, edition: Edition, group: str, urban: bool) -> Use:
    fitting = [use for use in USES[edition] if use.group == group]
    if group == "home" and edition is not Edition.E1993:
        wanted = "ODT" if urban else "ONT"
        fitting = [use for use in fitting if use.code == wanted]
    return rng.choice(fitting)


HOUSES = ("Nhà ở riêng lẻ", "Nhà ở riêng lẻ", "Nhà ở", "Nhà ở liền kề", "Nhà kho", "Nhà xưởng")


def invent_house(rng: Random) -> House:
    """Return a building."""
    built = Decimal(rng.uniform(38, 160)).quantize(Decimal("0.1"))
    storeys = rng.randint(1, 4)
    floor = (built * storeys - Decimal(rng.uniform(0, 6))).quantize(Decimal("0.1"))
    floor = built if storeys == 1 else floor
    grade = rng.choice(("Cấp 4", "Cấp IV") if storeys == 1 else ("Cấp 3", "Cấp III", "Cấp 2"))
    form = rng.choice(("Sở hữu riêng", "Sở hữu riêng", "Sở hữu riêng", "Sở hữu chung"))
    return House(
        rng.choice(HOUSES), built, floor, form, grade, rng.choice(("-/-", "Lâu dài", "-/-"))
    )
