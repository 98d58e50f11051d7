"""Hand-made sightings on a certificate of 2014, and what it says."""

from ocr.classify import FaceKind
from ocr.gather import Paper
from ocr.layouts import LAYOUTS
from ocr.read_face import FaceReading
from ocr.sightings import Sighting
from quality.truth import TruthFile, TruthRecord
from schemas.reading import Box, Source
from schemas.words import FaceText
from training.corpus import SeenFile, seen

PINK = next(layout for layout in LAYOUTS if layout.family == "pink")
EMPTY = FaceText(width=0, height=0, to_scan=(1, 0, 0, 0, 1, 0, 0, 0, 1), words=())


def sighting(path: str, *texts: str, source: Source = Source.OCR) -> Sighting:
    return Sighting(path, texts, 1, Box(10, 20, 300, 60), 1.0, 0.9, 0.95, 0.9, source, 0.9)


def paper(*sightings: Sighting) -> Paper:
    kind = FaceKind(PINK, "face2", 2.0)
    return Paper("pink", (FaceReading(kind, 1, False, 0, 0.9, EMPTY, sightings),))


def seen_file(truth: dict[str, str | None], *papers: Paper, seed: int = 1) -> SeenFile:
    return SeenFile(
        seed=seed,
        file=f"fresh-{seed}.pdf",
        truth=TruthFile(
            name=f"fresh-{seed}",
            level="office",
            records=(TruthRecord(edition="2014", fields=truth),),
        ),
        papers=tuple(seen(paper) for paper in papers),
    )
