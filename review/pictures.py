"""Pages and cut-outs of them as pictures; what was drawn never changes, so browsers may keep it."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, HTTPException, Query, Request, Response

from review.crops import crop_jpeg, page_jpeg
from review.desk import AtDesk, Desk
from review.scans import Scan, Scans
from schemas.document import PageNote
from schemas.reading import Box
from store.drawn import Drawn, drawn, drawn_with_notes
from store.errors import NoSuchThing

router = APIRouter()

_FIT_PX: Final = 1700
# A reading that replaces this one has other boxes, and its pictures have other addresses.
_KEEP: Final = {"Cache-Control": "private, max-age=3600"}
_PART = r"^\d{1,5},\d{1,5},\d{1,5},\d{1,5}$"


def scans_at(request: Request) -> Scans:
    """Return the page pictures of this program, made at the first request."""
    state = request.app.state
    if not hasattr(state, "scans"):
        state.scans = Scans(state.pages)
    scans: Scans = state.scans
    return scans


def pictures_of(scans: Scans, desk: Desk, document_id: int) -> dict[int, Scan]:
    """Return page number -> picture; empty when the document has none."""
    return pictures_in(scans, drawn(desk.store, document_id))


def pictures_in(scans: Scans, found: Drawn | None) -> dict[int, Scan]:
    """Return page number -> picture that a reading left; empty when it left none."""
    if found is None:
        return {}
    try:
        return scans.of(found)
    except NoSuchThing:
        return {}


@router.get("/documents/{document_id}/pages/{number}")
def page_picture(
    request: Request,
    desk: AtDesk,
    document_id: int,
    number: int,
    size: Literal["fit", "full"] = "fit",
    clean: bool = False,
) -> Response:
    scan, note = _scan(request, desk, document_id, number)
    picture = scans_at(request).bytes_of(scan)
    turned = 0 if note is None else note.turned_deg
    if size == "full" and not clean and not turned:
        return Response(picture, media_type="image/jpeg", headers=_KEEP)
    longest = max(scan.width, scan.height) if size == "full" else _FIT_PX
    drawn_page = page_jpeg(picture, longest, turned, clean=clean)
    return Response(drawn_page, media_type="image/jpeg", headers=_KEEP)


@router.get("/documents/{document_id}/pages/{number}/crop")
def crop(
    request: Request,
    desk: AtDesk,
    document_id: int,
    number: int,
    part: Annotated[str, Query(pattern=_PART)],
    clean: bool = False,
) -> Response:
    scan, note = _scan(request, desk, document_id, number)
    left, top, right, bottom = map(int, part.split(","))
    inside = Box(left, top, min(right, scan.width), min(bottom, scan.height))
    if inside.left >= inside.right or inside.top >= inside.bottom:
        raise HTTPException(422)
    picture = crop_jpeg(
        scans_at(request).bytes_of(scan),
        inside,
        (scan.width, scan.height),
        0 if note is None else note.turned_deg,
        clean=clean,
    )
    return Response(picture, media_type="image/jpeg", headers=_KEEP)


def _scan(
    request: Request, desk: Desk, document_id: int, number: int
) -> tuple[Scan, PageNote | None]:
    found = drawn_with_notes(desk.store, document_id)
    scan = pictures_in(scans_at(request), found and found[0]).get(number)
    if found is None or scan is None:
        raise NoSuchThing(f"no picture of page {number}")
    return scan, next((note for note in found[1] if note.page == number), None)
