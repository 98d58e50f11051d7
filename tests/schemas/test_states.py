import re
from pathlib import Path

import pytest

from schemas.states import SETTLED, TRANSITIONS, Act, State, is_allowed

PAGE = (Path(__file__).parent.parent.parent / "docs" / "station.md").read_text("utf-8")


def test_every_act_has_its_row() -> None:
    assert set(TRANSITIONS) == set(Act)


@pytest.mark.parametrize("act", Act)
def test_the_page_shows_every_way_and_no_other(act: Act) -> None:
    (row,) = re.findall(rf"^\| `{act}` \| (.+?) \| (.+?) \|", PAGE, re.MULTILINE)
    said_from = {None if name == "–" else State(name) for name in re.split(", ", row[0])}
    said_to = {State(name) for name in re.findall(r"waiting|working|done|set_aside", row[1])}

    assert said_from == set(TRANSITIONS[act])
    assert all(said_to == to for to in TRANSITIONS[act].values())


def test_every_state_is_reached_and_left() -> None:
    ways = [(before, to) for row in TRANSITIONS.values() for before, to in row.items()]

    assert {state for _, to in ways for state in to} == set(State)
    assert {before for before, _ in ways} == {None, *State}


def test_only_a_claimed_document_settles_but_for_what_was_never_opened() -> None:
    settling = {
        act
        for act, row in TRANSITIONS.items()
        for to in row.values()
        if to & SETTLED and act is not Act.WITHDRAW
    }

    assert settling == {Act.FINISH, Act.SET_ASIDE, Act.GIVE_UP, Act.REFUSE}


@pytest.mark.parametrize(
    ("act", "before", "after", "allowed"),
    [
        (Act.CLAIM, State.WAITING, State.WORKING, True),
        (Act.CLAIM, State.DONE, State.WORKING, False),
        (Act.FINISH, State.WAITING, State.DONE, False),
        (Act.ADMIT, State.WAITING, State.WAITING, False),
        (Act.WITHDRAW, State.WORKING, State.DONE, False),
    ],
)
def test_what_the_table_lacks_is_not_allowed(
    act: Act, before: State, after: State, allowed: bool
) -> None:
    assert is_allowed(act, before, after) is allowed
