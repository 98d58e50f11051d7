"""The names of places in a record: ``parcels[0].purposes[1].area_m2``."""

import re
from typing import NamedTuple

_STEP = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?:\[(?P<index>0|[1-9]\d*)\])?")
_INDEX = re.compile(r"\[\d+\]")


class Step(NamedTuple):
    """One step of a path: a name, and the member of the list it names, if any."""

    name: str
    number: int | None = None


def steps(path: str) -> tuple[Step, ...] | None:
    """Return the steps of a path, or None when it is not written like one."""
    found = []
    for part in path.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            return None
        index = match["index"]
        found.append(Step(match["name"], None if index is None else int(index)))
    return tuple(found)


def pattern_of(path: str) -> str:
    """Return the path without its numbers: ``holders[1].role`` is ``holders[].role``."""
    return _INDEX.sub("[]", path)


def path_of(pattern: str, *indexes: int) -> str:
    """Return the pattern with its empty brackets filled from left to right.

    Raises:
        ValueError: there are more or fewer brackets than ``indexes``.
    """
    pieces = pattern.split("[]")
    if len(pieces) != len(indexes) + 1:
        raise ValueError(f"{pattern} does not take {len(indexes)} numbers")
    numbers = [*(f"[{index}]" for index in indexes), ""]
    return "".join(piece + number for piece, number in zip(pieces, numbers, strict=True))
