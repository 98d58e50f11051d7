"""The states of a document in the station, with every allowed way from one to another."""

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from types import MappingProxyType
from typing import Final


class State(StrEnum):
    """Where a document is. Every document is in exactly one of these."""

    WAITING = "waiting"  # to be read, for the first time or again
    WORKING = "working"  # claimed by a worker, which holds the token
    DONE = "done"  # its records are in the store
    SET_ASIDE = "set_aside"  # could not be read; a person must look


SETTLED: Final = frozenset({State.DONE, State.SET_ASIDE})


class Priority(IntEnum):
    """Who goes first: the smaller number."""

    SOMEONE_WAITS = 0  # uploaded in the review page, or asked for by a person
    ARRIVED = 1
    AGAIN = 2  # read again in a batch


class Act(StrEnum):
    """What happens to a document; the name its history shows."""

    ADMIT = "admit"
    REFUSE = "refuse"
    CLAIM = "claim"
    FINISH = "finish"
    SET_ASIDE = "set_aside"
    RETRY = "retry"
    GIVE_UP = "give_up"
    RELEASE = "release"
    SEND_AGAIN = "send_again"
    WITHDRAW = "withdraw"


# act -> from -> to; None is a document that does not exist yet. Nothing else is allowed.
TRANSITIONS: Final[Mapping[Act, Mapping[State | None, frozenset[State]]]] = MappingProxyType(
    {
        Act.ADMIT: {None: frozenset({State.WAITING})},
        Act.REFUSE: {None: frozenset({State.SET_ASIDE})},
        Act.CLAIM: {State.WAITING: frozenset({State.WORKING})},
        Act.FINISH: {State.WORKING: frozenset({State.DONE})},
        # Records once read stay: a reading again that fails leaves the document done.
        Act.SET_ASIDE: {State.WORKING: SETTLED},
        Act.RETRY: {State.WORKING: frozenset({State.WAITING})},
        Act.GIVE_UP: {State.WORKING: SETTLED},
        Act.RELEASE: {State.WORKING: frozenset({State.WAITING})},
        Act.SEND_AGAIN: {
            State.DONE: frozenset({State.WAITING}),
            State.SET_ASIDE: frozenset({State.WAITING}),
        },
        # A document read before goes back to what it was.
        Act.WITHDRAW: {State.WAITING: SETTLED},
    }
)


def is_allowed(act: Act, before: State | None, after: State) -> bool:
    """Say whether ``act`` may take a document from ``before`` to ``after``."""
    return after in TRANSITIONS[act].get(before, frozenset())
