"""Looks at the same print make one text; language chooses only where the picture leaves doubt."""

import pytest

from ocr.ctc import Alternative
from ocr.engines.engine import LineReading
from ocr.reread import SecondLook, looks_of
from ocr.spots import Spot
from ocr.weave import Look, woven
from tests.ocr.typed_words import rows


def look(text: str, **doubtful: tuple[tuple[str, float], ...]) -> Look:
    """Return a look that is sure of all its words but those named, with what they may be."""
    return [
        tuple(Alternative(*choice) for choice in doubtful.get(word, ((word, 0.98),)))
        for word in text.split()
    ]


def test_a_doubtful_word_is_what_offices_write_there() -> None:
    first = look("tại Ngần hàng", Ngần=(("Ngần", 0.56), ("Ngân", 0.3)))

    assert woven(first, []) == "tại Ngân hàng"


def test_a_word_read_surely_stays_whatever_offices_write() -> None:
    first = look("tại Ngần hàng", Ngần=(("Ngần", 0.95), ("Ngân", 0.03)))

    assert woven(first, []) == "tại Ngần hàng"


def test_what_no_look_held_possible_is_never_put_in() -> None:
    first = look("tại Ngần hàng", Ngần=(("Ngần", 0.4), ("Ngẩn", 0.3)))

    assert woven(first, []) == "tại Ngần hàng"


def test_a_word_that_stands_beside_nothing_known_stays() -> None:
    first = look("xã Đoàn Kếl cũ", Kếl=(("Kếl", 0.5), ("hàng", 0.3)))

    assert woven(first, []) == "xã Đoàn Kếl cũ"


def test_capitals_are_those_of_running_text() -> None:
    first = look("theo hồ Sơ số 12", Sơ=(("Sơ", 0.55), ("sơ", 0.35)))

    assert woven(first, []) == "theo hồ sơ số 12"


def test_another_look_that_is_surer_of_its_word_is_heard() -> None:
    first = look("hồ sơ sổ 12", sổ=(("sổ", 0.43),))

    assert woven(first, [look("hồ sơ số 12", số=(("số", 0.83),))]) == "hồ sơ số 12"


def test_a_lost_blank_is_put_in_where_another_look_saw_it() -> None:
    first = look("tại Ngân hàngTMCP Biển", hàngTMCP=(("hàngTMCP", 0.5),))

    assert woven(first, [look("tại Ngân hàng TMCP Biển")]) == "tại Ngân hàng TMCP Biển"


@pytest.mark.parametrize("named", ["ông Trần Hang Sơ", "bà: Nguyễn Hang Sơ", "cho Lê Hang Sơ"])
def test_names_of_people_stay_as_they_were_read(named: str) -> None:
    first = look(
        f"{named} hồ sơ", Hang=(("Hang", 0.5), ("hàng", 0.45)), Sơ=(("Sơ", 0.5), ("sơ", 0.45))
    )

    assert woven(first, []) == f"{named} hồ sơ"


@pytest.mark.parametrize(
    ("read", "possible", "becomes"),
    [
        ("O00929.CN.005", "000929.CN.005", "000929.CN.005"),  # a letter for a digit
        ("006843.TK002", "006843.TK.002", "006843.TK.002"),  # a lost point
        ("25/07/018;", "25/07/2018;", "25/07/2018;"),  # a lost sign spoils the shape
        ("687/HĐ7C", "687/HĐTC", "687/HĐTC"),
        ("005793.CN.005", "005798.CN.005", "005793.CN.005"),  # one digit or another: no language
        ("012345678901,", "012345678991,", "012345678901,"),
        ("1976;", "1978;", "1976;"),
    ],
)
def test_codes_are_mended_by_their_shape_alone(read: str, possible: str, becomes: str) -> None:
    first = look(f"hồ sơ số {read}", **{read: ((read, 0.5), (possible, 0.4))})

    assert woven(first, []) == f"hồ sơ số {becomes}"


def test_a_measure_keeps_its_unit() -> None:
    first = look("là 30 m²; theo", **{"m²;": (("m²;", 0.4), ("m;", 0.4))})

    assert woven(first, [look("là 30 m; theo")]) == "là 30 m²; theo"


def test_a_sign_between_words_stays() -> None:
    first = look("Khu 9 - xã Nam", **{"-": (("-", 0.4), ("–", 0.5))})

    assert woven(first, [look("Khu 9 – xã Nam")]) == "Khu 9 - xã Nam"


def test_a_look_that_went_astray_does_no_harm() -> None:
    first = look("theo hợp đồng thế chấp số 12")

    assert woven(first, [look("Vu89 Mg C n0n TQ 0H9"), []]) == "theo hợp đồng thế chấp số 12"


def test_every_look_at_a_spot_is_asked() -> None:
    spot = Spot("changes[0].text", rows("hồ sơ"), 0.8, again=rows("hổ sơ"))
    own = LineReading("hồ sờ", 0.5, words=((Alternative("hồ", 0.9),), (Alternative("sờ", 0.5),)))
    foreign = LineReading("ho so", 0.9)

    first, others = looks_of(spot, SecondLook((own,), (foreign,)))

    read = [" ".join(choice[0].text for choice in one) for one in (first, *others)]
    assert read == ["hồ sơ", "hổ sơ", "hồ sờ", "ho so"]
