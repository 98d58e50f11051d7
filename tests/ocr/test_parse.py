"""Sightings become drafts; lines about several purposes are dealt out to them."""

import pytest

from ocr.parse import drafts_of
from ocr.sightings import Sighting
from tests.ocr.evidence import sighting


def values(*seen: Sighting) -> dict[str, str | None]:
    return {path: draft.value for path, draft in drafts_of(seen).items()}


def twice(path: str, text: str) -> Sighting:
    return sighting(path, text, text)


def test_a_field_goes_through_its_own_parser() -> None:
    assert values(twice("parcels[0].area_m2", "1.234,5 m²"))["parcels[0].area_m2"] == "1234.5"


def test_what_no_parser_knows_is_left_out() -> None:
    assert values(twice("parcels[0].note", "abc")) == {}


def test_terms_go_to_the_purposes_they_name() -> None:
    found = values(
        twice("parcels[0].purposes", "Đất ở tại nông thôn: 100 m²; Đất trồng cây lâu năm: 50 m²"),
        twice(
            "parcels[0].terms",
            "Đất trồng cây lâu năm: Đến ngày 15/10/2043; Đất ở tại nông thôn: Lâu dài",
        ),
    )

    assert found["parcels[0].purposes[0].name"] == "Đất ở tại nông thôn"
    assert found["parcels[0].purposes[0].area_m2"] == "100"
    assert (found["parcels[0].purposes[0].term"] or "").lower() == "lâu dài"
    assert "15/10/2043" in (found["parcels[0].purposes[1].term"] or "")


def test_a_term_that_names_no_purpose_is_about_all() -> None:
    found = values(
        twice("parcels[0].purposes", "Đất ở tại nông thôn: 100 m²; Đất trồng cây lâu năm: 50 m²"),
        twice("parcels[0].terms", "Lâu dài"),
    )

    assert [(found[f"parcels[0].purposes[{i}].term"] or "").lower() for i in (0, 1)] == [
        "lâu dài",
        "lâu dài",
    ]


@pytest.mark.parametrize(
    ("terms", "barred"),
    [
        (("Lâu dài;", "Lâu dài;"), True),
        (("Lâu dài", "Lâu dài; "), True),
        (("Lâu dài; 10/2043", "Lâu dài; 10/2043"), False),
    ],
)
def test_a_list_of_terms_that_breaks_off_is_never_accepted(
    terms: tuple[str, str], barred: bool
) -> None:
    purposes, listed = twice("parcels[0].purposes", "T: 102; LNK: 1916"), "parcels[0].terms"

    found = drafts_of([purposes, sighting(listed, *terms)])

    for path in ("parcels[0].purposes[0].term", "parcels[0].purposes[1].term"):
        assert found[path].blocked is barred
        assert ("list_breaks_off" in [doubt.code for doubt in found[path].doubts]) is barred
    assert not found["parcels[0].purposes[0].area_m2"].blocked


def test_purposes_that_break_off_take_their_areas_along() -> None:
    found = drafts_of([twice("parcels[0].purposes", "T: 102;")])

    assert found["parcels[0].purposes[0].name"].blocked
    assert found["parcels[0].purposes[0].area_m2"].blocked


def test_the_parcels_of_a_table_are_kept_apart() -> None:
    found = values(
        twice("parcels[0].purposes", "Đất ở"), twice("parcels[1].purposes", "Đất trồng lúa")
    )

    assert found["parcels[0].purposes[0].name"] == "Đất ở"
    assert found["parcels[1].purposes[0].name"] == "Đất trồng lúa"


def test_readings_that_lead_to_different_values_are_rivals() -> None:
    seen = sighting("parcels[0].area_m2", "120,5 m²", "126,5 m²")

    draft = drafts_of([seen])["parcels[0].area_m2"]

    assert draft.value == "120.5"
    assert draft.rivals == ("126.5",)


def test_running_text_is_what_all_looks_make_of_it_and_stays_flagged_as_mended() -> None:
    seen = sighting("changes[0].text", "hồ Sơ số 12", "hồ Sơ số 12")._replace(woven="hồ sơ số 12")

    draft = drafts_of([seen])["changes[0].text"]

    assert (draft.value, draft.raw) == ("hồ sơ số 12", "hồ Sơ số 12")
    assert draft.parsed.corrected


def test_what_looks_make_together_of_other_fields_is_not_asked() -> None:
    seen = twice("holders[0].address", "xã Vũ Oai")._replace(woven="xã Vũ Hàng")

    assert values(seen)["holders[0].address"] == "xã Vũ Oai"


@pytest.mark.parametrize("dirty", ["Không có", "_ Không có", "- Không có.", "-/-"])
def test_a_line_that_says_there_is_no_asset_is_none_through_dirt(dirty: str) -> None:
    path = "assets[0].ownership_form"

    assert path not in drafts_of([sighting(path, "Không có", dirty)])


def test_a_speck_read_as_a_semicolon_leaves_an_origin_its_purpose() -> None:
    whole = "Nhận tặng chỏ đất được Nhà nước giao đất không thu tiền sử dụng đất"
    parted = "Nhận tặng cho đất; Nhà nước giao đất không thu tiền sử dụng đất"

    found = values(
        twice("parcels[0].purposes", "Đất trồng lúa nước còn lại"),
        sighting("parcels[0].origins", whole, parted),
    )

    assert found["parcels[0].purposes[0].origin"] == whole.replace("chỏ", "cho")


def test_a_name_that_was_read_comes_before_one_that_was_only_thought_possible() -> None:
    misread = "NGUYỄN KHẮC MANH"
    seen = sighting("holders[0].full_name", "NGUYỄN KHẮC MẠNH", misread, misread)
    seen = seen._replace(runners_up=("NGUYỄN KHẮC MAN",))

    draft = drafts_of([seen])["holders[0].full_name"]

    assert draft.value == "NGUYỄN KHẮC MẠNH"
    assert draft.rivals == (misread,)
    assert draft.second_best  # and so it is never silent


@pytest.mark.parametrize(
    ("lost", "blocked"), [("Đất trồng cây lâu năm: Đến ngày 01/7/2043; ", True), ("", False)]
)
def test_a_term_of_a_purpose_that_was_not_read_bars_all_purposes(lost: str, blocked: bool) -> None:
    read = "Đất ở tại nông thôn (ONT) 141,5 m², Đất nuôi trồng thủy sản (NTS) 170 m²"
    terms = f"Đất ở tại nông thôn: Lâu dài; {lost}Đất nuôi trồng thủy sản: Đến năm 2063"

    drafts = drafts_of([twice("parcels[0].purposes", read), twice("parcels[0].terms", terms)])

    assert {draft.blocked for draft in drafts.values()} == {blocked}


def test_a_purpose_of_one_letter_is_not_taken_for_a_part_of_another() -> None:
    found = values(
        twice("parcels[0].purposes", "ở 194 m²; vườn 409 m²"),
        twice("parcels[0].terms", "ở: Lâu dài; Vườn: Đến năm 2043"),
    )

    assert found["parcels[0].purposes[0].term"] == "Lâu dài"
    assert found["parcels[0].purposes[1].term"] == "Đến năm 2043"
