"""What a person is asked: shapes of the review page's work, without SQL."""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from schemas.reading import Reading


class FieldId(NamedTuple):
    """One field of the store: document, number of the record in it from 0, path."""

    document_id: int
    record: int
    path: str


class Part(StrEnum):
    """The person's part in a task; all but the first are typed without seeing a value."""

    FIRST = "first"
    SECOND = "second"  # another person has typed it, unseen
    THIRD = "third"  # two persons disagree: this one decides
    SAMPLE = "sample"  # accepted by the machine, asked to find silent errors
    PLANTED = "planted"  # known for certain, asked to measure people


class Order(StrEnum):
    """Which field comes first."""

    BLOCKING = "blocking"  # what keeps a row out of Form No. 1, the oldest first
    OLDEST = "oldest"
    GAIN = "gain"  # most expected errors removed per second of work


class Scope(NamedTuple):
    """Which fields; all that is given must hold."""

    station: str | None = None
    batch: str | None = None
    commune_code: str | None = None
    pattern: str | None = None
    document_id: int | None = None


EVERYWHERE: Final = Scope()


class Policy(NamedTuple):
    """How the office wants it done.

    Attributes:
        double_keyed: patterns of fields that two people must type.
        sample_share: of tasks that are samples or planted, 0 to 1.
        silent_error_bound: largest bearable share of wrong values among accepted ones.
    """

    double_keyed: frozenset[str] = frozenset()
    sample_share: float = 0.0
    silent_error_bound: float = 0.005


PLAIN: Final = Policy()


class Task(NamedTuple):
    """A field lent to a person until ``lease_until``.

    Attributes:
        version: what the answer must name.
    """

    document_id: int
    record: int
    path: str
    pattern: str
    version: int
    part: Part
    lease_until: datetime

    @property
    def field(self) -> FieldId:
        return FieldId(self.document_id, self.record, self.path)


class Keying(NamedTuple):
    """What one person typed of a field that several must type."""

    person: str
    reading: Reading
    at: datetime


class Outcome(StrEnum):
    """What came of an answer."""

    STORED = "stored"
    WAITS_FOR_SECOND = "waits_for_second"
    THIRD_NEEDED = "third_needed"


class Answer(NamedTuple):
    """What came of an answer; ``version`` is the field's now."""

    version: int
    outcome: Outcome
