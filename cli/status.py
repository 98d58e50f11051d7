"""``sodo status``: what is where, for people and for programs."""

import argparse
import json
from datetime import UTC, datetime

from cli.messages import Say
from cli.station_start import known_station
from schemas.settings import Loaded
from store.beats import beats
from store.claims import oldest_waiting
from store.counts import all_counts, status_of
from store.session import Store, open_store
from workers.bell import Bell
from workers.private_redis import bell_url
from workers.station_folder import database_url

_FLAG, _FAILURES = "flag.", "failures."


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Print it."""
    settings = known_station(arguments, loaded, say)
    with open_store(database_url(settings)) as store:
        told = report(store, Bell(bell_url(settings)).waiting())
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(told, say)
    return 0


def report(store: Store, rings: int | None) -> dict[str, object]:
    """Return the object that ``--json`` prints; ``rings`` is None when Redis is away.

    Raises:
        StoreAway: the database cannot be reached.
    """
    counts = all_counts(store)
    status = status_of(counts)
    oldest = oldest_waiting(store)
    now = datetime.now(UTC)
    return {
        **status._asdict(),
        "conserved": status.is_conserved,
        "oldest_waiting_s": None if oldest is None else round((now - oldest).total_seconds()),
        "pages_read": counts.get("pages", 0),
        "flags": _by(counts, _FLAG),
        "failures": _by(counts, _FAILURES),
        "redis": rings is not None,
        "processes": {
            one.name: {"age_s": round(one.age_s, 1), **one.facts} for one in beats(store)
        },
    }


def _by(counts: dict[str, int], prefix: str) -> dict[str, int]:
    return {
        name.removeprefix(prefix): number
        for name, number in sorted(counts.items())
        if name.startswith(prefix) and number
    }


def _print(told: dict[str, object], say: Say) -> None:
    print(say("up_counts", **told))
    print(f"{say('up_flags')}: {told['flagged_fields']}")
    if not told["conserved"]:
        print(say("up_not_conserved"))
    waited = told["oldest_waiting_s"]
    if isinstance(waited, int):
        print(say("status_oldest", minutes=max(0, waited) / 60))
    if not told["redis"]:
        print(say("status_redis_away"))
    processes = told["processes"]
    assert isinstance(processes, dict)
    for name, facts in processes.items():
        line = say("status_alive", name=name, age=facts["age_s"])
        print(
            f"{line} – {say('up_intake_stopped', why=facts['why'])}" if facts.get("why") else line
        )
