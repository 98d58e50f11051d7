"""The people who use the review page, and the programs that use its interface."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from store.audit import note
from store.errors import NoSuchThing, NotAllowed
from store.session import Store
from store.tables import AnyRow
from store.tables_review import logins, tokens
from store.tables_review import users as table
from store.upsert import insert

# So many wrong passwords lock a name for the first pause; each further one doubles it.
_TRIES = 5
_FIRST_PAUSE = timedelta(minutes=1)
_LONGEST_PAUSE = timedelta(minutes=30)


class Role(StrEnum):
    """What a person may do; ``review.roles`` says what that is, page by page."""

    OPERATOR = "operator"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"


class User(NamedTuple):
    """A person.

    Attributes:
        name: how they log in and what histories call them.
        lang: ``vi``, ``en`` or None for the station's own.
        locked_until: too many wrong passwords were typed.
    """

    user_id: int
    name: str
    role: Role
    lang: str | None
    created_at: datetime
    disabled: bool
    locked_until: datetime | None


class Secret(NamedTuple):
    """What is needed to judge a log-in."""

    user: User
    password_hash: str
    is_locked: bool


def add_user(store: Store, name: str, role: Role, password_hash: str, *, by: str) -> User:
    """Add a person.

    Raises:
        NotAllowed: the name is taken.
    """
    with store.writing() as connection:
        row = connection.execute(
            insert(connection, table)
            .values(
                name=name,
                role=role.value,
                password_hash=password_hash,
                created_at=store.now(connection),
                disabled=False,
                failures=0,
            )
            .on_conflict_do_nothing(index_elements=[table.c.name])
            .returning(table)
        ).one_or_none()
        if row is None:
            raise NotAllowed("the name is taken")
        note(store, connection, by, "user_add", facts={"user": name, "role": role.value})
        return _user(row)


def users(store: Store) -> tuple[User, ...]:
    """Return everybody by name, the disabled too."""
    with store.reading() as connection:
        return tuple(_user(row) for row in connection.execute(sa.select(table).order_by("name")))


def user_named(store: Store, name: str) -> User | None:
    """Return the person of that name, or None."""
    with store.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.name == name)).one_or_none()
    return None if row is None else _user(row)


def secret_of(store: Store, name: str) -> Secret | None:
    """Return what judges a log-in under that name, or None."""
    with store.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.name == name)).one_or_none()
        now = store.now(connection)
    if row is None:
        return None
    locked = row.locked_until is not None and row.locked_until > now
    return Secret(_user(row), row.password_hash, locked)


def failed(store: Store, name: str) -> None:
    """Count a wrong password; after some the name is locked, longer each time."""
    with store.writing() as connection:
        row = connection.execute(
            sa.update(table)
            .where(table.c.name == name)
            .values(failures=table.c.failures + 1)
            .returning(table.c.failures)
        ).one_or_none()
        if row is None:
            return
        over = row.failures - _TRIES
        if over >= 0:
            pause = min(_LONGEST_PAUSE, _FIRST_PAUSE * 2 ** min(over, 10))
            until = store.now(connection) + pause
            connection.execute(
                sa.update(table).where(table.c.name == name).values(locked_until=until)
            )
        facts = {"failures": row.failures}
        note(store, connection, name, "login_failed", facts=facts)


def change_user(
    store: Store,
    name: str,
    *,
    by: str,
    role: Role | None = None,
    disabled: bool | None = None,
    password_hash: str | None = None,
    lang: str | None = None,
) -> None:
    """Change what is given. A new password, role or ban ends the person's log-ins.

    Raises:
        NoSuchThing: nobody has that name.
        NotAllowed: nobody would be left who may administer.
    """
    with store.writing() as connection:
        row = connection.execute(
            sa.select(table).where(table.c.name == name).with_for_update()
        ).one_or_none()
        if row is None:
            raise NoSuchThing("nobody has that name")
        values: dict[str, object] = {}
        if role is not None:
            values["role"] = role.value
        if disabled is not None:
            values["disabled"] = disabled
        if password_hash is not None:
            values |= {"password_hash": password_hash, "failures": 0, "locked_until": None}
        if lang is not None:
            values["lang"] = lang
        if values:
            connection.execute(sa.update(table).where(table.c.id == row.id).values(values))
        if not _has_administrator(connection):
            raise NotAllowed("nobody would be left who may administer")
        if values.keys() & {"role", "disabled", "password_hash"}:
            connection.execute(logins.delete().where(logins.c.user_id == row.id))
            facts = {"user": name, "changed": sorted(values.keys() - {"failures", "locked_until"})}
            told = {k: v for k, v in values.items() if k in ("role", "disabled")}
            note(store, connection, by, "user_change", facts={**facts, **told})


def _has_administrator(connection: Connection) -> bool:
    found = sa.select(sa.literal(1)).where(
        table.c.role == Role.ADMINISTRATOR.value, table.c.disabled == sa.false()
    )
    return connection.execute(found.limit(1)).one_or_none() is not None


class Token(NamedTuple):
    """A program's key; what the program shows is known to nobody here."""

    token_id: int
    name: str
    role: Role
    made_by: str
    made_at: datetime
    ends_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None


def add_token(
    store: Store, name: str, role: Role, key_hash: str, *, by: str, days: int = 365
) -> None:
    """Let a program in that shows the key with this SHA-256."""
    with store.writing() as connection:
        now = store.now(connection)
        connection.execute(
            tokens.insert().values(
                name=name,
                key_hash=key_hash,
                role=role.value,
                made_by=by,
                made_at=now,
                ends_at=now + timedelta(days=days),
            )
        )
        note(store, connection, by, "token_add", facts={"token": name, "role": role.value})


def all_tokens(store: Store) -> tuple[Token, ...]:
    """Return all keys, the newest first."""
    with store.reading() as connection:
        rows = connection.execute(sa.select(tokens).order_by(tokens.c.id.desc()))
        return tuple(_token(row) for row in rows)


def token_with(store: Store, key_hash: str) -> Token | None:
    """Return the key with this hash if it is good now; None otherwise."""
    with store.reading() as connection:
        row = connection.execute(
            sa.select(tokens).where(tokens.c.key_hash == key_hash)
        ).one_or_none()
        now = store.now(connection)
    if row is None or row.revoked_at is not None or row.ends_at <= now:
        return None
    if row.used_at is None or now - row.used_at > timedelta(minutes=1):
        with store.writing() as connection:
            connection.execute(sa.update(tokens).where(tokens.c.id == row.id).values(used_at=now))
    return _token(row)


def revoke_token(store: Store, token_id: int, *, by: str) -> None:
    """Let the key's holder in no more.

    Raises:
        NoSuchThing: there is none of that number.
    """
    with store.writing() as connection:
        row = connection.execute(
            sa.update(tokens)
            .where(tokens.c.id == token_id, tokens.c.revoked_at.is_(None))
            .values(revoked_at=store.now(connection))
            .returning(tokens.c.name)
        ).one_or_none()
        if row is None:
            raise NoSuchThing("no such key")
        note(store, connection, by, "token_revoke", facts={"token": row.name})


def _user(row: AnyRow) -> User:
    return User(
        row.id,
        row.name,
        Role(row.role),
        row.lang,
        row.created_at,
        bool(row.disabled),
        row.locked_until,
    )


def _token(row: AnyRow) -> Token:
    return Token(
        row.id,
        row.name,
        Role(row.role),
        row.made_by,
        row.made_at,
        row.ends_at,
        row.revoked_at,
        row.used_at,
    )
