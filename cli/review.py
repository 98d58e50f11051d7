"""``sodo review``: the review page on this machine or for the office's network."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn

from cli.first_administrator import first_administrator
from cli.messages import Say
from cli.station_start import begin
from review.app import create_app
from review.desk import Desk
from schemas.errors import SettingsError
from schemas.settings import Loaded
from store.acceptance import apply_floors
from store.errors import StoreAway
from store.exported import fail_unfinished
from store.session import Store, open_store
from workers.station_folder import StationFolder, archive, database_url, page_store

_TIGHTEN_S = 5.0
_SOON_S = 0.2


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Serve the page until told to stop; make the first administrator where there is nobody."""
    settings, stop = begin(arguments, loaded)
    folder = StationFolder.of(settings)
    for path in (folder.data, folder.exports):
        path.mkdir(parents=True, exist_ok=True)
    with open_store(database_url(settings)) as store:
        first_administrator(store, settings, say)
        if arguments.create_admin:
            return 0
        fail_unfinished(store)
        desk = Desk(settings, store, page_store(settings), archive(settings), folder.exports)
        server = _Server(
            uvicorn.Config(
                create_app(desk),
                host=arguments.host,
                port=arguments.port,
                access_log=False,  # addresses may name people
                log_config=None,
                server_header=False,
                timeout_graceful_shutdown=5,
            )
        )
        Thread(target=_tighten, args=(store, stop), name="tighten", daemon=True).start()
        Thread(target=_leave, args=(server, stop), name="leave", daemon=True).start()
        print(say("review_at", address=f"http://{arguments.host}:{arguments.port}"), flush=True)
        try:
            server.run()
        except SystemExit as error:  # what it does when it cannot listen
            told = f"{arguments.host}:{arguments.port}"
            raise SettingsError(f"{told}: the address cannot be used, or is taken") from error
    return 0


class _Server(uvicorn.Server):
    """uvicorn without its own signal handling: ours says when to stop."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to the program."""
        yield


def _leave(server: uvicorn.Server, stop: Event) -> None:
    stop.wait()
    server.should_exit = True


def _tighten(store: Store, stop: Event) -> None:
    """Flag little by little what was accepted before acceptance was tightened."""
    flagged = 0
    while not stop.wait(_SOON_S if flagged else _TIGHTEN_S):
        try:
            flagged = apply_floors(store)
        except StoreAway:
            flagged = 0
