"""Where the points of a flattened page lay while the page was bent."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
# Nodes of the net stand this many pixels apart, the first half as far from the page's corner.
NET_PX = 16


@dataclass(frozen=True, eq=False)
class Bend:
    """A net over a flat page that tells how far to the right and down each part lay before.

    Attributes:
        net: pixels to the right and down, (rows, columns, 2), at nodes ``NET_PX`` apart.
        to_flat: 3 x 3; takes (x, y, 1) on the page at hand to the flat page, which may have
            been scaled, turned or cut since it was made.
    """

    net: Floats
    to_flat: Floats

    def moved(self, new_to_old: Floats) -> Bend:
        """Return the bend for a page made from the one at hand; as ``Page.warped`` takes it."""
        return replace(self, to_flat=self.to_flat @ new_to_old)

    def bent(self, points: Floats) -> Floats:
        """Return points (n, 2) of the page at hand where they lay while it was bent."""
        flat = _through(self.to_flat, points)
        rows, columns = self.net.shape[:2]
        place = np.clip(flat / NET_PX - 0.5, 0, [columns - 1, rows - 1])
        low = np.minimum(place.astype(int), [max(columns - 2, 0), max(rows - 2, 0)])
        high = np.minimum(low + 1, [columns - 1, rows - 1])
        (left, top), (right, bottom) = low.T, high.T
        x, y = (place - low).T[:, :, None]
        upper = self.net[top, left] * (1 - x) + self.net[top, right] * x
        lower = self.net[bottom, left] * (1 - x) + self.net[bottom, right] * x
        back = np.asarray(np.linalg.inv(self.to_flat), np.float64)
        return _through(back, flat + upper * (1 - y) + lower * y)


def nodes(size: tuple[int, int]) -> tuple[Floats, Floats]:
    """Return x (1, columns) and y (rows, 1) of the nodes of a net over a page of this size."""
    across, down = (
        np.arange(NET_PX / 2, length + NET_PX / 2, NET_PX, dtype=np.float64) for length in size
    )
    return across[None, :], down[:, None]


def moves(net: Floats, size: tuple[int, int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Return how far right and down every pixel of a page of this size lay, (height, width)."""
    rows, columns = net.shape[:2]
    full = np.asarray(
        cv2.resize(net.astype(np.float32), (columns * NET_PX, rows * NET_PX)), np.float32
    )
    width, height = size
    return full[:height, :width, 0], full[:height, :width, 1]


def _through(matrix: Floats, points: Floats) -> Floats:
    x, y, w = matrix @ np.vstack([points.T, np.ones(len(points))])
    return np.stack([x / w, y / w], axis=1)
