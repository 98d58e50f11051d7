"""The tables of the review page: who may work, who works on what, what came of it, the trail."""

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    event,
)
from sqlalchemy.engine import Connection

from store.tables import METADATA, Id, Moment, Said, field_address, index_on, sharded_number

# People are disabled, never deleted: histories name them.
users = Table(
    "users",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("role", String(13), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("lang", String(2)),
    Column("created_at", Moment, nullable=False),
    Column("disabled", Boolean, nullable=False),
    # Since the last log-in that went well.
    Column("failures", Integer, nullable=False),
    Column("locked_until", Moment),
)

# One row per log-in that has not ended; only the hash of what the browser holds.
logins = Table(
    "logins",
    METADATA,
    Column("key_hash", String(64), primary_key=True),
    Column("user_id", ForeignKey("users.id"), nullable=False, index=True),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
)

# Keys of programs that use the HTTP API; likewise only hashes.
tokens = Table(
    "tokens",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key_hash", String(64), nullable=False, unique=True),
    Column("role", String(13), nullable=False),
    Column("made_by", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("revoked_at", Moment),
    Column("used_at", Moment),
)

# Fields lent to people; gone when answered, worth nothing after ``until``.
leases = Table(
    "leases",
    METADATA,
    *field_address(),
    Column("person", Text, nullable=False),
    Column("part", String(8), nullable=False),
    Column("until", Moment, nullable=False),
    sqlite_with_rowid=False,
)
index_on("leases_person", leases.c.person, leases.c.until)

# What persons typed of a field that more than one must type; one row per person and version.
keyings = Table(
    "keyings",
    METADATA,
    *field_address(),
    Column("version", Integer, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("reading", Said, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# Fields passed on by a person who wants somebody else to look; not offered to them again.
passed_on = Table(
    "passed_on",
    METADATA,
    *field_address(),
    Column("person", Text, primary_key=True),
    Column("note", Text, nullable=False),
    Column("at", Moment, nullable=False),
    sqlite_with_rowid=False,
)

# Accepted fields asked of people all the same, and fields whose value is known for certain.
samples = Table(
    "samples",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("kind", String(8), nullable=False),  # sample, planted
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("record", SmallInteger, nullable=False),
    Column("path", Text, nullable=False),
    Column("pattern", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("made_for", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    # Null until answered; then whether the value that stood there was right (sample) or
    # the person typed what is known (planted).
    Column("agrees", Boolean),
    Column("answered_at", Moment),
)
index_on("samples_answered", samples.c.answered_at, where="answered_at IS NOT NULL")
index_on("samples_open", samples.c.made_for, where="answered_at IS NULL")

# One row per answer a person gave, for speed and care; holds no value.
answers = Table(
    "answers",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("at", Moment, nullable=False, index=True),
    Column("person", Text, nullable=False),
    Column("document_id", Id, nullable=False),
    Column("record", SmallInteger, nullable=False),
    Column("pattern", Text, nullable=False),
    Column("part", String(8), nullable=False),
    Column("changed", Boolean, nullable=False),
    Column("seconds", Float),
)

# From where on acceptance was made stricter, because people found too many silent errors.
floors = Table(
    "floors",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("pattern", Text, nullable=False, index=True),
    Column("floor", Float, nullable=False),
    Column("at", Moment, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("wrong", Integer, nullable=False),
    # Up to which document what was accepted before has been flagged; null when all are.
    Column("bookmark", Id),
)

# One row per export; its bytes lie in exports/ under ``folder``.
exports = Table(
    "exports",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("wanted", Said, nullable=False),
    Column("state", String(10), nullable=False),  # making, ready, failed
    Column("folder", Text, nullable=False),
    Column("records", Integer, nullable=False),
    Column("left_out", Integer, nullable=False),
    Column("sha256", String(64)),
)
exported = Table(
    "exported",
    METADATA,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("record", SmallInteger, primary_key=True),
    # The last export that had it.
    Column("export_id", ForeignKey("exports.id"), nullable=False, index=True),
    Column("changed_at", Moment),
    sqlite_with_rowid=False,
)
index_on("exported_changed", exported.c.changed_at, where="changed_at IS NOT NULL")

# What happened on each day (UTC), kept as it happens; shards as in ``counters``.
days = Table(
    "days",
    METADATA,
    Column("day", String(10), primary_key=True),
    *sharded_number(),
    sqlite_with_rowid=False,
)

# The trail: every row carries the hash of the one before it.
audit = Table(
    "audit",
    METADATA,
    Column("id", Id, primary_key=True, autoincrement=False),
    Column("at", Moment, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(24), nullable=False),
    Column("document_id", Id),
    Column("facts", Said, nullable=False),
    Column("hash", String(64), nullable=False),
)
index_on("audit_document", audit.c.document_id, audit.c.id, where="document_id IS NOT NULL")
index_on("audit_who", audit.c.who, audit.c.id)

# The database itself refuses to change the trail; whoever gets round that breaks the chain.
_REFUSING = {
    "sqlite": (
        "CREATE TRIGGER audit_stays_{act} BEFORE {act} ON audit "
        "BEGIN SELECT RAISE(ABORT, 'the audit trail is only added to'); END"
    ),
    "postgresql": (
        "CREATE TRIGGER audit_stays_{act} BEFORE {act} ON audit "
        "FOR EACH ROW EXECUTE FUNCTION sodo_refuse()"
    ),
}
_REFUSAL = (
    "CREATE OR REPLACE FUNCTION sodo_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit trail is only added to'; END $$"
)


def _guard(_table: Table, connection: Connection, **_: object) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_REFUSAL)
    for act in ("UPDATE", "DELETE"):
        connection.exec_driver_sql(_REFUSING[connection.dialect.name].format(act=act))


event.listen(audit, "after_create", _guard)

REVIEW_TABLES = (
    users,
    logins,
    tokens,
    leases,
    keyings,
    passed_on,
    samples,
    answers,
    floors,
    exports,
    exported,
    days,
    audit,
)
