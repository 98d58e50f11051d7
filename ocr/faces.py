"""From a page of the file to upright, level, evenly lit faces."""

from collections.abc import Callable
from typing import NamedTuple

from ocr.enhance.colour import to_grey
from ocr.enhance.curl import flatten
from ocr.enhance.keystone import fold_fan
from ocr.enhance.light import even_light
from ocr.enhance.office_stamps import lift_stamps
from ocr.enhance.orientation import lies_sideways
from ocr.enhance.paper import clear_dark_edges, square_up
from ocr.enhance.skew import deskew
from ocr.enhance.spread import split_spread
from ocr.leaders import lift_leaders
from ocr.page import Page
from ocr.rules import lift_ruled_lines

Step = Callable[[Page], Page]


def stand_up(page: Page) -> Page:
    """Return the page with its lines running across; which way up is decided by reading."""
    return page.quarter(1) if lies_sideways(page) else page


# On the whole page, in colour where there is any.
GEOMETRY: tuple[Step, ...] = (
    square_up,  # first: all that follows measures print, not desk
    stand_up,  # before the tilt, which is measured on lines running across
    deskew,
    fold_fan,  # after the tilt: it looks for what no turn sets right
)

# On one face, before it is known which way up it stands.
LIGHT: tuple[Step, ...] = (
    lift_stamps,  # before the grey, in which a blue stamp is as dark as print
    to_grey,  # needs colour: seals and the pink pattern are told apart by it
    clear_dark_edges,  # before the light, which would take a black edge for shadow
    even_light,
    flatten,  # last: it measures on the letters alone, and only grey pixels have to be moved
)


# On one face at reading resolution.
INK: tuple[Step, ...] = (
    lift_ruled_lines,  # before the leaders: what is left of a worn rule looks like one
    lift_leaders,
)


class Steps(NamedTuple):
    """The steps in use; the ablation of ``make bench`` leaves out one at a time."""

    geometry: tuple[Step, ...] = GEOMETRY
    light: tuple[Step, ...] = LIGHT
    ink: tuple[Step, ...] = INK
    split: Callable[[Page], tuple[Page, ...]] = split_spread

    def without(self, name: str) -> "Steps":
        """Return the steps less the one called ``name``; the split is ``split_spread``."""

        def kept(group: tuple[Step, ...]) -> tuple[Step, ...]:
            return tuple(step for step in group if step.__name__ != name)

        split = _whole if name == self.split.__name__ else self.split
        return Steps(kept(self.geometry), kept(self.light), kept(self.ink), split)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all steps, in their order."""
        every = (*self.geometry, self.split, *self.light, *self.ink)
        return tuple(step.__name__ for step in every)


STEPS = Steps()


def _whole(page: Page) -> tuple[Page, ...]:
    return (page,)


def applied(page: Page, steps: tuple[Step, ...]) -> Page:
    """Return the page after ``steps``, one after the other."""
    for step in steps:
        page = step(page)
    return page


def faces_of(page: Page, steps: Steps = STEPS) -> tuple[Page, ...]:
    """Return the faces on a page of the file from left to right: one, or two for a spread."""
    found = steps.split(applied(page, steps.geometry))
    if len(found) == 1 or deskew not in steps.geometry:
        return found
    # The halves of an open booklet lean a little differently.
    return tuple(deskew(face) for face in found)
