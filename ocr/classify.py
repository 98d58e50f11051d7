"""Which paper a face belongs to: family, and face of it, by the phrases it carries."""

from typing import NamedTuple

from ocr.fuzzy import find
from ocr.layouts import LAYOUTS, Layout
from ocr.passage import Passage

# A face must carry phrases of this weight in all before it is taken for one of ours.
LEAST_WEIGHT = 0.8


class FaceKind(NamedTuple):
    """A face's place in a paper; ``layout`` is None for papers that are none of ours."""

    layout: Layout | None
    face: str
    weight: float


OTHER = FaceKind(None, "other", 0.0)


def classify(passage: Passage) -> FaceKind:
    """Return the family and face whose phrases weigh most on this face."""
    best = OTHER
    for layout in LAYOUTS:
        weights: dict[str, float] = {}
        for sign in layout.signs:
            hits = find(passage, sign.phrase, least=0.75)
            if hits:
                score = max(hit.score for hit in hits)
                weights[sign.face] = weights.get(sign.face, 0.0) + sign.weight * score
        # Faces of the same family vouch for each other a little: spreads, and one-page copies.
        for face, weight in weights.items():
            rest = sum(weights.values()) - weight
            if weight + 0.3 * rest > best.weight:
                best = FaceKind(layout, face, weight + 0.3 * rest)
    return best if best.weight >= LEAST_WEIGHT else OTHER
