"""Invents what happened to a certificate after its issue, and the notes it was issued with."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from drawing.land import Parcel
from drawing.people import Person, invent_person
from drawing.places import AddressHabit, Place, address
from schemas.document import Edition

LAST_SCAN = date(2025, 11, 30)


class Change(NamedTuple):
    """One entry of the changes table.

    Attributes:
        text: what changed, as written in the left column.
        day: date in the right column.
        office: who confirmed it, with its title line.
        signer: printed name.
    """

    text: str
    day: date
    office: tuple[str, str]
    signer: str


BANKS = (
    "Ngân hàng TMCP Biển Đông", "Ngân hàng Nông nghiệp chi nhánh Hạ Long",
    "Quỹ tín dụng nhân dân Bạch Đằng", "Ngân hàng TMCP Vịnh Xanh - Chi nhánh Quảng Ninh",
)  # fmt: skip


def short_date(rng: Random, day: date) -> str:
    """Return the date as clerks write it in running text."""
    return rng.choice((
        f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y}", f"{day.day:02d}/{day.month}/{day.year}",
        f"{day.day}/{day.month}/{day.year}",
    ))  # fmt: skip


def invent_changes(
    rng: Random, issued: date, place: Place, holders: Sequence[Person], parcels: Sequence[Parcel]
) -> tuple[Change, ...]:
    """Return up to three later entries, in order of time; most certificates have none."""
    count = rng.choice((0, 0, 0, 0, 1, 1, 2, 3))
    span = (LAST_SCAN - issued).days
    if span < 60 * (count + 1):
        return ()
    days = sorted(issued + timedelta(days=rng.randint(30, span)) for _ in range(count))
    return tuple(_change(rng, day, place, holders, parcels) for day in days)


def _change(
    rng: Random, day: date, place: Place, holders: Sequence[Person], parcels: Sequence[Parcel]
) -> Change:
    series = rng.choice(("CN", "TC", "TK", "TA", "VP"))
    file_no = f"{rng.randrange(1, 9999):06d}.{series}.{rng.randint(1, 9):03d}"
    kind = rng.choice(("sale", "gift", "pledge", "pledge", "release", "mend", "split"))
    if kind in ("sale", "gift"):
        other = invent_person(rng, day, place.province)
        verb = "Chuyển nhượng cho" if kind == "sale" else "Tặng cho"
        title = "ông" if other.male else "bà"
        paper = f"CCCD số: {other.card}" if day.year >= 2021 else f"CMND số: {other.old_card}"
        home = address(rng, place, AddressHabit())
        text = (
            f"{verb} {title} {other.name}, sinh năm {other.born.year}, {paper}, "
            f"địa chỉ thường trú tại: {home}; theo hồ sơ số {file_no}"
        )
    elif kind == "pledge":
        signed = day - timedelta(days=rng.randint(1, 12))
        text = (
            f"Thế chấp bằng quyền sử dụng đất tại {rng.choice(BANKS)} theo hợp đồng thế chấp số "
            f"{rng.randint(10, 999)}/HĐTC ngày {short_date(rng, signed)}; hồ sơ số {file_no}"
        )
    elif kind == "release":
        earlier = day - timedelta(days=rng.randint(300, 1500))
        text = f"Xóa đăng ký thế chấp ngày {short_date(rng, earlier)} theo hồ sơ số {file_no}"
    elif kind == "mend" and holders:
        text = (
            f"Đính chính năm sinh của {'ông' if holders[0].male else 'bà'} {holders[0].name} là "
            f"{holders[0].born.year}; theo hồ sơ số {file_no}"
        )
    else:
        rest = max(1, int(parcels[0].area) * 2 // 3)
        text = (
            f"Chuyển quyền một phần thửa đất số {parcels[0].number}; diện tích còn lại là "
            f"{rest} m²; theo hồ sơ số {file_no}"
        )
    where = place.district.upper() or place.commune.upper()
    body = (
        ("CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", "PHÓ GIÁM ĐỐC")
        if day.year >= 2015
        else (
            ("VĂN PHÒNG ĐĂNG KÝ QSDĐ", "PHÓ GIÁM ĐỐC")
            if day.year >= 2004
            else (f"UBND {where}", "PHÓ CHỦ TỊCH")
        )
    )
    return Change(text, day, body, invent_person(rng, day, place.province, male=True).name)


def invent_notes(
    rng: Random, edition: Edition, issued: date, place: Place, parcels: Sequence[Parcel]
) -> tuple[str, ...]:
    """Return the notes printed under "Ghi chú"; they may name other papers and numbers."""
    notes: list[str] = []
    area = parcels[0].area
    if rng.random() < 0.25:
        part = max(1, int(area) // rng.randint(8, 20))
        notes.append(
            rng.choice((
                f"Thửa đất có {part} m² thuộc hành lang an toàn giao thông",
                f"Thửa đất có {part},0 m2 đất nằm trong hành lang bảo vệ công trình điện",
                "Số hiệu và diện tích thửa đất theo bản đồ địa chính chưa chính quy",
            ))
        )  # fmt: skip
    if edition is not Edition.E1993 and rng.random() < 0.25:
        earlier = issued - timedelta(days=rng.randint(900, 4000))
        letters = rng.choice(("AB", "AĐ", "BC", "BG")) if issued.year > 2011 else "U"
        where = place.district or place.commune
        notes.append(
            f"Giấy chứng nhận này thay thế Giấy chứng nhận số {letters} "
            f"{rng.randrange(1_000_000):06d} do UBND {where[0].lower()}{where[1:]} cấp ngày "
            f"{earlier:%d/%m/%Y}"
        )
    if edition in (Edition.E2009, Edition.E2014) and rng.random() < 0.2:
        notes.append("Nợ tiền sử dụng đất, nợ lệ phí trước bạ")
    return tuple(notes)
