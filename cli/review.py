"""``sodo review``: the review page on this machine or for the office's network."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import uvicorn

from cli.messages import Say
from cli.station_start import begin
from review.app import create_app
from review.desk import Desk
from review.passwords import hashed, made_up_password
from schemas.errors import SettingsError
from schemas.settings import Loaded, Settings
from store.acceptance import apply_floors
from store.errors import NotAllowed, StoreAway
from store.exported import fail_unfinished
from store.session import Store, open_store
from store.users import Role, add_user, users
from workers.station_folder import StationFolder, archive, database_url, page_store

FIRST = "admin"
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
        server.run()
        if not server.started:
            raise SettingsError(f"{arguments.host}:{arguments.port}: the port is taken")
    return 0


def first_administrator(store: Store, settings: Settings, say: Say) -> None:
    """Make ``admin`` when nobody can log in yet; a made-up password is printed, once."""
    if users(store):
        return
    given = settings.admin_password
    password = made_up_password() if given is None else given.get_secret_value()
    try:
        add_user(store, FIRST, Role.ADMINISTRATOR, hashed(password), by="sodo review")
    except NotAllowed:  # another one that starts at this moment was quicker
        return
    if given is None:
        print(say("review_first", name=FIRST, password=password), file=sys.stderr, flush=True)


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
