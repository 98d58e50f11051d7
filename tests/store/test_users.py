"""People and programs: who may log in, and from when on no more."""

from datetime import timedelta

import pytest

from store import logins
from store.errors import NoSuchThing, NotAllowed
from store.session import Store
from store.users import (
    Role,
    add_token,
    add_user,
    change_user,
    failed,
    revoke_token,
    secret_of,
    token_with,
    user_named,
)
from store.users import all_tokens as tokens
from tests.store.conftest import Clock

LASTING = logins.Lasting(timedelta(minutes=60), timedelta(hours=12))


@pytest.fixture
def an(store: Store) -> str:
    add_user(store, "quan", Role.ADMINISTRATOR, "hash", by="test")
    return add_user(store, "an", Role.OPERATOR, "hash", by="test").name


def test_a_name_is_given_once(store: Store, an: str) -> None:
    with pytest.raises(NotAllowed):
        add_user(store, an, Role.SUPERVISOR, "other", by="test")


def test_the_fifth_wrong_password_locks_and_each_further_one_doubles_the_pause(
    store: Store, clock: Clock, an: str
) -> None:
    for _ in range(4):
        failed(store, an)
    assert not locked(store, an)

    failed(store, an)
    assert locked(store, an)
    clock.forward(61)
    assert not locked(store, an)

    failed(store, an)
    clock.forward(61)
    assert locked(store, an)
    clock.forward(61)
    assert not locked(store, an)


def locked(store: Store, name: str) -> bool:
    secret = secret_of(store, name)
    assert secret is not None
    return secret.is_locked


def test_a_log_in_lives_while_it_is_used_and_not_beyond_its_end(
    store: Store, clock: Clock, an: str
) -> None:
    user = user_named(store, an)
    assert user is not None
    logins.begin(store, user, "key", LASTING)

    for _ in range(14):
        clock.forward(50 * 60)
        assert logins.find(store, "key", LASTING) is not None
    clock.forward(50 * 60)

    assert logins.find(store, "key", LASTING) is None


def test_an_unused_log_in_ends(store: Store, clock: Clock, an: str) -> None:
    user = user_named(store, an)
    assert user is not None
    logins.begin(store, user, "key", LASTING)

    clock.forward(60 * 60)

    assert logins.find(store, "key", LASTING) is None


@pytest.mark.parametrize(
    "change",
    [{"disabled": True}, {"password_hash": "new"}, {"role": Role.SUPERVISOR}],
    ids=["disabled", "password", "role"],
)
def test_a_change_of_rights_ends_every_log_in(
    store: Store, an: str, change: dict[str, object]
) -> None:
    user = user_named(store, an)
    assert user is not None
    logins.begin(store, user, "key", LASTING)

    change_user(store, an, by="quan", **change)  # type: ignore[arg-type]

    assert logins.find(store, "key", LASTING) is None


@pytest.mark.parametrize("change", [{"disabled": True}, {"role": Role.OPERATOR}])
def test_the_last_administrator_stays(store: Store, an: str, change: dict[str, object]) -> None:
    with pytest.raises(NotAllowed):
        change_user(store, "quan", by="quan", **change)  # type: ignore[arg-type]

    user = user_named(store, "quan")
    assert user is not None
    assert (user.role, user.disabled) == (Role.ADMINISTRATOR, False)


def test_nobody_can_be_changed_who_is_not_there(store: Store, an: str) -> None:
    with pytest.raises(NoSuchThing):
        change_user(store, "nobody", by="quan", disabled=True)


def test_a_programs_key_is_good_until_it_ends_or_is_revoked(store: Store, clock: Clock) -> None:
    add_token(store, "one", Role.OPERATOR, "h1", by="quan", days=1)
    add_token(store, "two", Role.OPERATOR, "h2", by="quan", days=9)
    assert token_with(store, "h1") is not None

    clock.forward(25 * 3600)
    assert token_with(store, "h1") is None
    assert token_with(store, "h2") is not None
    revoke_token(store, tokens(store)[0].token_id, by="quan")

    assert token_with(store, "h2") is None
    assert token_with(store, "h3") is None
