"""How a page comes to lie askew, turned, curled or photographed; each keeps track of the places."""

import cv2
import numpy as np

from drawing.damaged import (
    Chance,
    Damaged,
    Floats,
    Pixels,
    Points,
    multiplied,
    paper_of,
    soft_field,
    warped,
)

LARGEST_TILT_DEG = 5.0


def tilt(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """The page lay askew on the glass by up to ±5 degrees; nothing of it is cut off."""
    angle_deg = LARGEST_TILT_DEG * strength * chance.uniform(0.4, 1) * chance.choice([-1, 1])
    turn = np.deg2rad(angle_deg)
    width = round(page.width * abs(np.cos(turn)) + page.height * abs(np.sin(turn)))
    height = round(page.width * abs(np.sin(turn)) + page.height * abs(np.cos(turn)))
    to_middle = np.array([[1, 0, -page.width / 2], [0, 1, -page.height / 2], [0, 0, 1]])
    spin = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    back = np.array([[1, 0, width / 2], [0, 1, height / 2], [0, 0, 1]])
    return warped(page, back @ spin @ to_middle, (width, height))


def scanner_edges(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """The lid was open or larger than the page: dark bands along one to four sides."""
    widths = np.round(
        chance.uniform(0.2, 1, 4)
        * (chance.random(4) < 0.4 + 0.5 * strength)
        * page.px(2 + 10 * strength)
    ).astype(int)
    if not widths.any():
        widths[int(chance.integers(4))] = round(page.px(2 + 6 * strength))
    left, top, right, bottom = (int(width) for width in widths)
    dark = int(chance.integers(12, 45))
    moved = np.array([[1, 0, left], [0, 1, top], [0, 0, 1]], np.float64)
    size = (page.width + left + right, page.height + top + bottom)
    return warped(page._replace(backing=(dark, dark, dark)), moved, size)


def quarter_turns(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """The page was fed sideways or upside down; the stronger, the likelier upside down."""
    quarters = 2 if chance.random() < strength else int(chance.choice([1, 3]))
    return turned(page, quarters)


def turned(page: Damaged, quarters: int) -> Damaged:
    """Return ``page`` turned clockwise by ``quarters`` x 90 degrees, without loss."""
    width, height = page.width, page.height
    matrices = (
        np.eye(3),
        np.array([[0, -1, height], [1, 0, 0], [0, 0, 1]]),
        np.array([[-1, 0, width], [0, -1, height], [0, 0, 1]]),
        np.array([[0, 1, 0], [-1, 0, width], [0, 0, 1]]),
    )
    matrix = matrices[quarters % 4].astype(np.float64)

    def rotated(pixels: Pixels | None) -> Pixels | None:
        return None if pixels is None else np.ascontiguousarray(np.rot90(pixels, -quarters))

    def move(points: Points) -> Points:
        return np.asarray((np.c_[points, np.ones(len(points))] @ matrix.T)[:, :2])

    return page._replace(
        image=np.ascontiguousarray(np.rot90(page.image, -quarters)),
        paper=rotated(page.paper),
        behind=rotated(page.behind),
        moves=(*page.moves, move),
    )


def curl(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """The page bulges as a book leaf does: lines bend, columns crowd, one flank darkens."""
    width, height = page.width, page.height
    x = np.arange(width, dtype=np.float64)
    share = x / width
    bulge = strength * page.px(7) * chance.uniform(0.5, 1) * chance.choice([-1, 1])
    peak = chance.uniform(0.35, 0.65)
    lift = bulge * np.sin(np.pi * share ** (np.log(0.5) / np.log(peak)))
    crowd = strength * 0.02 * width * np.sin(2 * np.pi * share) * chance.choice([-1, 1])
    columns = x + crowd  # strictly growing, since 2 pi x 0.02 < 1
    margin = int(np.ceil(abs(bulge)))
    tall = height + 2 * margin

    source_x = np.interp(x, columns, x).astype(np.float32)
    source_lift = np.interp(x, columns, lift).astype(np.float32)
    map_x = np.broadcast_to(source_x, (tall, width))
    map_y = np.arange(tall, dtype=np.float32)[:, None] - margin - source_lift[None, :]
    shade = 1 + np.float32(strength * 0.35) * np.gradient(lift).astype(np.float32) * 8
    bent = _remapped(page.image, map_x, map_y, page.backing)
    image = multiplied(bent, np.broadcast_to(np.clip(shade, 0.65, 1.05), (tall, width)))

    def move(points: Points) -> Points:
        across = np.interp(points[:, 0], x, columns)
        down = points[:, 1] + margin + np.interp(points[:, 0], x, lift)
        return np.stack([across, down], axis=1)

    return page._replace(
        image=image,
        paper=_remapped(paper_of(page), map_x, map_y, (0, 0, 0)),
        behind=None,
        moves=(*page.moves, move),
    )


def _remapped(
    pixels: Pixels,
    map_x: Floats,
    map_y: Floats,
    border: tuple[int, int, int],
) -> Pixels:
    """Return ``pixels`` fetched from the given source places, each (height, width)."""
    fetched = cv2.remap(
        pixels, np.ascontiguousarray(map_x), map_y, cv2.INTER_LINEAR, borderValue=border
    )
    return np.asarray(fetched, np.uint8)


def perspective(page: Damaged, strength: float, chance: Chance) -> Damaged:
    """The page was photographed by hand on a desk; the desk fills what is not paper."""
    width, height = page.width, page.height
    margin = chance.uniform(0.02, 0.05, 4) * min(width, height)
    wide = round(width + margin[0] + margin[1])
    tall = round(height + margin[2] + margin[3])
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    # One side is farther from the camera, so it shrinks; hands add a little to each corner.
    lean = strength * chance.uniform(0.02, 0.06) * np.array([width, height])
    seen = corners.copy()
    far = int(chance.integers(4))
    along = 0 if far in (0, 2) else 1
    ends = {0: (0, 1), 1: (1, 2), 2: (2, 3), 3: (3, 0)}[far]
    for end in ends:
        towards_middle = np.sign((width, height)[along] / 2 - corners[end][along])
        seen[end][along] += towards_middle * lean[along]
    seen += chance.uniform(-0.012, 0.012, (4, 2)) * strength * width
    seen += np.array([margin[0], margin[2]])
    seen = np.clip(seen, 2, [wide - 2, tall - 2]).astype(np.float32)
    matrix = np.asarray(cv2.getPerspectiveTransform(corners, seen), np.float64)
    photo = warped(page, matrix, (wide, tall))
    assert photo.paper is not None
    desk = _desk((tall, wide), chance)
    cover = photo.paper.astype(np.float32) / 255
    fallen = cv2.GaussianBlur(cv2.resize(cover, (wide // 8, tall // 8)), (0, 0), page.px(2.5) / 8)
    desk = multiplied(desk, 1 - np.float32(0.55) * np.asarray(cv2.resize(fallen, (wide, tall))))
    blend = cv2.merge([cover] * 3)
    image = photo.image * blend + desk * (1 - blend)
    red, green, blue = desk.reshape(-1, 3).mean(axis=0)
    return photo._replace(
        image=np.asarray(image, np.uint8),
        backing=(int(red), int(green), int(blue)),
    )


DESKS = ((116, 82, 54), (70, 66, 64), (168, 150, 128), (96, 60, 44), (196, 196, 190), (58, 74, 96))


def _desk(shape: tuple[int, int], chance: Chance) -> Pixels:
    """Return a table top: one colour with grain along one direction, out of focus."""
    height, width = shape[0] // 3, shape[1] // 3
    colour = np.array(DESKS[int(chance.integers(len(DESKS)))], np.float32)
    grain = chance.normal(0, 1, (max(height // 3, 2), 6)).astype(np.float32)
    lines = cv2.resize(grain, (width, height), interpolation=cv2.INTER_LINEAR)
    tone = 1 + np.float32(0.06) * np.asarray(lines, np.float32)
    tone *= 0.85 + 0.3 * soft_field((height, width), 3, chance)
    if chance.random() < 0.5:
        tone = np.asarray(cv2.resize(tone.T, (width, height)), np.float32)
    top = np.asarray(np.clip(tone[..., None] * colour, 0, 255), np.uint8)
    return np.asarray(cv2.resize(top, shape[::-1]), np.uint8)
