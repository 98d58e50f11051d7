"""Reading a file whose paper a person has named: only its form is looked for, nothing else made."""

from collections.abc import Sequence

from ocr.classify import LEAST_WEIGHT, Sought
from ocr.editions import FORMS
from ocr.gather import FAMILY_GROUP, Paper
from ocr.layouts import LAYOUTS
from ocr.read_face import FaceReading
from ocr.record import record_of
from schemas.document import Record
from schemas.told import Told

# Somebody has seen what it is: half of what a face must show by itself is enough to read it by.
_ENOUGH = LEAST_WEIGHT / 2


def sought(told: Told | None) -> Sought:
    """Return which forms a face may be, and how much of one it must show."""
    if told is None or not told.is_certificate:
        return Sought()
    return Sought(tuple(one for one in LAYOUTS if one.family in _families(told)), _ENOUGH)


def told_records(
    found: Sequence[Paper], faces: Sequence[FaceReading], file_name: str, told: Told
) -> tuple[Record, ...]:
    """Return the records of a file whose paper a person has named.

    A certificate of which nothing could be read is a record all the same, with every field
    to be typed. Papers that are none of ours are filed as what they are, without fields.
    """
    written = [face for face in faces if not face.blank]
    pages = tuple(sorted({face.page for face in written}))
    if not told.is_certificate:
        return (Record(kind=told.kind, pages=pages),) if written else ()
    if written and not any(paper.group for paper in found):
        found = [Paper(FAMILY_GROUP[_families(told)[0]], tuple(written))]
    return tuple(record_of(paper, file_name, told if paper.group else None) for paper in found)


def _families(told: Told) -> list[str]:
    families = [family for family, editions in FORMS.items() if told.edition in editions]
    return families if told.edition is not None else list(FORMS)
