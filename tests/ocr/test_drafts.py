"""Of several readings of one spot the value that most of them lead to is chosen."""

import pytest

from ocr.drafts import Draft, chosen, reworded, vouched_for
from schemas.outcomes import clean, corrected, problem
from schemas.parsing import Parsed
from tests.ocr.evidence import sighting

PATH = "holders[0].full_name"


def choose(
    *values: str | None, known: tuple[str, ...] = (), corrected: tuple[str, ...] = ()
) -> Draft:
    seen = sighting(PATH, *(f"raw {number}" for number in range(len(values))))
    return chosen(
        PATH, seen, [Parsed(v, known=v in known, corrected=v in corrected) for v in values]
    )


def test_readings_that_agree_are_full_agreement() -> None:
    draft = choose("Lê Văn An", "Lê Văn An")

    assert (draft.value, draft.agree, draft.rivals) == ("Lê Văn An", 1.0, ())


def test_the_majority_wins_and_the_rest_are_rivals() -> None:
    draft = choose("Lê Văn Ân", "Lê Văn An", "Lê Văn An")

    assert (draft.value, draft.agree, draft.rivals) == ("Lê Văn An", 0.5, ("Lê Văn Ân",))


def test_among_equals_the_value_a_list_knows_wins() -> None:
    assert choose("Lê Văn Àn", "Lê Văn An", known=("Lê Văn An",)).value == "Lê Văn An"


def test_among_equals_the_uncorrected_value_wins() -> None:
    assert choose("Lê Văn Àn", "Lê Văn An", corrected=("Lê Văn Àn",)).value == "Lê Văn An"


def test_among_equals_the_value_with_fewest_doubts_wins_even_corrected() -> None:
    seen = sighting(PATH, "raw 0", "raw 1")
    odd = clean("Lê V²n An")._replace(problems=(problem("odd_signs", value="Lê V²n An"),))

    assert chosen(PATH, seen, [odd, corrected("Lê Văn An", "Lê V?n An")]).value == "Lê Văn An"


def test_else_the_first_reading_wins() -> None:
    draft = choose("Lê Văn Àn", "Lê Văn An")

    assert (draft.value, draft.raw, draft.rivals) == ("Lê Văn Àn", "raw 0", ("Lê Văn An",))


def test_the_raw_text_is_that_of_the_reading_chosen() -> None:
    assert choose("Lê Văn Àn", "Lê Văn An", known=("Lê Văn An",)).raw == "raw 1"


def test_the_place_of_a_tone_mark_is_no_disagreement() -> None:
    draft = choose("Vũ Thị Hòa", "Vũ Thị Hoà")

    assert (draft.agree, draft.rivals) == (1.0, ())


def test_a_reading_without_a_value_counts_against_agreement() -> None:
    draft = choose("Lê Văn An", None)

    assert (draft.value, draft.agree, draft.rivals) == ("Lê Văn An", 0.0, ())


def test_a_lone_reading_agrees_with_nothing() -> None:
    assert choose("Lê Văn An").agree == 0.0


@pytest.mark.parametrize("readings", [(None,), (None, None)])
def test_without_any_value_the_spot_is_kept_with_none(readings: tuple[None, ...]) -> None:
    draft = choose(*readings)

    assert (draft.value, draft.raw) == (None, "raw 0")
    assert draft.sighting is not None


@pytest.mark.parametrize(
    ("readings", "value"),
    [
        (("Dinh Văn An", "Dinh Văn An", "Đinh Văn An"), "Đinh Văn An"),
        (("Đỗ Dan", "Đỗ Dan", "Đỗ Đan"), "Đỗ Đan"),  # one of two bars
        (("DA 123456", "ĐA 123456"), "ĐA 123456"),
    ],
)
def test_a_bar_that_most_readings_lost_still_stood_there(
    readings: tuple[str, ...], value: str
) -> None:
    draft = choose(*readings, known=readings[:1])

    assert draft.value == value
    assert draft.rivals == (readings[0],)


def test_a_bar_says_nothing_where_other_letters_are_disputed_too() -> None:
    assert choose("Dinh Văn An", "Dinh Văn An", "Đinh Văn Ân").value == "Dinh Văn An"


@pytest.mark.parametrize(
    ("foreign", "witness"), [("Lê Văn An", 1.0), ("Le Vân Án", 0.5), ("Lê Văn Am", 0.0)]
)
def test_another_recogniser_bears_the_value_out_or_comes_near(foreign: str, witness: float) -> None:
    seen = sighting(PATH, "Lê Văn An", "Lê Văn An", foreign)._replace(foreign=1)

    draft = chosen(PATH, seen, [Parsed(text) for text in seen.texts])

    assert (draft.value, draft.witness, draft.wavers) == ("Lê Văn An", witness, False)


def test_looks_of_the_engine_itself_that_differ_waver() -> None:
    seen = sighting(PATH, "Lê Văn An", "Lê Văn Ân", "Lê Văn An")._replace(foreign=1)

    draft = chosen(PATH, seen, [Parsed(text) for text in seen.texts])

    assert (draft.witness, draft.wavers) == (1.0, True)


def known_to_a_list(text: str) -> Parsed:
    return Parsed(text, known=text in ("Lâu dài", "50 năm"))


def test_a_runner_up_that_a_list_knows_takes_the_place_of_what_none_knows() -> None:
    draft = choose("Lầu dài")._replace(raw="Lầu dài")

    draft = vouched_for(draft, ("Lậu dài", "Lâu dài", "50 năm"), known_to_a_list)

    assert (draft.value, draft.raw) == ("Lâu dài", "Lâu dài")
    assert draft.rivals == ("Lầu dài",)
    assert draft.second_best  # and so it is never silent


def test_what_a_list_knows_is_not_given_up_for_a_runner_up() -> None:
    draft = choose("50 năm", known=("50 năm",))

    assert vouched_for(draft, ("Lâu dài",), known_to_a_list) == draft


def test_runners_up_that_no_list_knows_change_nothing() -> None:
    draft = choose("Lầu dài")

    assert vouched_for(draft, ("Lậu dài",), known_to_a_list) == draft


@pytest.mark.parametrize("shorter", ["CỘNG ĐỒNG DÂN CƯ THÔN", "CỘNG ĐỒNG DÂN CƯ THÔN 1"])
def test_a_runner_up_that_loses_a_word_or_changes_a_digit_is_passed_over(shorter: str) -> None:
    draft = choose("CỘNG ĐỒNG DÂN CƯ THÔN 7")._replace(raw="CỘNG ĐỒNG DÂN CƯ THÔN 7")

    assert vouched_for(draft, (shorter,), lambda text: Parsed(text, known=text == shorter)) == draft


def as_read(text: str) -> Parsed:
    return Parsed(text or None)


def test_exchanged_words_are_told_and_what_was_read_stays_raw() -> None:
    seen = sighting("changes[0].text", "hồ Sơ số 12", "hổ sơ số 12")
    read_first = chosen("changes[0].text", seen, [as_read(text) for text in seen.texts])

    draft = reworded(read_first, "hồ sơ số 12", as_read)

    assert (draft.value, draft.raw) == ("hồ sơ số 12", "hồ Sơ số 12")
    assert [problem.code for problem in draft.parsed.problems] == ["corrected"]
    assert draft.rivals == ("hồ Sơ số 12", "hổ sơ số 12")


def test_where_the_looks_bear_out_the_first_nothing_is_told() -> None:
    draft = choose("hồ sơ số 12", "hổ sơ số 12")

    assert reworded(draft, "hồ sơ số 12", as_read) == draft
    assert reworded(draft, "", as_read) == draft
