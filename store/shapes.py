"""What is handed over the store's counter: facts about documents, none of them a table row."""

from datetime import datetime
from typing import NamedTuple

from schemas.document import SetAside
from schemas.retries import Cause, Plan
from schemas.states import Priority, State
from schemas.told import Told


class Arrival(NamedTuple):
    """One file taken from the drop folder, its bytes safe in the archive.

    Attributes:
        ticket: the watcher's name for this taking; the same one twice is one arrival.
        file: the file's own name.
        station, batch: names of its folders; empty when it lay at the top.
        sha256: of its bytes, in hexadecimal.
        blob_key: where the archive has them.
    """

    ticket: str
    file: str
    station: str
    batch: str
    sha256: str
    size_bytes: int
    blob_key: str
    priority: Priority = Priority.ARRIVED


class Admission(NamedTuple):
    """What became of an arrival.

    Attributes:
        document_id: of the document it made, or of the first with the same content.
        duplicate: it made none.
        repeated: this ticket had been admitted before; nothing changed.
        blob_key: where the document's bytes are; another than the arrival's when a duplicate.
    """

    document_id: int
    duplicate: bool
    repeated: bool
    state: State
    blob_key: str | None


class Claim(NamedTuple):
    """A document lent to a worker until ``lease_until``; every commit shows the token.

    Attributes:
        attempt: which try since the document last settled, from 1.
        plan: how this try differs from the first.
        again: it has been read before.
        told: what a person says the paper is.
    """

    document_id: int
    token: str
    sha256: str
    blob_key: str
    file: str
    station: str
    batch: str
    size_bytes: int
    attempt: int
    plan: Plan
    lease_until: datetime
    again: bool
    told: Told | None = None


class Held(NamedTuple):
    """A claim as the watchdog sees it.

    Attributes:
        worker: as the worker named itself.
        overdue: the lease has run out, or ends later than any honest one can.
    """

    document_id: int
    token: str
    worker: str
    since: datetime
    lease_until: datetime
    overdue: bool


class Card(NamedTuple):
    """What the station knows of one document, but for its readings.

    Attributes:
        since: when it came into this state.
        due_at: when its next try may begin.
        attempt: tries ended badly since it last settled.
        settled_as: what it was before it was sent again; None for a first reading.
        set_aside: why it was, while it is.
        shown_as: its place in the set-aside folder, while it is there.
        lowest_confidence: of its current fields; None without any.
        told: what a person says the paper is.
        replaced_at: since when its pages stand in other documents.
    """

    document_id: int
    sha256: str | None
    blob_key: str | None
    file: str
    station: str
    batch: str
    size_bytes: int
    admitted_at: datetime
    state: State
    since: datetime
    priority: Priority
    due_at: datetime
    worker: str | None
    attempt: int
    last_cause: Cause | None
    settled_as: State | None
    set_aside: SetAside | None
    shown_as: str | None
    pages: int
    flags: int
    lowest_confidence: float | None
    told: Told | None = None
    replaced_at: datetime | None = None
