"""Which files are ready to be taken: complete ones soon, incomplete ones only after long."""

import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from workers.drop_folder import Entry, open_file
from workers.open_elsewhere import is_open_for_writing
from workers.vouchers import Word
from workers.whole import verdict
from workers.wholeness import Verdict

# Where a format cannot say that it is complete, stillness must: scanners pause between pages.
UNSURE_TIMES = 6


class Stage(StrEnum):
    """How far a file is."""

    RIPE = "ripe"
    SETTLING = "settling"  # changed a moment ago
    UNSURE = "unsure"  # may get longer
    HALF = "half"  # something is missing
    BUSY = "busy"  # open for writing in another program
    UNREADABLE = "unreadable"
    GIVEN_UP = "given_up"  # unreadable for too long


@dataclass
class _Seen:
    signature: tuple[int, int, int]
    since: float
    stage: Stage | None = None  # what its content says, when asked


class Waits(NamedTuple):
    """How long a file must have been unchanged.

    Attributes:
        settle_s: to be taken when its content is whole; ``UNSURE_TIMES`` as long where the
            content cannot tell.
        patience_s: to be taken as it is, whatever it looks like.
    """

    settle_s: float
    patience_s: float


class Ripening:
    """Watches files from look to look, by a clock that nobody sets (not the files' own times).

    A station's word that a file is complete needs no waiting.
    """

    def __init__(
        self,
        folder: Path,
        waits: Waits,
        *,
        asks_for_writers: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._folder = folder
        self._waits = waits
        self._asks_for_writers = asks_for_writers
        self._clock = clock
        self._seen: dict[tuple[str, ...], _Seen] = {}

    def stages(
        self, entries: Iterable[Entry], word: Callable[[Entry], Word]
    ) -> list[tuple[Entry, Stage]]:
        """Return how far each file is; what is not among ``entries`` any more is forgotten."""
        before, self._seen = self._seen, {}
        now = self._clock()
        found = []
        for entry in entries:
            seen = before.get(entry.place)
            if seen is None or seen.signature != entry.signature:
                seen = _Seen(entry.signature, now)
            self._seen[entry.place] = seen
            found.append((entry, self._stage(entry, seen, now - seen.since, word(entry))))
        return found

    def still_s(self, entry: Entry) -> float:
        """Return for how long the file has been unchanged, as far as we looked."""
        seen = self._seen.get(entry.place)
        return 0.0 if seen is None else self._clock() - seen.since

    def _stage(self, entry: Entry, seen: _Seen, still_s: float, word: Word) -> Stage:
        if word is Word.COMPLETE:
            return Stage.RIPE
        if still_s < self._waits.settle_s:
            return Stage.SETTLING
        if seen.stage is None or seen.stage in (Stage.BUSY, Stage.UNREADABLE):
            seen.stage = self._looked(entry)
        if still_s >= self._waits.patience_s:
            return Stage.GIVEN_UP if seen.stage is Stage.UNREADABLE else Stage.RIPE
        if word is Word.NOT_YET:
            return Stage.HALF
        if seen.stage is Stage.UNSURE and still_s >= UNSURE_TIMES * self._waits.settle_s:
            return Stage.RIPE
        return seen.stage

    def _looked(self, entry: Entry) -> Stage:
        """Return what the file's content says: RIPE, UNSURE, HALF, BUSY or UNREADABLE."""
        try:
            with open_file(self._folder, entry) as file:
                if self._asks_for_writers and is_open_for_writing(file.fileno()):
                    return Stage.BUSY
                return _STAGES[verdict(file)]
        except FileNotFoundError:
            return Stage.SETTLING  # gone or replaced: the next look will tell
        except OSError:
            return Stage.UNREADABLE


_STAGES = {
    Verdict.WHOLE: Stage.RIPE,
    Verdict.UNSURE: Stage.UNSURE,
    Verdict.HALF: Stage.HALF,
}


def tally(stages: Iterable[tuple[Entry, Stage]]) -> dict[str, int]:
    """Return how many files are in each stage, those in none left out."""
    return dict(Counter(stage.value for _, stage in stages))
