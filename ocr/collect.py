"""Everything on a face that may be a field's value: by label, section, table and shape."""

import re
from collections.abc import Iterator, Sequence

from ocr.changes import ChangesTable, change_spots
from ocr.classify import FaceKind
from ocr.holders import holder_spots
from ocr.layouts.tables import PARCEL_COLUMNS
from ocr.locate import Located
from ocr.passage import Passage
from ocr.registry import FIELD as REGISTRY_NO
from ocr.registry import registry_spots
from ocr.rules import Grid
from ocr.signature import lone_serials, serials, signing
from ocr.spots import Spot
from ocr.stamps import without_phrases
from ocr.tables import Table, read_table
from schemas.words import Word

# Labels of a parcel that must stand together to be believed: on the face that describes the
# land, and on any other, where changes speak of "thửa đất số" and "diện tích" in one breath.
FEWEST_LAND_LABELS, FEWEST_ELSEWHERE = 2, 4
ONE_AREA = ("parcels[0].area_m2", "parcels[0].area_words")
# What a whole signature block gives.
SIGNED = ("certificate.issue_date", "certificate.issuer")
# Values of several words, mostly in small letters.
SENTENCES = ("full_name", "address", "area_words", "purposes", "terms", "origins", "use_form")


def spots_on(
    passage: Passage,
    kind: FaceKind,
    words: Sequence[Word],
    grids: tuple[Grid, ...],
    changes: ChangesTable | None = None,
    columns: Sequence[Sequence[Word]] = ((), ()),
) -> tuple[Spot, ...]:
    """Return the spots on a face; on a paper that is none of ours just a serial standing alone.

    ``columns`` are the words of the two columns of the table of changes, read once more.
    """
    if kind.layout is None:
        return tuple(lone_serials(passage)[:1])
    located = Located(passage, kind.layout)
    fewest = FEWEST_LAND_LABELS if kind.face == kind.layout.land else FEWEST_ELSEWHERE
    spots = _with_words_in_brackets(_of_the_land(located.spots, fewest))
    spots = [spot for spot in spots if spot.path != REGISTRY_NO] + registry_spots(passage)
    spots += holder_spots(located.sections.get("holders", ()))
    for grid in grids:
        table = read_table(grid, words, PARCEL_COLUMNS, "parcel_no")
        if table is not None:
            # What labels found inside the table's words was the table's heading.
            spots = [outside for spot in spots if (outside := _outside(spot, table)) is not None]
            if len(table.cells) > 1:
                # An area below the parcels of a table is their total.
                spots = [spot for spot in spots if spot.path not in ONE_AREA]
            spots += _parcel_spots(table)
    spots = _shared_among_parcels(spots)
    if changes is not None:
        spots += change_spots(changes, words, columns)
    # Other faces name serials too, of the certificates that this one replaces.
    if kind.face == "face1":
        spots += serials(passage)[:2]
    block = signing(passage)
    spots = [_sentence(spot, block) for spot in spots] + block
    return tuple(spot for spot in spots if spot.rows)


def _sentence(spot: Spot, block: Sequence[Spot]) -> Spot:
    """Return a sentence up to the signature block below it, without stamps pressed over it.

    Numbers stand beside the block, too, and change nothing.
    """
    if spot.path.rsplit(".", 1)[-1] not in SENTENCES:
        return spot
    rows = spot.rows
    if len(block) == len(SIGNED):
        date = next(part for part in block if part.path == SIGNED[0]).box
        level = (date.top + date.bottom) / 2
        rows = tuple(row for row in rows if row.box.bottom < level) or rows
    return spot._replace(rows=without_phrases(rows))


def _of_the_land(spots: tuple[Spot, ...], fewest: int) -> tuple[Spot, ...]:
    """Return the spots without a parcel's labels where fewer than ``fewest`` stand on the face.

    Changes and notes speak of addresses and areas too; where the land itself is described
    its labels come several together.
    """
    land = [spot for spot in spots if spot.path.startswith("parcels[")]
    if len(land) >= fewest:
        return spots
    return tuple(spot for spot in spots if spot not in land)


def _shared_among_parcels(spots: list[Spot]) -> list[Spot]:
    """Return the spots with what is printed once for all parcels given to each.

    The address above the table is every parcel's; the total below it, in digits and words, is
    a parcel's only where it is the only one.
    """
    numbers = sorted(
        {spot.path.split(".")[0] for spot in spots if spot.path.startswith("parcels[")}
    )
    paths = {spot.path for spot in spots}
    found: list[Spot] = []
    for spot in spots:
        if spot.path == "parcels_address":
            wanted = [f"{parcel}.address" for parcel in numbers or ["parcels[0]"]]
            found += [spot._replace(path=path) for path in wanted if path not in paths]
        elif spot.path == "total_words" and len(numbers) <= 1:
            found.append(spot._replace(path="parcels[0].area_words"))
        elif (
            spot.path == "total_area_m2" and len(numbers) <= 1 and "parcels[0].area_m2" not in paths
        ):
            found.append(spot._replace(path="parcels[0].area_m2"))
        else:
            found.append(spot)
    return found


def _with_words_in_brackets(spots: tuple[Spot, ...]) -> list[Spot]:
    """Return the spots with an area's words in brackets as a spot of their own.

    Some forms print ``895 m2 (Tám trăm ...)`` without saying "bằng chữ".
    """
    found: list[Spot] = []
    spelt = any(spot.path == "parcels[0].area_words" for spot in spots)
    for spot in spots:
        passage = Passage(spot.rows)
        bracket = re.search(r"[({\[]\s*(?=[^\W\d_]{2})", passage.text)
        if spot.path != "parcels[0].area_m2" or bracket is None:
            found.append(spot)
            continue
        found.append(spot._replace(rows=passage.part(0, bracket.start())))
        if not spelt:
            rows = passage.part(bracket.end(), len(passage.text))
            found.append(Spot("parcels[0].area_words", rows, spot.anchor))
    return found


def _outside(spot: Spot, table: Table) -> Spot | None:
    """Return the spot's rows above the table, None when it begins in the table.

    What begins there follows a heading of the table; the rows below belong to something else.
    """
    for number, row in enumerate(spot.rows):
        if table.box.top <= (row.box.top + row.box.bottom) / 2 <= table.box.bottom:
            return spot._replace(rows=spot.rows[:number]) if number else None
    return spot


def _parcel_spots(table: Table) -> Iterator[Spot]:
    for number, cells in enumerate(table.cells):
        for field, rows in zip(table.columns, cells, strict=True):
            if field and rows:
                yield Spot(f"parcels[{number}].{field}", rows, 1.0)
