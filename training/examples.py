"""What was seen on drawn papers, as drafts that are known to be right or wrong."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ocr.confidence import confidence, features, group_of, is_barred, is_decoded
from ocr.drafts import Draft
from ocr.gather import Paper
from ocr.record import drafts_for
from quality.evaluate import Outcome, judge, pair
from schemas.document import Document, Edition, Kind, Record, SourceFile
from schemas.reading import Reading, Status
from training.corpus import SeenFile, as_paper
from training.logistic import Array


class Example(NamedTuple):
    """One draft with a value.

    Attributes:
        file: seed of the file it was seen in.
        group: as ``ocr.confidence.group_of``.
        before: the probability that the present calibration gives it.
        right: whether the value equals the truth.
        barred: a rule keeps it from being accepted, whatever its probability.
    """

    file: int
    level: str
    edition: str
    path: str
    group: str
    evidence: tuple[float, ...]
    before: float
    right: bool
    barred: bool


class Table(NamedTuple):
    """Examples as arrays, one row each, in the order of ``examples``."""

    examples: tuple[Example, ...]
    evidence: Array
    right: Array
    files: Array
    groups: Array
    levels: Array
    barred: Array


def examples_of(files: Iterable[SeenFile]) -> tuple[Example, ...]:
    """Return every draft with a value that truth can judge.

    Judged as ``quality.evaluate`` judges accepted values: what truth is silent about is left
    out, and a value where truth has none, or a person too many, is wrong. Decoded codes are
    not learnt from.
    """
    files = tuple(files)
    drafts = {file.truth.name: tuple(_papers(file)) for file in files}
    documents = {
        name: _document(name, tuple(record for record, _ in papers))
        for name, papers in drafts.items()
    }
    truths = {file.truth.name: file.truth for file in files}
    outcomes: dict[tuple[str, int, str], Outcome] = {}
    for verdict in judge(tuple(truths.values()), documents):
        records = documents[verdict.file].records
        pairs = pair(truths[verdict.file].records, records)
        for number, record in enumerate(records):
            # A record that truth does not know is judged under no number.
            known_as = next((n for n, other in enumerate(pairs) if other is record), None)
            if verdict.record == known_as:
                outcomes[verdict.file, number, verdict.path] = verdict.outcome
    return tuple(
        _example(file, draft, edition, outcomes[name, number, draft.path])
        for file in files
        for name in [file.truth.name]
        for number, (record, members) in enumerate(drafts[name])
        for edition in [record.edition]
        for draft in members
        if (name, number, draft.path) in outcomes
    )


def _papers(file: SeenFile) -> Iterator[tuple[Record, Sequence[Draft]]]:
    """Yield each certificate as a record that accepts all its values, and its drafts."""
    for kept in file.papers:
        if kept.group:
            edition, drafts = drafts_for(as_paper(kept), file.file)
            valued = [d for d in drafts.values() if d.value is not None and not is_decoded(d)]
            yield _record(as_paper(kept), edition, valued), valued


def _record(paper: Paper, edition: Edition | None, drafts: Sequence[Draft]) -> Record:
    readings = tuple(
        Reading(path=draft.path, value=draft.value, confidence=1.0, status=Status.ACCEPTED)
        for draft in drafts
    )
    return Record(kind=Kind.LAND_CERTIFICATE, edition=edition, pages=paper.pages, fields=readings)


def _document(name: str, records: tuple[Record, ...]) -> Document:
    return Document(source=SourceFile(file=name, sha256="", pages=0), records=records)


def _example(file: SeenFile, draft: Draft, edition: Edition | None, outcome: Outcome) -> Example:
    return Example(
        file=file.seed,
        level=file.truth.level,
        edition=str(edition or ""),
        path=draft.path,
        group=group_of(draft.path),
        evidence=features(draft),
        before=confidence(draft),
        right=outcome is Outcome.RIGHT,
        barred=is_barred(draft),
    )


def table_of(examples: Sequence[Example]) -> Table:
    """Return the examples as arrays."""
    return Table(
        tuple(examples),
        np.array([example.evidence for example in examples], np.float64),
        np.array([example.right for example in examples], np.float64),
        np.array([example.file for example in examples]),
        np.array([example.group for example in examples]),
        np.array([example.level for example in examples]),
        np.array([example.barred for example in examples]),
    )
