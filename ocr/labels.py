"""Which printed labels a face carries: fuzzy hits, chosen so that their order makes sense."""

from typing import NamedTuple

from ocr.fuzzy import find
from ocr.layouts import Label, Layout
from ocr.lost_labels import WITHOUT_LABEL, address_start
from ocr.passage import Passage, compact

# Short labels must be nearly whole: five letters resemble many a word.
LEAST_SCORE = 0.72
LEAST_SCORE_SHORT = 0.83
SHORT = 9
# The shortest stand inside many a word: they count only where a row begins.
SHORTEST = 5
# A heading begins a row, behind its own number at most.
BEFORE_HEADING = 5
ADDRESS = "parcels[].address"
ADDRESS_OF_ALL = "parcels_address"  # printed once for all parcels of a table


class FoundLabel(NamedTuple):
    """A label of the layout, and the characters of the passage it was recognised in."""

    label: Label
    start: int
    end: int
    score: float


def found_labels(passage: Passage, layout: Layout) -> tuple[FoundLabel, ...]:
    """Return the labels of ``layout`` that stand on the face, in reading order.

    Each label may be hit at several places, and at none. Of all hits the chain is chosen that
    explains most letters while keeping the order of the printed form: a heaviest increasing
    subsequence. A label is taken once.
    """
    hits: list[tuple[int, FoundLabel]] = []
    for place, label in enumerate(layout.labels):
        for wording in label.printed:
            letters = len(compact(wording))
            least = LEAST_SCORE_SHORT if letters < SHORT else LEAST_SCORE
            hits += [
                (place, FoundLabel(label, hit.start, hit.end, hit.score))
                for hit in find(passage, wording, least=least)
                if not _crosses_colon(passage, hit.start, hit.end)
                and (letters >= SHORTEST or passage.opens_row(hit.start))
                and (not label.section or passage.opens_row(hit.start, BEFORE_HEADING))
            ]
    hits.sort(key=lambda hit: (hit[1].end, hit[1].start))
    return _with_lost_address(_without_strays(_heaviest_chain(hits)), passage, layout)


def _without_strays(chain: tuple[FoundLabel, ...]) -> tuple[FoundLabel, ...]:
    """Return the chain without an address of land right under the holders' heading.

    There "Địa chỉ" is a person's. Once a parcel's number was seen the heading of the land was
    merely missed.
    """
    kept: list[FoundLabel] = []
    among_holders = False
    for found in chain:
        if found.label.section:
            among_holders = found.label.section == "holders"
        elif found.label.field != ADDRESS:
            among_holders = False
        if not among_holders or found.label.field != ADDRESS:
            kept.append(found)
    return tuple(kept)


def _with_lost_address(
    chain: tuple[FoundLabel, ...], passage: Passage, layout: Layout
) -> tuple[FoundLabel, ...]:
    """Return the chain with the label of the land's address, where only the address can be read.

    It stands between the labels that the form prints before and behind it. Behind the holders'
    heading alone it may be a person's.
    """
    places = {label: place for place, label in enumerate(layout.labels)}
    lost = next((one for one in places if one.field in (ADDRESS, ADDRESS_OF_ALL)), None)
    if lost is None or any(found.label == lost for found in chain):
        return chain
    before = sum(places[found.label] < places[lost] for found in chain)
    if not before or not chain[before - 1].label.field:
        return chain
    end = chain[before].start if before < len(chain) else len(passage.text)
    for row in range(passage.row_at(chain[before - 1].end) + 1, len(passage.rows)):
        start = passage.row_range(row)[0]
        value = None if start >= end else address_start(passage, row, end)
        if value is not None and value > start:
            return (
                *chain[:before],
                FoundLabel(lost, start, value, WITHOUT_LABEL),
                *chain[before:],
            )
    return chain


def _crosses_colon(passage: Passage, start: int, end: int) -> bool:
    """Tell whether a hit took letters of the value, beyond the colon that ends a label."""
    return ":" in passage.text[start:end].rstrip(": ")


def _heaviest_chain(hits: list[tuple[int, FoundLabel]]) -> tuple[FoundLabel, ...]:
    best: list[float] = []
    before: list[int] = []
    for i, (place, hit) in enumerate(hits):
        weight, link = 0.0, -1
        for j in range(i):
            other_place, other = hits[j]
            if other_place < place and other.end <= hit.start and best[j] > weight:
                weight, link = best[j], j
        best.append(weight + _weight(hit))
        before.append(link)
    if not best:
        return ()
    i = max(range(len(best)), key=best.__getitem__)
    chain = []
    while i >= 0:
        chain.append(hits[i][1])
        i = before[i]
    return tuple(reversed(chain))


def _weight(hit: FoundLabel) -> float:
    """Return how much a hit explains: its letters, damaged ones counting heavily against it.

    A whole short wording outweighs a longer one that only the next words make look like it:
    "Địa chỉ" before "Khu 6, xã Thủy An", not a damaged "Địa chỉ thửa đất".
    """
    letters = hit.end - hit.start
    return letters * (3 * hit.score - 2)
