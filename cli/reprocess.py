"""``sodo reprocess``: a batch of documents is read again, watched, stopped, compared."""

import argparse
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from cli.arguments import EXIT_WRONG
from cli.messages import Say
from cli.station_start import known_station
from schemas.settings import Loaded
from schemas.states import State
from store.batch_filters import Filter
from store.batches import (
    Progress,
    batches,
    cancel,
    create,
    dry_run,
    named,
    pause,
    resume,
)
from store.differences import summary
from store.errors import NoSuchThing, NotAllowed
from store.session import Store, open_store
from workers.station_folder import database_url

PERSON = "operator"


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Do what is asked; 2 when there is no such batch or it has ended."""
    with open_store(database_url(known_station(arguments, loaded, say))) as store:
        try:
            ACTIONS[arguments.action](store, arguments, say)
        except (NoSuchThing, NotAllowed) as error:
            print(error)
            return EXIT_WRONG
    return 0


def wanted(arguments: argparse.Namespace) -> Filter:
    """Return what the options choose; days are those of this machine, both included."""
    return Filter(
        state=State(arguments.state),
        edition=arguments.edition,
        flagged=arguments.flagged,
        reader_before=arguments.older,
        station=arguments.station,
        batch=arguments.batch,
        admitted_from=arguments.since and _start(arguments.since),
        admitted_before=arguments.until and _start(arguments.until + timedelta(days=1)),
        confidence_below=arguments.below,
    )


def _begin(store: Store, arguments: argparse.Namespace, say: Say) -> None:
    if arguments.dry_run:
        print(say("reprocess_counted", n=dry_run(store, wanted(arguments))))
        return
    name = arguments.name or f"{datetime.now():%Y-%m-%d %H:%M:%S}"
    made = create(store, name, wanted(arguments), by=PERSON)
    # The watchdog feeds it, bit by bit, and rings for the workers.
    print(say("reprocess_made", name=made.name, n=made.planned))


def _list(store: Store, arguments: argparse.Namespace, say: Say) -> None:
    listed = batches(store)
    for batch in listed:
        print(say("reprocess_line", **batch._asdict()))
    if not listed:
        print(say("reprocess_nothing"))


def _pause(store: Store, arguments: argparse.Namespace, say: Say) -> None:
    pause(store, _named(store, arguments, say).batch_id)
    _show(store, arguments, say)


def _resume(store: Store, arguments: argparse.Namespace, say: Say) -> None:
    resume(store, _named(store, arguments, say).batch_id)
    _show(store, arguments, say)


def _cancel(store: Store, arguments: argparse.Namespace, say: Say) -> None:
    cancel(store, _named(store, arguments, say).batch_id, by=PERSON)
    _show(store, arguments, say)


def _differences(store: Store, arguments: argparse.Namespace, say: Say) -> None:
    batch = _named(store, arguments, say)
    print(say("reprocess_line", **batch._asdict()))
    changed = summary(store, batch.batch_id)
    for what, patterns in changed.items():
        print(f"{say(what.value)}: {sum(patterns.values())}")
        for pattern, number in patterns.items():
            print(f"  {pattern}: {number}")
    if not changed:
        print(say("reprocess_same"))


def _named(store: Store, arguments: argparse.Namespace, say: Say) -> Progress:
    if arguments.name is None:
        raise NoSuchThing(say("reprocess_needs_name"))
    return named(store, arguments.name)


def _show(store: Store, arguments: argparse.Namespace, say: Say) -> None:
    print(say("reprocess_line", **_named(store, arguments, say)._asdict()))


def _start(day: date) -> datetime:
    return datetime.combine(day, time()).astimezone(UTC)


ACTIONS: Final[dict[str, Callable[[Store, argparse.Namespace, Say], None]]] = {
    "start": _begin,
    "list": _list,
    "pause": _pause,
    "resume": _resume,
    "cancel": _cancel,
    "diff": _differences,
}
