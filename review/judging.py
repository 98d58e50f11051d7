"""What is to be said of a typed value: the reader's own parsers and checks, asked at once."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from schemas.certificate import certificate_of, decimal
from schemas.complaints import Complaint, Severity
from schemas.cross_checks import cross_check
from schemas.document import Document, Kind, Record
from schemas.fields import FieldSpec, field_of
from schemas.paths import pattern_of
from schemas.reading import Problem, Reading, Source, Status
from schemas.sentences_cross_checks import CROSS_CHECK_SENTENCES
from schemas.text import same_text, squeeze

# Doubts that a person's own look settles: they say how the machine came to the value.
_OF_THE_MACHINE = frozenset({"corrected", "low_confidence", "readings_differ"})
# What the form computes with; a text that is no such thing cannot stand there.
_MUST_PARSE = re.compile(r"(^|[._])(area_m2|date)$")
_EIGHT_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")


class Verdict(NamedTuple):
    """What the rules say of a typed value.

    Attributes:
        value: as the contract writes it; None when it cannot be stored.
        doubts: of the value by itself.
        conflicts: with other fields of the record.
    """

    value: str | None
    doubts: tuple[Problem, ...] = ()
    conflicts: tuple[Complaint, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether it may be stored only with a reason, or not at all."""
        return bool(self.doubts) or any(c.severity is Severity.BLOCK for c in self.conflicts)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything said, the value's own doubts first."""
        told = (*self.doubts, *(conflict.problem for conflict in self.conflicts))
        return tuple({doubt.text: doubt for doubt in told}.values())


def judge(document: Document, number: int, path: str, typed: str) -> Verdict:
    """Return what parser, checks and cross-checks say of ``typed`` in record ``number``."""
    value, doubts = _parsed(path, typed)
    if value is None:
        return Verdict(None, doubts)
    changed = with_value(document.records[number], path, value)
    return Verdict(value, doubts, conflicts_of(changed, path, document.source.file))


def format_doubts(path: str, typed: str) -> tuple[Problem, ...]:
    """Return the doubts about the text by itself: nothing here tells what the machine read."""
    return _parsed(path, typed)[1]


def conflicts_of(record: Record, path: str, file_name: str) -> tuple[Complaint, ...]:
    """Return what contradicts the field's value elsewhere in the record, as it is now."""
    if record.kind is not Kind.LAND_CERTIFICATE:
        return ()
    found = cross_check(certificate_of(record), file_name)
    return tuple(complaint for complaint in found if path in complaint.paths)


def settled_since(reading: Reading, conflicts: Iterable[Complaint]) -> frozenset[str]:
    """Return codes of the reading's contradictions that other corrections have ended."""
    still = {complaint.code for complaint in conflicts}
    said = {doubt.code for doubt in reading.problems}
    return frozenset(said & CROSS_CHECK_SENTENCES.keys() - still)


def with_value(record: Record, path: str, value: str | None) -> Record:
    """Return the record with that value in place of what it holds at ``path``."""
    typed = Reading(
        path=path, value=value, confidence=1.0, status=Status.ACCEPTED, source=Source.PERSON
    )
    others = tuple(reading for reading in record.fields if reading.path != path)
    return record.model_copy(update={"fields": (*others, typed)})


def same_value(path: str, one: str | None, other: str | None) -> bool:
    """Say whether two values are one: tone placement aside, and areas as numbers."""
    if one is None or other is None:
        return one is other
    if same_text(one, other):
        return True
    if not _MUST_PARSE.search(path):
        return False
    numbers = decimal(one), decimal(other)
    return None not in numbers and numbers[0] == numbers[1]


def shown(path: str, value: str | None) -> str:
    """Return the value as people here write it: days first, a decimal comma."""
    if value is None:
        return ""
    name = pattern_of(path).rpartition(".")[2]
    if name.endswith("area_m2"):
        return value.replace(".", ",")
    if name.endswith("date"):
        if day := _ISO_DAY.fullmatch(value):
            return f"{day[3]}/{day[2]}/{day[1]}"
        if month := _ISO_MONTH.fullmatch(value):
            return f"{month[2]}/{month[1]}"
    return value


def _parsed(path: str, typed: str) -> tuple[str | None, tuple[Problem, ...]]:
    spec = field_of(path)
    text = squeeze(typed)
    if spec is None:
        return text or None, ()
    if pattern_of(path).endswith("date") and (digits := _EIGHT_DIGITS.fullmatch(text)):
        text = "/".join(digits.groups())
    parsed = spec.read(text)
    doubts = tuple(doubt for doubt in parsed.problems if doubt.code not in _OF_THE_MACHINE)
    if parsed.value is None:
        return _as_typed(spec, text), doubts
    if parsed.corrected:
        # The reader mends misread letters; a person who typed them meant them.
        return text, doubts
    return parsed.value, doubts


def _as_typed(spec: FieldSpec, text: str) -> str | None:
    """Return a text the parser refuses, for papers that are themselves printed wrongly."""
    return None if _MUST_PARSE.search(spec.pattern) else text or None
