"""Invents people: names, births and identity numbers that agree with one another."""

from datetime import date, timedelta
from random import Random
from typing import NamedTuple

# Family names, weighted by repetition roughly as they are heard.
FAMILIES = (
    *("Nguyễn",) * 12, *("Trần",) * 5, *("Lê",) * 4, *("Phạm",) * 4, *("Hoàng",) * 2,
    *("Vũ",) * 3, *("Đỗ",) * 2, *("Bùi",) * 2, "Võ", "Huỳnh", "Phan", "Đặng", "Hồ", "Ngô",
    "Dương", "Lý", "Đào", "Đinh", "Đoàn", "Trịnh", "Mai", "Lương", "Tô", "Hà", "Cao", "Lưu",
    "Tạ", "Chu", "Phùng", "Vương", "Tống", "Quách", "Thái", "Kiều", "La", "Tăng", "Từ",
    "Nghiêm", "Khổng", "Đồng", "Bạch", "Triệu", "Ninh", "Trương", "Thân", "Giáp", "Uông",
)  # fmt: skip
# Families of the Dao, Tày, Sán Dìu, Sán Chay and Hoa of the north-east, and of the highlands.
MINORITY_FAMILIES = (
    "Chìu", "Phùn", "Tằng", "Dường", "Chíu", "Lỷ", "Bàn", "Đặng", "Hoàng", "Lã", "Loan",
    "Vi", "Nông", "Bế", "Lục", "Nình", "Tằng", "Voòng", "Lày", "Sằn", "Trạc", "Hà", "Mễ",
    "Ma", "Lò", "Quàng", "Cà", "Giàng", "Sùng", "Thào", "Vàng", "Rơ", "Siu", "Đinh",
)  # fmt: skip
MALE_MIDDLES = (
    *("Văn",) * 9, *("Đức",) * 2, "Hữu", "Xuân", "Quang", "Minh", "Ngọc", "Đình", "Công",
    "Thanh", "Duy", "Mạnh", "Quốc", "Trọng", "Bá", "Viết", "Thế", "Tiến", "Hồng", "Khắc",
)  # fmt: skip
FEMALE_MIDDLES = (
    *("Thị",) * 11, "Thị Thu", "Thị Thanh", "Thị Kim", "Thị Hồng", "Thị Bích", "Thị Ngọc",
    "Thị Minh", "Thị Phương", "Ngọc", "Thu", "Thuý", "Diệu", "Thị Hải", "Thị Mỹ", "Hoàng",
)  # fmt: skip
MALE_GIVEN = (
    "Hùng", "Dũng", "Sơn", "Tuấn", "Cường", "Thắng", "Hải", "Nam", "Long", "Minh", "Hoà",
    "Hòa", "Bình", "Quân", "Kiên", "Toàn", "Tùng", "Đạt", "Khải", "Phúc", "Lộc", "Thọ",
    "Vinh", "Khánh", "Hiếu", "Nghĩa", "Trung", "Thành", "Công", "Chiến", "Quyết", "Đông",
    "Tiến", "Huy", "Khoa", "Kỳ", "Lâm", "Mạnh", "Nhật", "Oanh", "Phong", "Quý", "Sáng",
    "Tài", "Thuỷ", "Toán", "Trường", "Tuyển", "Tư", "Vượng", "Xuyên", "Yên", "Ước", "Thuận",
    "Đoàn", "Điệp", "Thưởng", "Luyện", "Khuê", "Hoạt", "Thoại", "Chuyên", "Nguyên", "Huỳnh",
)  # fmt: skip
FEMALE_GIVEN = (
    "Lan", "Hoa", "Huệ", "Hương", "Hằng", "Hạnh", "Hà", "Thu", "Thuỷ", "Thủy", "Thuý",
    "Thúy", "Nga", "Ngọc", "Nhung", "Mai", "Loan", "Liên", "Lý", "Yến", "Oanh", "Phượng",
    "Phương", "Quyên", "Quỳnh", "Tâm", "Thảo", "Thơm", "Tuyết", "Vân", "Xuân", "Xuyến",
    "Bích", "Chiên", "Cúc", "Dung", "Duyên", "Đào", "Én", "Gái", "Giang", "Hiền", "Hoài",
    "Hường", "Khuyên", "Kiều", "Lành", "Lệ", "Mận", "Mùi", "My", "Nguyệt", "Nhạn", "Ninh",
    "Sen", "Sửu", "Tĩnh", "Trang", "Trâm", "Tươi", "Vui", "Ý", "Uyên", "Thoa", "Luyến",
)  # fmt: skip
MINORITY_MALE = ("A Sáng", "A Tài", "Chăn Voòng", "Dào Lỷ", "Văn Sinh", "A Nhì", "Sủi Phùn")
MINORITY_FEMALE = ("Thị Múi", "Nhì Múi", "Thị Xám", "Tài Múi", "Thị Lằn", "Ửng Kíu", "Thị Sỏi")

PROVINCE_CODES = {
    "Thành phố Hà Nội": "001", "Tỉnh Lào Cai": "010", "Tỉnh Lạng Sơn": "020",
    "Tỉnh Quảng Ninh": "022", "Tỉnh Bắc Giang": "024", "Tỉnh Phú Thọ": "025",
    "Tỉnh Hải Dương": "030", "Thành phố Hải Phòng": "031", "Tỉnh Thái Bình": "034",
    "Tỉnh Nam Định": "036", "Tỉnh Thanh Hóa": "038", "Tỉnh Nghệ An": "040",
    "Tỉnh Quảng Nam": "049", "Tỉnh Bình Định": "052", "Tỉnh Bình Thuận": "060",
    "Tỉnh Đắk Lắk": "066", "Tỉnh Lâm Đồng": "068", "Thành phố Hồ Chí Minh": "079",
    "Tỉnh Bến Tre": "083", "Tỉnh Kiên Giang": "091",
}  # fmt: skip
# First digits of the old nine-digit card in some provinces; others are drawn freely.
OLD_CARD_STARTS = {"022": ("100", "101"), "001": ("011", "012"), "031": ("031",), "079": ("023",)}


class Person(NamedTuple):
    """One invented person.

    Attributes:
        name: in the usual case, ``Nguyễn Văn Hùng``.
        old_card: nine-digit CMND.
        card: twelve-digit CCCD, agreeing with province, sex and year of birth.
        card_issued: date on the card that was valid at the time asked for.
    """

    name: str
    male: bool
    born: date
    old_card: str
    card: str
    card_issued: date


def invent_person(
    rng: Random, at: date, province: str, *, male: bool | None = None, age: int | None = None
) -> Person:
    """Return an adult of ``province`` (its full old name) at the day ``at``."""
    is_male = rng.random() < 0.55 if male is None else male
    years = age if age is not None else rng.randint(22, 75)
    born = date(at.year - years, 1, 1) + timedelta(days=rng.randrange(360))
    issued = at - timedelta(days=rng.randint(90, 3500))
    return Person(
        person_name(rng, male=is_male),
        is_male,
        born,
        old_card_number(rng, province),
        card_number(rng, province, is_male, born.year),
        issued,
    )


def person_name(rng: Random, *, male: bool) -> str:
    """Return a full name; about one in twelve belongs to an ethnic minority."""
    if rng.random() < 0.08:
        rest = rng.choice(MINORITY_MALE if male else MINORITY_FEMALE)
        return f"{rng.choice(MINORITY_FAMILIES)} {rest}"
    middle = rng.choice(MALE_MIDDLES if male else FEMALE_MIDDLES)
    given = rng.choice(MALE_GIVEN if male else FEMALE_GIVEN)
    if rng.random() < 0.04:
        return f"{rng.choice(FAMILIES)} {given}"
    return f"{rng.choice(FAMILIES)} {middle} {given}"


def card_number(rng: Random, province: str, male: bool, year: int) -> str:
    """Return a CCCD number: province, century and sex, year of birth, six free digits."""
    home = PROVINCE_CODES.get(province, "022")
    if rng.random() < 0.15:
        home = rng.choice(sorted(PROVINCE_CODES.values()))
    century = 2 * (year // 100 - 19) + (0 if male else 1)
    return f"{home}{century}{year % 100:02d}{rng.randrange(1_000_000):06d}"


def old_card_number(rng: Random, province: str) -> str:
    """Return a CMND number of nine digits."""
    starts = OLD_CARD_STARTS.get(PROVINCE_CODES.get(province, ""), ())
    start = rng.choice(starts) if starts else f"{rng.randrange(10, 39):02d}{rng.randrange(10)}"
    return f"{start}{rng.randrange(1_000_000):06d}"
