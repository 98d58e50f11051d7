"""Which paper a face belongs to: family, and face of it, by the phrases it carries."""

from typing import NamedTuple

from ocr.fuzzy import find
from ocr.layouts import LAYOUTS, Layout
from ocr.passage import Passage

# A face must carry phrases of this weight in all before it is taken for one of ours.
LEAST_WEIGHT = 0.8
# Forms print their phrases where a row begins, behind "II." or "đ)" at most; inside a row they
# are mostly prose about land.
ENUMERATION = 4
SPARSE = 220  # letters and digits on a cover at most
# With what shows through from behind, mirrored and read badly, so many times as many.
WITH_SHOW_THROUGH, CLEAR = 2, 0.55
IN_PROSE = 0.4


class FaceKind(NamedTuple):
    """A face's place in a paper; ``layout`` is None for papers that are none of ours.

    Attributes:
        weight: of the phrases that say so.
        others: what else the face might be, in other papers: backs and sketches look alike.
    """

    layout: Layout | None
    face: str
    weight: float
    others: tuple["FaceKind", ...] = ()


OTHER = FaceKind(None, "other", 0.0)


class Sought(NamedTuple):
    """Which forms a face may be, and the weight that its phrases must have."""

    layouts: tuple[Layout, ...] = LAYOUTS
    least: float = LEAST_WEIGHT


ANY = Sought()


def classify(passage: Passage, sought: Sought = ANY) -> FaceKind:
    """Return the family and face whose phrases weigh most on this face."""
    found = []
    cover = _cover(passage)
    for layout in sought.layouts:
        weights: dict[str, float] = {}
        for sign in layout.signs:
            where = cover if sign.sparse else passage
            if where is None:
                continue
            hits = find(where, sign.phrase, least=0.75)
            if hits:
                score = max(
                    hit.score * (1.0 if where.opens_row(hit.start, ENUMERATION) else IN_PROSE)
                    for hit in hits
                )
                weights[sign.face] = weights.get(sign.face, 0.0) + sign.weight * score
        if weights:
            # Faces of one family vouch for each other a little: spreads, one-page copies.
            face = max(weights, key=weights.__getitem__)
            rest = sum(weights.values()) - weights[face]
            found.append(FaceKind(layout, face, weights[face] + 0.3 * rest))
    found.sort(key=lambda kind: -kind.weight)
    if not found or found[0].weight < sought.least:
        return OTHER
    return found[0]._replace(others=tuple(found[1:]))


def _cover(passage: Passage) -> Passage | None:
    """Return what stands on a face if it may be a cover: all of it, or what was read clearly."""
    if len(passage.codes) <= SPARSE:
        return passage
    if len(passage.codes) > WITH_SHOW_THROUGH * SPARSE:
        return None
    rows = (
        row._replace(words=tuple(word for word in row.words if word.confidence >= CLEAR))
        for row in passage.rows
    )
    clear = Passage(tuple(row for row in rows if row.words))
    return clear if len(clear.codes) <= SPARSE else None
