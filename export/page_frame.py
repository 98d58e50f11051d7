"""The frame of a PDF page: from the scan's pixels to the straightened page."""

from typing import NamedTuple

from export.affine import IDENTITY, Affine, rotation
from schemas.words import PageText

# Below this the turn would move no word by more than half a letter across the page.
SMALLEST_TURN_DEG = 0.05


class Rect(NamedTuple):
    """A rectangle in PDF user space, y upwards, in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def operator(self) -> str:
        """Return the rectangle as a content stream takes it before ``re``."""
        return f"{self.x0:.3f} {self.y0:.3f} {self.width:.3f} {self.height:.3f}"

    def array(self) -> str:
        return f"[{self.x0:.3f} {self.y0:.3f} {self.x1:.3f} {self.y1:.3f}]"


class Frame(NamedTuple):
    """How one page is straightened.

    Attributes:
        straighten: what the page already holds -> the straightened page, whose /Rotate is 0.
        scan_to_page: scan pixels (y downwards) -> the straightened page.
        box: what the straightened page shows: all of the scan, with white wedges.
    """

    straighten: Affine
    scan_to_page: Affine
    box: Rect


def frame(text: PageText, shown: Rect, rotate: int) -> Frame:
    """Return the frame of a page that shows ``shown``, turned clockwise by its /Rotate.

    The scan is what a viewer shows of the page, ``rotate`` applied. Tilt and quarter turns,
    those of ``rotate`` too, are taken out by one turn of the page's content, so no pixel is
    touched. Text then runs along the x axis of the page itself; with /Rotate instead, Chrome
    loses words and line ends.
    """
    skew_deg = text.skew_deg if abs(text.skew_deg) >= SMALLEST_TURN_DEG else 0.0
    turn_deg = skew_deg - (rotate + text.turned_deg)
    centre = ((shown.x0 + shown.x1) / 2, (shown.y0 + shown.y1) / 2)
    straighten = rotation(turn_deg, centre) if turn_deg % 360 else IDENTITY
    return Frame(
        straighten,
        scan_to_user(text.width, text.height, shown, rotate).then(straighten),
        _hull(shown, straighten),
    )


def scan_to_user(width: int, height: int, shown: Rect, rotate: int) -> Affine:
    """Return the map from the pixels of a page as shown, y downwards, to its user space."""
    x0, y0, x1, y1 = shown
    across, up = shown.width, shown.height
    if rotate % 180:
        right, down = up / width, across / height  # points along the shown page
    else:
        right, down = across / width, up / height
    return {
        0: Affine(right, 0, 0, -down, x0, y1),
        90: Affine(0, right, down, 0, x0, y0),
        180: Affine(-right, 0, 0, down, x1, y0),
        270: Affine(0, -right, -down, 0, x1, y1),
    }[rotate % 360]


def _hull(rect: Rect, turn: Affine) -> Rect:
    corners = [turn.at((x, y)) for x in (rect.x0, rect.x1) for y in (rect.y0, rect.y1)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Rect(min(xs), min(ys), max(xs), max(ys))
