"""A page that a person has chosen out of a scan."""

from pathlib import Path
from typing import NamedTuple


class Chosen(NamedTuple):
    """One page of a scan, from 1; ``pages`` is how many the scan is known to have."""

    source: Path
    page: int
    pages: int
