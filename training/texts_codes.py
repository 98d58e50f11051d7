"""Strings for training lines in which no language helps: numbers, codes, measures, look-alikes."""

from collections.abc import Sequence
from random import Random
from string import ascii_lowercase, ascii_uppercase, digits

LETTERS = "ABCDĐEGHIKLMNOPQRSTUVXY"
# Shapes that are taken for one another; each string draws from few of these groups.
LOOK_ALIKES = (
    "0OoQD", "1Il|!i", "5Ss", "8B", "6bG", "2Zz", "9gq", "4A", "7T1/", "3B8", "uUvVnN", "cCeG",
    "1.2,3:4;", "a-b–c—d_", "o'a‘e’", 'n"u“e”', "DĐ0", "dđ", "hb", "WVw", "m²m2", "xX×*", "ftr",
    "jiJ", "°0o", "³3²2", "½¼/", "rnm", "PRF", "EFL", "KXk", "YV", "MN", "()[]",
)  # fmt: skip
SIGNS = ".,:;-/()&%+=*#@_!?'\"°²³½¼×§№<>|~[]\\•…“”‘’«»–—±≤≥$"
ORGANS = (
    "UBND", "STNMT", "TNMT", "VPĐKĐĐ", "CNVPĐK", "HĐND", "BTNMT", "TCĐC", "QLĐĐ", "CP", "TTg",
    "BCA", "BNNMT", "SNNMT", "CTUBND", "TNMT-ĐĐ", "VP", "ĐKĐĐ", "CCT", "TAND", "UB", "H-UBND",
)  # fmt: skip
PAPERS = ("QĐ", "NĐ", "TT", "TTr", "BC", "TB", "CV", "KH", "HĐ", "GP", "BB", "TTLT", "HĐTC", "NQ")
USE_CODES = (
    "LUC", "LUK", "LUN", "LUA", "BHK", "NHK", "HNK", "CLN", "RSX", "RPH", "RDD", "NTS", "LMU",
    "NKH", "ONT", "ODT", "TSC", "DTS", "DVH", "DYT", "DGD", "DTT", "CQP", "CAN", "SKK", "SKC",
    "TMD", "DGT", "DTL", "DSH", "DKV", "DNL", "DBV", "DCH", "DRA", "TON", "TIN", "NTD", "SON",
    "MNC", "PNK", "BCS", "DCS", "NCS", "LNK", "LNC", "LNQ", "TSL", "TSN", "RST", "2L", "1L",
    "ĐRM", "ĐM", "T", "V", "ONT+CLN", "ODT+CLN", "T+V", "GDC", "UBS", "TKT", "TCC", "CDS",
)  # fmt: skip
ABBREVIATIONS = (
    "UBND", "QSDĐ", "QSH", "TNMT", "ĐKĐĐ", "GCN", "GCNQSDĐ", "CMND", "CCCD", "ĐKTK", "HKTT", "VPĐK",
    "TP.", "TX.", "TT.", "BĐĐC", "MTĐĐC", "GPMB", "NSNN", "TMĐT", "LNTT", "TDP", "KDC", "KĐT",
    "HTX", "TNHH", "MTV", "CP", "XDCB", "PCCC", "BHXH", "BHYT", "THCS", "THPT", "CNH-HĐH", "KT-XH",
)  # fmt: skip
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV", "XIX")


def number(rng: Random, length: int) -> str:
    """Return ``length`` random digits, leading zeros included."""
    return f"{rng.randrange(10**length):0{length}d}"


def grouped(rng: Random, length: int, sign: str = ".") -> str:
    """Return a number of ``length`` digits with groups of three: ``1.234``."""
    return f"{rng.randrange(10 ** (length - 1), 10**length):,}".replace(",", sign)


def area_figure(rng: Random) -> str:
    """Return an area or length in the ways offices write them, mostly with its unit."""
    length = rng.choice((1, 2, 2, 3, 3, 3, 4, 4, 5))
    whole = grouped(rng, length) if rng.random() < 0.5 else str(rng.randrange(10**length))
    figure = rng.choice((
        f"{whole},{rng.randrange(10)}", f"{whole},{rng.randrange(10)}", f"{whole},{number(rng, 2)}",
        whole, whole, f"{rng.randrange(1000)}.{rng.randrange(10)}", f"0,{number(rng, 2)}",
    ))  # fmt: skip
    units = (" m²",) * 5 + (" m2",) * 4 + ("m2", "m²", "", "", "", " ha", "ha", " m", " m³", " sào")
    return figure + rng.choice(units)


def serial(rng: Random) -> str:
    """Return a certificate's serial with any letters, so that no series is learnt by heart."""
    letters = "".join(rng.choices(LETTERS, k=rng.choice((1, 2, 2, 2))))
    figures = number(rng, rng.choice((6, 6, 6, 8)))
    if rng.random() < 0.06:
        figures = rng.choice((f"{figures[:4]}.{figures[4:]}", f"{figures[:3]} {figures[3:]}"))
    mark = rng.choice(("", "", "", "Số ", "Số: ", "Số phát hành: ", "No ", "№ "))
    return f"{mark}{letters}{rng.choice((' ', ' ', ' ', ' ', ''))}{figures}"


def registry(rng: Random) -> str:
    """Return a number in the book of certificates, in any prefix and any spacing."""
    prefix = rng.choice(("CH", "CT", "CS", "CN", "VP", "H", "CX", "T", "HD", "PL", "CM"))
    link = rng.choice(("", " ", ".", "-", ": "))
    figures = number(rng, rng.choice((3, 4, 5, 5, 5, 6)))
    decision = f"{rng.randrange(3000)}/QĐ{rng.choice('-.')}{rng.choice(('UB', 'UBND', 'CT'))}"
    return rng.choice((
        f"{prefix}{link}{figures}", f"{prefix}{link}{figures}",
        f"{prefix}{link}{figures[:2]}.{figures[2:]}", f"{prefix} {figures[:2]} {figures[2:]}",
        f"{prefix}.{'.'.join(figures)}",
        f"{figures} QSDĐ/{decision}", f"{figures}/QSDĐ/{decision}",
        f"{figures} QSDĐ/{decision}/H-UBND",
        f"{figures}/{prefix}", f"{figures}.{prefix}.{number(rng, 3)}",
    ))  # fmt: skip


def identity_number(rng: Random) -> str:
    """Return digits of an identity card, tax number or bar code, at times in groups."""
    length = rng.choice((9, 9, 12, 12, 12, 10, 13, 15))
    figures = number(rng, length)
    if rng.random() < 0.25:
        step = rng.choice((3, 4)) if length != 9 else 3
        figures = rng.choice(" .").join(
            figures[at : at + step] for at in range(0, length, step)
        )  # fmt: skip
    if length == 10 and rng.random() < 0.3:
        figures += f"-{number(rng, 3)}"
    return figures


def file_reference(rng: Random) -> str:
    """Return the reference of an office letter or law: ``1234/QĐ-UBND``."""
    year = f"{rng.randint(1988, 2026)}/" if rng.random() < 0.4 else ""
    text = f"{rng.randint(1, 4000)}/{year}{rng.choice(PAPERS)}-{rng.choice(ORGANS)}"
    if rng.random() < 0.2:
        text += rng.choice(("-", ".", "/")) + rng.choice((*ORGANS, *ROMANS))
    return rng.choice(("", "", "Số: ", "số ", "Số ")) + text


def parcel_or_sheet(rng: Random) -> str:
    """Return a short number as the cells for parcels and map sheets hold."""
    figure = rng.randrange(10 ** rng.choice((1, 2, 2, 3, 3, 4)))
    return rng.choice((
        str(figure), str(figure), str(figure), f"{figure:02d}", f"{figure}-{rng.randint(1, 9)}",
        f"{figure}-{rng.choice('abcdđ')}", f"{figure}{rng.choice('abABC')}", f"DC {figure}",
        f"DC{figure}", f"PL{figure}", f"Lô {figure}", f"K{figure}", f"Khoảnh {figure}",
        f"{figure}.",
        f"{figure}; {rng.randrange(500)}", f"{figure},{rng.randrange(500)}", f"({figure})",
        f"MTĐĐC {figure:02d}-{rng.randint(1998, 2024)}", f"TĐ {figure}",
        f"1/{rng.choice((500, 1000, 2000, 5000, 10000))}",
        f"F-48-{rng.randint(1, 144)}-{rng.choice(ascii_uppercase[:4])}-{rng.choice('abcd')}",
    ))  # fmt: skip


def small_number(rng: Random) -> str:
    """Return what stands alone in narrow cells: a figure, a rate, a page, a scale, a numeral."""
    figure = rng.randrange(10 ** rng.choice((1, 1, 2, 3)))
    return rng.choice((
        str(figure), str(figure), f"{figure:02d}", f"{figure},{rng.randrange(10)}", f"{figure} %",
        f"{figure}%", f"{figure},{number(rng, 2)}%", f"-{figure}-", f"- {figure} -",
        f"{figure}/{rng.randrange(1, 99)}",
        rng.choice(ROMANS), f"{figure}°", f"{figure}°{rng.randrange(60):02d}'", f"{figure}.",
        f"({figure})",
        f"{figure}½", "½", "¼", f"{figure}×{rng.randrange(1, 99)}", f"{rng.randint(1990, 2026)}",
        f"+{figure}", f"#{figure}", f"~{figure}", f"${figure}",
        f"±{figure}", f"≤ {figure}", f"≥ {figure}", f"[{figure}]",
        f"{figure}:{rng.randrange(60):02d}", f"{figure} = {rng.randrange(99)}",
    ))  # fmt: skip


def coordinates(rng: Random) -> str:
    """Return a row of a table of corners: number, north, east, length of the side, or a part."""
    decimals = rng.choice((2, 2, 3))
    north = f"{rng.randint(1_000_000, 2_600_000)}{rng.choice('..,')}{number(rng, decimals)}"
    east = f"{rng.randint(360_000, 620_000)}{rng.choice('..,')}{number(rng, decimals)}"
    side = f"{rng.randrange(90)}{rng.choice('.,')}{number(rng, 2)}"
    return rng.choice((
        f"{rng.randint(1, 30)} {north} {east} {side}", f"{north} {east}", f"{north} / {east}",
        north, east, side, f"X={north}; Y={east}", f"{side} {side[::-1]}", f"S = {side} m2",
        f"{rng.randint(100, 109)}°{rng.randrange(60):02d}'{rng.randrange(60):02d}\"",
    ))  # fmt: skip


def money_or_phone(rng: Random) -> str:
    """Return a sum of money, a telephone number, a mail address or a time of day."""
    word = "".join(rng.choices(ascii_lowercase, k=rng.randint(3, 10)))
    return rng.choice((
        f"{grouped(rng, rng.randint(4, 10))} đồng", f"{grouped(rng, rng.randint(4, 9))}đ",
        f"{grouped(rng, rng.randint(4, 8), ',')} VNĐ", f"ĐT: 0{number(rng, 9)}",
        f"0{number(rng, 3)}.{number(rng, 3)}.{number(rng, 3)}",
        f"(0{number(rng, 3)}) {number(rng, 7)}",
        f"{word}{rng.randrange(100)}@{rng.choice(('example.vn', 'example.com', 'mail.example'))}",
        f"http://{word}.example.vn/{word[::-1]}?id={number(rng, 3)}&p={rng.randrange(9)}",
        f"{rng.randrange(24):02d}:{rng.randrange(60):02d}",
        f"{rng.randrange(24)}h{rng.randrange(60):02d}",
        f"{word}_{number(rng, 3)}.pdf", f"C:\\{word}\\{number(rng, 4)}",
    ))  # fmt: skip


def machine_zone(rng: Random) -> str:
    """Return a line of the machine-readable zone of an identity card."""
    letters = "".join(rng.choices(ascii_uppercase, k=rng.randint(4, 9)))
    given = "<".join("".join(rng.choices(ascii_uppercase, k=rng.randint(2, 5))) for _ in "ab")
    line = rng.choice((
        f"IDVNM{number(rng, 10)}{number(rng, 12)}<<{rng.randrange(10)}",
        f"{number(rng, 7)}{rng.choice('MF')}{number(rng, 7)}VNM<<<<<<<<<<<{rng.randrange(10)}",
        f"{letters}<<{given}",
    ))  # fmt: skip
    return line[:30].ljust(30, "<")


def letters_and_digits(rng: Random) -> str:
    """Return groups of letters and digits that mean nothing, such as codes of certificates."""
    capitals = ascii_uppercase + "Đ"
    pool = rng.choice((
        digits + capitals, digits * 3 + capitals, capitals + digits, ascii_lowercase + digits,
        ascii_lowercase + ascii_uppercase, ascii_lowercase + ascii_uppercase + digits,
    ))  # fmt: skip
    groups = ["".join(rng.choices(pool, k=rng.randint(1, 12))) for _ in range(rng.randint(1, 4))]
    return joined(rng, groups, (" ", " ", "-", ".", "/", ": ", ", ", "_", "|"))


def look_alikes(rng: Random) -> str:
    """Return characters that resemble one another, in an order that gives no hint."""
    pool = "".join(rng.sample(LOOK_ALIKES, rng.randint(1, 3))) + rng.choice(("", digits))
    groups = ["".join(rng.choices(pool, k=rng.randint(1, 9))) for _ in range(rng.randint(1, 4))]
    return joined(rng, groups, (" ", " ", " ", "-", "/"))


def signs(rng: Random) -> str:
    """Return figures or letters with signs between and around them."""
    groups = [
        rng.choice(SIGNS) + "".join(rng.choices(ascii_lowercase + digits, k=rng.randint(1, 4)))
        for _ in range(rng.randint(2, 7))
    ]
    return joined(rng, groups, (" ", " ", "")) + rng.choice(SIGNS)


def abbreviation(rng: Random) -> str:
    """Return an abbreviation or code of land use, at times with a figure or in a row."""
    one = rng.choice(USE_CODES if rng.random() < 0.6 else ABBREVIATIONS)
    other = rng.choice(USE_CODES)
    return rng.choice((
        one, one, one, f"({one})", f"{one}:", f"{one}; {other}", f"{one}+{other}", f"{one}/{other}",
        f"{one} {rng.randrange(900)}", f"{one}: {area_figure(rng)}", f"{one} - {other}",
    ))  # fmt: skip


def joined(rng: Random, groups: Sequence[str], links: Sequence[str]) -> str:
    """Return the groups with links drawn from ``links`` between them, without outer blanks."""
    text = groups[0]
    for group in groups[1:]:
        text += rng.choice(links) + group
    return text.strip()
