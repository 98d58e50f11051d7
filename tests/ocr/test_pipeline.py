"""From a file to its records: nothing accepted is wrong, and every value knows its place."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from drawing.containers import ScanPage, tiff_lzw
from drawing.damage import OFFICE, damage, draw_strengths
from drawing.dossier import DrawnDossier, draw_dossier
from drawing.other_pages import blank_page, letter_page
from drawing.scanning import Leaf, leaves_of, spreads
from ocr.pipeline import read_document
from schemas.document import Edition, Kind, SetAsideCode
from schemas.errors import Empty
from schemas.progress import Progress
from schemas.reading import Box, Source, Status
from schemas.set_aside_reasons import refusal
from tests.ocr.drawn_pages import middle, through
from tests.ocr.scanned import (
    Remembering,
    Scans,
    accepted,
    misplaced,
    places_of,
    read_leaves,
    read_pages,
    values_of,
    wrong,
)

Clean = Callable[[Edition], Scans]
EVERY_EDITION = pytest.mark.parametrize("edition", list(Edition))
SERIAL = "certificate.serial"


@EVERY_EDITION
def test_a_clean_dossier_is_one_certificate_of_its_edition(edition: Edition, clean: Clean) -> None:
    record = clean(edition).record

    assert record.kind is Kind.LAND_CERTIFICATE
    assert record.edition is edition
    assert record.pages == tuple(range(1, len(clean(edition).dossier.faces) + 1))


@EVERY_EDITION
def test_each_page_of_a_clean_dossier_is_known(edition: Edition, clean: Clean) -> None:
    scans = clean(edition)

    notes = scans.reading.document.pages

    assert [note.kind for note in notes] == [face.kind for face in scans.dossier.faces]
    assert all(note.turned_deg == 0 and abs(note.skew_deg) <= 0.3 for note in notes)
    assert all(note.dpi == 300 for note in notes)


@EVERY_EDITION
def test_what_is_accepted_from_a_clean_dossier_is_true(edition: Edition, clean: Clean) -> None:
    scans = clean(edition)

    assert wrong(scans.record, scans.dossier.truth) == []


@EVERY_EDITION
def test_what_is_accepted_is_marked_where_it_stands(edition: Edition, clean: Clean) -> None:
    scans = clean(edition)

    assert misplaced(scans.record, scans.places) == []


@EVERY_EDITION
def test_every_field_that_the_paper_carries_is_read_or_flagged(
    edition: Edition, clean: Clean
) -> None:
    scans = clean(edition)

    # Someone must be told of each field of the certificate, its first holder and parcel.
    told = {reading.path for reading in scans.record.fields}
    printed = {path for path, value in scans.dossier.truth.items() if value is not None}
    first = ("certificate.", "holders[0].full_name", "parcels[0].")
    assert not {path for path in printed - told if path.startswith(first)}


@EVERY_EDITION
def test_what_is_flagged_says_why(edition: Edition, clean: Clean) -> None:
    for reading in clean(edition).record.fields:
        if reading.status is Status.FLAGGED:
            assert reading.problems, reading.path
            assert all(problem.text and problem.text_en for problem in reading.problems)


@EVERY_EDITION
def test_no_value_carries_a_confidence_or_place_that_makes_no_sense(
    edition: Edition, clean: Clean
) -> None:
    pages = clean(edition).reading.pages
    for reading in clean(edition).record.fields:
        if reading.box is None:
            continue
        assert reading.page is not None
        page = pages[reading.page - 1]
        assert 0 <= reading.box.left < reading.box.right <= page.width, reading.path
        assert 0 <= reading.box.top < reading.box.bottom <= page.height, reading.path


def test_most_of_a_clean_dossier_comes_out_right(clean: Clean) -> None:
    right = total = 0
    for edition in Edition:
        scans = clean(edition)
        values = {reading.path: reading.value for reading in scans.record.fields}
        printed = {path: v for path, v in scans.dossier.truth.items() if v is not None}
        right += sum(values.get(path) == value for path, value in printed.items())
        total += len(printed)

    assert right / total > 0.75


def test_the_text_of_each_page_leads_back_to_the_scan(clean: Clean) -> None:
    scans = clean(Edition.E2014)
    path = "parcels[0].address"
    page, place = scans.places[path][0]

    (face,) = scans.reading.pages[page - 1].faces
    matrix = np.array(face.to_scan).reshape(3, 3)
    inside = [
        word.text for word in face.words if _lies_in(place, through(matrix, middle(word.box)))
    ]

    assert " ".join(inside).strip(" ,.:") == scans.dossier.truth[path]


def _lies_in(box: Box, point: tuple[float, float]) -> bool:
    return box.left <= point[0] <= box.right and box.top <= point[1] <= box.bottom


def test_the_qr_code_of_the_newest_form_gives_the_serial(clean: Clean) -> None:
    scans = clean(Edition.E2024)

    reading = scans.record.field(SERIAL)

    assert reading is not None
    assert reading.value == scans.dossier.truth[SERIAL]
    assert reading.status is Status.ACCEPTED
    assert reading.source in (Source.QR, Source.OCR)


def test_pages_in_another_order_give_the_same_record(
    clean: Clean, dossiers: dict[Edition, DrawnDossier], engine: Remembering, tmp_path: Path
) -> None:
    leaves = leaves_of(dossiers[Edition.E2014], 0)
    mixed = [leaves[i] for i in (2, 0, 3, 1)]

    # The file's name is evidence too, so it stays.
    (record,) = read_leaves(mixed, tmp_path / "2014.tif", engine).document.records

    assert values_of(record) == values_of(clean(Edition.E2014).record)
    assert misplaced(record, places_of(mixed)) == []


def test_pages_upside_down_give_the_same_record(
    clean: Clean, dossiers: dict[Edition, DrawnDossier], engine: Remembering, tmp_path: Path
) -> None:
    leaves = [leaf._replace(upside_down=True) for leaf in leaves_of(dossiers[Edition.E2024], 0)]

    reading = read_leaves(leaves, tmp_path / "2024.tif", engine)

    (record,) = reading.document.records
    assert values_of(record) == values_of(clean(Edition.E2024).record)
    assert [note.turned_deg for note in reading.document.pages] == [180, 180]


def test_two_certificates_in_one_file_are_two_records(
    clean: Clean, dossiers: dict[Edition, DrawnDossier], engine: Remembering, tmp_path: Path
) -> None:
    leaves = leaves_of(dossiers[Edition.E2024], 0) + leaves_of(dossiers[Edition.E2014], 1)

    document = read_leaves(leaves, tmp_path / "two.tif", engine).document

    assert [(record.edition, record.pages) for record in document.records] == [
        (Edition.E2024, (1, 2)),
        (Edition.E2014, (3, 4, 5, 6)),
    ]
    serials = [record.field(SERIAL) for record in document.records]
    assert [serial.value for serial in serials if serial] == [
        dossiers[edition].truth[SERIAL] for edition in (Edition.E2024, Edition.E2014)
    ]


def test_a_letter_is_another_paper_and_an_empty_page_is_none(
    clean: Clean, dossiers: dict[Edition, DrawnDossier], engine: Remembering, tmp_path: Path
) -> None:
    chance = np.random.default_rng(4)
    letter = Leaf(("other",), letter_page(300, chance), 300, (), ())
    empty = Leaf(("blank",), blank_page(300, chance), 300, (), ())
    first, second = leaves_of(dossiers[Edition.E2024], 0)

    document = read_leaves([letter, first, empty, second], tmp_path / "2024.tif", engine).document

    assert [note.kind for note in document.pages] == [
        "other",
        "certificate.face1",
        "blank",
        "certificate.face2",
    ]
    other, ours = document.records
    assert (other.kind, other.pages) == (Kind.OTHER, (1,))
    assert accepted(other) == []
    assert ours.pages == (2, 4)
    assert values_of(ours) == values_of(clean(Edition.E2024).record)


def test_an_open_booklet_gives_the_record_of_its_single_pages(
    clean: Clean, dossiers: dict[Edition, DrawnDossier], engine: Remembering, tmp_path: Path
) -> None:
    leaves = leaves_of(dossiers[Edition.E2014], 0)
    # Without the shadow in the gutter, so that the faces are the very same.
    faces = {leaf.kinds[0][-5:]: leaf.image for leaf in leaves}
    pages = [
        ScanPage(np.hstack([faces["face4"], faces["face1"]]), 300),
        ScanPage(np.hstack([faces["face2"], faces["face3"]]), 300),
    ]

    document = read_pages(pages, tmp_path / "2014.tif", engine).document

    assert [note.kind for note in document.pages] == [
        "certificate.face4+certificate.face1",
        "certificate.face2+certificate.face3",
    ]
    (record,) = document.records
    truth = dossiers[Edition.E2014].truth
    assert wrong(record, truth) == []
    assert values_of(record).keys() == values_of(clean(Edition.E2014).record).keys()


def test_a_file_of_empty_pages_is_refused_after_looking_at_each(
    engine: Remembering, tmp_path: Path
) -> None:
    chance = np.random.default_rng(4)
    path = tmp_path / "empty.tif"
    path.write_bytes(tiff_lzw([ScanPage(blank_page(60, chance), 60) for _ in range(3)], 90))
    reported: list[Progress] = []

    with pytest.raises(Empty) as refused:
        read_document(path, engine, report=reported.append)

    assert refused.value.set_aside == refusal("only_blank").set_aside
    assert refused.value.set_aside.code is SetAsideCode.EMPTY
    assert [(step.done, step.pages) for step in reported] == [(1, 3), (2, 3), (3, 3)]


def _office(edition: Edition, engine: Remembering, folder: Path) -> None:
    """Scan a dossier as offices do, read it, and hold it against its truth."""
    dossier = draw_dossier(32, edition)
    chance = np.random.default_rng(32)
    pages: list[ScanPage] = []
    places: dict[str, list[tuple[int, Box]]] = {}
    for number, leaf in enumerate(leaves_of(dossier, 0), start=1):
        strengths = draw_strengths(OFFICE, chance)
        harmed = damage(leaf.image, leaf.dpi, strengths, chance, scan_dpi=240, behind=leaf.behind)
        pages.append(ScanPage(harmed.image, harmed.dpi))
        for value in leaf.values:
            box = harmed.carry(value.box)
            if box is not None:
                places.setdefault(value.path, []).append((number, box))

    (record,) = read_pages(pages, folder / f"{edition}.tif", engine).document.records

    assert record.edition in (edition, None)
    assert wrong(record, dossier.truth) == []
    assert misplaced(record, places) == []
    assert len(record.fields) > 10


def test_what_is_accepted_from_an_office_scan_is_true_and_in_place(
    engine: Remembering, tmp_path: Path
) -> None:
    _office(Edition.E2024, engine, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("edition", [e for e in Edition if e is not Edition.E2024])
def test_what_is_accepted_from_any_office_scan_is_true_and_in_place(
    edition: Edition, engine: Remembering, tmp_path: Path
) -> None:
    _office(edition, engine, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("edition", [Edition.E2004, Edition.E2009])
def test_open_booklets_with_a_shadow_in_the_gutter_are_read(
    edition: Edition, dossiers: dict[Edition, DrawnDossier], engine: Remembering, tmp_path: Path
) -> None:
    leaves = spreads(leaves_of(dossiers[edition], 0), np.random.default_rng(6))

    document = read_leaves(leaves, tmp_path / "spread.tif", engine).document

    (record,) = document.records
    assert wrong(record, dossiers[edition].truth) == []
    assert misplaced(record, places_of(leaves)) == []
    assert accepted(record)
