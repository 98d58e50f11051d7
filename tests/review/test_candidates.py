"""Choices and doubtful characters, from what the reader said."""

import pytest

from review.candidates import Piece, candidates, facts_of, marked
from schemas.fields import FIELDS, field_of
from schemas.problems import problem
from schemas.reading import Problem, Reading, Status
from tests.review.filed import differing, flagged

NAME = FIELDS["holders[].full_name"]


def reading(value: str | None, *doubts: Problem, raw: str | None = None) -> Reading:
    return Reading(
        path="holders[0].full_name",
        value=value,
        raw=raw,
        confidence=0.5,
        status=Status.FLAGGED,
        problems=doubts,
    )


@pytest.mark.parametrize(
    ("said", "choices"),
    [
        (reading("Trần Văn Bình"), ("Trần Văn Bình",)),
        (
            reading("Trần Văn Bình", problem("readings_differ", others="Trần Văn Bính")),
            ("Trần Văn Bình", "Trần Văn Bính"),
        ),
        (
            reading("An", problem("readings_differ", others="Ân · Ấn · An")),
            ("An", "Ân", "Ấn"),
        ),
        (reading(None, raw="Tr?n V?n"), ("Tr?n V?n",)),
        (reading(None), ()),
    ],
)
def test_choices_are_what_was_read_the_current_value_first(
    said: Reading, choices: tuple[str, ...]
) -> None:
    assert candidates(said, NAME) == choices


def test_choices_are_written_as_the_parser_writes() -> None:
    area = Reading(
        path="parcels[0].area_m2",
        value="2891.4",
        confidence=0.4,
        status=Status.FLAGGED,
        problems=(problem("readings_differ", others="2.804,5 m²"),),
    )

    assert candidates(area, FIELDS["parcels[].area_m2"]) == ("2891.4", "2804.5")


@pytest.mark.parametrize(
    ("value", "other", "pieces"),
    [
        ("1904", "4904", (Piece("1", True), Piece("904", False))),
        ("Bình", "Bính", (Piece("B", False), Piece("ì", True), Piece("nh", False))),
        ("27", "270", (Piece("2", False), Piece("7", True))),  # something may be missing behind
        ("Hòa", "1234", (Piece("Hòa", False),)),  # nothing in common: nowhere in particular
    ],
)
def test_characters_that_the_other_reading_has_differently_are_marked(
    value: str, other: str, pieces: tuple[Piece, ...]
) -> None:
    assert marked(value, [other]) == pieces


def test_facts_are_taken_out_of_the_sentence_again() -> None:
    told = problem("area_ambiguous", raw="2.8914", one="2891.4", other="2.8914")

    assert facts_of(told) == {"raw": "2.8914", "one": "2891.4", "other": "2.8914"}
    assert facts_of(Problem(code="from_elsewhere", text="…", text_en="…")) == {}


def test_an_address_is_no_commune_code() -> None:
    split = problem("commune_split", names="06862 Xã Tiên Yên / 06874 Xã Điền Xá")
    read = flagged("parcels[0].commune_code", None, split, differing("Xóm Khe Sim, xã Yên Than"))

    assert candidates(read, field_of(read.path)) == ("06862", "06874")
