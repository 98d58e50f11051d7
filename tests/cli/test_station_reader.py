"""What the station's reader leaves: the reading, its pages as pictures, and who read."""

import json
from pathlib import Path

import pytest
from PIL import Image

from cli.station_reader import read
from schemas.progress import Progress
from schemas.settings import Settings
from workers.read_task import ReadTask

SAMPLE = Path(__file__).parents[2] / "samples" / "scans" / "20-2024-clean-pdf_signed.pdf"

pytestmark = pytest.mark.slow


def test_a_reading_comes_with_its_pages_and_its_reader(tmp_path: Path) -> None:
    said: list[Progress] = []

    reading = read(Settings(), ReadTask(SAMPLE, tmp_path), said.append)

    sizes = json.loads((tmp_path / "pages.json").read_text("utf-8"))
    assert len(sizes) == reading.document.source.pages == said[-1].done
    for page in sizes:
        with Image.open(tmp_path / page["file"]) as drawn:
            assert drawn.size == (page["width"], page["height"])
    assert (tmp_path / "searchable.pdf").read_bytes().startswith(b"%PDF")
    assert reading.document.records
    assert reading.reader_version
    assert reading.model_hash
    assert reading.pixels
    assert reading.settings["pixel_share"] == 1.0


def test_one_page_alone_is_read_small_and_says_how_many_there_are(tmp_path: Path) -> None:
    said: list[Progress] = []
    task = ReadTask(SAMPLE, tmp_path, pixel_share=0.05, only_page=2)

    reading = read(Settings(), task, said.append)

    (page,) = json.loads((tmp_path / "pages.json").read_text("utf-8"))
    assert page["page"] == 2
    assert said[-1].pages == reading.document.source.pages > 1
    with Image.open(tmp_path / page["file"]) as drawn:
        assert drawn.size[0] < page["width"]
    assert reading.pixels is None
