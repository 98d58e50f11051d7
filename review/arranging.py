"""A supervisor says what a paper is, or splits documents and puts them together; all read again."""

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Final

from fastapi import APIRouter, Form, HTTPException, Request, Response, status
from fastapi.responses import HTMLResponse

from export.pages_apart import write_pages_apart
from review import naming
from review.desk import AtDesk, Desk
from review.document_view import page_views
from review.pictures import pictures_of, scans_at
from review.rendering import page, see
from review.security import ByPerson, Person
from schemas.chosen import Chosen
from schemas.document import Edition, Kind
from schemas.errors import InputError
from schemas.settings import Language
from schemas.states import Priority, State
from schemas.told import Told
from store.blobs import original_key
from store.documents import card, tell
from store.errors import NoSuchThing, NotAllowed
from store.rearranging import Leaf, Part, leaves_of, rearrange
from store.records import document
from store.shapes import Arrival, Card

router = APIRouter()
# So many new documents one form offers.
MOST_PARTS: Final = 20
_OF_KIND: Final = tuple(kind for kind in Kind if kind is not Kind.LAND_CERTIFICATE)


def papers(language: Language) -> list[tuple[str, str]]:
    """Return what a paper can be said to be, as the form sends it and as it is called."""
    certificate = Kind.LAND_CERTIFICATE.value
    unknown = naming.in_language(("không rõ mẫu", "edition not known"), language)
    return [
        *((f"{certificate}:{one}", naming.paper(certificate, one, language)) for one in Edition),
        (certificate, f"{naming.kind(certificate, language)}, {unknown}"),
        *((kind.value, naming.kind(kind.value, language)) for kind in _OF_KIND),
    ]


def pages_by_document(leaves: Iterable[Leaf]) -> dict[int, list[int]]:
    """Return document -> those of its pages that are among the leaves."""
    found: dict[int, list[int]] = {}
    for leaf in leaves:
        found.setdefault(leaf.document_id, []).append(leaf.page)
    return found


@router.post("/documents/{document_id}/told")
def say_what_it_is(
    desk: AtDesk,
    person: ByPerson,
    document_id: int,
    paper: Annotated[str, Form(max_length=60)] = "",
) -> Response:
    """Have the document read again as what it is said to be; nothing said: as the machine sees."""
    if paper and paper not in dict(papers(person.lang)):
        raise HTTPException(status.HTTP_422_UNPROCESSABLE_CONTENT)
    kind, _, edition = paper.partition(":")
    told = Told(kind=Kind(kind), edition=Edition(edition) if edition else None) if paper else None
    tell(desk.store, document_id, told, by=person.name)
    return see(f"/documents/{document_id}?said=told")


@router.get("/documents/{document_id}/arrange")
def arrange_page(
    request: Request, desk: AtDesk, person: ByPerson, document_id: int, said: str = ""
) -> HTMLResponse:
    scans = pictures_of(scans_at(request), desk, document_id)
    found = document(desk.store, document_id)
    of_record = {
        number: record.pages for number, record in enumerate(found.records) if record.pages
    }
    its_card = card(desk.store, document_id)
    return page(
        request,
        "arrange.html",
        card=its_card,
        pages=page_views(document_id, found, scans, person.lang),
        parts=min(its_card.pages, MOST_PARTS),
        likely=_likely(its_card.pages, list(of_record.values())),
        said=said,
    )


@router.post("/documents/{document_id}/split")
def split(
    desk: AtDesk,
    person: ByPerson,
    document_id: int,
    part: Annotated[list[int], Form(max_length=5000)],
) -> Response:
    """Make a document of each group of pages; ``part`` says of page after page which group."""
    if len(set(part)) < 2:
        return see(f"/documents/{document_id}/arrange?said=one")
    pages = leaves_of(document_id, len(part))
    groups = [
        [leaf for leaf, its in zip(pages, part, strict=True) if its == one]
        for one in sorted(set(part))
    ]
    return _rearranged(desk, person, document_id, groups)


@router.post("/documents/{document_id}/merge")
def merge(
    desk: AtDesk,
    person: ByPerson,
    document_id: int,
    other: Annotated[int, Form()],
    before: Annotated[bool, Form()] = False,
) -> Response:
    """Make one document of this one and another, whose pages follow or come ``before``."""
    if other == document_id:
        return see(f"/documents/{document_id}/arrange?said=same")
    try:
        cards = [card(desk.store, number) for number in (document_id, other)]
    except NoSuchThing:
        return see(f"/documents/{document_id}/arrange?said=none")
    if before:
        cards.reverse()
    leaves = [leaf for one in cards for leaf in leaves_of(one.document_id, one.pages)]
    return _rearranged(desk, person, document_id, [leaves])


def _rearranged(
    desk: Desk, person: Person, document_id: int, groups: Sequence[Sequence[Leaf]]
) -> Response:
    try:
        with TemporaryDirectory(prefix="sodo-arrange-") as folder:
            rearrange(desk.store, _parts(desk, groups, Path(folder)), by=person.name)
    except InputError:
        return see(f"/documents/{document_id}/arrange?said=broken")
    except NotAllowed:
        return see(f"/documents/{document_id}/arrange?said=busy")
    return see(f"/documents/{document_id}?said=arranged")


def _parts(desk: Desk, groups: Sequence[Sequence[Leaf]], folder: Path) -> list[Part]:
    """Write the new documents' bytes into the archive; only the database makes them documents.

    Raises:
        InputError: an original cannot be taken apart.
        NotAllowed: a document is not at rest.
    """
    cards = {leaf.document_id: card(desk.store, leaf.document_id) for g in groups for leaf in g}
    # Asked again, and for good, in the transaction; here only to spare the work.
    if any(one.state is not State.DONE or one.replaced_at for one in cards.values()):
        raise NotAllowed("a document is not at rest")
    if sum(map(len, groups)) != sum(one.pages for one in cards.values()):
        raise NotAllowed("each page belongs in exactly one of the new documents")
    originals = {number: _original(desk, one, folder) for number, one in cards.items()}
    return [
        Part(
            _arrival(desk, [cards[leaf.document_id] for leaf in group], group, originals, folder),
            tuple(group),
        )
        for group in groups
    ]


def _arrival(
    desk: Desk,
    cards: Sequence[Card],
    leaves: Sequence[Leaf],
    originals: dict[int, Path],
    folder: Path,
) -> Arrival:
    with desk.store.reading() as connection:
        day = f"{desk.store.now(connection):%Y%m%d}"
    ticket = f"{day}-part-{secrets.token_hex(8)}"
    target = folder / f"{ticket}.pdf"
    chosen = [
        Chosen(originals[leaf.document_id], leaf.page, its_card.pages)
        for leaf, its_card in zip(leaves, cards, strict=True)
    ]
    write_pages_apart(
        chosen,
        target,
        f"sodo {ticket}",
        timeout_s=desk.settings.timeout_s,
        memory_bytes=desk.settings.memory_mb * 2**20,
    )
    with target.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    key = original_key(day, sha256, ".pdf")
    desk.originals.put(target, key)
    return Arrival(
        ticket=ticket,
        file=_name(cards[0], leaves),
        station=cards[0].station,
        batch=cards[0].batch,
        sha256=sha256,
        size_bytes=target.stat().st_size,
        blob_key=key,
        priority=Priority.SOMEONE_WAITS,
    )


def _original(desk: Desk, its_card: Card, folder: Path) -> Path:
    key = its_card.blob_key
    if key is None:
        raise NotAllowed("there are no bytes")
    here = desk.originals.local_path(key)
    if here is not None and here.is_file():
        return here
    copy = folder / f"original-{its_card.document_id}{Path(key).suffix}"
    desk.originals.fetch(key, copy, sha256=its_card.sha256)
    return copy


def _name(first: Card, leaves: Sequence[Leaf]) -> str:
    """Return a name that says where the pages come from: ``scan-001 (1-2).pdf``."""
    stem = Path(first.file).stem
    told = " + ".join(
        _span(pages) if number == first.document_id else f"{number}: {_span(pages)}"
        for number, pages in pages_by_document(leaves).items()
    )
    return f"{stem} ({told}).pdf"


def _span(pages: Sequence[int]) -> str:
    is_run = len(pages) > 2 and list(pages) == list(range(pages[0], pages[-1] + 1))
    return f"{pages[0]}-{pages[-1]}" if is_run else ", ".join(map(str, pages))


def _likely(pages: int, records: Sequence[Sequence[int]]) -> list[int]:
    """Return for each page, from 1, the new document the reader's own view suggests."""
    of_page = {number: place for place, own in enumerate(records, start=1) for number in own}
    likely, last = [], 1
    for number in range(1, pages + 1):
        last = min(of_page.get(number, last), MOST_PARTS)
        likely.append(last)
    return likely
