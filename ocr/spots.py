"""The spot of a field: the words on a face that hold its value, before anyone judges them."""

from typing import NamedTuple

from ocr.rows import Row, hull
from schemas.reading import Box

# Fields whose values carry no language: no word list may speak for them.
CODES = (
    "serial",
    "registry_no",
    "parcel_no",
    "map_sheet_no",
    "id_number",
    "area_m2",
    "birth_date",
    "total_area_m2",
)


class Spot(NamedTuple):
    """Where the value of a field stands on a face.

    Attributes:
        path: the field, ``parcels[0].area_m2``; or a printed group that is taken apart when
            parsed, ``parcels[0].purposes``.
        rows: the value's words, one row per line of print, boxes on the face.
        anchor: how surely the place is right, 0 to 1: the score of the label found beside
            it, or of the pattern that recognised it.
        again: rows of the same print as another look at the face read them; may lack some.
    """

    path: str
    rows: tuple[Row, ...]
    anchor: float
    again: tuple[Row, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(row.text for row in self.rows)

    @property
    def box(self) -> Box:
        return hull(row.box for row in self.rows)

    @property
    def weakest(self) -> float:
        """The engine's confidence in its least certain word, 0 to 1."""
        return min((word.confidence for row in self.rows for word in row.words), default=0.0)

    @property
    def typical(self) -> float:
        """The engine's mean confidence over the words, 0 to 1."""
        sure = [word.confidence for row in self.rows for word in row.words]
        return sum(sure) / len(sure) if sure else 0.0


def is_code(path: str) -> bool:
    """Tell whether the field's value carries no language, so that nothing can be guessed in it."""
    return path.rsplit(".", 1)[-1] in CODES


def is_running_text(path: str) -> bool:
    """Tell whether the field's value is sentences of its own, which no list holds as a whole."""
    return path.startswith("changes[") and path.endswith(".text")
