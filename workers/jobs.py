"""What RQ calls: a ring is heard, and the worker reads while there is something to read."""

import logging
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

from schemas.errors import SodoError
from store.claims import claim_next
from store.errors import StoreAway
from workers.reading import read_claimed
from workers.workplace import Workplace

log = logging.getLogger(__name__)

# Then RQ gets its turn: it says that the worker lives.
_A_RING_S = 30.0

_here: list[Workplace] = []


class Defect(SodoError):
    """A fault of ours; the message says where and of what kind, and quotes no value."""


@contextmanager
def serving(place: Workplace) -> Iterator[None]:
    """Let rings heard in this process be answered at ``place``."""
    _here.append(place)
    try:
        yield
    finally:
        _here.remove(place)


def read_next() -> None:
    """Answer one ring. Carries no document; too many rings do no harm, nor do too few.

    Raises:
        Defect: so that RQ shows it among the failed jobs; the document's lease runs out.
    """
    (place,) = _here
    try:
        if read_due(place):
            place.ring()
    except SodoError:
        raise
    except Exception as error:
        raise Defect(_where(error)) from None


def read_due(place: Workplace, for_s: float = _A_RING_S) -> bool:
    """Read what is due, the most urgent first; False when nothing is due any more.

    Begins nothing new after ``for_s``, or once the worker shall stop.
    """
    began = time.monotonic()
    while time.monotonic() - began < for_s and not place.stopping.is_set():
        place.beat()
        try:
            claim = claim_next(place.store, worker=place.who, lease_s=place.lease_s)
        except StoreAway as error:
            log.warning("the store is away: %s", error)
            place.rest()
            return True
        if claim is None:
            return False
        read_claimed(place, claim)
    return True


def _where(error: Exception) -> str:
    # An error's own text may quote a name or a number from the paper.
    frames = "".join(traceback.format_tb(error.__traceback__))
    return f"{frames}{type(error).__module__}.{type(error).__qualname__}"
