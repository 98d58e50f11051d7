"""Entries of the table of changes counted on from face to face, and joined across them."""

from collections.abc import Iterable, Sequence

from ocr.sightings import Sighting
from schemas.paths import steps


def counted_on(faces: Iterable[Sequence[Sighting]]) -> list[list[Sighting]]:
    """Return the sightings of a paper's faces, in order, with all changes numbered in one row.

    A face numbers its entries from 0. An entry without a day that begins in small letters, at
    the head of a face after others, is the end of the last entry before it.
    """
    found: list[list[Sighting]] = []
    before = 0
    last: tuple[list[Sighting], int] | None = None  # where the last entry's text is kept
    for face in faces:
        kept: list[Sighting] = []
        end = next((s for s in face if s.path == "changes[0].text"), None)
        runs_over = last is not None and end is not None and _goes_on(end, face)
        if last is not None and end is not None and runs_over:
            texts, place = last
            texts[place] = _joined(texts[place], end)
        beyond = before - 1 if runs_over else before
        for sighting in face:
            if runs_over and sighting is end:
                continue
            kept.append(_renumbered(sighting, beyond))
            if kept[-1].path.startswith("changes[") and kept[-1].path.endswith(".text"):
                last = (kept, len(kept) - 1)
        before = max([before, *(_number(s) + 1 for s in kept if s.path.startswith("changes["))])
        found.append(kept)
    return found


def _goes_on(entry: Sighting, face: Sequence[Sighting]) -> bool:
    letter = next((sign for sign in entry.texts[0] if sign.isalpha()), "")
    return letter.islower() and not any(s.path == "changes[0].date" for s in face)


def _joined(one: Sighting, other: Sighting) -> Sighting:
    """Return the first part of an entry, on whose page it stands, with the text of the second."""
    texts = [f"{a} {b}" for a, b in zip(one.texts, other.texts, strict=False)]
    alike = (len(one.texts), one.foreign) == (len(other.texts), other.foreign)
    return one._replace(
        texts=tuple(texts if alike else texts[:1]),
        foreign=one.foreign if alike else 0,
        weakest=min(one.weakest, other.weakest),
        typical=min(one.typical, other.typical),
        runners_up=(),
        woven=f"{one.woven} {other.woven}".strip(),
    )


def _number(sighting: Sighting) -> int:
    return (steps(sighting.path) or ())[0].number or 0


def _renumbered(sighting: Sighting, before: int) -> Sighting:
    if not before or not sighting.path.startswith("changes["):
        return sighting
    field = sighting.path.rsplit(".", 1)[1]
    return sighting._replace(path=f"changes[{_number(sighting) + before}].{field}")
