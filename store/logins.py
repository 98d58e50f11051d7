"""Who is logged in, and until when; the browser's key itself is never stored."""

from datetime import timedelta
from typing import NamedTuple

import sqlalchemy as sa

from store.audit import note
from store.session import Store
from store.tables_review import logins as table
from store.tables_review import users
from store.users import Role, User

# How often being seen is written down.
_SEEN_EVERY = timedelta(minutes=1)


class Lasting(NamedTuple):
    """How long a log-in lives: without being used, and at all."""

    idle: timedelta
    whole: timedelta


def begin(store: Store, user: User, key_hash: str, lasting: Lasting) -> None:
    """Write down that the person logged in; clears away log-ins that have ended."""
    with store.writing() as connection:
        now = store.now(connection)
        connection.execute(table.delete().where(table.c.ends_at <= now))
        connection.execute(
            table.insert().values(
                key_hash=key_hash,
                user_id=user.user_id,
                began_at=now,
                seen_at=now,
                ends_at=now + lasting.whole,
            )
        )
        connection.execute(
            sa.update(users).where(users.c.id == user.user_id).values(failures=0, locked_until=None)
        )
        note(store, connection, user.name, "login")


def find(store: Store, key_hash: str, lasting: Lasting) -> User | None:
    """Return who holds this key, if the log-in still lives and the person may still work."""
    asked = (
        sa.select(table.c.seen_at, table.c.ends_at, users)
        .join(users, users.c.id == table.c.user_id)
        .where(table.c.key_hash == key_hash)
    )
    with store.reading() as connection:
        rows, now = store.timed(connection, asked)
    row = rows[0] if rows else None
    if row is None or row.disabled or row.ends_at <= now or row.seen_at + lasting.idle <= now:
        return None
    if now - row.seen_at > _SEEN_EVERY:
        with store.writing() as connection:
            connection.execute(
                sa.update(table).where(table.c.key_hash == key_hash).values(seen_at=now)
            )
    return User(row.id, row.name, Role(row.role), row.lang, row.created_at, False, row.locked_until)


def end(store: Store, key_hash: str) -> None:
    """End the log-in; nothing happens when it has ended already."""
    with store.writing() as connection:
        row = connection.execute(
            table.delete().where(table.c.key_hash == key_hash).returning(table.c.user_id)
        ).one_or_none()
        if row is not None:
            name = connection.execute(
                sa.select(users.c.name).where(users.c.id == row.user_id)
            ).scalar_one()
            note(store, connection, name, "logout")
