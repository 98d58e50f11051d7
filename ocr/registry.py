"""The number in the office's book: printed in a corner of its own, its label over several rows."""

import re

from rapidfuzz import fuzz

from ocr.labels import FoundLabel, found_labels
from ocr.layouts import Layout
from ocr.layouts.layout import REGISTRY
from ocr.locate import trimmed
from ocr.passage import Passage, compact
from ocr.rows import Row
from ocr.side_by_side import print_columns
from ocr.spots import Spot
from schemas.text import count_digits, fold

FIELD = REGISTRY.field
# What tells this label from the title of the certificate, which it repeats.
BOOK, LEAST_BOOK = "vaoso", 80.0
# A number of the old kind goes on below with its decision: "QSDĐ/1412/QĐ-UB".
_DECISION = re.compile(r"qsd|/\s*qd|\bqd\b|-\s*ub")
# Of its parts, those without a digit or sign between them.
_OF_DECISION = re.compile(r"[qo]s|sd|qd|od|ub")
SHORTEST_WORD = 2
# Alone behind the label such letters only begin a number: "H" over "005541".
_PREFIX = re.compile(r"\W*[A-ZĐ]{1,4}\W*")
_LABEL_REST = re.compile(r"\W*(?:so|s|quyen su dung dat|qsdd)?\W*")
# Print that begins something else, folded.
_OTHER = re.compile(r"\bngay\b|\bthang\b|uy ban|\bubnd\b|chu tich|giam doc|nhung thay doi")
MOST_ROWS = 3


def registry_spots(passage: Passage) -> list[Spot]:
    """Return where the registry number stands on the face: nowhere, or in one place.

    The signature block often stands beside it, so the label and its value are looked for in
    the columns of print, not in whole rows.
    """
    best: Spot | None = None
    for column in print_columns(passage.rows):
        inside = Passage(column)
        for found in found_labels(inside, _FORM):
            label = compact(inside.text[found.start : found.end])
            if fuzz.partial_ratio(BOOK, label) < LEAST_BOOK:
                continue
            rows = trimmed(_value(inside, found))
            if rows and (best is None or found.score > best.anchor):
                best = Spot(FIELD, rows, found.score)
    return [] if best is None else [best]


_FORM = Layout("registry", (), (REGISTRY,))


def _value(column: Passage, found: FoundLabel) -> tuple[Row, ...]:
    """Return the rows of the number: beside the label or below it, and its second half."""
    rows: list[Row] = []
    for whole in column.part(found.end, len(column.text))[:MOST_ROWS]:
        row = _number_alone(whole)
        if _OTHER.search(fold(row.text)):
            break
        written = " ".join(kept.text for kept in rows)
        begun = bool(rows) and _PREFIX.fullmatch(written) is not None
        if count_digits(written) and not _DECISION.search(fold(row.text)):
            break
        if rows and not begun and not count_digits(written):
            break
        if not rows and _LABEL_REST.fullmatch(fold(row.text)):
            continue
        rows.append(row)
        if row is not whole:
            break
    return tuple(rows)


def _number_alone(row: Row) -> Row:
    """Return the row up to the first plain word behind its digits: another block begins there."""
    for place, word in enumerate(row.words[1:], start=1):
        before = " ".join(kept.text for kept in row.words[:place])
        plain = word.text.isalpha() and len(word.text) >= SHORTEST_WORD
        if plain and count_digits(before) and not _OF_DECISION.search(fold(word.text)):
            return Row(row.words[:place])
    return row
