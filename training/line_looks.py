"""Chooses how the text of a training line looks: faces, evenness, what is written by hand."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from training.line_faces import CAPITALS, Kind, LineFace, x_height
from training.line_setting import Chance, Run, shows

# A Times has small letters of this height; others are scaled to show theirs as large.
USUAL_X = 0.46  # ems
# Hands write small letters of very different heights under capitals of one height.
X_HEIGHTS = (0.38, 0.56)  # ems
# Kinds of text that clerks seldom wrote by hand; all others have HAND.
HAND, TYPEWRITER = 0.2, 0.15
HAND_ODDS = {"label": 0.06, "serial": 0.06, "code": 0.12, "noise": 0.1}
RESTYLED, FILLED_IN, SET_OFF = 0.08, 0.07, 0.15
MIXED = 0.5  # of the lines that hold a label and a value


def choose_runs(
    text: str, kind: str, em: float, chance: Chance, faces: Sequence[LineFace]
) -> tuple[Run, ...]:
    """Return how a text is set: mostly in one face, a label and its value often in two."""
    luck = float(chance.random())
    hand = HAND_ODDS.get(kind, HAND)
    style: Kind = "hand" if luck < hand else "typewriter" if luck < hand + TYPEWRITER else "print"
    label, colon, value = text.partition(":")
    if colon and value.strip() and chance.random() < MIXED:
        other: Kind = ("hand", "hand", "print", "typewriter")[int(chance.integers(4))]
        first = choose_run(label + colon, "print", em, chance, faces)
        size = em * float(chance.uniform(0.9, 1.2))
        return first, _set_off(choose_run(value, other, size, chance, faces), chance)
    run = choose_run(text, style, em, chance, faces)
    luck = float(chance.random())
    if run.face.kind == "print" and luck < RESTYLED:
        return _restyled(run, chance, faces)
    if run.face.kind != "hand" and luck > 1 - FILLED_IN and re.search(r"\d", text):
        return _filled_in(run, em, chance, faces)
    return (run,)


def _restyled(run: Run, chance: Chance, faces: Sequence[LineFace]) -> tuple[Run, ...]:
    """Return a run whose later words stand in other styles of its family."""
    styles = [face for face in faces if face.family == run.face.family and shows(face, run.text)]
    blanks = [at for at, letter in enumerate(run.text) if letter == " "]
    if not styles or not blanks:
        return (run,)
    cuts = sorted({int(chance.choice(blanks)) for _ in range(int(chance.integers(1, 3)))})
    ends = zip([0, *cuts], [*cuts, len(run.text)], strict=True)
    first, *rest = (
        run._replace(text=run.text[start:end], face=styles[int(chance.integers(len(styles)))])
        for start, end in ends
        if start < end
    )
    return first, *(_set_off(part, chance) for part in rest)


def _set_off(run: Run, chance: Chance) -> Run:
    """Return a run that at times stands well away from what is before it, as in columns."""
    if chance.random() > SET_OFF:
        return run
    return run._replace(before_px=run.em_px * float(chance.uniform(0.3, 3.5)))


def _filled_in(run: Run, em: float, chance: Chance, faces: Sequence[LineFace]) -> tuple[Run, ...]:
    """Return a printed run whose figures a clerk wrote into the form."""
    size = em * float(chance.uniform(0.95, 1.35))
    written = choose_run("0123456789.,/-", "hand", size, chance, faces)
    parts = re.split(r"(\d(?:[\d.,/-]*\d)?)", run.text)
    return tuple(
        written._replace(text=part) if number % 2 else run._replace(text=part)
        for number, part in enumerate(parts)
        if part
    )


def choose_run(text: str, style: Kind, em: float, chance: Chance, faces: Sequence[LineFace]) -> Run:
    """Return a run in a face of ``style`` that has all of ``text``, as even as such faces set."""
    face = choose_face(text, style, chance, faces)
    luck = chance.random(6)
    x = x_height(face.file, face.number)
    size = em * USUAL_X / min(max(x, X_HEIGHTS[0]), X_HEIGHTS[1])
    run = Run(text, face, size, raised=bool(luck[0] < 0.45), pen=face.kind == "hand")
    if luck[1] < 0.05:
        run = run._replace(underlined=True)
    elif luck[1] < 0.062:
        run = run._replace(struck=True)
    if face.kind == "hand":
        unrest = 0.035 * float(luck[2]) if luck[3] < 0.7 else 0.0
        tracking = float(chance.uniform(-0.01, 0.04)) * em if luck[4] < 0.15 else 0.0
        return run._replace(unrest=unrest, tracking_px=tracking)
    if face.kind == "typewriter":
        if luck[3] < 0.5:
            run = run._replace(unrest=0.02 * float(luck[2]), unevenness=0.6 * float(luck[5]))
        return run
    if luck[3] < 0.2:
        run = run._replace(gap=float(chance.uniform(0.85, 2.2)))
    if luck[4] < 0.15:
        run = run._replace(tracking_px=float(chance.uniform(-0.02, 0.12)) * em)
    return run


def choose_face(text: str, style: Kind, chance: Chance, faces: Sequence[LineFace]) -> LineFace:
    """Return a face of ``style`` that suits ``text``, or of any style when few do."""
    in_capitals = any(a.isupper() and b.isupper() for a, b in pairwise(text))

    def suits(face: LineFace) -> bool:
        flourished = face.kind == "hand" and face.family not in CAPITALS
        return shows(face, text) and not (in_capitals and flourished)

    for kind in (*(style,) * 6, *("print",) * 3):
        chosen, odds = _of_kind(tuple(faces), kind)
        face = chosen[int(np.searchsorted(odds, chance.random()))]
        if suits(face):
            return face
    able = [face for face in faces if suits(face)] or list(faces)
    return able[int(chance.integers(len(able)))]


@lru_cache(maxsize=8)
def _of_kind(
    faces: tuple[LineFace, ...], kind: str
) -> tuple[tuple[LineFace, ...], NDArray[np.float64]]:
    """Return the faces of a kind, or all where there are none, and their summed odds."""
    chosen = tuple(face for face in faces if face.kind == kind) or faces
    odds = np.cumsum([face.weight for face in chosen])
    return chosen, odds / odds[-1] * (1 - 1e-12)
