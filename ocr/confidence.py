"""Evidence to probability: how likely a draft's value is right, learnt from drawn papers."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp
from typing import NamedTuple

from ocr.drafts import Draft
from schemas.paths import pattern_of
from schemas.reading import Source

# What evidence is weighed; the order is the order of the learnt weights.
FEATURES = (
    "bias",
    "agree",  # all readings of the spot lead to this value
    "disagree",  # some reading leads to another
    "single",  # there was one reading only
    "weakest",  # the engine's least certain word
    "typical",
    "anchor",
    "known",  # a word list or strict pattern vouches for the value
    "corrected",
    "doubted",  # its own parser found something odd
    "supported",  # another field confirms it
    "contradicted",  # another field contradicts it
    "quality",  # of the face as a whole
    "length",  # long values have more chances to be wrong
)
DATA = "calibration.json"


class Group(NamedTuple):
    """Fields judged alike: learnt weights, and the probability from which they are accepted.

    A threshold above 1 accepts nothing: not enough was seen to trust the group.
    """

    weights: tuple[float, ...]
    accept_from: float


def features(draft: Draft) -> tuple[float, ...]:
    """Return the evidence for a draft in the order of ``FEATURES``, each about 0 to 1."""
    sighting = draft.sighting
    texts = len(sighting.texts) if sighting else 1
    own_doubts = {p.code for p in draft.parsed.problems} - {"corrected"}
    return (
        1.0,
        1.0 if texts > 1 and draft.agree == 1.0 else 0.0,
        1.0 if draft.rivals else 0.0,
        1.0 if texts == 1 else 0.0,
        sighting.weakest if sighting else 1.0,
        sighting.typical if sighting else 1.0,
        sighting.anchor if sighting else 1.0,
        1.0 if draft.parsed.known else 0.0,
        1.0 if draft.parsed.corrected else 0.0,
        1.0 if own_doubts else 0.0,
        min(len(draft.support), 2) / 2,
        1.0 if draft.doubts else 0.0,
        sighting.quality if sighting else 1.0,
        min(len(draft.value or ""), 80) / 80,
    )


def group_of(path: str) -> str:
    """Return the name of the group of fields whose evidence is weighed alike."""
    return pattern_of(path)


def confidence(draft: Draft) -> float:
    """Return the probability that the draft's value is right, 0 to 1.

    Decoded codes carry check sums and are taken at their word.
    """
    if draft.value is None:
        return 0.0
    if draft.sighting is not None and draft.sighting.source is not Source.OCR:
        return 0.999 if not draft.doubts else 0.9
    weights = _group(draft.path).weights
    score = sum(w * x for w, x in zip(weights, features(draft), strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def is_acceptable(draft: Draft, probability: float) -> bool:
    """Tell whether a draft of this probability may go to the form unseen."""
    return probability >= _group(draft.path).accept_from


def _group(path: str) -> Group:
    groups = _groups()
    return groups.get(group_of(path), groups["other"])


@cache
def _groups() -> Mapping[str, Group]:
    learnt = json.loads(files("ocr").joinpath("data", DATA).read_text("utf-8"))
    return {
        name: Group(tuple(group["weights"]), group["accept_from"])
        for name, group in learnt["groups"].items()
    }
