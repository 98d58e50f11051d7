"""Faces to papers: which faces of a file belong to one certificate."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from ocr.classify import FaceKind
from ocr.read_face import SERIAL, FaceReading

RED_BOOKS = "red"
# Covers and back pages of both red books look alike; their content face tells them apart.
FAMILY_GROUP = {
    "red1993": RED_BOOKS,
    "red2004": RED_BOOKS,
    "pink": "pink",
    "sheet2024": "sheet2024",
}


# Faces whose phrases weigh this much are no other paper's.
CERTAIN = 2.0
# Share of the weight from which another group's phrases make a face doubtful.
NEAR = 0.7
# What a face says counts this much for the one beside it, and so on from face to face.
BESIDE = 0.5


class Paper(NamedTuple):
    """The faces of one certificate, or a run of pages that are none of ours.

    Attributes:
        group: ``red``, ``pink``, ``sheet2024``; empty for other papers.
        faces: in the order of the file.
    """

    group: str
    faces: tuple[FaceReading, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        return tuple(sorted({face.page for face in self.faces}))

    @property
    def reader(self) -> str:
        """The engine that read it."""
        return self.faces[0].reader

    @property
    def family(self) -> str:
        """The printed form: of a red book the one that its content face shows."""
        families = [face.kind.layout.family for face in self.faces if face.kind.layout]
        content = [
            face.kind.layout.family
            for face in self.faces
            if face.kind.layout and face.kind.face == "face2"
        ]
        return (content or families or [""])[0]


def papers(faces: Iterable[FaceReading]) -> tuple[Paper, ...]:
    """Return the papers in a file, in the order in which they begin.

    A face that its certificate already has begins the next certificate: several books lie in
    one file one after the other, each in any order of its own faces. Blank faces belong to
    nothing.
    """
    found: list[tuple[str, list[FaceReading]]] = []
    with_ours = set()
    faces = _with_covers(_agreed([face for face in faces if not face.blank]))
    for face in faces:
        if face.kind.layout is not None:
            with_ours.add(face.page)
    for face in faces:
        layout = face.kind.layout
        group = FAMILY_GROUP[layout.family] if layout else ""
        if not group and face.page in with_ours:
            continue  # the unread half of an open booklet
        if found and found[-1][0] == group and (not group or _has_room(found[-1][1], face)):
            found[-1][1].append(face)
        else:
            found.append((group, [face]))
    return tuple(Paper(group, tuple(members)) for group, members in found)


def _with_covers(faces: list[FaceReading]) -> list[FaceReading]:
    """Return the faces with those that show just a serial taken for the covers that are missing.

    Such a face is the first of the certificate that it shares a page with, or that begins
    after it or ends before it.
    """
    kinds = Counter(face.kind.face for face in faces if face.kind.layout is not None)
    missing = max(kinds.values(), default=0) - kinds["face1"]
    result = []
    for number, face in enumerate(faces):
        bears = any(sighting.path == SERIAL for sighting in face.sightings)
        if face.kind.layout is None and bears and missing > 0:
            _, _, near = min(
                (other.page != face.page, abs(place - number), place)
                for place, other in enumerate(faces)
                if other.kind.layout is not None
            )
            if abs(faces[near].page - face.page) <= 1:
                face = face._replace(kind=FaceKind(faces[near].kind.layout, "face1", 0.0))
                missing -= 1
        result.append(face)
    return result


def _has_room(members: list[FaceReading], face: FaceReading) -> bool:
    """Tell whether a face can be one more of this certificate.

    It can when its place is free. Where the place is taken it must neither bear a serial
    nor, being certain of its place, bring values of its own.
    """
    if all(member.kind.face != face.kind.face for member in members):
        return True
    if any(sighting.path == SERIAL for sighting in face.sightings):
        return False
    return face.kind.weight < CERTAIN or not face.sightings


def _agreed(faces: list[FaceReading]) -> list[FaceReading]:
    """Return the faces with doubtful ones counted to the paper that they and those near favour.

    Sketches and backs of different editions carry much the same phrases, and so may every face
    of a book be doubtful by itself while all together are not.
    """
    shares = [_shares(face.kind) for face in faces]
    result = []
    for number, face in enumerate(faces):
        own = shares[number]
        if len(own) < 2 or _is_certain(face.kind):
            result.append(face)
            continue
        favoured = {
            group: sum(
                other.get(group, 0.0) * BESIDE ** abs(number - i) for i, other in enumerate(shares)
            )
            for group in own
        }
        chosen = max(favoured, key=favoured.__getitem__)
        result.append(face._replace(kind=_as_of(face.kind, chosen)))
    return result


def _shares(kind: FaceKind) -> dict[str, float]:
    """Return the weight of the phrases for each group of papers, as a share of the greatest."""
    found: dict[str, float] = {}
    for option in (kind, *kind.others):
        if option.layout is not None:
            group = FAMILY_GROUP[option.layout.family]
            found[group] = max(found.get(group, 0.0), option.weight)
    greatest = max(found.values(), default=1.0)
    return {group: weight / greatest for group, weight in found.items()}


def _is_certain(kind: FaceKind) -> bool:
    """Tell whether a face's phrases are enough, and no other group's come near them."""
    if kind.layout is None or kind.weight < CERTAIN:
        return False
    group = FAMILY_GROUP[kind.layout.family]
    rivals = [
        option.weight
        for option in kind.others
        if option.layout is not None and FAMILY_GROUP[option.layout.family] != group
    ]
    return max(rivals, default=0.0) < NEAR * kind.weight


def _as_of(kind: FaceKind, group: str) -> FaceKind:
    """Return the likeliest kind of the face among the papers of ``group``, which it may be."""
    return next(
        option
        for option in (kind, *kind.others)
        if option.layout is not None and FAMILY_GROUP[option.layout.family] == group
    )
