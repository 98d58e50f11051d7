"""How often somebody may ask: a bucket of turns that fills up again, one per asker."""

import time
from collections import OrderedDict
from threading import Lock
from typing import NamedTuple

# Askers remembered at a time; the one not seen for longest is forgotten.
_MOST = 20_000


class Rate(NamedTuple):
    """``burst`` turns at once, and ``per_s`` more every second."""

    burst: float
    per_s: float


class Limiter:
    """Counts the turns of each asker in this process; threads may share it."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._lock = Lock()
        # asker -> (turns left, when that was)
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, asker: str) -> bool:
        """Use a turn; False when there is none left."""
        now = time.monotonic()
        with self._lock:
            left, at = self._left.pop(asker, (self._rate.burst, now))
            left = min(self._rate.burst, left + (now - at) * self._rate.per_s)
            allowed = left >= 1
            self._left[asker] = (left - allowed, now)
            if len(self._left) > _MOST:
                self._left.popitem(last=False)
            return allowed


LOGINS = Rate(burst=20, per_s=0.5)
REQUESTS = Rate(burst=400, per_s=40)
UPLOADS = Rate(burst=60, per_s=1)
