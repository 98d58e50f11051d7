"""Typed values are judged by the reader's own rules, over the whole record."""

import pytest

from review.judging import judge, same_value, settled_since, shown
from schemas.complaints import Severity
from schemas.document import Document, Edition, Kind, Record, SourceFile
from schemas.problems import problem
from schemas.reading import Reading, Status

AREA = "parcels[0].area_m2"


def paper(**values: str) -> Document:
    fields = tuple(
        Reading(path=path, value=value, confidence=1, status=Status.ACCEPTED)
        for path, value in values.items()
    )
    record = Record(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2014, pages=(1,), fields=fields)
    return Document(source=SourceFile(file="a.pdf", sha256="", pages=1), records=(record,))


@pytest.mark.parametrize(
    ("path", "typed", "value"),
    [
        (AREA, "1.234,5", "1234.5"),
        ("certificate.issue_date", "7/7/2017", "2017-07-07"),
        ("certificate.issue_date", "07072017", "2017-07-07"),
        ("certificate.serial", "cp673047", "CP 673047"),
        ("holders[0].full_name", "  Nguyễn   Văn Ân ", "Nguyễn Văn Ân"),
        (AREA, "không rõ", None),
        ("certificate.issue_date", "32/1/2017", None),
        ("holders[0].id_number", "12345678", "12345678"),  # misprints exist: kept with a reason
    ],
)
def test_typing_is_understood_as_print_is(path: str, typed: str, value: str | None) -> None:
    assert judge(paper(), 0, path, typed).value == value


def test_a_value_that_contradicts_the_rest_of_the_record_stops() -> None:
    said = paper(**{"parcels[0].area_words": "Một trăm hai mươi mét vuông"})

    assert not judge(said, 0, AREA, "120").stops
    wrong = judge(said, 0, AREA, "720")
    assert wrong.stops
    assert [c.code for c in wrong.conflicts if c.severity is Severity.BLOCK]
    assert "720" in wrong.problems[0].text


def test_a_contradiction_that_another_correction_ended_is_said_to_be_settled() -> None:
    before = Reading(
        path=AREA,
        value="120",
        confidence=0.5,
        status=Status.FLAGGED,
        problems=(
            problem("area_words_differ", digits="720", words="…"),
            problem("low_confidence"),
        ),
    )

    assert settled_since(before, ()) == {"area_words_differ"}


@pytest.mark.parametrize(
    ("path", "value", "seen"),
    [
        (AREA, "120.5", "120,5"),
        ("certificate.issue_date", "2017-07-07", "07/07/2017"),
        ("holders[0].birth_date", "1968", "1968"),
        ("certificate.serial", "CP 673047", "CP 673047"),
        (AREA, None, ""),
    ],
)
def test_values_are_shown_as_people_here_write_them(
    path: str, value: str | None, seen: str
) -> None:
    assert shown(path, value) == seen


@pytest.mark.parametrize(
    ("path", "one", "other", "same"),
    [
        (AREA, "100", "100.0", True),
        (AREA, "100", "10", False),
        ("holders[0].full_name", "Hòa", "Hoà", True),
        ("holders[0].full_name", "Hòa", "Hoa", False),
        ("parcels[0].parcel_no", "47", None, False),
    ],
)
def test_two_writings_of_one_value_agree(
    path: str, one: str, other: str | None, same: bool
) -> None:
    assert same_value(path, one, other) is same
