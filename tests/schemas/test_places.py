"""Provinces, districts and communes: numbers, codes, successors, earlier names."""

import gzip
import importlib.util
from pathlib import Path

import pytest

from schemas import places as places_module
from schemas.places import gazetteer, key_of

ROOT = Path(places_module.__file__).parent.parent

# Today's units of Quảng Ninh with the old communes their land came from. "*" marks the one
# of several successors that took most of a divided commune, "?" the others.
QUANG_NINH = """
07090 Phường An Sinh < Đông Triều: An Sinh, Việt Dân, Bình Dương, Đức Chính?
06673 Phường Bãi Cháy < Hạ Long: Bãi Cháy, Hùng Thắng
07081 Phường Bình Khê < Đông Triều: Tràng Lương, Bình Khê, Tràng An
06658 Phường Cao Xanh < Hạ Long: Hà Khánh, Cao Xanh
06793 Phường Cẩm Phả < Cẩm Phả: Cẩm Đông, Cẩm Tây, Cẩm Thành, Cẩm Trung, Cẩm Bình
06781 Phường Cửa Ông < Cẩm Phả: Cửa Ông, Cẩm Sơn, Cẩm Phú, Cẩm Thịnh
07147 Phường Hiệp Hòa < Quảng Yên: Sông Khoai, Hiệp Hòa, Cộng Hòa
07114 Phường Hoàng Quế < Đông Triều: Hồng Thái Tây, Hồng Thái Đông, Hoàng Quế, Yên Đức
07030 Phường Hoành Bồ < Hạ Long: Hoành Bồ, Sơn Dương, Lê Lợi, Đồng Lâm*
07168 Phường Hà An < Quảng Yên: Hoàng Tân, Tân An, Hà An, Liên Hòa?
06676 Phường Hà Lầm < Hạ Long: Hà Trung, Hà Lầm, Cao Thắng
06652 Phường Hà Tu < Hạ Long: Hà Phong, Hà Tu
06688 Phường Hạ Long < Hạ Long: Hồng Hải, Hồng Hà
06685 Phường Hồng Gai < Hạ Long: Trần Hưng Đạo, Hồng Gai, Bạch Đằng
07180 Phường Liên Hòa < Quảng Yên: Phong Hải, Liên Vị, Tiền Phong, Liên Hòa*
06712 Phường Móng Cái 1 < Móng Cái: Trần Phú, Trà Cổ, Hải Hòa, Hải Xuân, Bình Ngọc
06709 Phường Móng Cái 2 < Móng Cái: Ka Long, Ninh Dương, Vạn Ninh
06736 Phường Móng Cái 3 < Móng Cái: Hải Đông, Hải Yên
06760 Phường Mông Dương < Cẩm Phả: Mông Dương, Dương Huy
07069 Phường Mạo Khê < Đông Triều: Mạo Khê, Xuân Sơn, Yên Thọ, Kim Sơn
07183 Phường Phong Cốc < Quảng Yên: Nam Hòa, Cẩm La, Yên Hải, Phong Cốc
06778 Phường Quang Hanh < Cẩm Phả: Quang Hanh, Cẩm Thủy, Cẩm Thạch
07132 Phường Quảng Yên < Quảng Yên: Quảng Yên, Tiền An, Yên Giang
06706 Phường Tuần Châu < Hạ Long: Tuần Châu, Đại Yên, Hà Khẩu?
06811 Phường Uông Bí < Uông Bí: Thanh Sơn, Quang Trung, Yên Thanh, Trưng Vương*
06661 Phường Việt Hưng < Hạ Long: Giếng Đáy, Việt Hưng, Hà Khẩu*
06820 Phường Vàng Danh < Uông Bí: Vàng Danh, Bắc Sơn, Nam Khê, Trưng Vương?
06832 Phường Yên Tử < Uông Bí: Thượng Yên Công, Phương Đông, Phương Nam
07135 Phường Đông Mai < Quảng Yên: Đông Mai, Minh Thành
07093 Phường Đông Triều < Đông Triều: Nguyễn Huệ, Thủy An, Hồng Phong, Hưng Đạo, Đức Chính*
06970 Xã Ba Chẽ < Ba Chẽ: Ba Chẽ, Thanh Sơn, Nam Sơn, Đồn Đạc; Tiên Yên: Hải Lạng?
06838 Xã Bình Liêu < Bình Liêu: Bình Liêu, Húc Động, Vô Ngại*
06967 Xã Cái Chiên < Hải Hà: Cái Chiên
06841 Xã Hoành Mô < Bình Liêu: Hoành Mô, Đồng Văn
06799 Xã Hải Hòa < Tiên Yên: Hải Lạng?; Cẩm Phả: Hải Hòa*
06886 Xã Hải Lạng < Tiên Yên: Đồng Rui, Hải Lạng*; Cẩm Phả: Hải Hòa?
06733 Xã Hải Ninh < Móng Cái: Hải Tiến, Quảng Nghĩa
06724 Xã Hải Sơn < Móng Cái: Hải Sơn, Bắc Sơn
06979 Xã Kỳ Thượng < Hạ Long: Kỳ Thượng; Ba Chẽ: Thanh Lâm, Đạp Thanh
06985 Xã Lương Minh < Hạ Long: Đồng Sơn; Ba Chẽ: Lương Minh
06856 Xã Lục Hồn < Bình Liêu: Đồng Tâm, Lục Hồn
06922 Xã Quảng Hà < Hải Hà: Quảng Hà, Quảng Minh, Quảng Chính, Quảng Phong, Quảng Long*
07054 Xã Quảng La < Hạ Long: Tân Dân, Dân Chủ, Quảng La, Bằng Cả
06913 Xã Quảng Tân < Đầm Hà: Quảng Lâm, Quảng An, Dực Yên, Quảng Tân
06931 Xã Quảng Đức < Hải Hà: Quảng Đức, Quảng Thành, Quảng Thịnh
07060 Xã Thống Nhất < Hạ Long: Hòa Bình, Vũ Oai, Thống Nhất, Đồng Lâm?
06862 Xã Tiên Yên < Tiên Yên: Tiên Yên, Phong Dụ, Tiên Lãng, Đại Dực*, Đông Ngũ?, Yên Than*; \
Bình Liêu: Vô Ngại?
06757 Xã Vĩnh Thực < Móng Cái: Vĩnh Trung, Vĩnh Thực
06874 Xã Điền Xá < Tiên Yên: Hà Lâu, Điền Xá, Yên Than?
06877 Xã Đông Ngũ < Tiên Yên: Đông Hải, Đại Dực?, Đông Ngũ*
06946 Xã Đường Hoa < Hải Hà: Quảng Sơn, Đường Hoa, Quảng Long?
06895 Xã Đầm Hà < Đầm Hà: Đầm Hà@Thị trấn, Tân Bình, Đầm Hà@Xã, Tân Lập, Đại Bình
07192 Đặc khu Cô Tô < Cô Tô: Cô Tô, Đồng Tiến, Thanh Lân
06994 Đặc khu Vân Đồn < Vân Đồn: Cái Rồng, Đài Xuyên, Bình Dân, Vạn Yên, Minh Châu, Đoàn Kết, \
Hạ Long, Đông Xá, Bản Sen, Thắng Lợi, Quan Lạn, Ngọc Vừng
"""
LINES = tuple(line for line in QUANG_NINH.strip().splitlines())


def printed_predecessors(line: str) -> set[str]:
    districts = line.partition(" < ")[2].split("; ")
    return {
        f"{district}: {commune}"
        for district, _, communes in (part.partition(": ") for part in districts)
        for commune in communes.split(", ")
    }


def known_predecessors(code: str) -> set[str]:
    places = gazetteer()
    found = set()
    for old in places.old_communes.values():
        if code not in old.now:
            continue
        mark = "" if len(old.now) == 1 else "*" if old.now[0] == code else "?"
        twin = f"@{old.kind}" if (old.key, old.parent) == ("damha", "200") else ""
        found.add(f"{places.old_districts[old.parent].name}: {old.name}{twin}{mark}")
    return found


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[:5])
def test_each_unit_of_quang_ninh_has_its_code_name_and_predecessors(line: str) -> None:
    code, name = line.partition(" < ")[0].split(" ", 1)

    assert gazetteer().communes[code].full_name == name
    assert known_predecessors(code) == printed_predecessors(line)


def test_quang_ninh_has_54_units_now_and_had_171_in_13_districts() -> None:
    places = gazetteer()

    assert {place.code for place in places.communes_in["22"]} == {line[:5] for line in LINES}
    assert len(LINES) == 54
    assert len(places.old_communes_of_province["22"]) == 171
    assert len([d for d in places.old_districts_in["22"] if d.code]) == 13


def test_the_country_has_34_provinces_and_3321_communes_today() -> None:
    places = gazetteer()

    assert (len(places.provinces), len(places.communes)) == (34, 3321)
    assert len(places.old_provinces) == 63


def test_every_code_is_written_with_its_leading_zeros() -> None:
    places = gazetteer()

    assert {len(code) for code in (*places.communes, *places.old_communes)} == {5}
    assert {len(code) for code in places.old_districts} == {3}
    assert {len(code) for code in (*places.provinces, *places.old_provinces)} == {2}


def test_every_old_commune_leads_to_communes_of_the_province_its_own_became() -> None:
    places = gazetteer()
    for old in places.old_communes.values():
        province = places.old_provinces[places.old_districts[old.parent].parent]

        assert old.now
        assert {places.communes[code].parent for code in old.now} == set(province.now)


def test_an_unknown_code_has_no_successor() -> None:
    assert gazetteer().successors("99999") == ()


def test_an_old_commune_knows_its_district_and_province() -> None:
    places = gazetteer()

    commune = places.old_communes["06664"]
    district = places.old_districts[commune.parent]
    province = places.old_provinces[district.parent]

    assert [place.full_name for place in (commune, district, province)] == [
        "Phường Hà Tu",
        "Thành phố Hạ Long",
        "Tỉnh Quảng Ninh",
    ]


def test_earlier_names_lead_to_units_that_exist() -> None:
    places = gazetteer()

    assert all(set(p.now) <= set(places.old_provinces) for p in places.earlier_provinces)
    assert all(set(d.now) <= set(places.old_districts) for d in places.earlier_districts)


@pytest.mark.parametrize(
    ("name", "key"),
    [("Hạ Long", "halong"), ("Bà Rịa - Vũng Tàu", "bariavungtau"), ("Ea H'leo", "eahleo")],
)
def test_the_key_of_a_name_keeps_letters_alone(name: str, key: str) -> None:
    assert key_of(name) == key


def test_the_data_file_is_what_the_script_makes_of_its_source() -> None:
    pytest.importorskip("vietnamadminunits", reason="the source of the data, for development")
    spec = importlib.util.spec_from_file_location("build", ROOT / "scripts" / "build_places.py")
    assert spec is not None
    assert spec.loader is not None
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)

    made = build.table(build.package_folder())

    assert gzip.decompress((places_module.DATA / "places.tsv.gz").read_bytes()).decode() == made
