"""What a person is asked next, and that two are never asked the same."""

import random
from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from schemas.reading import Reading, Source, Status
from store.answering import answer, keyed
from store.counts import verify
from store.errors import FieldHeld, LeaseLost, VersionConflict
from store.leases import hold, keep, let_go, pass_on, take_over
from store.readings import fields, past
from store.session import Store, open_store
from store.tasks import PLAIN, Answer, FieldId, Order, Outcome, Part, Policy, Scope, Task
from store.worklist import alike, next_tasks, remaining
from tests.store.conftest import Clock
from tests.store.papers import NAME, SERIAL, certificate, paper, read, reading, typed, usual

ID = "holders[0].id_number"


def doubtful(path: str, value: str, confidence: float = 0.5) -> Reading:
    return reading(path, value, confidence=confidence, status=Status.FLAGGED)


def spots(tasks: tuple[Task, ...]) -> list[tuple[int, str]]:
    return [(task.document_id, task.path) for task in tasks]


def test_only_what_waits_is_asked_and_the_oldest_paper_first(store: Store) -> None:
    first, second = read(store), read(store)

    tasks = next_tasks(store, person="an", order=Order.OLDEST)

    assert spots(tasks) == [(first, NAME), (second, NAME)]
    assert {task.part for task in tasks} == {Part.FIRST}


def test_what_blocks_the_form_comes_before_what_does_not(store: Store) -> None:
    read(store, paper(certificate(doubtful("holders[0].birth_date", "1968"))))
    blocking = read(store, paper(certificate(doubtful(SERIAL, "CP 673047"))))

    tasks = next_tasks(store, person="an", limit=1)

    assert spots(tasks) == [(blocking, SERIAL)]


def test_most_expected_errors_per_second_come_first(store: Store) -> None:
    read(store, paper(certificate(doubtful("holders[0].address", "Thôn 1", 0.4))))
    sure = read(store, paper(certificate(doubtful("holders[0].gender", "Nam", 0.9))))
    unsure = read(store, paper(certificate(doubtful("holders[0].gender", "Nam", 0.3))))

    tasks = next_tasks(store, person="an", order=Order.GAIN, limit=3)

    assert tasks[0].document_id == unsure
    assert sure in [task.document_id for task in tasks]


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(pattern=SERIAL), 0),
        (Scope(pattern="holders[].full_name"), 1),
        (Scope(station="tram-1", batch="lo-7"), 1),
        (Scope(batch="another"), 0),
        (Scope(commune_code="00001"), 1),
        (Scope(commune_code="99999"), 0),
    ],
)
def test_a_scope_keeps_to_its_fields(store: Store, scope: Scope, expected: int) -> None:
    values = (doubtful(NAME, "Nguyễn Văn Ân"), reading("parcels[0].commune_code", "00001"))
    read(store, paper(certificate(*values)))

    assert len(next_tasks(store, person="an", scope=scope)) == expected
    assert remaining(store, scope) == expected


def test_what_one_holds_another_is_not_asked_until_the_lease_ends(
    store: Store, clock: Clock
) -> None:
    document = read(store)

    mine = next_tasks(store, person="an", lease_s=60)
    others = next_tasks(store, person="binh", lease_s=60)
    clock.forward(61)
    later = next_tasks(store, person="binh", lease_s=60)

    assert spots(mine) == spots(later) == [(document, NAME)]
    assert others == ()


def test_what_a_person_holds_is_shown_to_them_again(store: Store) -> None:
    read(store)
    read(store)

    first = next_tasks(store, person="an", limit=1)
    again = next_tasks(store, person="an", limit=2)

    assert spots(again)[0] == spots(first)[0]
    assert len(set(spots(again))) == 2


def test_a_kept_lease_lasts_and_a_lost_one_cannot_be_kept(store: Store, clock: Clock) -> None:
    (task,) = next_tasks_of_one(store, "an")
    clock.forward(50)

    assert keep(store, [task.field], person="an", lease_s=60) == (task.field,)
    clock.forward(50)
    with pytest.raises(FieldHeld):
        hold(store, task.field, person="binh", lease_s=60, policy=Policy())
    take_over(store, task.field, person="binh", lease_s=60, policy=Policy())

    assert keep(store, [task.field], person="an", lease_s=60) == ()


def next_tasks_of_one(store: Store, person: str, policy: Policy = PLAIN) -> tuple[Task, ...]:
    read(store)
    return next_tasks(store, person=person, lease_s=60, policy=policy)


def test_an_answer_is_stored_and_the_field_waits_no_more(store: Store) -> None:
    (task,) = next_tasks_of_one(store, "an")

    said = say(store, task, "Nguyễn Văn An", person="an")

    assert said.outcome is Outcome.STORED
    assert past(store, task.document_id, 0, NAME)[-1].reading.value == "Nguyễn Văn An"
    assert remaining(store) == 0
    assert next_tasks(store, person="an") == ()
    assert verify(store) == ()


def say(
    store: Store, task: Task, value: str | None, *, person: str, policy: Policy = PLAIN
) -> Answer:
    return answer(
        store,
        task,
        typed(task.path, value),
        seen_version=task.version,
        person=person,
        policy=policy,
        seconds=3.0,
    )


def test_the_same_answer_sent_twice_is_stored_once(store: Store) -> None:
    (task,) = next_tasks_of_one(store, "an")

    first = say(store, task, "Nguyễn Văn An", person="an")
    second = say(store, task, "Nguyễn Văn An", person="an")

    assert first == second
    assert len(past(store, task.document_id, 0, NAME)) == 2


def test_an_answer_after_a_take_over_is_refused(store: Store) -> None:
    (task,) = next_tasks_of_one(store, "an")
    take_over(store, task.field, person="binh", lease_s=60, policy=Policy())

    with pytest.raises(LeaseLost):
        say(store, task, "Nguyễn Văn An", person="an")

    assert len(past(store, task.document_id, 0, NAME)) == 1


def test_an_answer_to_an_older_version_is_refused(store: Store, clock: Clock) -> None:
    (task,) = next_tasks_of_one(store, "an")
    clock.forward(61)
    hold(store, task.field, person="binh", lease_s=60, policy=Policy())
    say(store, task, "Nguyễn Văn B", person="binh")

    with pytest.raises(VersionConflict):
        say(store, task, "Nguyễn Văn An", person="an")


def test_what_was_passed_on_is_for_somebody_else(store: Store) -> None:
    (task,) = next_tasks_of_one(store, "an")

    pass_on(store, task.field, person="an", note_text="mờ")

    assert next_tasks(store, person="an") == ()
    assert spots(next_tasks(store, person="binh")) == [(task.document_id, NAME)]


def test_what_was_let_go_is_free_at_once(store: Store) -> None:
    (task,) = next_tasks_of_one(store, "an")

    let_go(store, task.field, person="an")

    assert len(next_tasks(store, person="binh")) == 1


def test_two_people_must_agree_on_what_is_keyed_twice(store: Store) -> None:
    policy = Policy(double_keyed=frozenset({"holders[].full_name"}))
    (task,) = next_tasks_of_one(store, "an", policy)

    first = say(store, task, "Nguyễn Văn An", person="an", policy=policy)
    same_person = next_tasks(store, person="an", policy=policy)
    (second_task,) = next_tasks(store, person="binh", policy=policy)
    second = say(store, second_task, "Nguyễn Văn An", person="binh", policy=policy)

    assert first.outcome is Outcome.WAITS_FOR_SECOND
    assert same_person == ()
    assert second_task.part is Part.SECOND
    assert second.outcome is Outcome.STORED


def test_two_who_place_a_tone_mark_differently_agree(store: Store) -> None:
    policy = Policy(double_keyed=frozenset({"holders[].full_name"}))
    (task,) = next_tasks_of_one(store, "an", policy)

    say(store, task, "Nguyễn Văn Hoà", person="an", policy=policy)
    (second,) = next_tasks(store, person="binh", policy=policy)

    assert say(store, second, "Nguyễn Văn Hòa", person="binh", policy=policy).outcome is (
        Outcome.STORED
    )


def test_a_third_person_decides_where_two_disagree(store: Store) -> None:
    policy = Policy(double_keyed=frozenset({"holders[].full_name"}))
    (task,) = next_tasks_of_one(store, "an", policy)

    say(store, task, "Nguyễn Văn An", person="an", policy=policy)
    (second,) = next_tasks(store, person="binh", policy=policy)
    unsettled = say(store, second, "Nguyễn Văn Ấn", person="binh", policy=policy)
    (third,) = next_tasks(store, person="chi", policy=policy)
    both = keyed(store, third.field, third.version)
    say(store, third, "Nguyễn Văn Ân", person="chi", policy=policy)

    assert unsettled.outcome is Outcome.THIRD_NEEDED
    assert third.part is Part.THIRD
    assert [one.reading.value for one in both] == ["Nguyễn Văn An", "Nguyễn Văn Ấn"]
    assert past(store, third.document_id, 0, NAME)[-1].reading.value == "Nguyễn Văn Ân"


def test_an_illegible_field_is_not_asked_again_and_stays_flagged(store: Store) -> None:
    (task,) = next_tasks_of_one(store, "an")
    illegible = Reading(
        path=NAME, value=None, confidence=0, status=Status.FLAGGED, source=Source.PERSON
    )

    answer(store, task, illegible, seen_version=task.version, person="an", policy=Policy())

    assert next_tasks(store, person="binh") == ()
    assert fields(store, task.document_id)[1].current.reading.status is Status.FLAGGED


def test_a_kind_is_lent_together_for_a_group(store: Store) -> None:
    for name in ("Nguyễn Văn Ân", "Trần Thị Bé", "Lê Văn Cả"):
        read(store, usual(name=name))

    group = alike(store, "holders[].full_name", person="an", limit=2)
    rest = alike(store, "holders[].full_name", person="binh")

    assert (len(group), len(rest)) == (2, 1)
    assert not set(spots(group)) & set(spots(rest))


def test_people_who_ask_at_the_same_moment_get_different_fields(
    fresh_url: Callable[[], str],
) -> None:
    url = fresh_url()
    with open_store(url) as store:
        for _ in range(12):
            read(store)
        start = Barrier(4)
        got: list[Task] = []
        shown: set[tuple[str, FieldId]] = set()

        def ask(person: str) -> None:
            start.wait()
            for _ in range(3):
                for task in next_tasks(store, person=person, limit=3):
                    shown.add((person, task.field))
                    got.append(task)

        people = [Thread(target=ask, args=(name,)) for name in ("an", "binh", "chi", "dung")]
        for one in people:
            one.start()
        for one in people:
            one.join()

    # Each asks thrice and is shown what they hold again; no field is shown to two.
    assert len({task.field for task in got}) == 12
    assert len(shown) == 12


def test_samples_are_mixed_in_and_a_silent_error_found_is_put_right(store: Store) -> None:
    for _ in range(6):
        read(store, usual(status=Status.ACCEPTED))
    policy = Policy(sample_share=1.0)

    tasks = next_tasks(store, person="an", limit=4, policy=policy, chance=random.Random(7))
    task = tasks[0]
    before = past(store, *task.field)[-1].reading.value
    say(store, task, f"{before}9", person="an", policy=policy)

    assert {one.part for one in tasks} == {Part.SAMPLE}
    assert past(store, *task.field)[-1].reading.value == f"{before}9"
    assert FieldId(*task.field) == task.field
