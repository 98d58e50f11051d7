"""What a cross-check says: which fields contradict each other, and how bad that is."""

from enum import StrEnum
from typing import NamedTuple

from schemas.problems import problem
from schemas.reading import Problem


class Severity(StrEnum):
    BLOCK = "block"  # one of the fields is wrong: none of them may go out unseen
    WARN = "warn"  # unusual, but papers like that exist


class Complaint(NamedTuple):
    """A contradiction between fields of one record.

    Attributes:
        code: stable; its sentences are in ``schemas.problems``.
        paths: the fields it is about, the most doubtful first.
        facts: what the sentences need.
    """

    code: str
    paths: tuple[str, ...]
    severity: Severity = Severity.WARN
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def problem(self) -> Problem:
        """The complaint in words a clerk can act on."""
        return problem(self.code, **dict(self.facts))


def complaint(code: str, *paths: str, severity: Severity, **facts: object) -> Complaint:
    """Return the complaint ``code`` about ``paths``."""
    told = tuple((name, str(value)) for name, value in facts.items())
    return Complaint(code, paths, severity, told)
