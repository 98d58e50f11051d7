"""A stored reading as the fact it was made from."""

from schemas.reading import Box, Problem, Reading, Source, Status
from store.tables import AnyRow


def reading_of(row: AnyRow) -> Reading:
    """Return a row of ``readings`` as the reading it was made from."""
    return Reading(
        path=row.path,
        value=row.value,
        raw=row.raw,
        confidence=row.confidence,
        status=Status(row.status),
        page=row.page,
        box=Box(*row.box) if row.box else None,
        source=Source(row.source),
        problems=tuple(Problem(**doubt) for doubt in row.problems or ()),
    )
