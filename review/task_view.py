"""One field as the work page shows it; nothing in it tells a blind typist the value."""

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

from review import naming
from review.blind import untold
from review.candidates import MOST, Piece, candidates, marked, typed_alike
from review.crops import Cut, cut_around, seen_in
from review.judging import conflicts_of, settled_since, shown
from review.scans import Scan
from schemas.document import Document, PageNote, Record
from schemas.fields import field_of
from schemas.paths import pattern_of
from schemas.places import gazetteer
from schemas.reading import Box, Problem, Reading
from schemas.settings import Language
from store.tasks import FieldId


class Choice(NamedTuple):
    """A value that can be taken with one key.

    Attributes:
        number: that key.
        name: what the value means, where it is a code; where it was typed, if it was.
    """

    number: int
    text: str
    pieces: tuple[Piece, ...]
    name: str = ""


class Reason(NamedTuple):
    """Why a person is asked; ``settled`` when another correction has ended it meanwhile."""

    text: str
    settled: bool


class Picture(NamedTuple):
    """A picture and the field's box on it, in the picture's own units."""

    source: str
    cleaned: str
    width: int
    height: int
    box: Box | None
    # Degrees that make its lines run level.
    level_deg: float = 0.0
    detail: str = ""

    @property
    def middle(self) -> tuple[float, float]:
        """Where the field is, or the picture's middle."""
        left, top, right, bottom = self.box or Box(0, 0, self.width, self.height)
        return (left + right) / 2, (top + bottom) / 2


class TaskView(NamedTuple):
    """What the template arranges.

    Attributes:
        value: as typed here, days first; empty when ``blind`` or nothing was read.
        key: under which the browser keeps what is typed; a new version starts afresh.
        others: the record's remaining fields that say what paper this is.
    """

    field: FieldId
    version: int
    label: str
    place: str
    paper: str
    file: str
    blind: bool
    value: str
    choices: tuple[Choice, ...]
    reasons: tuple[Reason, ...]
    crop: Picture | None
    page: Picture | None
    page_number: int | None
    pages: int
    input_kind: str

    @property
    def query(self) -> str:
        """The field as it stands in addresses."""
        return query_of(self.field)

    @property
    def key(self) -> str:
        """Name of what is typed but not saved."""
        return f"{self.field.document_id}/{self.field.record}/{self.field.path}@{self.version}"


def query_of(field: FieldId) -> str:
    """Return the field as it stands in addresses."""
    named = {"document": field.document_id, "record": field.record, "path": field.path}
    return urlencode(named)


def field_in(address: str) -> FieldId | None:
    """Return the field that an address with ``query_of`` in it names."""
    said = parse_qs(address.rpartition("?")[2])
    try:
        return FieldId(int(said["document"][0]), int(said["record"][0]), said["path"][0])
    except (KeyError, ValueError):
        return None


def task_view(
    field: FieldId,
    reading: Reading,
    version: int,
    document: Document,
    scans: dict[int, Scan],
    language: Language,
    *,
    blind: bool,
) -> TaskView:
    """Return the field ready to be shown. With ``blind`` nothing in it tells its value."""
    record = document.records[field.record]
    page = _page_of(reading, record)
    note = next((note for note in document.pages if note.page == page), None)
    scan = scans.get(page) if page else None
    return TaskView(
        field=field,
        version=version,
        label=naming.label(field.path, language),
        place=naming.place(field.path, language),
        paper=_paper(record, language),
        file=document.source.file,
        blind=blind,
        value="" if blind else shown(field.path, reading.value),
        choices=() if blind else _choices(reading, record, language),
        reasons=_reasons(reading, record, document.source.file, language, blind),
        crop=_crop(field, reading, scan, note),
        page=None if scan is None else _whole(field, reading, scan, note),
        page_number=page,
        pages=document.source.pages,
        input_kind=naming.input_kind(field.path),
    )


def page_picture(document_id: int, scan: Scan, note: PageNote | None, box: Box | None) -> Picture:
    """Return the whole page, upright, with ``box`` framed on it."""
    turned = 0 if note is None else note.turned_deg
    whole = Box(0, 0, scan.width, scan.height)
    (width, height), framed = seen_in(Cut(whole, box or whole), turned)
    address = f"/documents/{document_id}/pages/{scan.page}"
    return Picture(
        source=f"{address}?size=fit",
        cleaned=f"{address}?size=fit&clean=1",
        width=width,
        height=height,
        box=None if box is None else framed,
        level_deg=0.0 if note is None else -note.skew_deg,
        detail=f"{address}?size=full",
    )


def _whole(field: FieldId, reading: Reading, scan: Scan, note: PageNote | None) -> Picture:
    return page_picture(field.document_id, scan, note, reading.box)


def _crop(
    field: FieldId, reading: Reading, scan: Scan | None, note: PageNote | None
) -> Picture | None:
    if scan is None or reading.box is None:
        return None
    turned = 0 if note is None else note.turned_deg
    cut = cut_around(reading.box, scan.width, scan.height, turned)
    (width, height), box = seen_in(cut, turned)
    part = ",".join(map(str, cut.part))
    address = f"/documents/{field.document_id}/pages/{scan.page}/crop?part={part}"
    return Picture(
        source=address,
        cleaned=f"{address}&clean=1",
        width=width,
        height=height,
        box=box,
        level_deg=0.0 if note is None else -note.skew_deg,
    )


def _page_of(reading: Reading, record: Record) -> int | None:
    """Return the page to look at; that of its neighbours where the field was not found."""
    if reading.page is not None:
        return reading.page
    group = reading.path.rpartition(".")[0]
    near = [r.page for r in record.fields if r.page and r.path.rpartition(".")[0] == group]
    if near:
        return near[0]
    return record.pages[0] if record.pages else None


def _choices(reading: Reading, record: Record, language: Language) -> tuple[Choice, ...]:
    typed = typed_alike(reading, record.fields)
    said = candidates(reading, field_of(reading.path))
    said = tuple(dict.fromkeys((*said[: MOST - len(typed)], *typed)))
    if len(said) < 2 and reading.value is not None:
        return ()
    return tuple(
        Choice(
            number,
            shown(reading.path, text),
            marked(shown(reading.path, text), [shown(reading.path, o) for o in said if o != text]),
            naming.place(typed[text], language) if text in typed else _meaning(reading.path, text),
        )
        for number, text in enumerate(said, start=1)
    )


def _meaning(path: str, text: str) -> str:
    if not pattern_of(path).endswith("commune_code"):
        return ""
    place = gazetteer().communes.get(text)
    return place.full_name if place else ""


def _reasons(
    reading: Reading, record: Record, file: str, language: Language, blind: bool
) -> tuple[Reason, ...]:
    settled = settled_since(reading, conflicts_of(record, reading.path, file))
    told: Sequence[Problem] = untold(reading.problems) if blind else reading.problems
    return tuple(Reason(naming.words(doubt, language), doubt.code in settled) for doubt in told)


def _paper(record: Record, language: Language) -> str:
    said = naming.kind(record.kind.value, language)
    return said if record.edition is None else f"{said} {record.edition.value}"
