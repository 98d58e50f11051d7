"""Sightings, drafts and face readings as the later steps meet them, made by hand."""

from ocr.classify import OTHER, FaceKind
from ocr.drafts import Draft
from ocr.layouts import LAYOUTS
from ocr.read_face import FaceReading
from ocr.sightings import Sighting
from schemas.parsing import Parsed
from schemas.reading import Box, Source
from schemas.words import FaceText

IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
BY_FAMILY = {layout.family: layout for layout in LAYOUTS}


def sighting(
    path: str = "parcels[0].area_m2",
    *texts: str,
    certainty: float = 0.9,
    anchor: float = 1.0,
    source: Source = Source.OCR,
    page: int = 1,
) -> Sighting:
    seen = texts or ("120,5 m²", "120,5 m²")
    second = certainty if len(seen) > 1 else 0.0
    return Sighting(
        path,
        seen,
        page,
        Box(10, 20, 110, 40),
        anchor,
        certainty,
        certainty,
        0.9,
        source,
        second=second,
    )


def draft(
    path: str = "parcels[0].area_m2",
    value: str | None = "120.5",
    *,
    seen: Sighting | None = None,
    known: bool = False,
    agree: float = 1.0,
) -> Draft:
    where = seen or sighting(path)
    return Draft(path, Parsed(value, known=known), where.texts[0], where, agree=agree)


def kind(family: str, face: str, weight: float = 3.0) -> FaceKind:
    return FaceKind(BY_FAMILY[family], face, weight)


def face(
    kind: FaceKind = OTHER, page: int = 1, *sightings: Sighting, blank: bool = False
) -> FaceReading:
    text = FaceText(width=100, height=100, to_scan=IDENTITY, words=())
    return FaceReading(kind, page, blank, 0, 0.9, text, tuple(sightings))
