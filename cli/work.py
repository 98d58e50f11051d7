"""``sodo work``: one process that reads papers for a station."""

import argparse
import shutil
import tempfile
from threading import Thread

from cli.by_name import ByName
from cli.messages import Say
from cli.station_start import begin
from schemas.errors import SettingsError
from schemas.settings import Loaded, Settings
from store.session import open_store
from workers.bell import Bell
from workers.identity import own_name
from workers.private_redis import bell_url
from workers.station_folder import StationFolder, archive, database_url, page_store
from workers.work_folder import own_folder
from workers.work_loop import work
from workers.workplace import Workplace

_MIB = 2**20


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Read until told to stop."""
    settings, stop = begin(arguments, loaded)
    who = own_name("worker")
    rooms, own = own_folder(StationFolder.of(settings).data, who)
    # Readers make theirs in it too, so that nothing of a killed worker stays behind.
    tempfile.tempdir = str(own)
    url = bell_url(settings)
    bell = Bell(url)
    with (
        open_store(database_url(settings)) as store,
        Workplace(
            store,
            archive(settings),
            page_store(settings),
            _reader(settings),
            who=who,
            folder=own,
            room=rooms,
            ring=bell.ring,
            lease_s=settings.lease_s,
            timeout_s=settings.timeout_s,
            memory_bytes=settings.memory_mb * _MIB,
        ) as place,
    ):

        def stop_when_told() -> None:
            stop.wait()
            place.stop(settings.drain_s)

        Thread(target=stop_when_told, name="stop", daemon=True).start()
        work(place, url)
    shutil.rmtree(own, ignore_errors=True)
    return 0


def _reader(settings: Settings) -> ByName:
    module, _, function = settings.reader.rpartition(".")
    if not module:
        raise SettingsError(f"reader: {settings.reader}: not module.function")
    # The process that opens strangers' files need not know how to reach the database.
    told = settings.model_copy(update={"database_url": None, "redis_url": None})
    return ByName(module, function, told)
