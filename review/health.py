"""/healthz and /metrics: for programs that watch the station."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse, PlainTextResponse

from review.desk import AtDesk, Desk
from store.counts import all_counts, status_of
from store.errors import StoreAway

router = APIRouter()
_TEXT = "text/plain; version=0.0.4; charset=utf-8"


@router.get("/healthz")
def healthz(desk: AtDesk) -> JSONResponse:
    """Answer 200 when everything that is needed is there."""
    found = {"database": _reaches(desk)}
    well = all(found.values())
    return JSONResponse({"ok": well, **found}, status_code=200 if well else 503)


@router.get("/metrics")
def metrics(desk: AtDesk) -> PlainTextResponse:
    """Answer with the store's numbers as Prometheus reads them; none is about a person."""
    try:
        counts = all_counts(desk.store)
    except StoreAway:
        return PlainTextResponse("sodo_up 0\n", media_type=_TEXT)
    status = status_of(counts)
    lines = ["# TYPE sodo_up gauge", "sodo_up 1", "# TYPE sodo_documents gauge"]
    for state in ("waiting", "working", "done", "set_aside"):
        lines.append(f'sodo_documents{{state="{state}"}} {getattr(status, state)}')
    lines += [
        "# TYPE sodo_files_seen_total counter",
        f"sodo_files_seen_total {status.seen}",
        "# TYPE sodo_files_duplicate_total counter",
        f"sodo_files_duplicate_total {status.duplicates}",
        "# TYPE sodo_flagged_fields gauge",
        f"sodo_flagged_fields {status.flagged_fields}",
        "# TYPE sodo_corrections_total counter",
        f"sodo_corrections_total {counts.get('corrections', 0)}",
        "# TYPE sodo_answers_total counter",
        f"sodo_answers_total {counts.get('answers', 0)}",
        "",
    ]
    return PlainTextResponse("\n".join(lines), media_type=_TEXT)


def _reaches(desk: Desk) -> bool:
    try:
        all_counts(desk.store)
    except StoreAway:
        return False
    return True
