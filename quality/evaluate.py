"""Results against truth: what became of every field that a paper carries."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path

from pydantic import ValidationError

from quality.compare import same_value
from quality.truth import TruthFile, TruthRecord, first_fault
from schemas.document import Document, Kind, Record
from schemas.errors import SettingsError
from schemas.form1_cells import outranking
from schemas.paths import pattern_of
from schemas.reading import Frozen, Reading, Status

SERIAL = "certificate.serial"


class Outcome(StrEnum):
    """What became of one field."""

    RIGHT = "right"  # accepted, and so it is
    SILENT = "silent"  # accepted, and wrong
    INVENTED = "invented"  # accepted, and the paper has no such field: silent too
    FLAGGED_RIGHT = "flagged_right"
    FLAGGED_WRONG = "flagged_wrong"  # or flagged without a value
    MISSING = "missing"  # on the paper, but neither a value nor a flag
    NEEDLESS = "needless"  # flagged, but the paper has no such field
    UNREAD = "unread"  # its file was set aside or has no record file


class Verdict(Frozen):
    """The judgement on one field of one record; ``record`` counts from 0 in the truth.

    ``record`` is None for fields of a record that the file does not hold at all.
    """

    file: str
    record: int | None
    kind: Kind
    edition: str | None
    level: str
    path: str
    outcome: Outcome
    value: str | None
    truth: str | None

    @property
    def pattern(self) -> str:
        """The path without indices."""
        return pattern_of(self.path)


def load_results(out: Path, names: Iterable[str]) -> dict[str, Document]:
    """Return the record files of ``names`` in the output folder ``out``; absent ones left out.

    Raises:
        SettingsError: ``out`` has no ``records`` folder, or a record file breaks the format.
    """
    folder = out / "records"
    if not folder.is_dir():
        raise SettingsError(f"{folder}: no such folder")
    found = {}
    for name in names:
        path = folder / f"{name}.json"
        try:
            found[name] = Document.model_validate_json(path.read_bytes())
        except FileNotFoundError:
            continue
        except ValidationError as error:
            raise SettingsError(f"{path}: {first_fault(error)}") from None
        except OSError as error:
            raise SettingsError(f"{path}: {error.strerror}") from error
    return found


def judge(truths: Sequence[TruthFile], results: dict[str, Document]) -> tuple[Verdict, ...]:
    """Return the verdict on every field that the truth knows or the results claim.

    Truth may cover a few fields only: what it is silent about is not judged. A member too many
    of a list (a third holder, a second record) is judged where the truth of any paper of that
    kind speaks of such fields.
    """
    covered = {
        (record.kind, pattern_of(path))
        for truth in truths
        for record in truth.records
        for path in record.fields
    }
    verdicts: list[Verdict] = []
    for truth in truths:
        document = results.get(truth.name)
        if document is None or document.set_aside is not None:
            verdicts.extend(_unread(truth))
        else:
            verdicts.extend(_judge_file(truth, document, covered))
    return tuple(verdicts)


def pair(truth: Sequence[TruthRecord], records: Sequence[Record]) -> tuple[Record | None, ...]:
    """Return, for each truth record, the result that belongs to it or None.

    Equal serials belong together; what is left is matched in order among the same kind.
    """
    free = list(records)
    pairs: list[Record | None] = [None] * len(truth)
    for position, wanted in enumerate(truth):
        serial = wanted.fields.get(SERIAL)
        pairs[position] = next((r for r in free if serial and _value(r, SERIAL) == serial), None)
        free = [record for record in free if record is not pairs[position]]
    for position, wanted in enumerate(truth):
        if pairs[position] is None:
            pairs[position] = next((record for record in free if record.kind == wanted.kind), None)
            free = [record for record in free if record is not pairs[position]]
    return tuple(pairs)


def _judge_file(
    truth: TruthFile, document: Document, covered: set[tuple[Kind, str]]
) -> Iterable[Verdict]:
    pairs = pair(truth.records, document.records)
    for number, (wanted, record) in enumerate(zip(truth.records, pairs, strict=True)):
        readings = outranking(record.fields) if record else {}
        for path, value in wanted.fields.items():
            outcome = _outcome(path, value, readings.get(path))
            if outcome is not None:
                yield _verdict(truth, number, wanted, path, outcome, readings.get(path))
        for path, reading in readings.items():
            extra = _is_member_too_many(path, wanted) and (wanted.kind, pattern_of(path)) in covered
            outcome = _outcome(path, None, reading) if extra else None
            if outcome is not None:
                yield _verdict(truth, number, wanted, path, outcome, reading)
    for record in document.records:
        if not any(record is used for used in pairs):
            yield from _surplus(truth, record, covered)


def _is_member_too_many(path: str, wanted: TruthRecord) -> bool:
    member = path[: path.rfind("]") + 1]
    return bool(member) and not any(known.startswith(f"{member}.") for known in wanted.fields)


def _surplus(truth: TruthFile, record: Record, covered: set[tuple[Kind, str]]) -> Iterable[Verdict]:
    nothing = TruthRecord(kind=record.kind, edition=record.edition, fields={})
    for reading in outranking(record.fields).values():
        outcome = _outcome(reading.path, None, reading)
        if outcome is not None and (record.kind, pattern_of(reading.path)) in covered:
            yield _verdict(truth, None, nothing, reading.path, outcome, reading)


def _unread(truth: TruthFile) -> Iterable[Verdict]:
    for number, wanted in enumerate(truth.records):
        for path, value in wanted.fields.items():
            if value is not None:
                yield _verdict(truth, number, wanted, path, Outcome.UNREAD, None)


def _outcome(path: str, truth: str | None, reading: Reading | None) -> Outcome | None:
    """What became of a field; None when the paper does not carry it and nobody says it does."""
    if truth is None:
        if reading is None or reading.status is Status.NOT_PRINTED:
            return None
        if reading.status is Status.FLAGGED:
            return Outcome.NEEDLESS
        return None if reading.value is None else Outcome.INVENTED
    if reading is None or reading.status is Status.NOT_PRINTED:
        return Outcome.MISSING
    same = same_value(path, reading.value, truth)
    if reading.status is Status.FLAGGED:
        return Outcome.FLAGGED_RIGHT if same else Outcome.FLAGGED_WRONG
    return Outcome.RIGHT if same else Outcome.SILENT


def _value(record: Record, path: str) -> str | None:
    reading = outranking(record.fields).get(path)
    return reading.value if reading else None


def _verdict(
    truth: TruthFile,
    number: int | None,
    wanted: TruthRecord,
    path: str,
    outcome: Outcome,
    reading: Reading | None,
) -> Verdict:
    return Verdict(
        file=truth.name,
        record=number,
        kind=wanted.kind,
        edition=wanted.edition,
        level=truth.level,
        path=path,
        outcome=outcome,
        value=reading.value if reading else None,
        truth=wanted.fields.get(path),
    )
