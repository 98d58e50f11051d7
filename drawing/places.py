"""The places certificates are about, under the names they had on the day of issue."""

from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

# Old communes with their codes and the commune of today (empty: the old one was split).
# Extract of the data of vietnamadminunits 1.0.4 (MIT licence, copyright 2025 Tran Ngoc Minh Hieu).
TABLE = Path(__file__).parent / "data" / "communes.tsv"
TWO_LEVELS_SINCE = date(2025, 7, 1)


class Place(NamedTuple):
    """A commune as it was called at some day.

    Attributes:
        province: ``Tỉnh Quảng Ninh``.
        district: ``Thành phố Hạ Long``; empty since July 2025.
        commune: ``Phường Hồng Hà``.
        old_code: five digits before July 2025, as barcodes carry them.
        code_today: five digits; empty when the old commune was split.
    """

    province: str
    district: str
    commune: str
    old_code: str
    code_today: str

    @property
    def urban(self) -> bool:
        return self.commune.startswith(("Phường", "Thị trấn"))


class _Was(NamedTuple):
    before: date
    name: str


# Today's district -> its earlier names, oldest first; communes that were wards later on
# were villages while the district was a rural one.
DISTRICT_HISTORY: dict[str, tuple[_Was, ...]] = {
    "Thành phố Cẩm Phả": (_Was(date(2012, 2, 21), "Thị xã Cẩm Phả"),),
    "Thành phố Uông Bí": (_Was(date(2011, 2, 25), "Thị xã Uông Bí"),),
    "Thành phố Móng Cái": (
        _Was(date(1998, 7, 20), "Huyện Hải Ninh"),
        _Was(date(2008, 9, 24), "Thị xã Móng Cái"),
    ),
    "Thị xã Quảng Yên": (_Was(date(2011, 11, 25), "Huyện Yên Hưng"),),
    "Thành phố Đông Triều": (
        _Was(date(2015, 3, 11), "Huyện Đông Triều"),
        _Was(date(2024, 11, 1), "Thị xã Đông Triều"),
    ),
    "Huyện Hải Hà": (_Was(date(2001, 8, 29), "Huyện Quảng Hà"),),
    "Huyện Đầm Hà": (_Was(date(2001, 8, 29), "Huyện Quảng Hà"),),
}
HOANH_BO_CODES = range(7030, 7067)  # joined Hạ Long on 1 January 2020
TOWNS_OF_RURAL_DISTRICTS = ("Quảng Yên", "Mạo Khê", "Hoành Bồ")
OLD_TOWN_NAMES = {"Hoành Bồ": "Trới"}
LATE_WARDS_OF_DONG_TRIEU = (
    "Bình Dương", "Thủy An", "Bình Khê", "Yên Đức", "Tràng An", "Hoàng Quế", "Hồng Phong",
    "Yên Thọ",
)  # fmt: skip


@cache
def _rows() -> tuple[tuple[str, ...], ...]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(tuple(line.split("\t")) for line in lines)


def some_place(rng: Random, at: date) -> Place:
    """Return a commune, mostly of Quảng Ninh, named as on the day ``at``."""
    rows = _rows()
    home = rng.random() < 0.75
    chosen = [row for row in rows if (row[0] == "Tỉnh Quảng Ninh") == home]
    province, district, commune, old_code, code, commune_today, province_today = rng.choice(chosen)
    if at >= TWO_LEVELS_SINCE:
        if not code:
            return some_place(rng, at)
        return Place(province_today, "", commune_today, old_code, code)
    district, commune = _as_called(district, commune, old_code, at)
    return Place(province, district, commune, old_code, code)


def _as_called(district: str, commune: str, code: str, at: date) -> tuple[str, str]:
    """Return district and commune as they were called on the day ``at``."""
    kind, name = commune.split(" ", 1)
    if int(code) in HOANH_BO_CODES and at < date(2020, 1, 1) and district.endswith("Hạ Long"):
        district = "Huyện Hoành Bồ"
    for was in DISTRICT_HISTORY.get(district, ()):
        if at < was.before:
            district = was.name
            break
    if district.startswith("Huyện") and kind == "Phường":
        kind = "Thị trấn" if name in TOWNS_OF_RURAL_DISTRICTS else "Xã"
        name = OLD_TOWN_NAMES.get(name, name) if kind == "Thị trấn" else name
    if district == "Thị xã Đông Triều" and name in LATE_WARDS_OF_DONG_TRIEU:
        kind = "Xã"
    return district, f"{kind} {name}"


# Unit -> how clerks shorten it.
SHORT = {
    "Phường": "P.", "Xã": "X.", "Thị trấn": "TT.", "Thành phố": "TP.", "Thị xã": "TX.",
    "Huyện": "H.", "Quận": "Q.", "Tỉnh": "T.", "Đặc khu": "Đặc khu",
}  # fmt: skip


def written(unit: str, *, short: bool = False) -> str:
    """Return ``Phường Hồng Hà`` as it stands inside an address: ``phường Hồng Hà``."""
    for kind, mark in SHORT.items():
        if unit.startswith(f"{kind} "):
            name = unit[len(kind) + 1 :]
            return f"{mark} {name}" if short else f"{kind[0].lower()}{kind[1:]} {name}"
    return unit


class AddressHabit(NamedTuple):
    """How one clerk writes addresses."""

    short: bool = False
    separator: str = ", "
    province_kind: bool = True


def address_habit(rng: Random) -> AddressHabit:
    return AddressHabit(
        rng.random() < 0.15,
        rng.choice((", ",) * 6 + (" - ",)),
        rng.random() < 0.85,
    )


HAMLETS = ("Đông", "Tây", "Trung", "Thượng", "Hạ", "Đồng Mỏ", "Cái Đá", "Khe Sím", "Yên Khánh")
STREETS = (
    "Lê Thánh Tông", "Trần Phú", "Nguyễn Văn Cừ", "Hạ Long", "Cái Dăm", "Trần Quốc Tảng",
    "Lý Thường Kiệt", "Hùng Vương", "Quang Trung", "Cao Xanh", "Bà Triệu", "Tô Hiệu",
)  # fmt: skip


def address(rng: Random, place: Place, habit: AddressHabit, *, house: bool = True) -> str:
    """Return an address in ``place``; with ``house`` it may name a house and a street."""
    parts: list[str] = []
    if place.urban:
        if house and rng.random() < 0.35:
            lane = f"ngõ {rng.randint(2, 60)}, " if rng.random() < 0.3 else ""
            parts.append(f"Số {rng.randint(1, 420)}, {lane}đường {rng.choice(STREETS)}")
        else:
            if rng.random() < 0.75:
                parts.append(f"Tổ {rng.randint(1, 90)}")
            if rng.random() < 0.75:
                block = rng.choice(
                    (str(rng.randint(1, 12)), f"{rng.randint(1, 9)}{rng.choice('AB')}")
                )
                parts.append(f"{'khu' if parts else 'Khu'} {block}")
    elif rng.random() < 0.95:
        word = rng.choice(("Thôn", "Thôn", "Xóm", "Bản", "Khu"))
        parts.append(f"{word} {rng.choice((*HAMLETS, *map(str, range(1, 13))))}")
    units = [place.commune, *([place.district] if place.district else [])]
    parts += [written(unit, short=habit.short) for unit in units]
    province = written(place.province, short=habit.short)
    if not habit.province_kind:
        province = place.province.removeprefix("Tỉnh ").removeprefix("Thành phố ")
    parts.append(province)
    if parts[0][0].islower():
        parts[0] = parts[0][0].upper() + parts[0][1:]
    return habit.separator.join(parts)
