"""A paper's sightings become one record in which nothing doubtful passes silently."""

from ocr.gather import Paper
from ocr.record import record_of
from ocr.sightings import Sighting
from schemas.document import Edition, Kind, Record
from schemas.reading import Source, Status
from tests.ocr.evidence import face, kind, sighting


def pink(*seen: Sighting) -> Record:
    return record_of(Paper("pink", (face(kind("pink", "face1"), 1, *seen),)), "scan-001.pdf")


def test_a_paper_that_is_none_of_ours_is_for_a_person_to_sort() -> None:
    record = record_of(Paper("", (face(page=3),)), "scan-001.pdf")

    assert (record.kind, record.pages) == (Kind.OTHER, (3,))
    assert [reading.path for reading in record.fields] == ["paper.kind"]
    assert record.fields[0].status is Status.FLAGGED


def test_the_edition_follows_from_serial_and_date() -> None:
    record = pink(
        sighting("certificate.serial", "CP 673047", "CP 673047"),
        sighting(
            "certificate.issue_date", "ngày 07 tháng 07 năm 2017", "ngày 07 tháng 07 năm 2017"
        ),
    )

    assert record.edition is Edition.E2014


def test_readings_that_differ_are_said_to() -> None:
    record = pink(sighting("parcels[0].area_m2", "120,5 m²", "126,5 m²"))

    reading = record.field("parcels[0].area_m2")

    assert reading is not None
    assert reading.status is Status.FLAGGED
    assert "readings_differ" in {problem.code for problem in reading.problems}


def test_words_that_contradict_the_digits_flag_both() -> None:
    words = "Một trăm hai mươi mét vuông"
    record = pink(
        sighting("parcels[0].area_m2", "125,0 m²", "125,0 m²"),
        sighting("parcels[0].area_words", words, words),
    )

    for path in ("parcels[0].area_m2", "parcels[0].area_words"):
        reading = record.field(path)
        assert reading is not None
        assert reading.status is Status.FLAGGED, path
        assert reading.problems


def test_of_several_sightings_the_surest_counts_and_a_code_outranks_print() -> None:
    printed = sighting("certificate.serial", "AA 06724558", "AA 06724558", certainty=0.99)
    decoded = sighting("certificate.serial", "AA 06724557", source=Source.QR, page=1)

    record = record_of(
        Paper("sheet2024", (face(kind("sheet2024", "face1"), 1, printed, decoded),)), "scan.pdf"
    )

    reading = record.field("certificate.serial")
    assert reading is not None
    assert (reading.value, reading.source) == ("AA 06724557", Source.QR)


def test_what_the_edition_does_not_print_is_not_read_from_it() -> None:
    seen = sighting("parcels[0].origins", "Công nhận quyền sử dụng đất", "Công nhận quyền")

    record = record_of(Paper("sheet2024", (face(kind("sheet2024", "face1"), 1, seen),)), "scan.pdf")

    reading = record.field("parcels[0].purposes[0].origin")
    assert reading is None or reading.status is Status.NOT_PRINTED


def test_nothing_seen_is_a_list_of_gaps_each_flagged() -> None:
    record = pink()

    assert record.field("certificate.serial") is not None
    assert all(
        reading.value is None and reading.status is not Status.ACCEPTED for reading in record.fields
    )


def test_no_path_is_listed_twice() -> None:
    paths = [reading.path for reading in pink(sighting("parcels[0].area_m2")).fields]

    assert len(paths) == len(set(paths))
