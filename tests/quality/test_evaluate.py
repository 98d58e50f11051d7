"""What counts as right, flagged, silently wrong, missing."""

from pathlib import Path

import pytest

from quality.evaluate import Outcome, judge, load_results, pair
from quality.truth import TruthFile, TruthRecord
from schemas.document import Document, Kind, Record, SetAside, SetAsideCode, SourceFile
from schemas.errors import SettingsError
from schemas.reading import Reading, Source, Status

NAME = "holders[0].full_name"
SECOND_NAME = "holders[1].full_name"
SERIAL = "certificate.serial"


def reading(path: str, value: str | None, status: Status = Status.ACCEPTED) -> Reading:
    return Reading(path=path, value=value, confidence=0.5, status=status)


def record(*readings: Reading, kind: Kind = Kind.LAND_CERTIFICATE) -> Record:
    return Record(kind=kind, pages=(1,), fields=readings)


def document(*records: Record, set_aside: SetAside | None = None) -> Document:
    source = SourceFile(file="a.pdf", sha256="0" * 64, pages=1)
    return Document(source=source, records=records, set_aside=set_aside)


def truth(*records: dict[str, str | None]) -> TruthFile:
    return TruthFile(name="a", records=tuple(TruthRecord(fields=fields) for fields in records))


def outcomes(wanted: TruthFile, result: Document) -> dict[str, Outcome]:
    return {verdict.path: verdict.outcome for verdict in judge([wanted], {"a": result})}


@pytest.mark.parametrize(
    ("wanted", "read", "outcome"),
    [
        ("Lê Bịa", reading(NAME, "Lê Bịa"), Outcome.RIGHT),
        ("Lê Bịa", reading(NAME, "Lê Bia"), Outcome.SILENT),
        ("Lê Bịa", reading(NAME, None), Outcome.SILENT),
        ("Lê Bịa", reading(NAME, "Lê Bịa", Status.FLAGGED), Outcome.FLAGGED_RIGHT),
        ("Lê Bịa", reading(NAME, "Lê Bia", Status.FLAGGED), Outcome.FLAGGED_WRONG),
        ("Lê Bịa", reading(NAME, None, Status.FLAGGED), Outcome.FLAGGED_WRONG),
        ("Lê Bịa", reading(NAME, None, Status.NOT_PRINTED), Outcome.MISSING),
        ("Lê Bịa", reading(SERIAL, "AB 123456"), Outcome.MISSING),
        (None, reading(NAME, "Lê Bịa"), Outcome.INVENTED),
        (None, reading(NAME, None, Status.FLAGGED), Outcome.NEEDLESS),
        (None, reading(NAME, None, Status.NOT_PRINTED), None),
    ],
)
def test_each_field_ends_in_one_way(
    wanted: str | None, read: Reading, outcome: Outcome | None
) -> None:
    assert outcomes(truth({NAME: wanted}), document(record(read))).get(NAME) == outcome


def test_a_persons_correction_is_what_counts() -> None:
    corrected = reading(NAME, "Lê Bịa").model_copy(update={"source": Source.PERSON})

    result = document(record(reading(NAME, "Lê Bia", Status.FLAGGED), corrected))

    assert outcomes(truth({NAME: "Lê Bịa"}), result) == {NAME: Outcome.RIGHT}


def test_a_holder_too_many_is_a_silent_error() -> None:
    result = document(record(reading(NAME, "Lê Bịa"), reading(SECOND_NAME, "Lê Thừa")))

    assert outcomes(truth({NAME: "Lê Bịa"}), result)[SECOND_NAME] == Outcome.INVENTED


def test_fields_that_the_truth_never_speaks_of_are_not_judged() -> None:
    result = document(record(reading(NAME, "Lê Bịa"), reading(SERIAL, "AB 123456")))

    assert outcomes(truth({NAME: "Lê Bịa"}), result) == {NAME: Outcome.RIGHT}


def test_what_the_truth_of_a_holder_leaves_out_is_not_judged() -> None:
    other = TruthFile(name="b", records=(TruthRecord(fields={"holders[0].gender": "Nam"}),))
    result = document(record(reading(NAME, "Lê Bịa"), reading("holders[0].gender", "Nam")))

    verdicts = judge([truth({NAME: "Lê Bịa"}), other], {"a": result})

    assert [v.path for v in verdicts if v.file == "a"] == [NAME]


def test_a_record_too_many_is_invented() -> None:
    result = document(record(reading(NAME, "Lê Bịa")), record(reading(NAME, "Lê Thừa")))

    verdicts = judge([truth({NAME: "Lê Bịa"})], {"a": result})

    assert [(v.record, v.outcome) for v in verdicts] == [
        (0, Outcome.RIGHT),
        (None, Outcome.INVENTED),
    ]


def test_records_are_paired_by_serial_before_order() -> None:
    first, second = record(reading(SERIAL, "AB 111111")), record(reading(SERIAL, "AB 222222"))
    wanted = truth({SERIAL: "AB 222222"}, {SERIAL: "AB 333333"})

    assert pair(wanted.records, (first, second)) == (second, first)


def test_a_record_of_another_kind_is_no_partner() -> None:
    card = record(reading("person.full_name", "Lê Bịa"), kind=Kind.IDENTITY_CARD)

    assert pair(truth({NAME: "Lê Bịa"}).records, (card,)) == (None,)


@pytest.mark.parametrize(
    "results",
    [
        {},
        {
            "a": document(
                set_aside=SetAside(code=SetAsideCode.DAMAGED, text="hỏng", text_en="damaged")
            )
        },
    ],
)
def test_files_that_were_not_read_are_told_apart_from_missing_fields(
    results: dict[str, Document],
) -> None:
    (verdict,) = judge([truth({NAME: "Lê Bịa", SERIAL: None})], results)

    assert verdict.outcome == Outcome.UNREAD


def test_results_are_loaded_by_name_and_absent_ones_left_out(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "a.json").write_text(document().model_dump_json(), "utf-8")

    assert load_results(tmp_path, ["a", "b"]) == {"a": document()}


def test_a_folder_without_records_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        load_results(tmp_path, ["a"])
