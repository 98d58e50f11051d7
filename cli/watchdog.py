"""``sodo watchdog``: keeps a station true to itself, and says how it fares over HTTP."""

import argparse
from contextlib import ExitStack

from cli.messages import Say
from cli.station_start import begin
from schemas.settings import Loaded
from store.session import open_store
from workers.bell import Bell
from workers.identity import own_name
from workers.metrics_page import metrics_page
from workers.private_redis import bell_url
from workers.set_aside_folder import mend, mirror
from workers.station_folder import StationFolder, archive, database_url, page_store
from workers.watchdog import Watch, watch_over


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Watch over the station until told to stop."""
    settings, stop = begin(arguments, loaded)
    folder = StationFolder.of(settings)
    originals = archive(settings)
    bell = Bell(bell_url(settings))
    with ExitStack() as stack:
        store = stack.enter_context(open_store(database_url(settings)))
        if arguments.metrics_port:
            stack.enter_context(
                metrics_page(arguments.metrics_host, arguments.metrics_port, store, bell, folder)
            )
        watch = Watch(
            store=store,
            pages=page_store(settings),
            bell=bell,
            who=own_name("watchdog"),
            mirror=lambda: mirror(store, originals, folder.set_aside),
            mend=lambda: mend(store, folder.set_aside),
            data=folder.data,
            facts={},
        )
        watch_over(watch, stop)
    return 0
