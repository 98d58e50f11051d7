"""How quickly the server answers: one operator alone, then thirty at once."""

import random
import threading
import time
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from bench.review_client import Client, logged_in
from review.judging import shown
from store.session import Store

OPERATORS: Final = 30
# From one field to the next, as quick people are; each time somewhere around it.
PACE_S: Final = 4.0
# What an operator may have chosen to work on.
CHOICES: Final[Mapping[str, str]] = {
    "what blocks an export": "",
    "oldest first": "?order=oldest",
    "most gained per second": "?order=gain",
    "one kind of field": "?pattern=holders[].full_name",
    "one batch": "?batch=dot-77",
    "one commune": "?commune=10123",
    "one batch, most gained": "?order=gain&batch=dot-77",
}


class Times(NamedTuple):
    """Milliseconds: the middle, what 95 of 100 stay below, and how many were measured."""

    median: float
    p95: float
    number: int


def times(ms: list[float]) -> Times:
    """Return the middle and the 95th percentile (nearest rank)."""
    ordered = sorted(ms)
    rank = max(0, -(-95 * len(ordered) // 100) - 1)
    return Times(ordered[len(ordered) // 2], ordered[rank], len(ordered))


def alone(store: Store, port: int, answers: int) -> dict[str, dict[str, Times]]:
    """Return, for each choice of work, what each kind of request takes one operator."""
    found: dict[str, dict[str, Times]] = {}
    for name, wanted in CHOICES.items():
        client = Client(port, logged_in(store, f"alone-{len(found)}"))
        client.open(wanted)
        for _ in range(answers):
            if client.ahead:
                client.answer(_value(store, client), wanted)
        found[name] = {kind: times(ms) for kind, ms in client.ms.items()}
    return found


def together(store: Store, port: int, seconds: float, seed: int) -> tuple[dict[str, Times], float]:
    """Return what requests take thirty operators at once, and the answers per second."""
    clients = [Client(port, logged_in(store, f"operator-{n}")) for n in range(OPERATORS)]
    stop = threading.Event()
    with ThreadPoolExecutor(OPERATORS) as pool:
        began = time.monotonic()
        runs = [
            pool.submit(_work, store, client, random.Random(seed + n), stop)
            for n, client in enumerate(clients)
        ]
        stop.wait(seconds)
        stop.set()
        for run in runs:
            run.result()
        took = time.monotonic() - began
    together_ms: dict[str, list[float]] = defaultdict(list)
    for client in clients:
        for kind, ms in client.ms.items():
            together_ms[kind] += ms
    found = {kind: times(ms) for kind, ms in together_ms.items()}
    return found, len(together_ms["answer"]) / took


def _work(store: Store, client: Client, dice: random.Random, stop: threading.Event) -> None:
    # People do not begin in the same second.
    stop.wait(dice.uniform(0, PACE_S))
    client.open()
    while client.ahead and not stop.wait(dice.uniform(0.5, 1.5) * PACE_S):
        client.answer(_value(store, client))


def _value(store: Store, client: Client) -> str:
    """Return what stands on the paper: the machine reads well here."""
    said = client.ahead[0].named
    with store.reading() as connection:
        value = connection.exec_driver_sql(
            "SELECT value FROM readings JOIN fields ON readings.id = fields.reading_id"
            " WHERE fields.document_id = %(document)s AND fields.record = %(record)s"
            " AND fields.path = %(path)s",
            {**said, "document": int(said["document"]), "record": int(said["record"])},
        ).scalar_one()
    return shown(said["path"], value)
