"""More evidence never makes a value less likely, and doubt never makes it more so."""

import pytest

from ocr.confidence import FEATURES, confidence, features, is_acceptable, is_barred
from ocr.drafts import Draft
from ocr.engines.engine import LINE_READER
from schemas.fields import FIELDS
from schemas.problems import problem
from schemas.reading import Source
from tests.ocr.evidence import draft, sighting

PATHS = [pattern.replace("[]", "[0]") for pattern in FIELDS]
DOUBT = problem("low_confidence")


@pytest.mark.parametrize("path", PATHS)
def test_a_probability_lies_between_nothing_and_certainty(path: str) -> None:
    for certainty in (0.0, 0.5, 1.0):
        sure = confidence(draft(path, seen=sighting(path, certainty=certainty)))

        assert 0.0 <= sure <= 1.0


@pytest.mark.parametrize("path", PATHS)
def test_another_field_that_confirms_does_not_make_a_value_less_likely(path: str) -> None:
    plain = draft(path)

    assert confidence(plain._replace(support=("sum",))) >= confidence(plain)
    assert confidence(plain._replace(support=("sum", "words"))) >= confidence(plain)


@pytest.mark.parametrize("path", PATHS)
def test_another_field_that_contradicts_does_not_make_a_value_more_likely(path: str) -> None:
    plain = draft(path)

    assert confidence(plain._replace(doubts=(DOUBT,))) <= confidence(plain)


@pytest.mark.parametrize("path", PATHS)
def test_readings_that_differ_do_not_make_a_value_more_likely(path: str) -> None:
    agreed = draft(path)
    differing = draft(path, seen=sighting(path, "120,5 m²", "126,5 m²"), agree=0.0)

    assert confidence(differing._replace(rivals=("126.5",))) <= confidence(agreed)


@pytest.mark.parametrize("path", PATHS)
def test_an_engine_less_sure_does_not_make_a_value_more_likely(path: str) -> None:
    sure = [
        confidence(draft(path, seen=sighting(path, certainty=c))) for c in (0.2, 0.5, 0.8, 0.95)
    ]

    assert sure == sorted(sure)


def test_the_parsers_own_doubt_counts_against_a_value() -> None:
    plain = draft()
    doubted = plain._replace(parsed=plain.parsed._replace(problems=(DOUBT,)))

    assert confidence(doubted) < confidence(plain)


def test_without_a_value_nothing_is_likely_and_nothing_accepted() -> None:
    nothing = draft(value=None)

    assert confidence(nothing) == 0.0
    assert not is_acceptable(nothing, confidence(nothing))


@pytest.mark.parametrize("source", [Source.QR, Source.BARCODE])
def test_a_decoded_code_is_taken_at_its_word(source: Source) -> None:
    path = "certificate.serial"
    decoded = draft(path, "AA 06724557", seen=sighting(path, "AA 06724557", source=source))

    assert is_acceptable(decoded, confidence(decoded))


def test_a_decoded_code_that_another_field_contradicts_goes_to_a_person() -> None:
    path = "certificate.serial"
    decoded = draft(path, "AA 06724557", seen=sighting(path, "AA 06724557", source=Source.QR))
    doubted = decoded._replace(doubts=(DOUBT,))

    assert not is_acceptable(doubted, confidence(doubted))


@pytest.mark.parametrize("path", PATHS)
def test_a_value_with_everything_against_it_is_never_accepted(path: str) -> None:
    seen = sighting(path, "l2O,S m", "", certainty=0.2, anchor=0.3)
    wild: Draft = draft(path, "120.5", seen=seen, agree=0.0)._replace(
        rivals=("720.5",), doubts=(DOUBT,)
    )

    assert not is_acceptable(wild, confidence(wild))


def test_every_feature_has_a_value_between_none_and_all() -> None:
    for one in (draft(), draft(value=None), draft(seen=sighting("x", "một"), agree=0.0)):
        values = features(one)

        assert len(values) == len(FEATURES)
        assert all(0.0 <= value <= 1.0 for value in values)


def test_handwriting_in_an_old_book_needs_a_witness() -> None:
    path = "holders[0].full_name"
    written = draft(path, "Lê Văn An", seen=sighting(path, "Lê Văn An", "Lê Văn An", certainty=0.7))
    written = written._replace(on_red_book=True)

    assert not is_acceptable(written, 1.0)
    assert is_acceptable(written._replace(support=("id",)), 1.0)


def test_our_own_reader_is_not_taken_at_its_word_in_an_old_book() -> None:
    path = "holders[0].full_name"
    sure = draft(path, "Lê Văn An", seen=sighting(path, "Lê Văn An", "Lê Văn An", certainty=1.0))
    sure = sure._replace(on_red_book=True, reader=LINE_READER)

    assert not is_acceptable(sure, 1.0)
    assert not is_acceptable(sure._replace(witness=0.5), 1.0)
    assert is_acceptable(sure._replace(witness=1.0), 1.0)


def test_a_field_that_contradicts_another_is_never_accepted() -> None:
    sure = draft()
    assert is_acceptable(sure, 1.0)

    assert not is_acceptable(sure._replace(blocked=True), 1.0)


@pytest.mark.parametrize("path", ["changes[0].text", "changes[0].date"])
def test_a_change_is_always_shown(path: str) -> None:
    assert is_barred(draft(path))


def test_what_no_reading_says_is_never_accepted_on_a_word_lists_word() -> None:
    guessed = draft("holders[0].full_name")._replace(second_best=True)

    assert not is_acceptable(guessed, 0.9999)


@pytest.mark.parametrize(
    ("path", "value", "rival", "accepted"),
    [
        ("parcels[0].address", "Thôn Yê Khánh, xã An", "Thôn Yê ì Khánh, xã An", False),
        ("holders[0].full_name", "Lê An", "Lê Văn An", False),
        ("holders[0].full_name", "Phạm Văn Đoàn", "P hạm Văn Đoàn", True),
        ("parcels[0].address", "Khu 2, xã An", "Khu 2,| xã An", True),
        ("parcels[0].purposes[0].name", "Đất ở", "Đất ở. 148, Vườn", True),
    ],
)
def test_a_name_of_which_another_reading_has_one_word_more_goes_to_a_person(
    path: str, value: str, rival: str, accepted: bool
) -> None:
    sure = draft(path, value, seen=sighting(path, value, value))

    assert is_acceptable(sure, 1.0)
    assert is_acceptable(sure._replace(rivals=(rival,)), 1.0) == accepted
