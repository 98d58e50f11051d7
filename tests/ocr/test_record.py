"""A paper's sightings become one record in which nothing doubtful passes silently."""

import pytest

from ocr.gather import Paper
from ocr.read_face import FaceReading
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


def test_purposes_that_do_not_add_up_flag_every_area_however_clear_the_print() -> None:
    areas = ("parcels[0].area_m2", "parcels[0].purposes[0].area_m2")
    seen = [
        sighting("certificate.serial", "CP 673041", "CP 673041", certainty=1.0),
        sighting("certificate.issue_date", "ngày 12 tháng 8 năm 2019", certainty=1.0),
        sighting("parcels[0].parcel_no", "757", "757", certainty=1.0),
        sighting("parcels[0].area_m2", "3.429,7 m²", "3.429,7 m²", certainty=1.0),
    ]

    def statuses(purposes: str) -> list[str]:
        printed = sighting("parcels[0].purposes", purposes, purposes, certainty=1.0)
        found = {reading.path: reading for reading in pink(*seen, printed).fields}
        return [found[path].status for path in areas]

    assert statuses("Đất ở tại nông thôn: 3.429,7 m²") == ["accepted", "accepted"]
    assert statuses("Đất ở tại nông thôn: 429,7 m²") == ["flagged", "flagged"]


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


def test_what_was_not_seen_is_a_gap_flagged_for_a_person() -> None:
    record = pink(sighting("certificate.serial", "CP 673047", "CP 673047"))

    gaps = [reading for reading in record.fields if reading.value is None]
    assert {"parcels[0].parcel_no", "holders[0].full_name"} <= {gap.path for gap in gaps}
    assert all(gap.status is not Status.ACCEPTED for gap in gaps)


@pytest.mark.parametrize(
    "seen",
    [
        (),
        (sighting("certificate.issue_date", "ngày 07 tháng 07 năm 2017"),),
        (sighting("parcels[0].address", "xã Tây, huyện Nam", "xã Tây, huyện Nam"),),
        (sighting("certificate.serial", "- - -", "..."),),  # a place without a value
    ],
)
def test_a_certificate_without_any_of_its_facts_is_for_a_person_to_sort(
    seen: tuple[Sighting, ...],
) -> None:
    record = pink(*seen)

    assert (record.kind, record.edition, record.pages) == (Kind.OTHER, None, (1,))
    (flag,) = record.fields
    assert (flag.path, flag.value, flag.status) == ("paper.kind", None, Status.FLAGGED)
    assert [problem.code for problem in flag.problems] == ["unknown_paper"]
    assert flag.page == 1


@pytest.mark.parametrize(
    "seen",
    [
        sighting("certificate.serial", "CP 673047", "CP 673047"),
        sighting("holders[0].full_name", "Lê Văn An", "Lê Văn An"),
        sighting("parcels[0].area_m2", "120,5 m²", "120,5 m²"),
        sighting("changes[0].text", "Thế chấp tại ngân hàng", "Thế chấp tại ngân hàng"),
    ],
    ids=lambda seen: seen.path,
)
def test_one_fact_makes_it_a_certificate(seen: Sighting) -> None:
    assert pink(seen).kind is Kind.LAND_CERTIFICATE


def entry(number: int, text: str, page: int) -> Sighting:
    return sighting(f"changes[{number}].text", text, text, page=page)


def changes(*faces: FaceReading) -> list[tuple[str | None, int | None]]:
    """Return text and page of each change in the record of these faces, in its order."""
    record = record_of(Paper("pink", faces), "scan-001.pdf")
    found = [reading for reading in record.fields if reading.path.endswith("].text")]
    assert [reading.path for reading in found] == [f"changes[{i}].text" for i in range(len(found))]
    return [(reading.value, reading.page) for reading in found]


def test_changes_are_counted_on_from_face_to_face_in_whatever_order_they_lie() -> None:
    inside = face(
        kind("pink", "face3"),
        2,
        entry(0, "Thế chấp tại ngân hàng", 2),
        entry(1, "Xóa thế chấp", 2),
        sighting("changes[1].date", "03/06/2021", "03/06/2021", page=2),
    )
    back = face(kind("pink", "face4"), 1, entry(0, "Tặng cho con", 1), entry(1, "Đổi số thửa", 1))

    expected = [
        ("Thế chấp tại ngân hàng", 2),
        ("Xóa thế chấp", 2),
        ("Tặng cho con", 1),
        ("Đổi số thửa", 1),
    ]
    assert changes(inside, back) == expected
    assert changes(back, inside) == expected


def test_the_date_of_a_change_keeps_to_its_text_when_counted_on() -> None:
    inside = face(kind("pink", "face3"), 1, entry(0, "Thế chấp tại ngân hàng", 1))
    day = sighting("changes[0].date", "03/06/2021", "03/06/2021", page=2)
    back = face(kind("pink", "face4"), 2, entry(0, "Xóa thế chấp", 2), day)

    record = record_of(Paper("pink", (inside, back)), "scan-001.pdf")

    date = record.field("changes[1].date")
    assert date is not None
    assert date.value == "2021-06-03"
    undated = record.field("changes[0].date")
    assert undated is not None
    assert undated.value is None


def test_an_entry_that_runs_over_to_the_next_face_is_one() -> None:
    inside = face(kind("pink", "face3"), 1, entry(0, "Thế chấp tại ngân hàng", 1))
    day = sighting("changes[1].date", "03/06/2021", "03/06/2021", page=2)
    back = face(
        kind("pink", "face4"), 2, entry(0, "theo hồ sơ số 12", 2), entry(1, "Xóa thế chấp", 2), day
    )

    assert changes(inside, back) == [
        ("Thế chấp tại ngân hàng theo hồ sơ số 12", 1),
        ("Xóa thế chấp", 2),
    ]
    date = record_of(Paper("pink", (inside, back)), "scan-001.pdf").field("changes[1].date")
    assert date is not None
    assert date.value == "2021-06-03"


def test_faces_after_one_that_only_ends_an_entry_count_on() -> None:
    inside = face(kind("pink", "face2"), 1, entry(0, "Thế chấp tại ngân hàng", 1))
    middle = face(kind("pink", "face3"), 2, entry(0, "theo hồ sơ số 12", 2))
    back = face(kind("pink", "face4"), 3, entry(0, "Xóa thế chấp", 3))

    assert changes(inside, middle, back) == [
        ("Thế chấp tại ngân hàng theo hồ sơ số 12", 1),
        ("Xóa thế chấp", 3),
    ]


def test_small_letters_at_the_head_of_a_face_with_a_day_are_an_entry_of_their_own() -> None:
    inside = face(kind("pink", "face3"), 1, entry(0, "Thế chấp tại ngân hàng", 1))
    day = sighting("changes[0].date", "03/06/2021", "03/06/2021", page=2)
    back = face(kind("pink", "face4"), 2, entry(0, "xóa thế chấp", 2), day)

    assert [text for text, _ in changes(inside, back)] == ["Thế chấp tại ngân hàng", "xóa thế chấp"]


def test_a_face_without_changes_counts_for_none() -> None:
    cover = face(kind("pink", "face1"), 1, sighting("certificate.serial", "CP 673047"))
    back = face(kind("pink", "face4"), 2, entry(0, "Tặng cho con", 2))

    assert changes(cover, back) == [("Tặng cho con", 2)]


def test_no_path_is_listed_twice() -> None:
    paths = [reading.path for reading in pink(sighting("parcels[0].area_m2")).fields]

    assert len(paths) == len(set(paths))
