"""Invented records and pages for the tests of this package."""

from schemas.document import Document, Edition, Kind, PageNote, Record, SourceFile
from schemas.problems import problem
from schemas.reading import Box, Problem, Reading, Source, Status
from schemas.words import FaceText, PageText, Word


def reading(
    path: str,
    value: str | None,
    status: Status = Status.ACCEPTED,
    *problems: Problem,
    page: int | None = 1,
    source: Source = Source.OCR,
) -> Reading:
    return Reading(
        path=path,
        value=value,
        raw=value,
        confidence=0.9,
        status=status,
        page=page,
        box=Box(10, 20, 110, 40),
        source=source,
        problems=problems,
    )


def flagged(path: str, value: str | None, code: str = "low_confidence", page: int = 1) -> Reading:
    return reading(path, value, Status.FLAGGED, problem(code), page=page)


COUPLE = (
    reading("certificate.serial", "CP 673047"),
    reading("certificate.issue_date", "2017-07-07"),
    flagged("certificate.registry_no", "CH 03730", page=3),
    reading("holders[0].full_name", "NGUYỄN VĂN THỬ"),
    reading("holders[0].birth_date", "1968"),
    reading("holders[0].id_number", "022068001234"),
    reading("holders[0].legal_form", "Vợ chồng"),
    reading("holders[0].role", "Chồng"),
    reading("holders[1].full_name", "TRẦN THỊ MẪU"),
    reading("holders[1].birth_date", "1970-03-15"),
    reading("holders[1].id_number", "100123456"),
    reading("holders[1].legal_form", "Vợ chồng"),
    reading("holders[1].role", "Vợ"),
    reading("parcels[0].map_sheet_no", "06"),
    reading("parcels[0].parcel_no", "03-1"),
    reading(
        "parcels[0].address",
        "Tổ 5, khu 3, phường Bãi Cháy, thành phố Hạ Long, tỉnh Quảng Ninh",
    ),
    reading("parcels[0].commune_code", "06673"),
    reading("parcels[0].area_m2", "120.5"),
    reading("parcels[0].purposes[0].name", "Đất ở tại đô thị"),
    reading("parcels[0].purposes[0].origin", None, Status.NOT_PRINTED, page=None),
    reading("parcels[0].purposes[0].form", "Sử dụng riêng"),
    reading("parcels[0].purposes[0].term", "Lâu dài"),
)


def record(*more: Reading, without: tuple[str, ...] = ()) -> Record:
    """Return a couple's certificate; readings in ``more`` replace those of the same path."""
    replaced = {one.path for one in more} | set(without)
    kept = (one for one in COUPLE if one.path not in replaced)
    return Record(
        kind=Kind.LAND_CERTIFICATE, edition=Edition.E2014, pages=(1, 2), fields=(*kept, *more)
    )


def document(*records: Record, file: str = "scan-001.pdf") -> Document:
    return Document(
        source=SourceFile(file=file, sha256="0" * 64, pages=2),
        pages=(PageNote(page=1, kind="certificate.face1", skew_deg=-1.4, dpi=200, quality=0.93),),
        records=records,
    )


PAGE_SIZE = (400, 600)  # pixels; at 72 dpi these are points
LINES = ("Diện tích: 120,5 m²", "Đất ở tại Ỷ La - Hạ Long")


def page_text(
    number: int = 1, *, turned_deg: int = 0, skew_deg: float = 0.0, dpi: int = 72
) -> PageText:
    """Return two lines of words on a face that is the page, turned back by quarters.

    Words stand at x = 40, 84, 128, ... and are 36 wide; lines begin at y = 60 and 120 and
    are 20 high, all in pixels of the upright face.
    """
    width, height = PAGE_SIZE
    to_scan = {
        0: (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0),
        90: (0.0, 1.0, 0.0, -1.0, 0.0, float(width), 0.0, 0.0, 1.0),
        180: (-1.0, 0.0, float(width), 0.0, -1.0, float(height), 0.0, 0.0, 1.0),
        270: (0.0, -1.0, float(height), 1.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    }[turned_deg]
    words = tuple(
        Word(text, Box(40 + 44 * place, 60 * line, 76 + 44 * place, 60 * line + 20), 0.9, line)
        for line, told in enumerate(LINES, start=1)
        for place, text in enumerate(told.split(" "))
    )
    scan_size = (width, height) if turned_deg % 180 == 0 else (height, width)
    return PageText(
        page=number,
        width=scan_size[0],
        height=scan_size[1],
        dpi=dpi,
        turned_deg=turned_deg,
        skew_deg=skew_deg,
        faces=(FaceText(width=width, height=height, to_scan=to_scan, words=words),),
    )
