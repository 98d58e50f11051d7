"""Lays drawn certificates on the scanner: which faces share a page, in which order, how damaged."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from drawing.containers import Container, ScanPage
from drawing.damage import WAYS, damage, draw_strengths
from drawing.damage_capture import turned
from drawing.damaged import Chance, Damaged, Pixels
from drawing.dossier import DrawnDossier
from drawing.other_pages import blank_page, letter_page
from schemas.reading import Box

# Each face and what is printed on the other side of the leaf.
OTHER_SIDE = {
    "certificate.face1": "certificate.face2",
    "certificate.face2": "certificate.face1",
    "certificate.face3": "certificate.face4",
    "certificate.face4": "certificate.face3",
}
# An open booklet, outside and inside: the faces that lie side by side.
OUTSIDE = ("certificate.face4", "certificate.face1")
INSIDE = ("certificate.face2", "certificate.face3")


class Value(NamedTuple):
    """Where one field of one record is printed; ``record`` counts the file's certificates."""

    record: int
    path: str
    box: Box


class Leaf(NamedTuple):
    """What lies on the glass for one page: clean, upright, with what is printed where.

    Attributes:
        kinds: faces from left to right, or ``other`` or ``blank``.
        image: RGB ``uint8`` (height, width, 3).
        values: boxes in pixels of ``image``.
        records: number of each certificate that has a face here; empty: none.
        behind: the other side, upright, as large as ``image``.
        upside_down: whether someone laid it so.
    """

    kinds: tuple[str, ...]
    image: Pixels
    dpi: int
    values: tuple[Value, ...]
    records: tuple[int, ...]
    behind: Pixels | None = None
    upside_down: bool = False


class Scanned(NamedTuple):
    """One page of the file, with boxes in pixels as scanned."""

    page: ScanPage
    kind: str
    turned_deg: int
    damage: tuple[str, ...]
    values: tuple[Value, ...]
    records: tuple[int, ...]


Arrangement = Callable[[list[Leaf], Chance], list[Leaf]]


def leaves_of(dossier: DrawnDossier, record: int) -> list[Leaf]:
    """Return one leaf per face of the certificate, in the paper's own order."""
    images = {face.kind: np.asarray(face.image) for face in dossier.faces}
    leaves = []
    for face in dossier.faces:
        image = images[face.kind]
        other = images.get(OTHER_SIDE.get(face.kind, ""))
        if other is not None and other.shape != image.shape:
            other = None
        values = tuple(Value(record, path, box) for path, box in face.places.items())
        leaves.append(Leaf((face.kind,), image, face.dpi, values, (record,), other))
    return leaves


def spreads(leaves: list[Leaf], chance: Chance) -> list[Leaf]:
    """Return booklets laid open: faces 4|1, then 2|3; anything else stays a page of its own."""
    return [*_open(leaves, OUTSIDE, chance), *_open(leaves, INSIDE, chance), *_lone(leaves)]


def inside(leaves: list[Leaf], chance: Chance) -> list[Leaf]:
    """Return only the inside of an open booklet, or the first page of a paper without one."""
    return _open(leaves, INSIDE, chance) or leaves[:1]


def shuffled(leaves: list[Leaf], chance: Chance) -> list[Leaf]:
    """Return the pages in another order than before."""
    if len(leaves) < 2:
        return leaves
    order = [int(number) for number in chance.permutation(len(leaves))]
    if order == sorted(order):
        order = [*order[1:], order[0]]
    return [leaves[number] for number in order]


def some_upside_down(leaves: list[Leaf], chance: Chance) -> list[Leaf]:
    """Return the pages with about half of them, at least one, laid upside down."""
    flipped = chance.random(len(leaves)) < 0.5
    flipped[int(chance.integers(len(leaves)))] = True
    return [
        leaf._replace(upside_down=bool(flip)) for leaf, flip in zip(leaves, flipped, strict=True)
    ]


def with_letter_and_blank(leaves: list[Leaf], chance: Chance) -> list[Leaf]:
    """Return the pages with a letter before them and an empty page among them."""
    dpi = leaves[0].dpi
    letter = Leaf(("other",), letter_page(dpi, chance), dpi, (), ())
    blank = Leaf(("blank",), blank_page(dpi, chance), dpi, (), ())
    return [letter, *leaves[:1], blank, *leaves[1:]]


ARRANGEMENTS: Mapping[str, Arrangement] = {
    "spreads": spreads,
    "inside": inside,
    "shuffled": shuffled,
    "some_upside_down": some_upside_down,
    "with_letter_and_blank": with_letter_and_blank,
}


def _open(leaves: list[Leaf], pair: tuple[str, str], chance: Chance) -> list[Leaf]:
    """Return one spread for each certificate that has both faces of ``pair``."""
    made = []
    for record in sorted({number for leaf in leaves for number in leaf.records}):
        faces = {leaf.kinds: leaf for leaf in leaves if leaf.records == (record,)}
        left, right = faces.get((pair[0],)), faces.get((pair[1],))
        if left is not None and right is not None and left.image.shape == right.image.shape:
            made.append(_spread(left, right, chance))
    return made


def _lone(leaves: list[Leaf]) -> list[Leaf]:
    """Return the leaves of which no spread can be made."""
    kinds = {(leaf.records, leaf.kinds) for leaf in leaves}

    def is_lone(leaf: Leaf) -> bool:
        pairs = [pair for pair in (OUTSIDE, INSIDE) if leaf.kinds[0] in pair]
        return not any(all((leaf.records, (face,)) in kinds for face in pair) for pair in pairs)

    return [leaf for leaf in leaves if is_lone(leaf)]


def _spread(left: Leaf, right: Leaf, chance: Chance) -> Leaf:
    """Return two faces side by side with a slight shadow in the gutter."""
    width = left.image.shape[1]
    image = np.hstack([left.image, right.image])
    # The other side of 4|1 is 2|3: what lies behind the left face is printed on the right.
    behind = None
    if left.behind is not None and right.behind is not None:
        behind = np.hstack([right.behind, left.behind])
    reach = left.dpi * float(chance.uniform(0.08, 0.2))
    off = np.abs(np.arange(image.shape[1], dtype=np.float32) - width) / reach
    shade = 1 - np.float32(chance.uniform(0.15, 0.4)) * np.exp(-off)
    image = np.asarray(np.rint(image * shade[None, :, None]), np.uint8)
    moved = tuple(
        value._replace(
            box=Box(
                value.box.left + width,
                value.box.top,
                value.box.right + width,
                value.box.bottom,
            )
        )
        for value in right.values
    )
    return Leaf(
        (*left.kinds, *right.kinds),
        image,
        left.dpi,
        (*left.values, *moved),
        left.records,
        behind,
    )


def scan(
    leaves: Sequence[Leaf],
    way: str,
    container: Container,
    chance: Chance,
    *,
    dpi: int | None = None,
    without: frozenset[str] = frozenset(),
) -> list[Scanned]:
    """Return ``leaves`` as pages of one file, all scanned in one way at one resolution.

    ``dpi`` overrides the way's own choice, ``without`` switches kinds of damage off. Pages
    that the container stores as black and white are photocopied to black and white.
    """
    recipe = WAYS[way]
    chosen = recipe.dpis[int(chance.integers(len(recipe.dpis)))]
    pages = []
    for number, leaf in enumerate(leaves):
        strengths = draw_strengths(recipe, chance)
        if container.bilevel[number % len(container.bilevel)]:
            strengths.setdefault("black_copy", 0.15)
            strengths.pop("jpeg", None)  # it would bring greys back
        kept = {kind: much for kind, much in strengths.items() if kind not in without}
        damaged = damage(
            leaf.image, leaf.dpi, kept, chance, scan_dpi=dpi or chosen, behind=leaf.behind
        )
        pages.append(_as_scanned(leaf, turned(damaged, 2) if leaf.upside_down else damaged))
    return pages


def _as_scanned(leaf: Leaf, damaged: Damaged) -> Scanned:
    carried = [(value, damaged.carry(value.box)) for value in leaf.values]
    kinds = (*damaged.kinds, "upside_down") if leaf.upside_down else damaged.kinds
    return Scanned(
        ScanPage(damaged.image, damaged.dpi),
        "+".join(leaf.kinds),
        _upright_turn(leaf, damaged),
        kinds,
        tuple(value._replace(box=box) for value, box in carried if box is not None),
        leaf.records,
    )


def _upright_turn(leaf: Leaf, damaged: Damaged) -> int:
    """Return the quarter turns clockwise, in degrees, that set the page upright again."""
    height, width = leaf.image.shape[:2]
    ends = np.array([[0.25 * width, 0.5 * height], [0.75 * width, 0.5 * height]])
    for move in damaged.moves:
        ends = move(ends)
    along = ends[1] - ends[0]
    leaning_deg = np.degrees(np.arctan2(along[1], along[0]))
    return int(-round(leaning_deg / 90) * 90) % 360


def told(dossier: DrawnDossier, faces: set[str]) -> dict[str, str | None]:
    """Return the part of the truth that the shown faces tell.

    A value is told when it is printed on a shown face. One that is printed nowhere (derived,
    or not on this paper at all) is told when another value of the same thing is.
    """
    homes: dict[str, set[str]] = {}
    for face in dossier.faces:
        for path in face.places:
            homes.setdefault(path, set()).add(face.kind)
    shown = {_thing(path) for path, kinds in homes.items() if kinds & faces}
    return {
        path: value
        for path, value in dossier.truth.items()
        if (homes[path] & faces if path in homes else _thing(path) in shown)
    }


def _thing(path: str) -> str:
    """Return what a path is about: ``parcels[0]`` for ``parcels[0].purposes[1].name``."""
    return path.partition(".")[0]
