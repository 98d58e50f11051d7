"""Identity numbers of persons and organisations, and what their digits say."""

import re
from typing import NamedTuple

from schemas.outcomes import clean, corrected, refused, unreadable, with_problem
from schemas.parsing import Parsed
from schemas.text import as_digits, count_digits, fold, squeeze

CCCD, CMND = "CCCD", "CMND"

# Province of birth registration; numbers keep the code they were issued with.
# Source: circulars 07/2016/TT-BCA and 59/2021/TT-BCA of the Ministry of Public Security.
PROVINCES: dict[str, str] = {
    "001": "Hà Nội", "002": "Hà Giang", "004": "Cao Bằng", "006": "Bắc Kạn", "008": "Tuyên Quang",
    "010": "Lào Cai", "011": "Điện Biên", "012": "Lai Châu", "014": "Sơn La", "015": "Yên Bái",
    "017": "Hòa Bình", "019": "Thái Nguyên", "020": "Lạng Sơn", "022": "Quảng Ninh",
    "024": "Bắc Giang", "025": "Phú Thọ", "026": "Vĩnh Phúc", "027": "Bắc Ninh",
    "030": "Hải Dương", "031": "Hải Phòng", "033": "Hưng Yên", "034": "Thái Bình",
    "035": "Hà Nam", "036": "Nam Định", "037": "Ninh Bình", "038": "Thanh Hóa", "040": "Nghệ An",
    "042": "Hà Tĩnh", "044": "Quảng Bình", "045": "Quảng Trị", "046": "Thừa Thiên Huế",
    "048": "Đà Nẵng", "049": "Quảng Nam", "051": "Quảng Ngãi", "052": "Bình Định",
    "054": "Phú Yên", "056": "Khánh Hòa", "058": "Ninh Thuận", "060": "Bình Thuận",
    "062": "Kon Tum", "064": "Gia Lai", "066": "Đắk Lắk", "067": "Đắk Nông", "068": "Lâm Đồng",
    "070": "Bình Phước", "072": "Tây Ninh", "074": "Bình Dương", "075": "Đồng Nai",
    "077": "Bà Rịa - Vũng Tàu", "079": "Thành phố Hồ Chí Minh", "080": "Long An",
    "082": "Tiền Giang", "083": "Bến Tre", "084": "Trà Vinh", "086": "Vĩnh Long",
    "087": "Đồng Tháp", "089": "An Giang", "091": "Kiên Giang", "092": "Cần Thơ",
    "093": "Hậu Giang", "094": "Sóc Trăng", "095": "Bạc Liêu", "096": "Cà Mau",
}  # fmt: skip

# Fourth digit -> (century of birth, sex). 21xx is laid down but nobody has it yet.
_CENTURY_AND_SEX = {"0": (1900, "Nam"), "1": (1900, "Nữ"), "2": (2000, "Nam"), "3": (2000, "Nữ")}

_LABEL = re.compile(
    r"^[^\d]*?(?:so|cmnd|cmtnd|cccd|can cuoc(?: cong dan)?|dinh danh(?: ca nhan)?|giay to)\b"
    r"(?:\s*(?:so|cmnd|cccd))*\s*[:.;]*\s*"
)
_SAYS_CCCD = re.compile(r"\bcccd\b|can cuoc cong dan")
_REST = re.compile(r"[\s,;.(]*\b(?:cap|ngay|noi|do|tai|nam|sinh|dia chi|thuong tru|ho khau)\b.*$")
_EDGES = " .,;:()[]{}…_|-–—'\"“”"


class CccdFacts(NamedTuple):
    """What a 12-digit number says of its holder.

    Attributes:
        province: of birth registration.
        gender: ``Nam`` or ``Nữ``.
        birth_year: four digits.
    """

    province: str
    gender: str
    birth_year: int


def as_id_number(raw: str) -> Parsed:
    """Return the digits of a personal number: 12 (CCCD) or 9 (CMND).

    Blanks and dots between digits are writing; look-alike letters are turned and reported. Any
    other length is refused, since nothing tells which digit was lost or added. A CCCD whose
    province or century is impossible keeps its digits and carries the problem. Known when all
    that can be checked within the number holds.
    """
    text = squeeze(raw)
    label = _LABEL.match(fold(text))
    text = text[label.end() :] if label else text
    text = text[: len(_REST.sub("", fold(text)))].strip(_EDGES)
    text, digits = _digits_of(text)
    if digits is None or not digits:
        return unreadable(raw)
    if id_kind_of(digits) is None:
        return refused("id_length", raw=text)
    parsed = clean(digits, known=True) if digits == text else corrected(digits, raw, known=True)
    if len(digits) == 9 and _SAYS_CCCD.search(fold(raw)):
        # Old cards of 12 digits were called CMND as well, so only this way round is wrong.
        return with_problem(parsed, "id_label", value=digits)
    if len(set(digits)) == 1:
        return with_problem(parsed, "id_repeated", value=digits)
    if len(digits) == 12 and digits[:3] not in PROVINCES:
        parsed = with_problem(parsed, "id_province", start=digits[:3])
    if len(digits) == 12 and digits[3] not in _CENTURY_AND_SEX:
        parsed = with_problem(parsed, "id_century", digit=digits[3])
    return parsed


def _digits_of(text: str) -> tuple[str, str | None]:
    """Return the signs of the number without writing marks, and as digits; None if unclear."""
    signs = ""
    for piece in text.split(" "):
        bare = re.sub(r"[.\-–·]", "", piece.strip(_EDGES))
        if not bare:
            continue
        # A word after the number ends it; one before it was a label that no pattern knew.
        if as_digits(bare) is None or (not count_digits(bare) and len(bare) > 2):
            if count_digits(bare):
                return text, None
            if signs:
                break
            continue
        signs += bare
    return signs, as_digits(signs)


def id_kind_of(number: str) -> str | None:
    """Return ``CCCD`` for 12 digits, ``CMND`` for 9; the length tells, whatever the label says."""
    return {12: CCCD, 9: CMND}.get(len(number)) if number.isdecimal() else None


# Labels in plain letters -> kind.
_KINDS = (
    (re.compile(r"\bc[mn][nt]n?d\b|\bcmnd|chung minh"), CMND),
    (re.compile(r"\bc?ccd\b|\bcccd|\bcdcc\b|can cuoc|\bcc\b|dinh danh"), CCCD),
)


def as_id_kind(raw: str) -> Parsed:
    """Return ``CCCD`` or ``CMND`` for the label of an identity number."""
    plain = fold(squeeze(raw))
    kinds = [kind for pattern, kind in _KINDS if pattern.search(plain)]
    if len(kinds) != 1:
        return unreadable(raw)
    return clean(kinds[0], known=True)


def decode_cccd(number: str) -> CccdFacts | None:
    """Return what a 12-digit number says, or None when it is no possible number."""
    if not re.fullmatch(r"\d{12}", number, re.ASCII) or number[:3] not in PROVINCES:
        return None
    if number[3] not in _CENTURY_AND_SEX:
        return None
    century, gender = _CENTURY_AND_SEX[number[3]]
    return CccdFacts(PROVINCES[number[:3]], gender, century + int(number[4:6]))


_ORGANISATION_LABEL = re.compile(r"^[^\d]*?[:.]\s*")


def as_organisation_number(raw: str) -> Parsed:
    """Return a tax or enterprise number: 10 digits, or 10-3 for a branch."""
    text = squeeze(raw).strip(_EDGES)
    text = _ORGANISATION_LABEL.sub("", text).replace(" ", "")
    head, _, tail = text.partition("-")
    digits = as_digits(head + tail)
    if digits is None or not count_digits(text):
        return unreadable(raw)
    if len(digits) not in (10, 13):
        return refused("organisation_number_length", raw=text)
    value = digits if len(digits) == 10 else f"{digits[:10]}-{digits[10:]}"
    return clean(value, known=True) if value == text else corrected(value, raw)
