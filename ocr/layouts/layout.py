"""What a layout says: which labels a printed form carries, in which order, for which fields."""

from enum import StrEnum
from typing import NamedTuple


class Span(StrEnum):
    """How far a value reaches beyond its label, at most up to the next label."""

    LINE = "line"  # the rest of the row, or the next row when nothing stands beside the label
    PARAGRAPH = "paragraph"  # every row up to the next label


class Label(NamedTuple):
    """A printed label.

    Attributes:
        field: pattern of the field whose value follows, ``parcels[].area_m2``; empty for a
            fence: a heading that only ends the value before it.
        printed: the wordings in use, longest first.
        span: how far the value reaches.
        section: fences open a section; the words up to the next section's fence are kept
            under this name for readers of their own (holders, assets, changes).
    """

    field: str
    printed: tuple[str, ...]
    span: Span = Span.LINE
    section: str = ""


class Sign(NamedTuple):
    """A phrase that tells papers apart: seen on ``face`` of this family, ``weight`` strong.

    ``sparse``: only on a face with little else, such as a cover; in running text the phrase
    is common.
    """

    phrase: str
    face: str
    weight: float = 1.0
    sparse: bool = False


class Layout(NamedTuple):
    """One printed form. ``labels`` stand in the order of the paper, over all its faces.

    ``without``: patterns of fields that other forms of the same edition print and this does not.
    ``land``: the face that describes the parcels.
    """

    family: str
    signs: tuple[Sign, ...]
    labels: tuple[Label, ...]
    without: tuple[str, ...] = ()
    land: str = "face2"


def fence(section: str, *printed: str) -> Label:
    """Return a heading that carries no value itself."""
    return Label("", printed, section=section)


# Alike on all forms, and printed on whichever face has room for it, in a column of its own.
REGISTRY = Label(
    "certificate.registry_no",
    (
        "Vào sổ cấp giấy chứng nhận quyền sử dụng đất Số",
        "Số vào sổ cấp giấy chứng nhận quyền sử dụng đất",
        "Số vào sổ cấp giấy chứng nhận QSDĐ",
        "Vào sổ cấp giấy chứng nhận QSDĐ Số",
        "Vào sổ cấp giấy CNQSDĐ Số",
        "Số vào sổ cấp giấy CNQSDĐ",
        "Số vào sổ cấp GCN QSDĐ",
        "Số vào sổ cấp Giấy chứng nhận",
        "Vào sổ cấp giấy chứng nhận",
        "Số vào sổ cấp GCN",
        "Vào sổ cấp GCN",
        "Số vào sổ",
    ),
)
