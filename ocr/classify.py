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
    for layout in sought.layouts:
        weights: dict[str, float] = {}
        for sign in layout.signs:
            if sign.sparse and len(passage.codes) > SPARSE:
                continue
            hits = find(passage, sign.phrase, least=0.75)
            if hits:
                score = max(
                    hit.score * (1.0 if passage.opens_row(hit.start, ENUMERATION) else IN_PROSE)
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
