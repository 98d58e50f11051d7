"""What the pages say that readers are compared on: prose, filled-in forms, columns of figures."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import NamedTuple

from drawing.land import invent_house, origin, parcel_number, sheet_number, term
from drawing.offices import barcode, issue_date, office, registry_number, serial, town
from drawing.people import invent_person
from drawing.places import address, address_habit, some_place
from drawing.words import area_words, dialect
from schemas.document import Edition

# In words of our own, that training does not know: a reader must not have met them.
SENTENCES = (
    "Từ đầu mùa mưa, nước từ khe suối phía sau nhà ông {name} đã hai lần tràn qua bờ rào làm ngập "
    "khoảng {area} mét vuông ruộng của các hộ bên dưới.",
    "Tổ công tác đã đến tận nơi ngày {date}, dùng thước dây kiểm tra lại từng cạnh và ghi vào sổ "
    "tay trước sự chứng kiến của các bên.",
    "Bà {name} cho biết hàng rào dâm bụt được trồng từ năm {year}, khi con đường trước cổng còn là "
    "lối mòn chưa đủ rộng cho một chiếc xe bò.",
    "Hai gia đình đồng ý lấy hàng cau làm ranh, mỗi bên lùi vào nửa mét để chừa rãnh thoát nước "
    "chung chảy ra mương phía đông.",
    "Sổ cũ bị mối xông mất ba trang cuối, những gì còn đọc được đã chép lại nguyên văn vào phụ lục "
    "kèm theo báo cáo số {ref}.",
    "Trường mẫu giáo hiện mượn tạm một gian nhà kho, vách ván hở nhiều chỗ, mùa đông gió lùa khiến "
    "các cháu thường xuyên bị ốm.",
    "Kỹ sư {name} đề nghị dời trạm bơm lên cao thêm {small} mét, đồng thời gia cố chân kè bằng rọ "
    "đá để chống xói lở.",
    "Giá lúa vụ này giảm {small},5 phần trăm so với cùng kỳ, trong khi tiền công gặt và phân bón "
    "đều tăng nên người trồng gần như không có lãi.",
    "Ủy ban đã nhận được {small} lá đơn xin mở quán dọc bờ hồ; phần lớn chưa kèm bản vẽ mặt bằng "
    "và cam kết giữ gìn vệ sinh.",
    "Khi đào móng, thợ xây gặp một đoạn tường gạch vồ dày gần một thước, nghi là nền của ngôi đình "
    "bị cháy hồi giữa thế kỷ trước.",
    "Cháu {name} mồ côi từ nhỏ, sống cùng bà ngoại tại {place}, nay xin được giữ lại mảnh vườn do "
    "cha mẹ khai phá.",
    "Người nộp đơn ghi nhầm số nhà, vì vậy giấy mời gửi ngày {date} bị trả lại hai lần rồi mới đến "
    "đúng địa chỉ.",
    "Chiếc cầu gỗ bắc qua lạch chỉ chịu được xe dưới {small} tạ; xe chở vật liệu phải đi vòng theo "
    "lối đê, xa hơn chừng bảy cây số.",
    "Phía tây khu đất giáp nghĩa trang cũ, phía nam giáp ao thả cá của hợp tác xã, hai phía còn "
    "lại là đường cấp phối rộng {small} mét.",
    "Theo lời kể của các cụ cao niên, giếng làng được đào năm {year}, nước trong quanh năm, chưa "
    "bao giờ cạn kể cả những năm đại hạn.",
    "Mọi khoản thu chi đều phải có chữ ký của kế toán và thủ quỹ; phiếu nào tẩy xóa thì coi như "
    "không hợp lệ và phải lập lại.",
    "Ông {name} xin tách riêng phần sân phơi {area} m² để con trai làm xưởng mộc, phần còn lại "
    "vẫn trồng nhãn và vải thiều.",
    "Đoàn kiểm tra nhắc nhở chủ lò gạch che chắn bãi than, phun nước lối ra vào ít nhất ngày hai "
    "buổi và không nổ máy sau chín giờ đêm.",
    "Bản đồ vẽ tay năm {year} tuy không ghi tỷ lệ nhưng thể hiện khá rõ gò đất, bụi tre và ngã ba "
    "nơi đặt cột mốc số {number}.",
    "Việc xê dịch cột mốc không ai nhận, song vết đào còn mới; công an xã đã lập biên bản số {ref} "
    "và mời những người liên quan.",
    "Nhờ vay vốn ưu đãi, chị {name} dựng được nhà kính trồng hoa ly, thu về hơn {number} triệu "
    "đồng ngay trong vụ đầu tiên.",
    "Đề nghị quý cơ quan xem xét, trích lục hồ sơ gốc và trả lời bằng văn bản trước ngày {date} "
    "để gia đình kịp bổ sung.",
    "Quyết định này có hiệu lực kể từ ngày ký; các ông, bà có tên trên chịu trách nhiệm thi hành "
    "trong phạm vi nhiệm vụ được giao.",
    "Những thửa ven sông thuộc {place} năm nào cũng lở thêm vài thước, có nhà đã phải dời bếp "
    "đến lần thứ ba.",
    "Máy đo cũ sai lệch khoảng {small} phân trên mỗi trăm mét nên số liệu đợt trước chỉ dùng để "
    "tham khảo, không ghi vào sổ chính.",
    "Kết quả bốc thăm được công bố ngay tại nhà văn hóa: lô góc thuộc về hộ ông {name}, các lô kế "
    "tiếp đánh số từ {small} trở đi.",
    "Rừng phi lao chắn cát do thanh niên trồng đã khép tán, song hàng ngoài cùng bị gió bão quật "
    "gãy mất chừng một phần tư.",
    "Chợ phiên họp vào các ngày mùng ba, mùng tám; người bán gà, vịt ngồi dãy sát tường, hàng "
    "xén và vải vóc ở gian giữa.",
    "Xét thấy lý do xin hoãn là chính đáng, hội đồng đồng ý lùi buổi hòa giải sang ngày {date}, "
    "địa điểm không thay đổi.",
    "Con đường bê tông dài {number} mét hoàn thành sớm nửa tháng, dân góp công, xi măng do doanh "
    "nghiệp của anh {name} tặng.",
)
HEADINGS = (
    "BIÊN BẢN LÀM VIỆC", "ĐƠN XIN XÁC NHẬN", "BÁO CÁO KẾT QUẢ KIỂM TRA", "GIẤY ỦY QUYỀN",
    "TRÍCH LỤC HỒ SƠ", "PHIẾU LẤY Ý KIẾN", "THÔNG BÁO", "TỜ TRÌNH", "HỢP ĐỒNG THUÊ KHOÁN",
)  # fmt: skip
ORGANS = ("UBND", "STNMT", "VPĐKĐĐ", "HĐND", "CNVPĐK", "TAND")
PAPERS = ("QĐ", "BC", "TB", "TTr", "CV", "BB")


class Line(NamedTuple):
    """One line to be set; ``parts`` stand side by side in columns, each a true line of its own."""

    parts: tuple[str, ...]
    bold: bool = False
    centred: bool = False


class Paragraph(NamedTuple):
    """Running text, to be broken into lines where it is set."""

    text: str
    italic: bool = False


Block = Line | Paragraph


def prose(rng: Random) -> list[Block]:
    """Return a page of running text under a heading."""
    blocks: list[Block] = [Line((rng.choice(HEADINGS),), bold=True, centred=True)]
    sentences = rng.sample(SENTENCES, len(SENTENCES))
    while sentences:
        count = rng.randint(2, 4)
        text = " ".join(_filled(rng, sentence) for sentence in sentences[:count])
        blocks.append(Paragraph(text, italic=rng.random() < 0.2))
        sentences = sentences[count:]
    return blocks


def form(rng: Random) -> list[Block]:
    """Return labels and values such as certificates and applications carry."""
    edition = rng.choice(tuple(Edition))
    issued = issue_date(rng, edition)
    place = some_place(rng, issued)
    body = office(rng, edition, issued, place, company=False)
    habit = address_habit(rng)
    blocks: list[Block] = [Line((line,), bold=True, centred=True) for line in body.lines]
    blocks.append(Line((rng.choice(HEADINGS),), bold=True, centred=True))
    for number in range(1, rng.randint(3, 5)):
        one = invent_person(rng, issued, place.province)
        blocks += [
            Line((f"{number}. Họ và tên: {one.name.upper()}", f"Năm sinh: {one.born.year}")),
            Line((f"CCCD số: {one.card}", f"Cấp ngày: {_day(rng, one.card_issued)}")),
            Paragraph(f"Địa chỉ thường trú: {address(rng, place, habit)}"),
        ]
    for _ in range(rng.randint(2, 3)):
        area = Decimal(rng.randint(300, 99999)).scaleb(-1)
        house = invent_house(rng)
        blocks += [
            Line((f"Thửa đất số: {parcel_number(rng)}", f"Tờ bản đồ số: {sheet_number(rng)}")),
            Paragraph(f"Địa chỉ thửa đất: {address(rng, place, habit, house=False)}"),
            Paragraph(
                f"Diện tích: {_figure(area)} m² (bằng chữ: {area_words(area, dialect(rng))})"
            ),
            Line(("Hình thức sử dụng: sử dụng riêng", f"Thời hạn: {_term(rng, issued, edition)}")),
            Paragraph(f"Nguồn gốc sử dụng: {origin(rng, rng.choice(('home', 'garden', 'field')))}"),
            Line((f"Loại nhà ở: {house.kind}", f"Diện tích sàn: {_figure(house.floor)} m²")),
        ]
    blocks += [
        Line((f"Số phát hành: {serial(rng, edition, issued)}",)),
        Line((f"Số vào sổ: {registry_number(rng, edition, issued, 'district')}",)),
        Line(
            ("", f"{town(place)}, ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}")
        ),
        *(Line(("", line), bold=True) for line in body.role),
        Line(("", body.name), bold=True),
    ]
    return blocks


def figures(rng: Random) -> list[Block]:
    """Return columns of numbers and codes, with hardly a word."""
    edition = rng.choice((Edition.E2009, Edition.E2014))
    issued = issue_date(rng, edition)
    place = some_place(rng, issued)
    blocks: list[Block] = [
        Line(("BẢNG KÊ TỌA ĐỘ",), bold=True, centred=True),
        Line(("Số hiệu", "X (m)", "Y (m)", "Cạnh (m)"), bold=True),
    ]
    for number in range(1, rng.randint(11, 15)):
        north = f"{rng.randint(2_300_000, 2_399_999)}.{rng.randrange(1000):03d}"
        east = f"{rng.randint(400_000, 499_999)}.{rng.randrange(1000):03d}"
        side = f"{rng.randint(2, 140)},{rng.randrange(100):02d}"
        blocks.append(Line((f"Điểm {number}", north, east, side)))
    blocks.append(Line(("Số định danh", "Ngày cấp", "Diện tích (m²)", "Số phát hành"), bold=True))
    for _ in range(rng.randint(10, 14)):
        one = invent_person(rng, issued, place.province)
        card = one.card if rng.random() < 0.7 else one.old_card
        area = Decimal(rng.randint(100, 99999)).scaleb(-1)
        blocks.append(Line((card, _day(rng, one.card_issued), _figure(area), _serial(rng))))
    for _ in range(rng.randint(6, 9)):
        entry = registry_number(rng, edition, issued, "district")
        blocks.append(Line((f"Mã vạch: {barcode(rng, place, issued, 'district')}", entry)))
        blocks.append(Line((f"Số: {_reference(rng)}", f"ĐT: 0{rng.randrange(10**9):09d}")))
    return blocks


# Kind of page -> what it says.
KINDS: dict[str, Callable[[Random], list[Block]]] = {
    "prose": prose,
    "form": form,
    "figures": figures,
}


def _filled(rng: Random, sentence: str) -> str:
    day = date(1990, 1, 1) + timedelta(days=rng.randrange(13000))
    place = some_place(rng, day)
    fillings: dict[str, Callable[[], str]] = {
        "{name}": lambda: invent_person(rng, day, place.province).name,
        "{date}": lambda: _day(rng, day),
        "{place}": lambda: address(rng, place, address_habit(rng), house=False),
        "{area}": lambda: _figure(Decimal(rng.randint(100, 99999)).scaleb(-1)),
        "{number}": lambda: str(rng.randint(10, 4999)),
        "{small}": lambda: str(rng.randint(2, 40)),
        "{year}": lambda: str(rng.randint(1925, 2024)),
        "{ref}": lambda: _reference(rng),
    }
    for slot, fill in fillings.items():
        while slot in sentence:
            sentence = sentence.replace(slot, fill(), 1)
    return sentence


def _day(rng: Random, day: date) -> str:
    return rng.choice((f"{day:%d/%m/%Y}",) * 3 + (f"{day.day}/{day.month}/{day.year}",))


def _figure(area: Decimal) -> str:
    whole, _, decimals = format(area, "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{decimals}" if decimals else grouped


def _term(rng: Random, issued: date, edition: Edition) -> str:
    return term(rng, rng.choice(("home", "garden", "field")), issued, edition)


def _serial(rng: Random) -> str:
    edition = rng.choice(tuple(Edition))
    return serial(rng, edition, issue_date(rng, edition))


def _reference(rng: Random) -> str:
    paper, organ = rng.choice(PAPERS), rng.choice(ORGANS)
    return f"{rng.randint(1, 4000)}/{rng.randint(1995, 2025)}/{paper}-{organ}"
