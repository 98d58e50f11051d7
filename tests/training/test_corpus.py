"""What was read is kept so that everything after the recogniser can be run again."""

from pathlib import Path

import pytest

from ocr.record import drafts_for
from schemas.reading import Source
from tests.training.seen_papers import paper, seen_file, sighting
from training.corpus import (
    FIRST_SEED,
    SeenFile,
    SeenPaper,
    as_paper,
    draw_and_read,
    load,
    read_corpus,
    seen,
)

PAPER = paper(
    sighting("certificate.serial", "CS 255365", "CS 255365"),
    sighting("certificate.issue_date", "ngày 20 tháng 5 năm 2019"),
    sighting("holders[0].full_name", "NGUYỄN VĂN THOẠI", "NGUYỄN VĂN THOAI"),
    sighting("parcels[0].area_m2", "103,7 m²", "103,7 m²"),
    sighting("certificate.barcode", "0688019103367", source=Source.BARCODE),
)


def written(cache: Path, *files: SeenFile) -> Path:
    cache.write_bytes(b"".join(file.model_dump_json().encode() + b"\n" for file in files))
    return cache


def test_a_kept_paper_gives_the_same_drafts_as_the_paper() -> None:
    kept = SeenPaper.model_validate_json(seen(PAPER).model_dump_json())

    assert drafts_for(as_paper(kept), "a.pdf") == drafts_for(PAPER, "a.pdf")
    assert "certificate.serial" in drafts_for(PAPER, "a.pdf")[1]


def test_kept_files_are_found_by_their_seed(tmp_path: Path) -> None:
    files = [seen_file({"certificate.serial": "CS 255365"}, PAPER, seed=n) for n in (4, 9)]

    assert load(written(tmp_path / "seen.jsonl", *files)) == {4: files[0], 9: files[1]}


def test_a_line_cut_short_is_left_out(tmp_path: Path) -> None:
    whole = seen_file({}, PAPER, seed=4)
    cache = written(tmp_path / "seen.jsonl", whole)
    with cache.open("ab") as lines:
        lines.write(seen_file({}, PAPER, seed=5).model_dump_json().encode()[:200])

    assert load(cache) == {4: whole}


def test_without_a_cache_nothing_is_kept(tmp_path: Path) -> None:
    assert load(tmp_path / "seen.jsonl") == {}


def test_what_is_kept_already_is_not_read_again(tmp_path: Path) -> None:
    cache = written(tmp_path / "seen.jsonl", seen_file({}, PAPER, seed=7))

    assert list(read_corpus(cache, [7])) == [(1, 1)]


@pytest.mark.slow
def test_a_drawn_dossier_is_read_beside_its_truth() -> None:
    file = draw_and_read(FIRST_SEED)

    assert file.truth.records[0].fields
    assert any(face.sightings for kept in file.papers for face in kept.faces)
