"""``sodo audit verify``: whether anybody has touched the trail of who saw and changed what."""

import argparse

from cli.messages import Say
from cli.station_start import known_station
from schemas.settings import Loaded
from store.audit import verify
from store.session import open_store
from workers.station_folder import database_url

EXIT_BROKEN = 1


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Compute every seal anew; 1 when one does not fit."""
    settings = known_station(arguments, loaded, say)
    with open_store(database_url(settings)) as store:
        verdict = verify(store, head=arguments.head)
    if verdict.broken_at is not None:
        print(say("audit_broken", n=verdict.broken_at, good=verdict.entries))
        return EXIT_BROKEN
    print(say("audit_whole", n=verdict.entries, head=verdict.head))
    return 0
