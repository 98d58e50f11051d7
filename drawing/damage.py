"""The damage model: which harms a page meets between the registry office and the reader."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from drawing import damage_capture as capture
from drawing import damage_light as light
from drawing import damage_marks as marks
from drawing import damage_paper as paper
from drawing.damaged import WHITE_LID, Chance, Damaged, Pixels, resampled

# A page, a strength from 0 to 1 and a source of chance -> the damaged page.
Damage = Callable[[Damaged, float, Chance], Damaged]

# In the order in which the world does it: years, people, the desk or the glass, light, lens,
# sensor, copier, software. A kind's place here also picks its share of the chance, so append
# at the end of a group only together with a new set of samples.
KINDS: Mapping[str, Damage] = {
    "bleed_through": paper.bleed_through,
    "fading": paper.fading,
    "yellowing": paper.yellowing,
    "stains": paper.stains,
    "folds": paper.folds,
    "stamps": marks.stamps,
    "pen_strokes": marks.pen_strokes,
    "tears": paper.tears,
    "scanner_edges": capture.scanner_edges,
    "tilt": capture.tilt,
    "curl": capture.curl,
    "perspective": capture.perspective,
    "uneven_light": light.uneven_light,
    "shadow": light.shadow,
    "glare": light.glare,
    "blur": light.blur,
    "motion_blur": light.motion_blur,
    "noise": light.noise,
    "grey_copy": light.grey_copy,
    "black_copy": light.black_copy,
    "quarter_turns": capture.quarter_turns,
    "jpeg": light.jpeg,
}


class Dose(NamedTuple):
    """How often a kind of damage strikes a page, and how hard when it does."""

    chance: float
    least: float
    most: float


class Way(NamedTuple):
    """One way pages get from paper to file: the resolutions it uses and its damages."""

    dpis: tuple[int, ...]
    doses: Mapping[str, Dose]


CLEAN = Way((300,), {})
LIGHT = Way(
    (300,),
    {
        "tilt": Dose(0.8, 0.02, 0.12),
        "noise": Dose(1.0, 0.03, 0.08),
        "jpeg": Dose(1.0, 0.1, 0.18),
    },
)
OFFICE = Way(
    (200, 240, 300),
    {
        "bleed_through": Dose(0.3, 0.1, 0.3),
        "fading": Dose(0.5, 0.1, 0.45),
        "yellowing": Dose(0.6, 0.1, 0.5),
        "folds": Dose(0.5, 0.2, 0.5),
        "scanner_edges": Dose(0.15, 0.1, 0.5),
        "tilt": Dose(0.9, 0.05, 0.3),
        "uneven_light": Dose(0.5, 0.1, 0.4),
        "blur": Dose(0.5, 0.1, 0.35),
        "noise": Dose(0.9, 0.05, 0.14),
        "jpeg": Dose(1.0, 0.2, 0.4),
    },
)
WORN = Way(
    (200,),
    {
        "bleed_through": Dose(0.6, 0.3, 0.8),
        "fading": Dose(0.6, 0.2, 0.7),
        "yellowing": Dose(0.8, 0.3, 0.9),
        "stains": Dose(0.4, 0.2, 0.7),
        "folds": Dose(0.7, 0.3, 0.8),
        "stamps": Dose(0.3, 0.3, 0.8),
        "pen_strokes": Dose(0.15, 0.1, 0.5),
        "scanner_edges": Dose(0.3, 0.2, 0.8),
        "tilt": Dose(0.9, 0.1, 0.55),
        "uneven_light": Dose(0.6, 0.2, 0.6),
        "blur": Dose(0.6, 0.2, 0.5),
        "noise": Dose(0.9, 0.1, 0.25),
        "grey_copy": Dose(0.1, 0.2, 0.6),
        "jpeg": Dose(1.0, 0.4, 0.55),
    },
)
PHOTOCOPY = Way(
    (150, 200, 200),
    {
        "bleed_through": Dose(0.4, 0.2, 0.6),
        "fading": Dose(0.4, 0.1, 0.4),
        "stains": Dose(0.3, 0.2, 0.7),
        "folds": Dose(0.7, 0.3, 0.9),
        "stamps": Dose(0.4, 0.4, 0.9),
        "pen_strokes": Dose(0.4, 0.2, 0.8),
        "tears": Dose(0.3, 0.1, 0.8),
        "scanner_edges": Dose(0.6, 0.3, 1.0),
        "tilt": Dose(1.0, 0.2, 1.0),
        "uneven_light": Dose(0.3, 0.1, 0.4),
        "blur": Dose(0.6, 0.1, 0.4),
        "noise": Dose(0.5, 0.1, 0.3),
        "black_copy": Dose(1.0, 0.2, 1.0),
        "quarter_turns": Dose(0.25, 0.6, 0.6),
    },
)
GREY_PHOTOCOPY = Way(
    (150, 200, 200),
    {
        **{kind: dose for kind, dose in PHOTOCOPY.doses.items() if kind != "black_copy"},
        "grey_copy": Dose(1.0, 0.4, 1.0),
        "jpeg": Dose(1.0, 0.45, 0.7),
    },
)
PHONE = Way(
    (150, 180, 200),
    {
        "fading": Dose(0.4, 0.1, 0.4),
        "yellowing": Dose(0.6, 0.2, 0.8),
        "stains": Dose(0.3, 0.2, 0.6),
        "folds": Dose(0.7, 0.3, 0.8),
        "pen_strokes": Dose(0.3, 0.2, 0.6),
        "tears": Dose(0.3, 0.1, 0.7),
        "tilt": Dose(0.8, 0.1, 0.7),
        "curl": Dose(0.7, 0.2, 0.9),
        "perspective": Dose(1.0, 0.3, 1.0),
        "uneven_light": Dose(0.7, 0.2, 0.7),
        "shadow": Dose(0.7, 0.2, 0.9),
        "glare": Dose(0.3, 0.2, 0.7),
        "blur": Dose(0.4, 0.1, 0.4),
        "motion_blur": Dose(0.3, 0.2, 0.6),
        "noise": Dose(0.9, 0.1, 0.35),
        "quarter_turns": Dose(0.3, 0.5, 0.5),
        "jpeg": Dose(1.0, 0.35, 0.65),
    },
)
WAYS: Mapping[str, Way] = {
    "clean": CLEAN,
    "light": LIGHT,
    "office": OFFICE,
    "worn": WORN,
    "photocopy": PHOTOCOPY,
    "grey_photocopy": GREY_PHOTOCOPY,
    "phone": PHONE,
}
# From none to the worst that is still worth reading; a level's ways are equally likely.
LEVELS: Mapping[str, tuple[str, ...]] = {
    "clean": ("clean",),
    "light": ("light",),
    "office": ("office",),
    "worn": ("worn",),
    "worst": ("photocopy", "grey_photocopy", "phone"),
}


def choose_way(level: str, chance: Chance) -> str:
    """Return the name of one of the level's ways; a dossier is scanned in one way."""
    ways = LEVELS[level]
    return ways[int(chance.integers(len(ways)))]


def draw_strengths(way: Way, chance: Chance) -> dict[str, float]:
    """Return the damages that strike one page, with their strengths.

    Each kind of ``KINDS`` uses the same draws whether or not ``way`` has it.
    """
    strengths = {}
    for kind in KINDS:
        luck, share = chance.random(2)
        dose = way.doses.get(kind)
        if dose is not None and luck < dose.chance:
            strengths[kind] = dose.least + share * (dose.most - dose.least)
    return strengths


def damage(
    image: Pixels,
    dpi: int,
    strengths: Mapping[str, float],
    chance: Chance,
    *,
    scan_dpi: int | None = None,
    behind: Pixels | None = None,
) -> Damaged:
    """Return a clean face as a scan, ``strengths`` (kind of ``KINDS`` -> 0..1) applied in order.

    ``image`` is RGB ``uint8`` at ``dpi``; the result is at ``scan_dpi``, or as it is when None.
    ``behind`` is the other side of the leaf, upright. Every kind has its own chance, so that
    leaving one out changes nothing about the others; ``chance`` is drawn from once. A kind that
    finds nothing to do (no other side to bleed through) is not named in the result's ``kinds``.

    Raises:
        KeyError: an unknown kind of damage.
    """
    unknown = strengths.keys() - KINDS.keys()
    if unknown:
        raise KeyError(f"no such damage: {sorted(unknown)}")
    seed = int(chance.integers(2**63))
    page = Damaged(np.ascontiguousarray(image), dpi, behind=behind, backing=WHITE_LID)
    page = resampled(page, scan_dpi or dpi)
    for number, (kind, apply) in enumerate(KINDS.items()):
        if strengths.get(kind, 0) > 0:
            harmed = apply(page, strengths[kind], np.random.default_rng([seed, number]))
            if harmed is not page:
                page = harmed._replace(kinds=(*harmed.kinds, kind))
    return page
