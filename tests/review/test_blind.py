"""What a blind typist is told gives nothing away."""

from review.blind import is_blind, untold
from review.policy import blind_of
from schemas.fields import FIELDS
from schemas.problems import problem
from schemas.settings import Settings


def test_the_settings_name_fields_that_exist() -> None:
    blind = blind_of(Settings())

    assert blind <= FIELDS.keys()
    assert is_blind("parcels[3].area_m2", blind)
    assert not is_blind("parcels[3].address", blind)


def test_a_sample_is_not_told_by_its_lack_of_doubts() -> None:
    (said,) = untold(())

    assert said.text == untold([problem("id_length", raw="1904")])[0].text


def test_no_sentence_quotes_a_value() -> None:
    doubts = (
        problem("readings_differ", others="1904"),
        problem("area_ambiguous", raw="1.904", one="1904", other="1.904"),
        problem("corrected", raw="l904", value="1904"),
        problem("id_length", raw="1904"),
        problem("low_confidence"),
    )

    said = " ".join(doubt.text + doubt.text_en for doubt in untold(doubts))

    assert "904" not in said
    assert "rõ" in said
