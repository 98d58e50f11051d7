"""A draft is right when it says what the paper says, and wrong when the paper says nothing."""

import numpy as np

from ocr.confidence import FEATURES
from schemas.reading import Source
from tests.training.seen_papers import paper, seen_file, sighting
from training.examples import Example, examples_of, table_of

SERIAL = sighting("certificate.serial", "CS 255365", "CS 255365")
NAME = sighting("holders[0].full_name", "NGUYỄN VĂN THOẠI", "NGUYỄN VĂN THOẠI")
TRUTH: dict[str, str | None] = {
    "certificate.serial": "CS 255365",
    "holders[0].full_name": "NGUYỄN VĂN THOẢI",
}


def by_path(examples: tuple[Example, ...]) -> dict[str, bool]:
    return {example.path: example.right for example in examples}


def test_a_draft_is_compared_with_the_truth_letter_by_letter() -> None:
    examples = examples_of([seen_file(TRUTH, paper(SERIAL, NAME))])

    assert by_path(examples) == {"certificate.serial": True, "holders[0].full_name": False}


def test_what_truth_is_silent_about_is_no_example() -> None:
    area = sighting("parcels[0].area_m2", "103,7 m²", "103,7 m²")
    truth = {**TRUTH, "parcels[0].parcel_no": "12"}

    assert "parcels[0].area_m2" not in by_path(examples_of([seen_file(truth, paper(SERIAL, area))]))


def test_a_value_that_the_paper_does_not_print_is_wrong() -> None:
    truth = {**TRUTH, "certificate.serial": None}

    assert by_path(examples_of([seen_file(truth, paper(SERIAL))])) == {"certificate.serial": False}


def test_a_person_too_many_is_wrong() -> None:
    second = sighting("holders[1].full_name", "TRẦN THỊ MÙI", "TRẦN THỊ MÙI")

    assert by_path(examples_of([seen_file(TRUTH, paper(SERIAL, NAME, second))])) == {
        "certificate.serial": True,
        "holders[0].full_name": False,
        "holders[1].full_name": False,
    }


def test_a_certificate_too_many_is_wrong() -> None:
    other = sighting("certificate.serial", "CS 111111", "CS 111111")

    examples = examples_of([seen_file(TRUTH, paper(SERIAL), paper(other))])

    assert sorted(example.right for example in examples) == [False, True]


def test_decoded_codes_are_not_learnt_from() -> None:
    code = sighting("certificate.barcode", "0688019103367", source=Source.BARCODE)
    truth: dict[str, str | None] = {"certificate.barcode": "0688019103367"}

    assert examples_of([seen_file(truth, paper(code))]) == ()


def test_what_a_rule_keeps_from_being_accepted_is_barred() -> None:
    # No threshold is learnt on what no threshold lets pass.
    more = sighting("holders[0].full_name", "NGUYỄN THOẠI", "NGUYỄN VĂN THOẠI")

    examples = examples_of([seen_file(TRUTH, paper(SERIAL, more))])

    assert {example.path: example.barred for example in examples} == {
        "certificate.serial": False,
        "holders[0].full_name": True,
    }


def test_an_unreadable_text_is_no_example() -> None:
    nothing = sighting("certificate.serial", "§§", "~")

    assert examples_of([seen_file(TRUTH, paper(nothing))]) == ()


def test_a_file_without_papers_gives_no_examples() -> None:
    assert examples_of([seen_file(TRUTH)]) == ()


def test_the_table_has_a_row_for_each_example() -> None:
    examples = examples_of([seen_file(TRUTH, paper(SERIAL, NAME), seed=8)])

    table = table_of(examples)

    assert table.evidence.shape == (2, len(FEATURES))
    assert table.right.tolist() == [float(example.right) for example in examples]
    assert set(table.files) == {8}
    assert np.isfinite(table.evidence).all()
