"""``sodo watch``: takes what stations drop, for a station's workers to read."""

import argparse

from cli.messages import Say
from cli.station_start import begin
from schemas.settings import Loaded
from store.session import open_store
from workers.bell import Bell
from workers.private_redis import bell_url
from workers.station_folder import archive, database_url
from workers.watcher import watch


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Watch the drop folder until told to stop."""
    settings, stop = begin(arguments, loaded)
    bell = Bell(bell_url(settings))
    try:
        with open_store(database_url(settings)) as store:
            watch(settings, store, archive(settings), stop, bell.ring)
    finally:
        bell.close()
    return 0
