"""A document in a worker's hands: the lease is renewed as long as the worker lives."""

import logging
from collections.abc import Callable
from threading import Event, Thread
from types import TracebackType
from typing import Self

from store.claims import renew
from store.errors import StaleClaim, StoreAway
from store.session import Store
from store.shapes import Claim

log = logging.getLogger(__name__)

_RENEWALS_A_LEASE = 3


class Lease:
    """Renews the claim from a thread until left.

    ``on_lost`` is called there when the claim is stale, ``renewed`` each time it is not.
    """

    def __init__(
        self,
        store: Store,
        claim: Claim,
        lease_s: float,
        on_lost: Callable[[], None],
        renewed: Callable[[], None],
    ) -> None:
        self._store = store
        self._claim = claim
        self._lease_s = lease_s
        self._on_lost = on_lost
        self._renewed = renewed
        self._left = Event()
        self._thread = Thread(target=self._renew, name="lease", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._left.set()
        self._thread.join()

    def _renew(self) -> None:
        while not self._left.wait(self._lease_s / _RENEWALS_A_LEASE):
            try:
                renew(self._store, self._claim, lease_s=self._lease_s)
                self._renewed()
            except StaleClaim:
                if not self._left.is_set():
                    log.warning("another got it", extra={"document": self._claim.document_id})
                    self._on_lost()
                return
            except StoreAway as error:
                # Whoever commits must hold the token: reading on is at worst work for nothing.
                log.warning("lease not renewed: %s", error)
