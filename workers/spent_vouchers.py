"""Marks and lists of stations that have done their work, taken out of the way."""

import hashlib
import logging
import os
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from store.blobs import Blobs
from workers.drop_folder import Entry, open_file, open_folder
from workers.ripening import Waits
from workers.vouchers import Spent

log = logging.getLogger(__name__)


class SpentVouchers:
    """Removes marks and lists that have spoken for nothing for some time.

    What they held is kept in the archive, under the day, unless it was nothing. A mark waits for
    ``settle_s``; a list for ``patience_s``, since its files may still be on their way.
    """

    def __init__(
        self,
        drop: Path,
        blobs: Blobs,
        *,
        waits: Waits,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._drop = drop
        self._blobs = blobs
        self._waits = waits
        self._clock = clock
        self._since: dict[Entry, float] = {}

    def put_away(self, spent: Iterable[Spent]) -> None:
        """Take away what has been ``spent`` at every look for long enough.

        Raises:
            StoreAway: the archive cannot be written.
        """
        now = self._clock()
        there = dict(spent)
        self._since = {entry: self._since.get(entry, now) for entry in there}
        for entry, is_list in there.items():
            wait_s = self._waits.patience_s if is_list else self._waits.settle_s
            if now - self._since[entry] >= wait_s:
                self._remove(entry)

    def _remove(self, entry: Entry) -> None:
        try:
            with open_file(self._drop, entry) as file:
                data = file.read()
            if data:
                name = hashlib.sha256(data).hexdigest()
                self._blobs.put_bytes(data, f"{datetime.now(UTC):%Y/%m/%d}/vouchers/{name}.txt")
            folder = open_folder(self._drop, entry.folders)
        except OSError as error:
            # It is looked at again next time.
            log.debug("mark not removed", extra={"error": error.strerror})
            return
        try:
            with suppress(OSError):
                os.unlink(entry.name, dir_fd=folder)
        finally:
            os.close(folder)
