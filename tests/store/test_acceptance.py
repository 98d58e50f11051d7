"""Acceptance tightens by itself when samples show too many silent errors."""

import random
from collections.abc import Callable, Iterator

import pytest

from schemas.reading import Status
from store.acceptance import apply_floors
from store.answering import answer
from store.audit import entries
from store.audit import verify as verify_trail
from store.counts import verify
from store.readings import fields
from store.sampling import all_floors, silent_errors, slips
from store.session import Store, open_store
from store.tables_review import samples
from store.tasks import Part, Policy, Task
from store.worklist import next_tasks, remaining
from tests.store.papers import AREA, NAME, SERIAL, certificate, paper, read, reading, typed

POLICY = Policy(sample_share=1.0, silent_error_bound=0.05)


def asked(store: Store, *, limit: int, seed: int = 3, person: str = "an") -> list[Task]:
    return list(
        next_tasks(store, person=person, limit=limit, policy=POLICY, chance=random.Random(seed))
    )


def say(store: Store, task: Task, value: str, *, first: str | None = None) -> None:
    answer(
        store,
        task,
        typed(task.path, value),
        seen_version=task.version,
        person="an",
        policy=POLICY,
        first_typed=first,
    )


@pytest.fixture
def serials(fresh_url: Callable[[], str]) -> Iterator[Store]:
    with open_store(fresh_url()) as store:
        for number in range(8):
            confidence = 0.95 if number % 2 else 0.99
            value = reading(SERIAL, f"CP {673040 + number}", confidence=confidence)
            read(store, paper(certificate(value)))
        yield store


def test_a_right_sample_changes_nothing_but_the_rate(serials: Store) -> None:
    (task, *_) = asked(serials, limit=1)
    value = fields(serials, task.document_id)[0].current.reading.value
    assert value is not None

    say(serials, task, value)

    everything = silent_errors(serials)[0]
    assert (everything.asked, everything.wrong) == (1, 0)
    assert everything.interval.high < 1
    assert fields(serials, task.document_id)[0].current.person is None
    assert all_floors(serials) == ()


def test_what_cannot_be_read_says_nothing(serials: Store) -> None:
    (task, *_) = asked(serials, limit=1)
    illegible = typed(task.path, None).model_copy(update={"status": Status.FLAGGED})

    answer(serials, task, illegible, seen_version=task.version, person="an", policy=POLICY)

    assert silent_errors(serials)[0].asked == 0
    assert remaining(serials) == 0


def test_one_slip_tightens_nothing_and_two_of_few_do(serials: Store) -> None:
    tasks = asked(serials, limit=4)
    for place, task in enumerate(tasks[:2]):
        say(serials, task, f"XX {100000 + place}")
        floors = all_floors(serials)
        assert len(floors) == place

    (floor,) = all_floors(serials)
    assert (floor.pattern, floor.wrong) == (SERIAL, 2)
    assert not floor.done


def test_a_new_floor_flags_what_was_accepted_before_and_what_comes(serials: Store) -> None:
    for place, task in enumerate(asked(serials, limit=6)):
        if place < 3:
            say(serials, task, f"XX {100000 + place}")
    (floor,) = all_floors(serials)

    flagged = 0
    while not all_floors(serials)[0].done:
        flagged += apply_floors(serials, room=3)
    new = read(serials, paper(certificate(reading(SERIAL, "CP 999999", confidence=0.9))))

    assert flagged == remaining(serials) - 1
    assert flagged > 0
    (current,) = fields(serials, new)
    assert current.current.reading.status is Status.FLAGGED
    assert current.current.reading.problems[-1].code == "acceptance_tightened"
    assert floor.floor in (0.95, 0.99)
    assert verify(serials) == ()
    assert [entry.what for entry in entries(serials, who="acceptance")] == ["tightened"]
    assert verify_trail(serials).broken_at is None


def test_what_a_person_vouched_for_is_never_flagged_by_a_floor(serials: Store) -> None:
    for place, task in enumerate(asked(serials, limit=6)):
        if place < 3:
            say(serials, task, f"XX {100000 + place}")
            last = task
    while not all_floors(serials)[0].done:
        apply_floors(serials)

    assert fields(serials, last.document_id)[0].current.reading.status is Status.ACCEPTED


def test_every_accepted_field_is_as_likely_as_any_other(fresh_url: Callable[[], str]) -> None:
    with open_store(fresh_url()) as store:
        small = read(store, paper(certificate(reading(SERIAL, "CP 673047"))))
        values = [reading(f"holders[{n}].full_name", "Nguyễn Văn Ân") for n in range(9)]
        read(store, paper(certificate(*values)))
        met = 0
        for seed in range(60):
            met += sum(
                task.document_id == small
                for task in asked(store, limit=1, seed=seed, person=f"p{seed}")
            )
            with store.writing() as connection:
                connection.execute(samples.delete())

    # One field in ten: by papers it would be one in two.
    assert met < 20


def test_a_known_answer_measures_the_person_by_the_first_try(serials: Store) -> None:
    policy = POLICY._replace(double_keyed=frozenset({"holders[].full_name"}), sample_share=0.0)
    value = reading(NAME, "Nguyễn Văn Ân", confidence=0.5, status=Status.FLAGGED)
    document = read(serials, paper(certificate(value, reading(AREA, "120.5"))))
    for person in ("binh", "chi"):
        (task,) = next_tasks(serials, person=person, policy=policy)
        answer(
            serials,
            task,
            typed(NAME, "Nguyễn Văn Ấn"),
            seen_version=task.version,
            person=person,
            policy=policy,
        )
    planted = [task for seed in range(8) for task in asked(serials, limit=6, seed=seed)]
    (known, *_) = [task for task in planted if task.part is Part.PLANTED]

    say(serials, known, "Nguyễn Văn Ấn", first="Nguyễn Văn Án")

    (rate,) = slips(serials)
    assert (rate.name, rate.asked, rate.wrong) == ("an", 1, 1)
    assert known.document_id == document
    assert fields(serials, document)[0].current.reading.value == "Nguyễn Văn Ấn"
