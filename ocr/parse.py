"""Sightings to drafts: each field's readings through the parser of its kind."""

import re
from collections.abc import Callable, Iterable, Mapping

from rapidfuzz import fuzz

from ocr.drafts import Draft, chosen, reworded, vouched_for
from ocr.holders import UNCLAIMED
from ocr.sightings import Sighting
from ocr.spots import is_code, is_running_text
from schemas.areas import as_area
from schemas.fields import FIELDS
from schemas.land_use import as_purposes
from schemas.origins import as_origins
from schemas.parsing import Parsed
from schemas.paths import pattern_of
from schemas.problems import problem
from schemas.reading import Problem
from schemas.terms import as_terms
from schemas.text import fold
from schemas.use_forms import as_use_form

# Printed below the table of parcels: no field of its own, but the check of all their areas.
TOTAL_AREA = "total_area_m2"

_NOTHING = re.compile(r"[\W_]*(?:khong(?: co)?)?[\W_]*|[\W_]*[/|Il1][\W_]*")
_TITLE_WORDS = re.compile(r"\b(?:h[oe0]|ong|ba|vo|chong|cung su dung)\b")

# One item of a line that names several: the purpose it is about, if said, and its values.
Item = tuple[str, dict[str, Parsed]]

# How like a purpose's name another naming must be to mean it, out of 100.
SAME_PURPOSE = 75.0
# A shorter name must be the other as a whole.
SHORTEST_PART = 3


def drafts_of(sightings: Iterable[Sighting]) -> dict[str, Draft]:
    """Return a draft for every field in the sightings, by path.

    Lines that speak of several purposes at once (terms, origins, forms of use) are dealt out
    to the purposes that they name; a line that names none is about all of them.
    """
    seen = {sighting.path: sighting for sighting in sightings if not _says_nothing(sighting)}
    found: dict[str, Draft] = {}
    for path, sighting in seen.items():
        spec = FIELDS.get(pattern_of(path))
        if spec is not None:
            readings = [spec.read(text) for text in sighting.texts]
            found[path] = chosen(path, sighting, readings)
            if is_running_text(path):
                found[path] = reworded(found[path], sighting.woven, spec.read)
            elif not is_code(path):
                # What an engine read comes before what it only held possible.
                others = (*sighting.texts, *sighting.runners_up)
                found[path] = vouched_for(found[path], others, spec.read)
        elif path.endswith(".title"):
            found[path] = chosen(path, sighting, [as_title(text) for text in sighting.texts])
        elif path == UNCLAIMED:
            found[path] = chosen(path, sighting, [Parsed(text) for text in sighting.texts])
        elif path == TOTAL_AREA:
            found[path] = chosen(path, sighting, [as_area(text) for text in sighting.texts])
    parcels = sorted({path.split(".")[0] for path in seen if path.startswith("parcels[")})
    for parcel in parcels:
        found.update(_purposes(parcel, seen))
    return found


def _says_nothing(sighting: Sighting) -> bool:
    """Tell whether an asset's line only says that there is none: ``-/-``, ``Không có``."""
    return sighting.path.startswith("assets[") and all(
        _NOTHING.fullmatch(fold(text)) for text in sighting.texts
    )


def as_title(raw: str) -> Parsed:
    """Return the plain words of a title that tell sex, role and household: ``ho ong``."""
    words = _TITLE_WORDS.findall(fold(raw))
    return Parsed(" ".join(words) or None, known=bool(words))


def _purposes(parcel: str, seen: Mapping[str, Sighting]) -> dict[str, Draft]:
    """Return the drafts of all purposes of one parcel."""
    found: dict[str, Draft] = {}
    names: list[str] = [""]
    lost: list[str] = []
    sighting = seen.get(f"{parcel}.purposes")
    if sighting is not None:
        readings = [_purpose_items(text) for text in sighting.texts]
        best = max(readings, key=_soundness)
        names = [name for name, _ in best] or [""]
        for number, (_, values) in enumerate(best):
            found.update(_item(f"{parcel}.purposes[{number}]", number, values, readings, sighting))
    if sighting is not None and _breaks_off(sighting):
        found = _doubted(found, problem("list_breaks_off"))
    for group, items_of in LINES.items():
        line = seen.get(f"{parcel}.{group}")
        if line is not None:
            dealt = _dealt_out(parcel, names, items_of, line)
            found.update(
                _doubted(dealt, problem("list_breaks_off")) if _breaks_off(line) else dealt
            )
            lost += _without_purpose(names, [items_of(text) for text in line.texts])
    if not lost or sighting is None:
        return found
    # Which of the others has what, nobody can tell: each may have another's area and term.
    return _doubted(found, problem("purpose_lost", name=lost[0]))


def _breaks_off(line: Sighting) -> bool:
    """Tell whether a list goes on where nobody read on: some look at it ends in a semicolon."""
    return any(text.rstrip().endswith(";") for text in line.texts)


def _doubted(found: Mapping[str, Draft], doubt: Problem) -> dict[str, Draft]:
    """Return the drafts with a doubt that always takes them to a person."""
    return {
        path: draft._replace(doubts=(*draft.doubts, doubt), blocked=True)
        for path, draft in found.items()
    }


def _without_purpose(names: list[str], readings: list[list[Item]]) -> list[str]:
    """Return what some items of a line are about and none of the purposes is."""
    best = _best_of(names, readings)
    if len(best) <= len(names):
        return []
    return [
        about
        for about, _ in best
        if about and all(_likeness(fold(name), fold(about)) < SAME_PURPOSE for name in names)
    ]


def _dealt_out(
    parcel: str, names: list[str], items_of: Callable[[str], list[Item]], line: Sighting
) -> dict[str, Draft]:
    """Return the drafts of a line's items, each at the purpose it is about."""
    readings = [items_of(text) for text in line.texts]
    best = _best_of(names, readings)
    # Readings that part the line otherwise say nothing of its items.
    alike = [reading if len(reading) == len(best) else [] for reading in readings]
    found: dict[str, Draft] = {}
    for place in range(len(names)):
        number = _item_for(place, names, best)
        if number is not None:
            base = f"{parcel}.purposes[{place}]"
            found.update(_item(base, number, best[number][1], alike, line))
    return found


def _best_of(names: list[str], readings: list[list[Item]]) -> list[Item]:
    """Return the reading of a line in which most purposes have an item of their own."""
    # A speck read as a semicolon makes two items of one, which then belong to no purpose.
    return max(readings, key=lambda items: (_purposes_met(names, items), *_soundness(items)))


def _purposes_met(names: list[str], items: list[Item]) -> int:
    """Return how many of the purposes have an item of their own."""
    return sum(_item_for(place, names, items) is not None for place in range(len(names)))


def _item_for(place: int, names: list[str], items: list[Item]) -> int | None:
    """Return which item is about the purpose at ``place``: by name, by order, or the only one."""
    wanted = fold(names[place])
    scores = [_likeness(wanted, fold(about)) if about else 0.0 for about, _ in items]
    if wanted and scores and max(scores) >= SAME_PURPOSE:
        return scores.index(max(scores))
    if len(items) == 1:
        return 0
    return place if len(items) == len(names) else None


def _likeness(one: str, other: str) -> float:
    """Return how much two names of purposes are alike, 0 to 100; one may be part of the other.

    A name as short as "ở" stands inside many another.
    """
    alike = fuzz.ratio if min(len(one), len(other)) < SHORTEST_PART else fuzz.partial_ratio
    return alike(one, other)


def _item(
    base: str,
    number: int,
    values: Mapping[str, Parsed],
    readings: list[list[Item]],
    sighting: Sighting,
) -> dict[str, Draft]:
    """Return the drafts of one item's values; readings with fewer items disagree."""
    found = {}
    for field in values:
        parsed = [
            reading[number][1].get(field, Parsed(None)) if number < len(reading) else Parsed(None)
            for reading in readings
        ]
        spec = FIELDS[f"parcels[].purposes[].{field}"]
        checked = [spec.checked(value) for value in parsed]
        found[f"{base}.{field}"] = chosen(f"{base}.{field}", sighting, checked)
    return found


def _soundness(items: list[Item]) -> tuple[int, int]:
    """Return how good a reading of a line is: values that lists know, then fewest corrected."""
    values = [parsed for _, item in items for parsed in item.values()]
    return sum(p.known for p in values), -sum(p.corrected for p in values)


def _purpose_items(text: str) -> list[Item]:
    found: list[Item] = []
    for purpose in as_purposes(text):
        values = {"name": purpose.name}
        if purpose.code is not None:
            values["code"] = purpose.code
        if purpose.area is not None:
            values["area_m2"] = purpose.area
        found.append((purpose.name.value or "", values))
    return found


def _term_items(text: str) -> list[Item]:
    return [
        ((item.purpose.value or "") if item.purpose else "", {"term": item.term})
        for item in as_terms(text)
    ]


def _origin_items(text: str) -> list[Item]:
    return [
        ((item.purpose.value or "") if item.purpose else "", {"origin": item.sentence})
        for item in as_origins(text)
    ]


def _form_items(text: str) -> list[Item]:
    """Return the forms of use; ``Đất ở: Sử dụng riêng; đất vườn: Sử dụng chung`` has two."""
    pieces = [piece for piece in re.split(r"[;\n]", text) if ":" in piece]
    about_land = [piece for piece in pieces if fold(piece).lstrip(" -+").startswith("dat")]
    if len(about_land) < 2:
        return [("", {"form": as_use_form(text)})]
    return [
        (piece.split(":")[0], {"form": as_use_form(piece.split(":", 1)[1])}) for piece in about_land
    ]


LINES: Mapping[str, Callable[[str], list[Item]]] = {
    "terms": _term_items,
    "origins": _origin_items,
    "use_form": _form_items,
}
