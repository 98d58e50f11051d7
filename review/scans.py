"""Pictures of the pages as scanned, and how boxes lie on them."""

import json
from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

from store.blobs import Blobs
from store.drawn import Drawn

_SIZES = "pages.json"


class Scan(NamedTuple):
    """One page's picture.

    Attributes:
        width, height: of the frame that boxes refer to; the picture may have fewer pixels.
    """

    page: int
    key: str
    width: int
    height: int


class Scans:
    """Finds page pictures; what was drawn never changes, so the lists are kept."""

    def __init__(self, pages: Blobs, most: int = 512) -> None:
        self._pages = pages
        self._most = most
        self._known: OrderedDict[Drawn, dict[int, Scan]] = OrderedDict()
        self._lock = Lock()

    def of(self, drawn: Drawn) -> dict[int, Scan]:
        """Return page number -> picture.

        Raises:
            NoSuchThing: the reading left none.
            StoreAway: the shared store cannot be reached.
        """
        with self._lock:
            if drawn in self._known:
                self._known.move_to_end(drawn)
                return self._known[drawn]
        said = json.loads(self._pages.read(drawn.key(_SIZES)))
        found = {
            row["page"]: Scan(row["page"], drawn.key(row["file"]), row["width"], row["height"])
            for row in said
        }
        with self._lock:
            self._known[drawn] = found
            if len(self._known) > self._most:
                self._known.popitem(last=False)
        return found

    def bytes_of(self, scan: Scan) -> bytes:
        """Return the picture as it was drawn (JPEG)."""
        return self._pages.read(scan.key)
