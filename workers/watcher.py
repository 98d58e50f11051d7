"""The watcher: looks into the drop folder again and again, and brings in what is ready."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from threading import Event

from schemas.errors import OutputError
from schemas.settings import Settings
from store.beats import beat, forget_beat
from store.blobs import Blobs
from store.errors import StoreAway
from store.session import Store
from workers.drop_folder import Entry, Unfit, look
from workers.drop_hints import Hints
from workers.drop_identity import DropGone, DropIdentity
from workers.faults import fault
from workers.identity import own_name
from workers.open_elsewhere import can_tell
from workers.refusing import Refusals
from workers.ripening import Ripening, Stage, Waits, tally
from workers.room import Room, free_bytes
from workers.spent_vouchers import SpentVouchers
from workers.spool import NotOurs, Spool
from workers.station_folder import StationFolder
from workers.taking import bring_in
from workers.vouchers import Vouchers, Word

log = logging.getLogger(__name__)

# One transaction, and with it one wait for the disk, for so many files.
GROUP_FILES = 64
_BEAT_S = 5.0
# How often a resting watcher asks whether something came; and looking, however often something
# comes, takes a fifth of its time at most.
_ASKS_S, _RESTS_TIMES = 0.1, 4.0
_MB = 1_000_000

Ring = Callable[[int], object]
Free = Callable[[], Mapping[str, int]]


def watch(
    settings: Settings,
    store: Store,
    blobs: Blobs,
    stop: Event,
    ring: Ring,
    *,
    free: Free | None = None,
) -> None:
    """Watch the drop folder until ``stop`` is set; what is being brought in is finished first.

    ``ring`` is told for how many documents there is new work, and must not fail. ``free``
    measures the room on the disks, by name in bytes. Whatever is away, full or unmounted stops
    the taking, visibly in the store's beats, and it goes on by itself. Several watchers may
    share a folder.

    Raises:
        SettingsError: the store of originals makes no sense.
    """
    watcher = Watcher(settings, store, blobs, ring, free=free)
    try:
        while not stop.is_set():
            watcher.look_once(stop)
            watcher.rest(stop, settings.poll_s)
    finally:
        watcher.close()


class Watcher:
    """One watcher between its looks; see ``watch``."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        blobs: Blobs,
        ring: Ring,
        *,
        free: Free | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        place = StationFolder.of(settings)
        waits = Waits(settings.settle_s, settings.patience_s)
        self.name = own_name("watcher")
        self._drop = place.drop
        self._store = store
        self._blobs = blobs
        self._ring = ring
        self._clock = clock
        self._free = free or (lambda: _free(place, blobs))
        self._room = Room(settings.low_disk_mb * _MB, self._free)
        self._identity = DropIdentity(place.drop, place.data / ".sodo-drop.json")
        self._ripening = Ripening(place.drop, waits, clock=clock)
        self._vouchers = Vouchers(place.drop)
        self._refusals = Refusals(store, by=self.name, waits=waits, clock=clock)
        self._spent = SpentVouchers(place.drop, blobs, waits=waits, clock=clock)
        self._spool: Spool | None = None
        self._spooled = Ripening(place.drop, waits, clock=clock)
        self._waits = waits
        # Taken or found complete, and not yet in the store: tried again without waiting anew.
        self._owed: dict[str, Entry] = {}
        self._unreadable_since: dict[str, float] = {}
        self._why = ""
        self._taken = 0
        self._facts: dict[str, object] = {}
        self._beat_at = float("-inf")
        self._hints = Hints()
        self._look_s = 0.0

    def look_once(self, stop: Event) -> None:
        """Bring in what is ready now; say in the store how things stand."""
        started = self._clock()
        try:
            self._identity.check()
            why = self._bring_in_all(self._open_spool(), stop)
        except DropGone:
            why = "drop_gone"
            self._close_spool()
        except StoreAway:
            why = "store_away"
        except (OSError, OutputError) as error:
            why = "disk_error"
            log.debug("disk error", extra={"error": str(getattr(error, "strerror", ""))})
        self._look_s = self._clock() - started
        self._say(why, self._look_s)

    def rest(self, stop: Event, poll_s: float) -> None:
        """Wait until the next look: for ``poll_s``, or less when the kernel says why."""
        rests_until = time.monotonic() + poll_s
        stop.wait(min(poll_s, _RESTS_TIMES * self._look_s))
        while (left_s := rests_until - time.monotonic()) > 0:
            if self._hints.came() or stop.wait(min(left_s, _ASKS_S)):
                return

    def close(self) -> None:
        """Let go of the spool and take leave."""
        self._close_spool()
        self._hints.close()
        try:
            forget_beat(self._store, self.name)
        except StoreAway:
            log.debug("the store is away")

    def _bring_in_all(self, spool: Spool, stop: Event) -> str:
        """Do one look's work; return why taking stopped, or nothing."""
        self._facts = {"spool": self._go_on(spool)}
        listing = look(self._drop, time.time())
        self._hints.listen(self._drop.joinpath(*place) for place in ((), *listing.folders))
        self._vouchers.update(listing)
        stages = self._ripening.stages(listing.files, self._vouchers.word)
        ripe = [entry for entry, stage in stages if stage is Stage.RIPE]
        given_up = [Unfit(entry, "no_permission") for entry, s in stages if s is Stage.GIVEN_UP]
        self._facts |= {"files": len(stages), **tally(stages), "ignored": listing.ignored}
        held, why = self._take(spool, ripe, stop)
        self._facts["unfit"] = self._refusals.tell([*listing.unfit, *held], given_up)
        self._spent.put_away(self._vouchers.spent(listing.files))
        return why

    def _go_on(self, spool: Spool) -> int:
        """Bring in what lies in the spool from before; return how many files stay there."""
        lying = spool.lying()
        tickets = {entry.folders[0] for entry in lying}
        self._owed = {t: e for t, e in self._owed.items() if t in tickets}
        self._unreadable_since = {t: s for t, s in self._unreadable_since.items() if t in tickets}
        stages = self._spooled.stages([e for e in lying if e.is_file], lambda _: Word.NOTHING)
        for entry in lying:
            if not entry.is_file:
                self._refuse_spooled(spool, entry, "not_a_file")
        ripe = []
        for entry, stage in stages:
            if stage is Stage.GIVEN_UP or self._is_hopeless(entry):
                self._refuse_spooled(spool, entry, "no_permission")
            elif stage is Stage.RIPE or self._owed.get(entry.folders[0]) == entry:
                ripe.append(entry)
        for start in range(0, len(ripe), GROUP_FILES):
            self._bring_in(spool, ripe[start : start + GROUP_FILES])
        return len(stages) - len(ripe)

    def _take(self, spool: Spool, ripe: Sequence[Entry], stop: Event) -> tuple[list[Unfit], str]:
        """Take files group by group; return those that their folders hold, and why it stopped."""
        held: list[Unfit] = []
        for start in range(0, len(ripe), GROUP_FILES):
            lacking = self._room.lacking()
            if lacking or stop.is_set():
                return held, f"low_disk: {lacking}" if lacking else ""
            taken = []
            for entry in ripe[start : start + GROUP_FILES]:
                try:
                    spooled = spool.take(entry)
                except NotOurs:
                    held.append(Unfit(entry, "no_permission"))
                    continue
                # What changed at the last moment ripens in the spool.
                if spooled is not None and spooled.is_file and _is_same(spooled, entry):
                    taken.append(spooled)
            self._bring_in(spool, taken)
        return held, f"low_disk: {lacking}" if (lacking := self._room.lacking()) else ""

    def _bring_in(self, spool: Spool, entries: Sequence[Entry]) -> None:
        owed = {entry.folders[0]: entry for entry in entries}
        self._owed |= owed
        brought = bring_in(spool, entries, self._store, self._blobs, by=self.name)
        for ticket in owed:
            del self._owed[ticket]
        self._taken += brought.admitted
        for entry in brought.unreadable:
            if entry.folders[0] not in self._unreadable_since:
                log.warning("cannot be read", extra={"ticket": entry.folders[0]})
                self._unreadable_since[entry.folders[0]] = self._clock()
        if brought.work:
            self._ring(brought.work)
            fault("after_ring")

    def _is_hopeless(self, entry: Entry) -> bool:
        since = self._unreadable_since.get(entry.folders[0])
        return since is not None and self._clock() - since >= self._waits.patience_s

    def _refuse_spooled(self, spool: Spool, entry: Entry, reason: str) -> None:
        self._refusals.refuse(entry.folders[0], entry, entry.folders[1:], reason)
        spool.put_away(entry)
        self._unreadable_since.pop(entry.folders[0], None)

    def _open_spool(self) -> Spool:
        if self._spool is None:
            self._spool = Spool(self._drop)
            asks = can_tell(self._identity.mark)
            self._spooled = Ripening(
                self._spool.folder, self._waits, asks_for_writers=asks, clock=self._clock
            )
            self._ripening = Ripening(
                self._drop, self._waits, asks_for_writers=asks, clock=self._clock
            )
        return self._spool

    def _close_spool(self) -> None:
        if self._spool is not None:
            self._spool.close()
            self._spool = None

    def _say(self, why: str, look_s: float) -> None:
        """Log a change once; tell the store every few seconds, and changes at once."""
        changed = why != self._why
        if changed:
            log.warning("stopped" if why else "goes on", extra={"why": why or self._why})
        self._why = why
        if not changed and self._clock() - self._beat_at < _BEAT_S:
            return
        facts = {
            "state": "stopped" if why else "running",
            "why": why,
            "taken": self._taken,
            "look_s": round(look_s, 3),
            **self._facts,
        }
        try:
            facts["free_mb"] = {name: free // _MB for name, free in self._free().items()}
            beat(self._store, self.name, facts)
            self._beat_at = self._clock()
        except (StoreAway, OSError):
            log.debug("nobody to tell")


def _free(place: StationFolder, blobs: Blobs) -> dict[str, int]:
    """Return the room in bytes on every disk that intake writes to."""
    free = {"drop": free_bytes(place.drop), "data": free_bytes(place.data)}
    archive = blobs.free_bytes()
    return free if archive is None else free | {"archive": archive}


def _is_same(spooled: Entry, entry: Entry) -> bool:
    # The rename itself changed the ctime.
    return (spooled.size, spooled.mtime_ns) == (entry.size, entry.mtime_ns)
