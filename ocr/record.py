"""A paper's faces to its record: sightings parsed, compared with each other, and judged."""

from collections.abc import Mapping, Sequence

from ocr.change_faces import counted_on
from ocr.classify import LEAST_WEIGHT
from ocr.confidence import confidence, is_acceptable
from ocr.derive import derived
from ocr.drafts import Draft
from ocr.editions import edition_of
from ocr.expected import gaps, in_form_order, is_printed
from ocr.gather import RED_BOOKS, Paper
from ocr.parse import drafts_of
from ocr.sightings import Sighting
from ocr.surroundings import placed
from schemas.certificate import Certificate, certificate_of
from schemas.complaints import Severity
from schemas.confirmations import confirmations
from schemas.cross_checks import cross_check
from schemas.document import Edition, Kind, Record
from schemas.problems import problem
from schemas.reading import Problem, Reading, Source, Status
from schemas.told import Told

# A certificate shows at least one of these.
IDENTIFYING = (
    "certificate.serial",
    "certificate.registry_no",
    "certificate.barcode",
    "holders[0].full_name",
    "parcels[0].parcel_no",
    "parcels[0].area_m2",
    "changes[0].text",
)


def record_of(paper: Paper, file_name: str, told: Told | None = None) -> Record:
    """Return the record of one paper; one of kind ``other`` for papers that are none of ours.

    What a person has ``told`` is a certificate is one, whatever could be read of it.
    """
    if not paper.group:
        return Record(kind=Kind.OTHER, pages=paper.pages, fields=(_unknown(paper),))
    edition, drafts = drafts_for(paper, file_name, told)
    if told is None and not any(_value(drafts, path) for path in IDENTIFYING):
        # Words of a certificate without any of its facts: a letter about land, or a wreck.
        return Record(kind=Kind.OTHER, pages=paper.pages, fields=(_unknown(paper),))
    readings = [_judged(draft) for draft in drafts.values()]
    readings += gaps(edition, readings, paper.family)
    return _record(paper, edition, in_form_order(readings))


def drafts_for(
    paper: Paper, file_name: str, told: Told | None = None
) -> tuple[Edition | None, dict[str, Draft]]:
    """Return the edition of one of our papers, and its drafts with all evidence, by path.

    Where a person has told another edition than the paper shows, or a face shows too little
    by itself, no recognised value is trusted: one of the two is wrong.
    """
    drafts = derived(drafts_of(_best_sightings(paper)))
    edition = edition_of(
        paper.family, _value(drafts, "certificate.serial"), _value(drafts, "certificate.issue_date")
    )
    is_certain = edition is not None
    if told is not None:
        weak = any(face.kind.weight < LEAST_WEIGHT for face in paper.faces if face.kind.layout)
        is_certain &= not weak and told.edition in (None, edition)
        edition = told.edition or edition
    drafts = {path: draft for path, draft in drafts.items() if is_printed(path, edition)}
    drafts = placed(
        drafts,
        on_red_book=paper.group == RED_BOOKS,
        reader=paper.reader,
        of_known_edition=is_certain,
    )
    return edition, _compared(drafts, paper, edition, file_name)


def _unknown(paper: Paper) -> Reading:
    """Return the flag that brings a paper nobody recognised before a person's eyes.

    It may be a certificate that could not be read: without the flag it would be lost unseen.
    """
    return Reading(
        path="paper.kind",
        value=None,
        confidence=0.0,
        status=Status.FLAGGED,
        page=paper.pages[0],
        problems=(problem("unknown_paper"),),
    )


def _value(drafts: Mapping[str, Draft], path: str) -> str | None:
    draft = drafts.get(path)
    return draft.value if draft else None


def _best_sightings(paper: Paper) -> list[Sighting]:
    """Return one sighting per field: of several the surest place, read most confidently."""
    best: dict[str, Sighting] = {}
    faces = sorted(paper.faces, key=lambda face: face.kind.face)
    for found in counted_on([face.sightings for face in faces]):
        for sighting in found:
            rival = best.get(sighting.path)
            if rival is None or _rank(sighting) > _rank(rival):
                best[sighting.path] = sighting
    return list(best.values())


def _rank(sighting: Sighting) -> tuple[bool, float, float]:
    return sighting.source is not Source.OCR, round(sighting.anchor, 1), sighting.typical


def _compared(
    drafts: Mapping[str, Draft], paper: Paper, edition: Edition | None, file_name: str
) -> dict[str, Draft]:
    """Return the drafts with what the cross-checks say against and for them."""
    plain = [_plain(draft) for draft in drafts.values()]
    certificate: Certificate = certificate_of(_record(paper, edition, plain))
    doubts: dict[str, list[Problem]] = {}
    blocked: set[str] = set()
    points = next((face.corners for face in paper.faces if face.corners), ())
    for complaint in cross_check(certificate, file_name, points=points):
        for path in complaint.paths:
            doubts.setdefault(path, []).append(complaint.problem)
        if complaint.severity is Severity.BLOCK:
            blocked.update(complaint.paths)
    support = confirmations(certificate, file_name, points=points)
    return {
        path: draft._replace(
            doubts=(*draft.doubts, *doubts.get(path, ())),
            blocked=draft.blocked or path in blocked,
            support=(*draft.support, *support.get(path, ())),
        )
        for path, draft in drafts.items()
    }


def _plain(draft: Draft) -> Reading:
    return Reading(
        path=draft.path,
        value=draft.value,
        raw=draft.raw,
        confidence=0.0,
        status=Status.FLAGGED,
        source=draft.sighting.source if draft.sighting else Source.DERIVED,
    )


def _judged(draft: Draft) -> Reading:
    """Return the draft as a reading: accepted only when the evidence supports it."""
    sure = confidence(draft)
    problems = [*draft.parsed.problems, *draft.doubts]
    accepted = is_acceptable(draft, sure)
    if draft.rivals:
        problems.append(problem("readings_differ", others=" · ".join(draft.rivals)))
    if not accepted and not problems:
        problems.append(problem("low_confidence"))
    seen = draft.sighting
    return Reading(
        path=draft.path,
        value=draft.value,
        raw=draft.raw,
        confidence=round(sure, 4),
        status=Status.ACCEPTED if accepted else Status.FLAGGED,
        page=seen.page if seen else None,
        box=seen.box if seen else None,
        source=seen.source if seen else Source.DERIVED,
        problems=tuple({p.code: p for p in problems}.values()),
    )


def _record(paper: Paper, edition: Edition | None, readings: Sequence[Reading]) -> Record:
    return Record(
        kind=Kind.LAND_CERTIFICATE, edition=edition, pages=paper.pages, fields=tuple(readings)
    )
