"""What a person says a paper is decides how it is read, and never makes a value pass unseen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from drawing.containers import ScanPage, tiff_lzw
from drawing.scanning import leaves_of
from ocr.classify import OTHER, classify
from ocr.gather import Paper
from ocr.pipeline import read_document
from ocr.told import sought, told_records
from schemas.document import Edition, Kind
from schemas.reading import Source, Status
from schemas.told import Told
from tests.ocr.evidence import face, kind, sighting
from tests.ocr.scanned import Remembering, Scans, accepted
from tests.ocr.test_classify import passage

OF_2014 = Told(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2014)
SERIAL = sighting("certificate.serial", "CP 673047", "CP 673047")
DATE = sighting("certificate.issue_date", "ngày 07 tháng 07 năm 2017", "ngày 07 tháng 07 năm 2017")


@pytest.mark.parametrize(
    ("edition", "families"),
    [
        (Edition.E1993, {"red1993", "red2004"}),
        (Edition.E2004, {"red2004"}),
        (Edition.E2009, {"pink"}),
        (Edition.E2014, {"pink"}),
        (Edition.E2024, {"sheet2024"}),
        (None, {"red1993", "red2004", "pink", "sheet2024"}),
    ],
)
def test_only_forms_of_the_told_edition_are_looked_for(
    edition: Edition | None, families: set[str]
) -> None:
    wanted = sought(Told(kind=Kind.LAND_CERTIFICATE, edition=edition))

    assert {layout.family for layout in wanted.layouts} == families


def test_a_face_that_says_too_little_by_itself_is_read_as_what_was_told() -> None:
    seen = passage("Thời hạn sử dụng")

    assert classify(seen).layout is None
    told = classify(seen, sought(Told(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2014)))
    assert told.layout is not None
    assert told.layout.family == "pink"


def test_the_told_edition_stands_and_what_speaks_for_another_is_not_trusted() -> None:
    seen = face(kind("pink", "face1"), 1, SERIAL, DATE)
    paper = Paper("pink", (seen,))
    told = Told(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2009)

    (right,) = told_records([paper], [seen], "scan.pdf", OF_2014)
    (wrong,) = told_records([paper], [seen], "scan.pdf", told)

    assert (right.edition, wrong.edition) == (Edition.E2014, Edition.E2009)
    assert not accepted(wrong)


def test_a_weak_face_gives_no_value_that_passes_unseen() -> None:
    seen = face(kind("pink", "face1", weight=0.5), 1, SERIAL, DATE)

    (record,) = told_records([Paper("pink", (seen,))], [seen], "scan.pdf", OF_2014)

    assert record.edition is Edition.E2014
    assert not accepted(record)


def test_a_certificate_of_which_nothing_was_read_is_there_to_be_typed() -> None:
    seen = [face(OTHER, 1), face(OTHER, 2), face(OTHER, 3, blank=True)]

    (record,) = told_records([Paper("", tuple(seen[:2]))], seen, "scan.pdf", OF_2014)

    assert (record.kind, record.edition) == (Kind.LAND_CERTIFICATE, Edition.E2014)
    assert record.pages == (1, 2)
    serial = record.field("certificate.serial")
    assert serial is not None
    assert (serial.value, serial.status) == (None, Status.FLAGGED)


def test_pages_beside_a_told_certificate_still_come_before_a_person() -> None:
    ours, other = face(kind("pink", "face1"), 1, SERIAL, DATE), face(OTHER, 2)
    papers = [Paper("pink", (ours,)), Paper("", (other,))]

    _, letter = told_records(papers, [ours, other], "scan.pdf", OF_2014)

    assert [reading.path for reading in letter.fields] == ["paper.kind"]


@pytest.mark.parametrize("told", [Kind.IDENTITY_CARD, Kind.PARCEL_REGISTER, Kind.OTHER])
def test_what_is_no_certificate_is_filed_as_what_it_is(told: Kind) -> None:
    seen = face(kind("pink", "face1"), 1, SERIAL)

    (record,) = told_records([Paper("pink", (seen,))], [seen], "scan.pdf", Told(kind=told))

    assert (record.kind, record.pages, record.fields) == (told, (1,), ())


@pytest.mark.slow
def test_a_scan_is_read_by_what_was_told(
    clean: Callable[[Edition], Scans], engine: Remembering, tmp_path: Path
) -> None:
    by_itself = clean(Edition.E2014)
    path = tmp_path / "scan.tif"
    leaves = leaves_of(by_itself.dossier, 0)
    path.write_bytes(tiff_lzw([ScanPage(leaf.image, leaf.dpi) for leaf in leaves], 90))

    same = read_document(path, engine, told=OF_2014).document
    other = read_document(
        path, engine, told=Told(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2009)
    ).document

    assert same.records == by_itself.reading.document.records
    assert [record.edition for record in other.records] == [Edition.E2009]
    # A decoded code is exact whatever the paper is.
    passed = [reading.source for record in other.records for reading in accepted(record)]
    assert set(passed) <= {Source.BARCODE, Source.QR}
