"""Who issued a certificate, and the numbers that office gave it."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

from drawing.people import person_name
from drawing.places import TWO_LEVELS_SINCE, Place, written
from schemas.document import Edition


class Office(NamedTuple):
    """An issuing body.

    Attributes:
        level: ``district``, ``department``, ``branch``, ``office`` or ``commune``.
        lines: its name as printed above the signature, one or two lines.
        role: ``CHỦ TỊCH`` and the like, with ``KT.`` or ``TUQ.`` lines before it.
        signer: printed name.
        seal: text around the seal's rim.
    """

    level: str
    lines: tuple[str, ...]
    role: tuple[str, ...]
    signer: str
    seal: str

    @property
    def name(self) -> str:
        """The issuer as the form has it: without TM. and line breaks."""
        text = " ".join(self.lines)
        for mark in ("TM. ", "T/M ", "TM "):
            text = text.removeprefix(mark)
        return text


class Period(NamedTuple):
    first: date
    last: date


PERIODS = {
    Edition.E1993: Period(date(1995, 1, 1), date(2004, 6, 30)),
    Edition.E2004: Period(date(2004, 7, 1), date(2009, 12, 9)),
    Edition.E2009: Period(date(2009, 12, 10), date(2014, 6, 30)),
    Edition.E2014: Period(date(2014, 7, 1), date(2024, 12, 31)),
    Edition.E2024: Period(date(2025, 1, 1), date(2025, 11, 30)),
}
LETTERS = "ABCDĐEGHIKLMNOPQRSTUVX"


class Run(NamedTuple):
    """Serials of one first letter were used up between two days, second letters in order."""

    first: str
    since: date
    until: date
    seconds: str


# Rough spans (unofficial): what matters is that letters grow with time within an edition.
RUNS = {
    Edition.E2004: (Run("A", date(2004, 7, 1), date(2009, 12, 9), LETTERS),),
    Edition.E2009: (Run("B", date(2009, 12, 10), date(2014, 6, 30), LETTERS[:18]),),
    Edition.E2014: (
        Run("B", date(2014, 7, 1), date(2015, 6, 30), LETTERS[18:]),
        Run("C", date(2015, 7, 1), date(2020, 6, 30), LETTERS),
        Run("D", date(2020, 7, 1), date(2024, 12, 31), LETTERS[:16]),
    ),
}


def issue_date(rng: Random, edition: Edition) -> date:
    """Return a working day of the edition's time."""
    first, last = PERIODS[edition]
    day = first + timedelta(days=rng.randrange((last - first).days + 1))
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return max(day, first)


def serial(rng: Random, edition: Edition, issued: date) -> str:
    """Return a serial that fits the edition and, roughly, the date."""
    if edition is Edition.E2024:
        return f"AA {rng.randrange(400_000, 9_999_999):08d}"
    number = f"{rng.randrange(1_000_000):06d}"
    if edition is Edition.E1993:
        first, last = PERIODS[edition]
        step = (issued - first).days * len(LETTERS) // ((last - first).days + 1)
        return f"{LETTERS[step]} {number}"
    run = next(run for run in RUNS[edition] if run.since <= issued <= run.until)
    step = (issued - run.since).days * len(run.seconds) // ((run.until - run.since).days + 1)
    return f"{run.first}{run.seconds[step]} {number}"


def office(rng: Random, edition: Edition, issued: date, place: Place, *, company: bool) -> Office:
    """Return the body that issued a certificate of ``place`` on that day."""
    level = _level(rng, edition, issued, company)
    province, district = place.province.upper(), place.district.upper()
    signer = person_name(rng, male=rng.random() < 0.85)
    committee = rng.choice(("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "ỦY BAN NHÂN DÂN", "UBND"))
    mark = rng.choice(
        ("TM. ", "TM. ", "T/M ", "") if edition is not Edition.E2024 else ("TM. ", "")
    )
    deputy = rng.random() < 0.6
    if level == "district":
        lines: tuple[str, ...] = (f"{mark}{committee} {district}",)
        role = _role("CHỦ TỊCH", deputy)
        seal = f"UỶ BAN NHÂN DÂN {district} ★ {province} ★"
    elif level == "commune":
        lines = (f"{mark}{committee} {place.commune.upper()}",)
        role = _role("CHỦ TỊCH", deputy)
        seal = f"UỶ BAN NHÂN DÂN {place.commune.upper()} ★ {province} ★"
    elif level == "department":
        name = (
            "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"
            if issued >= date(2025, 3, 1)
            else ("SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG")
        )
        lines = (name, province) if rng.random() < 0.5 else (f"{name} {province}",)
        role = _role("GIÁM ĐỐC", deputy)
        seal = f"{name} ★ {province} ★"
    elif level == "office":
        lines = (
            rng.choice((f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI {province}", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI")),
        )
        role = _role("GIÁM ĐỐC", deputy)
        seal = f"VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI ★ {province} ★"
    else:
        area = district or "KHU VỰC " + rng.choice(("I", "II", "III", "IV"))
        lines = ("CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", area)
        role = _role("GIÁM ĐỐC", deputy)
        seal = f"CHI NHÁNH VPĐK ĐẤT ĐAI ★ {area} ★"
    return Office(level, lines, role, signer, seal)


def _role(title: str, deputy: bool) -> tuple[str, ...]:
    return (f"KT. {title}", f"PHÓ {title}") if deputy else (title,)


def _level(rng: Random, edition: Edition, issued: date, company: bool) -> str:
    if edition in (Edition.E1993, Edition.E2004):
        return "district"
    if edition is Edition.E2009:
        return "department" if company else "district"
    if edition is Edition.E2014:
        if company:
            return "department"
        modern = rng.random() < (0.15 if issued.year < 2018 else 0.4)
        return rng.choice(("department", "branch")) if modern else "district"
    if company:
        return "department" if rng.random() < 0.5 else "office"
    if issued >= TWO_LEVELS_SINCE:
        return rng.choice(("commune", "commune", "branch", "office"))
    return rng.choice(("branch", "branch", "office", "district"))


PREFIXES = {
    "district": ("CH",), "department": ("CS", "CT"), "branch": ("CN", "VP"), "office": ("VP",),
    "commune": ("CX", "CH"),
}  # fmt: skip


def registry_number(rng: Random, edition: Edition, issued: date, level: str) -> str:
    """Return the number in the book of certificates, in the fashion of its time."""
    number = rng.randint(1, 9800)
    if edition is Edition.E1993 or (edition is Edition.E2004 and rng.random() < 0.25):
        decision = rng.randint(12, 2400)
        return rng.choice((
            f"{number:05d} QSDĐ/{decision}/QĐ-UB",
            f"{number:05d} QSDĐ/{decision}/QĐ-UB",
            f"{number:05d}/QSDĐ/{decision}/QĐ-UB",
            f"{number:04d} QSDĐ/{decision}/QĐ.UB",
            f"{number:05d} QSDĐ/QĐ-UB",
        ))  # fmt: skip
    if edition is Edition.E2004:
        return rng.choice(
            (f"H {number:05d}", f"H{number:05d}", f"H.{number:05d}", f"H 0{number:05d}")
        )
    prefix = rng.choice(PREFIXES[level])
    if prefix == "CT" and issued.year >= 2014:
        prefix = "CS" if level == "department" else prefix
    return rng.choice((
        f"{prefix}{number:05d}", f"{prefix}{number:05d}", f"{prefix} {number:05d}",
        f"{prefix} {number:05d}", f"{prefix}.{number:05d}",
        f"{prefix}{number // 1000:02d}.{number % 1000:03d}", f"{prefix}-{number:05d}",
    ))  # fmt: skip


PROVINCES_IN_BARCODES = {"Tỉnh Quảng Ninh": "22"}


def barcode(rng: Random, place: Place, issued: date, level: str) -> str:
    """Return the digits of the bar code: 13, or 15 when issued by the province."""
    digits = f"{place.old_code}{issued.year % 100:02d}{rng.randrange(1, 250_000):06d}"
    if level == "department" and place.province in PROVINCES_IN_BARCODES:
        return PROVINCES_IN_BARCODES[place.province] + digits
    return digits


def town(place: Place) -> str:
    """Return the place name that stands before the date, ``Hạ Long``."""
    unit = place.district or place.commune
    return (
        written(unit).split(" ", 2)[-1]
        if unit.startswith(("Thành", "Thị"))
        else (unit.split(" ", 1)[1])
    )
