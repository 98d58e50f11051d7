"""Finds what was left behind and puts it back: claims, rings, batches, page images, counters."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import NamedTuple

from schemas.errors import OutputError
from store.batches import feed
from store.beats import beat, beats, forget_beat
from store.blobs import Blobs
from store.claims import due, mend_pauses, put_back, working
from store.counts import status, verify
from store.documents import card
from store.errors import NoSuchThing, StoreAway
from store.session import Store
from store.shapes import Held
from workers.bell import MOST_RINGS, Bell
from workers.faults import fault
from workers.identity import is_gone
from workers.work_folder import clear_the_dead

log = logging.getLogger(__name__)

# Batch documents kept waiting: enough that no worker idles until the next feeding.
BATCH_ROOM = 200
_JUMP_S = 5.0
_SHORTEST_PAUSE_S, _LONGEST_PAUSE_S = 1.0, 60.0
# Counting everything may take this share of the time.
_COUNTING_SHARE = 0.05
_FORGET_S = 3600.0


class Watch(NamedTuple):
    """What a watchdog works with.

    Attributes:
        who: its name in histories.
        mirror: brings the set-aside folder up to date with the store.
        mend: looks whether what it should show is still there.
        data: the data folder of this machine.
        facts: what it says of itself; chores write here.
    """

    store: Store
    pages: Blobs
    bell: Bell
    who: str
    mirror: Callable[[], object]
    mend: Callable[[], object]
    data: Path
    facts: dict[str, object]


class Chore(NamedTuple):
    name: str
    every_s: float
    do: Callable[[Watch], None]


def watch_over(watch: Watch, stop: Event) -> None:
    """Do every chore when it is due, until ``stop`` is set.

    A chore that fails because database, Redis or a disk is away is tried again, with growing
    pauses; the others go on meanwhile.
    """
    due_at = dict.fromkeys(CHORES, 0.0)
    pauses = dict.fromkeys(CHORES, 0.0)
    clock = Clocks()
    while not stop.is_set():
        jump_s = clock.jumped_s()
        if jump_s:
            log.warning("the clock jumped by %.0f s; leases may end early or late", jump_s)
        for chore in CHORES:
            began = time.monotonic()
            if stop.is_set() or began < due_at[chore]:
                continue
            try:
                chore.do(watch)
                took = time.monotonic() - began
                pauses[chore] = 0.0
                due_at[chore] = began + max(chore.every_s, took / _COUNTING_SHARE)
            except (StoreAway, OutputError, OSError) as error:
                pauses[chore] = min(max(2 * pauses[chore], _SHORTEST_PAUSE_S), _LONGEST_PAUSE_S)
                due_at[chore] = began + pauses[chore]
                log.warning("%s failed, again in %.0f s: %s", chore.name, pauses[chore], error)
        stop.wait(max(0.1, min(due_at.values()) - time.monotonic()))
    with suppress(StoreAway):
        forget_beat(watch.store, watch.who)


class Clocks:
    """Compares the wall clock with one that nobody can set."""

    def __init__(
        self,
        wall: Callable[[], float] = time.time,
        steady: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall, self._steady = wall, steady
        self._ahead = wall() - steady()

    def jumped_s(self) -> float:
        """Return by how much the wall clock was set since the last call; 0 for a mere drift."""
        ahead = self._wall() - self._steady()
        jump, self._ahead = ahead - self._ahead, ahead
        return jump if abs(jump) > _JUMP_S else 0.0


def put_back_lost(watch: Watch) -> None:
    """End the claims of processes that are gone from this machine, or silent for too long."""
    for held in working(watch.store):
        if held.overdue or is_gone(held.worker):
            _put_back(watch, held)


def mend_clock_pauses(watch: Watch) -> None:
    """End pauses that a clock which was ahead made longer than any should be."""
    mended = mend_pauses(watch.store)
    if mended:
        log.warning("pauses ended that a wrong clock began", extra={"documents": mended})


def ring_what_is_due(watch: Watch) -> None:
    """Ring as often as there are documents due that no waiting ring stands for."""
    waiting = watch.bell.waiting()
    if waiting is None:
        return
    wanted = due(watch.store, limit=MOST_RINGS)
    if wanted > waiting:
        watch.bell.ring(wanted - waiting)


def feed_batches(watch: Watch) -> None:
    sent = feed(watch.store, room=BATCH_ROOM, by=watch.who)
    fault("after_feed")
    if sent:
        watch.bell.ring(sent)


def mirror_set_aside(watch: Watch) -> None:
    watch.mirror()


def mend_set_aside(watch: Watch) -> None:
    watch.mend()


def check_the_sum(watch: Watch) -> None:
    """Count everything anew and say aloud what does not add up."""
    began = time.monotonic()
    drifts = verify(watch.store)
    conserved = status(watch.store).is_conserved
    for drift in drifts:
        log.error("counter %s says %d, there are %d", drift.name, drift.kept, drift.counted)
    if not conserved:
        log.error("files seen are not the sum of those done, set aside, waiting and duplicates")
    watch.facts.update(
        checked_at=datetime.now(UTC).isoformat(timespec="seconds"),
        conserved=conserved and not drifts,
        drifts=len(drifts),
        counting_s=round(time.monotonic() - began, 3),
    )


def say_so(watch: Watch) -> None:
    beat(watch.store, watch.who, watch.facts)


def forget_the_dead(watch: Watch) -> None:
    """Take the words of processes that are gone off the list, and clear away their folders."""
    for said in beats(watch.store):
        if is_gone(said.name) or said.age_s > _FORGET_S:
            forget_beat(watch.store, said.name)
    clear_the_dead(watch.data)


# Each at its own pace; in this order at the start.
CHORES: tuple[Chore, ...] = (
    Chore("putting back", 5.0, put_back_lost),
    Chore("mending pauses", 15.0, mend_clock_pauses),
    Chore("feeding", 2.0, feed_batches),
    Chore("ringing", 2.0, ring_what_is_due),
    Chore("mirroring", 5.0, mirror_set_aside),
    Chore("mending", 60.0, mend_set_aside),
    Chore("counting", 60.0, check_the_sum),
    Chore("saying so", 5.0, say_so),
    Chore("forgetting", 60.0, forget_the_dead),
)


def _put_back(watch: Watch, held: Held) -> None:
    state = put_back(watch.store, held, by=watch.who)
    fault("after_put_back")
    if state is None:
        return
    log.warning("put back", extra={"document": held.document_id, "state": state})
    # Nobody can commit with this token any more, so what it drew belongs to nothing.
    with suppress(NoSuchThing):
        sha256 = card(watch.store, held.document_id).sha256
        for key in tuple(watch.pages.keys(f"{(sha256 or '')[:2]}/{sha256}/{held.token}")):
            watch.pages.remove(key)
