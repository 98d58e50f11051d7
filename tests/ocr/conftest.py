"""What many tests of reading share: an engine that reads no picture twice, and drawn dossiers."""

from collections.abc import Callable
from pathlib import Path

import pytest

from drawing.dossier import DrawnDossier, draw_dossier
from ocr.engines.tesseract import Tesseract
from schemas.document import Edition
from tests.ocr.scanned import Remembering, Scans, scanned_clean


@pytest.fixture(scope="session")
def engine() -> Remembering:
    return Remembering(Tesseract())


@pytest.fixture(scope="session")
def dossiers() -> dict[Edition, DrawnDossier]:
    return {edition: draw_dossier(31, edition) for edition in Edition}


@pytest.fixture(scope="session")
def clean(
    dossiers: dict[Edition, DrawnDossier],
    engine: Remembering,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Edition], Scans]:
    """Return the reading of an edition's dossier as a clean scan, made when first asked for."""
    made: dict[Edition, Scans] = {}
    folder: Path = tmp_path_factory.mktemp("clean")

    def reading(edition: Edition) -> Scans:
        if edition not in made:
            made[edition] = scanned_clean(dossiers[edition], folder / f"{edition}.tif", engine)
        return made[edition]

    return reading
