"""What a reader process is asked for one document of the station, and what it answers."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from schemas.document import Document
from schemas.told import Told


class ReadTask(NamedTuple):
    """One document to read.

    Attributes:
        source: the original; never changed.
        folder: an empty folder; what is left there is kept with the reading (page images, the
            searchable PDF).
        pixel_share: share of the usual pixel budget to work with, 0 to 1.
        time_factor: how many times the usual time one call of the recogniser may take.
        only_page: read just this page, to find out whether it is the one that does harm.
        told: what a person says the paper is.
    """

    source: Path
    folder: Path
    pixel_share: float = 1.0
    time_factor: float = 1.0
    only_page: int | None = None
    told: Told | None = None


class StationReading(NamedTuple):
    """What was read, and by whom.

    Attributes:
        reader_version: dotted numbers.
        model_hash: of the recogniser's models; empty where none can be told.
        settings: all that bears on results, JSON values by name.
        pixels: hash over all decoded pages.
        look_keys: perceptual keys; documents that share one may show the same sheet.
    """

    document: Document
    reader_version: str
    model_hash: str
    settings: Mapping[str, object]
    pixels: str | None = None
    look_keys: tuple[str, ...] = ()
