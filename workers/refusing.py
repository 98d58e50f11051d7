"""What lies in the drop folder and is never opened: told once, left where it is."""

import logging
import time
from collections.abc import Callable, Iterable

from schemas.set_aside_reasons import set_aside
from store.documents import refuse
from store.session import Store
from workers.drop_folder import Entry, Unfit, as_text, station_and_batch
from workers.faults import fault
from workers.ripening import Waits

log = logging.getLogger(__name__)


class Refusals:
    """Writes links, pipes and closed folders down as set aside, each once for all watchers.

    They wait a little first: a link may be a program's way of saying that it is at work, and a
    folder be opened up a moment after it was made.
    """

    def __init__(
        self,
        store: Store,
        *,
        by: str,
        waits: Waits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._store = store
        self._by = by
        self._waits = waits
        self._clock = clock
        self._since: dict[str, float] = {}
        self._told: set[str] = set()

    def tell(self, unfit: Iterable[Unfit], waited: Iterable[Unfit] = ()) -> int:
        """Refuse what has been lying long enough; return how many lie there, told or not.

        What is ``waited`` for already is refused at once.

        Raises:
            StoreAway: the database cannot be reached.
        """
        now = self._clock()
        there = {entry.lasting_ticket: Unfit(entry, reason) for entry, reason in unfit}
        ripe = {entry.lasting_ticket: Unfit(entry, reason) for entry, reason in waited}
        self._since = {ticket: self._since.get(ticket, now) for ticket in there}
        self._told &= there.keys() | ripe.keys()
        for ticket, (entry, reason) in there.items():
            wait_s = self._waits.patience_s if reason == "no_permission" else self._waits.settle_s
            if now - self._since[ticket] >= wait_s:
                ripe[ticket] = Unfit(entry, reason)
        for ticket, (entry, reason) in ripe.items():
            if ticket not in self._told:
                self.refuse(ticket, entry, entry.folders, reason)
                self._told.add(ticket)
        return len(there | ripe)

    def refuse(self, ticket: str, entry: Entry, folders: tuple[str, ...], reason: str) -> None:
        """Write one refusal down; again is fine. ``folders`` name station and batch.

        Raises:
            StoreAway: the database cannot be reached.
        """
        station, batch = station_and_batch(folders)
        admission = refuse(
            self._store,
            ticket,
            as_text(entry.name),
            set_aside(reason),
            station=station,
            batch=batch,
            by=self._by,
        )
        fault("after_refuse")
        log.warning(
            "refused",
            extra={"ticket": ticket, "document": admission.document_id, "reason": reason},
        )
