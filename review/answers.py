"""What a person may answer about a field, and the reading each answer becomes."""

from enum import StrEnum

from review.judging import Verdict
from schemas.problems import problem
from schemas.reading import Problem, Reading, Source, Status
from schemas.text import squeeze

LONGEST_REASON = 200


class Act(StrEnum):
    """The answers; each has a key of its own on the work page."""

    CONFIRM = "confirm"
    ILLEGIBLE = "illegible"
    ABSENT = "absent"
    NEW_SCAN = "new_scan"
    PASS_ON = "pass_on"


# What is most often behind a doubt that is kept; the first one is offered for Enter.
# code -> (Vietnamese, English)
REASONS: dict[str, tuple[str, str]] = {
    "as_printed": ("trên giấy ghi đúng như vậy", "it is printed just so"),
    "misprint": ("giấy in sai", "the paper is misprinted"),
    "other_field": ("mục kia sai, mục này đúng", "the other field is wrong, this one is right"),
}


def accepted(before: Reading, typed: str, verdict: Verdict, reason: str) -> Reading:
    """Return the value a person vouches for.

    ``before`` is what stood there: the new reading keeps its place on the page. ``reason`` says
    why doubts are overruled, empty without any.
    """
    kept: tuple[Problem, ...] = ()
    if verdict.stops:
        kept = (problem("person_overruled", reason=squeeze(reason)[:LONGEST_REASON]),)
    return _by_person(before, verdict.value, Status.ACCEPTED, squeeze(typed), kept)


def without_value(before: Reading, act: Act) -> Reading:
    """Return what an answer other than a value becomes.

    An illegible field and one whose page shall be scanned again stay flagged, so that no form
    shows a gap without a word; one that the paper does not state is done with.
    """
    if act is Act.ABSENT:
        return _by_person(before, None, Status.NOT_PRINTED, None, (problem("person_absent"),))
    if act is Act.NEW_SCAN:
        told = (problem("person_new_scan"),)
        return _by_person(before, before.value, Status.FLAGGED, before.raw, told)
    return _by_person(before, None, Status.FLAGGED, None, (problem("person_illegible"),))


def _by_person(
    before: Reading,
    value: str | None,
    status: Status,
    raw: str | None,
    problems: tuple[Problem, ...],
) -> Reading:
    return Reading(
        path=before.path,
        value=value,
        raw=raw,
        confidence=1.0 if status is Status.ACCEPTED else 0.0,
        status=status,
        page=before.page,
        box=before.box,
        source=Source.PERSON,
        problems=problems,
    )
