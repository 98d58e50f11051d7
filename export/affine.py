"""Straight maps of the plane, as PDF writes them."""

from __future__ import annotations

from math import cos, radians, sin
from typing import NamedTuple

Point = tuple[float, float]


class Affine(NamedTuple):
    """x' = a x + c y + e, y' = b x + d y + f."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def at(self, point: Point) -> Point:
        """Return where ``point`` goes."""
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def then(self, other: Affine) -> Affine:
        """Return the map that does this one first and ``other`` after it."""
        e, f = other.at((self.e, self.f))
        return Affine(
            other.a * self.a + other.c * self.b,
            other.b * self.a + other.d * self.b,
            other.a * self.c + other.c * self.d,
            other.b * self.c + other.d * self.d,
            e,
            f,
        )

    def operator(self) -> str:
        """Return the six numbers as a content stream takes them before ``cm`` or ``Tm``."""
        return " ".join(number(value) for value in self)


IDENTITY = Affine(1, 0, 0, 1, 0, 0)


def number(value: float) -> str:
    """Return ``value`` as PDF takes it: no exponent, no needless zeros."""
    return f"{value:.5f}".rstrip("0").rstrip(".") if abs(value) >= 5e-6 else "0"


def rotation(angle_deg: float, centre: Point) -> Affine:
    """Return the turn by ``angle_deg`` about ``centre``, counter-clockwise where y points up."""
    x, y = centre
    c, s = cos(radians(angle_deg)), sin(radians(angle_deg))
    return Affine(c, s, -s, c, x - c * x + s * y, y - s * x - c * y)
