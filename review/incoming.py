"""The upload page: files, or photographs of one certificate, taken straight into the archive."""

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from fastapi import APIRouter, HTTPException, Request, Response, status
from fastapi.responses import HTMLResponse
from PIL import Image, UnidentifiedImageError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from review.desk import AtDesk, Desk
from review.limits import Limiter
from review.photos import as_pdf
from review.rendering import page
from review.security import ByPerson, Person
from schemas.errors import InputError
from schemas.states import Priority
from schemas.text import nfc
from store.audit import write
from store.blobs import original_key
from store.documents import admit
from store.session import Store
from store.shapes import Arrival

router = APIRouter()
# The station's name for what came in by this page.
STATION: Final = "web"
_MOST_FILES: Final = 50
_CHUNK: Final = 2**20
_HEAD: Final = 16
_LONGEST_NAME: Final = 120
_ODD: Final = re.compile(r"[\x00-\x1f\x7f/\\:*?\"<>|]+")
# How files begin that the reader can open -> their ending.
_KINDS: Final[tuple[tuple[Callable[[bytes], bool], str], ...]] = (
    (lambda head: head.startswith(b"%PDF-"), ".pdf"),
    (lambda head: head.startswith(b"\xff\xd8\xff"), ".jpg"),
    (lambda head: head.startswith(b"\x89PNG\r\n\x1a\n"), ".png"),
    (lambda head: head[:4] in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"), ".tif"),
    (lambda head: head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"), ".heic"),
    (lambda head: head[:4] == b"RIFF" and head[8:12] == b"WEBP", ".webp"),
    (lambda head: head.startswith(b"BM"), ".bmp"),
)


class Taken(NamedTuple):
    """What became of one file; ``document_id`` is None when it was not taken."""

    file: str
    document_id: int | None
    duplicate: bool


@router.get("/upload")
def upload_page(request: Request) -> HTMLResponse:
    return page(request, "upload.html", taken=None)


@router.get("/upload/photo")
def photo_page(request: Request) -> HTMLResponse:
    return page(request, "photo.html", said="")


# The form is read by hand: only after the doors have let it in.
@router.post("/upload")
async def upload(request: Request, desk: AtDesk, person: ByPerson) -> HTMLResponse:
    async with request.form(max_files=_MOST_FILES, max_fields=10) as form:
        files = _files(form)
        batch = _plain(str(form.get("batch", "")))
        taken = await run_in_threadpool(_take_all, desk, person, files, batch, request)
    return page(request, "upload.html", taken=taken)


@router.post("/upload/photo")
async def photo(request: Request, desk: AtDesk, person: ByPerson) -> Response:
    async with request.form(max_files=_MOST_FILES, max_fields=10) as form:
        files = _files(form)
        name = _plain(str(form.get("name", ""))) or f"photo-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        taken = await run_in_threadpool(_take_photos, desk, person, files, name, request)
    if taken is None:
        code = status.HTTP_422_UNPROCESSABLE_CONTENT
        return page(request, "photo.html", status_code=code, said="broken")
    return page(request, "upload.html", taken=[taken])


def _files(form: FormData) -> list[UploadFile]:
    return [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.size]


def _take_all(
    desk: Desk, person: Person, files: list[UploadFile], batch: str, request: Request
) -> list[Taken]:
    taken = []
    with TemporaryDirectory(prefix="sodo-upload-") as folder:
        for place, file in enumerate(files):
            _take_turn(request, person)
            name = _plain(nfc(file.filename or "")) or "upload"
            path = Path(folder, str(place))
            _copy(file, path)
            taken.append(_take(desk, person, path, name, batch))
    return taken


def _take_photos(
    desk: Desk, person: Person, files: list[UploadFile], name: str, request: Request
) -> Taken | None:
    _take_turn(request, person)
    with TemporaryDirectory(prefix="sodo-upload-") as folder:
        paths = []
        for place, file in enumerate(files):
            path = Path(folder, str(place))
            _copy(file, path)
            if not _is_bearable(path, desk.settings.page_megapixels):
                return None
            paths.append(path)
        target = Path(folder, "together.pdf")
        try:
            if not paths:
                return None
            as_pdf(paths, target)
        except InputError:
            return None
        return _take(desk, person, target, f"{name}.pdf", "photo")


def _take_turn(request: Request, person: Person) -> None:
    uploads: Limiter = request.app.state.doors.uploads
    if not uploads.take(person.name):
        raise HTTPException(status.HTTP_429_TOO_MANY_REQUESTS)


def _take(desk: Desk, person: Person, path: Path, name: str, batch: str) -> Taken:
    """Keep the bytes, then write the arrival down; a repetition makes a duplicate."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
    kind = next((ending for fits, ending in _KINDS if fits(head)), None)
    if kind is None:
        return Taken(name, None, False)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    day = _day(desk.store)
    key = original_key(day, sha256, kind)
    desk.originals.put(path, key)
    arrival = Arrival(
        ticket=f"{day}-web-{secrets.token_hex(8)}",
        file=name,
        station=STATION,
        batch=batch,
        sha256=sha256,
        size_bytes=path.stat().st_size,
        blob_key=key,
        priority=Priority.SOMEONE_WAITS,
    )
    (said,) = admit(desk.store, [arrival], by=person.name)
    facts = {"duplicate": said.duplicate}
    write(desk.store, person.name, "upload", document_id=said.document_id, facts=facts)
    return Taken(name, said.document_id, said.duplicate)


def _day(store: Store) -> str:
    with store.reading() as connection:
        return f"{store.now(connection):%Y%m%d}"


def _copy(file: UploadFile, path: Path) -> None:
    with path.open("xb") as target:
        while chunk := file.file.read(_CHUNK):
            target.write(chunk)


def _is_bearable(path: Path, megapixels: float) -> bool:
    """Look at the size that the picture claims, before anything is decoded."""
    try:
        with Image.open(path) as image:
            return image.width * image.height <= megapixels * 1e6
    except (UnidentifiedImageError, OSError, ValueError):
        return False


def _plain(name: str) -> str:
    """Return the name without folders and signs that file systems or people stumble over."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return _ODD.sub(" ", last).strip(" .")[-_LONGEST_NAME:]
