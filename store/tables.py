"""The tables: what each row means, and the indexes its questions need."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Row,
    SmallInteger,
    String,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import DateTime, TypeDecorator

METADATA = MetaData()

# A row by its column names.
AnyRow = Row[*tuple[Any, ...]]


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, aware in Python; SQLite knows no zones and keeps the bare UTC time."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None or dialect.name != "sqlite":
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only in a column declared INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")
Said = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
# Compared byte by byte, so that a prefix is a range; SQLite does so anyway.
Key = Text().with_variant(Text(collation="C"), "postgresql")


def index_on(name: str, *columns: Any, where: str | None = None, unique: bool = False) -> Index:
    condition = None if where is None else text(where)
    return Index(name, *columns, unique=unique, postgresql_where=condition, sqlite_where=condition)


def field_address() -> tuple[Column[Any], ...]:
    """Return the columns that name a field, at the head of its table's key."""
    return (
        Column("document_id", ForeignKey("documents.id"), primary_key=True),
        Column("record", SmallInteger, primary_key=True),
        Column("path", Text, primary_key=True),
    )


def sharded_number() -> tuple[Column[Any], ...]:
    """Return the columns of a number kept in several rows, so that nobody queues for one."""
    return (
        Column("name", String(80), primary_key=True),
        Column("shard", SmallInteger, primary_key=True),
        Column("value", BigInteger, nullable=False),
    )


# One row per content: the document, where it stands, and a digest of its current reading.
documents = Table(
    "documents",
    METADATA,
    Column("id", Id, primary_key=True),
    # Null for what was refused unopened, such as a link or a pipe.
    Column("sha256", String(64), unique=True),
    Column("blob_key", Text),
    Column("file", Text, nullable=False),
    Column("station", Text, nullable=False),
    Column("batch", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("admitted_at", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("since", Moment, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("due_at", Moment, nullable=False),
    # While it is worked on.
    Column("token", String(32)),
    Column("worker", Text),
    Column("lease_until", Moment),
    # Since it last settled: cause -> how often.
    Column("failures", Said, nullable=False),
    Column("last_cause", String(12)),
    # What it was before it was sent again.
    Column("settled_as", String(10)),
    Column("set_aside", Said),
    # The batch that sent it again, until it settles.
    Column("batch_id", ForeignKey("batches.id")),
    # Digest of the current reading.
    Column("read_id", Id),
    Column("reader_key", Key),
    Column("pages", Integer, nullable=False, server_default="0"),
    Column("flags", Integer, nullable=False, server_default="0"),
    Column("lowest_confidence", Float),
    Column("pixels", String(64)),
    # Where the set-aside folder shows it; null when it does not.
    Column("shown_as", Text),
    # What a person says the paper is; every later reading goes by it.
    Column("told", Said),
    # Since when its pages stand in other documents, see ``page_origins``; read no more.
    Column("replaced_at", Moment),
    # A row is rewritten at each change of state: room on the page keeps that cheap.
    postgresql_with={"fillfactor": 80},
)
index_on(
    "documents_due",
    documents.c.priority,
    documents.c.due_at,
    documents.c.id,
    where="state = 'waiting'",
)
index_on("documents_oldest", documents.c.since, where="state = 'waiting'")
index_on("documents_leases", documents.c.lease_until, where="state = 'working'")
index_on("documents_state", documents.c.state, documents.c.id)
index_on("documents_to_show", documents.c.id, where="state = 'set_aside' AND shown_as IS NULL")
index_on("documents_to_hide", documents.c.id, where="state <> 'set_aside' AND shown_as IS NOT NULL")
index_on("documents_again", documents.c.batch_id, where="batch_id IS NOT NULL")
index_on("documents_pixels", documents.c.pixels, where="pixels IS NOT NULL")
index_on("documents_place", documents.c.station, documents.c.batch, documents.c.id)
index_on("documents_batch", documents.c.batch, documents.c.id)
index_on("documents_admitted", documents.c.admitted_at)

# One row per file taken from the drop folder, duplicates too.
arrivals = Table(
    "arrivals",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("ticket", Text, nullable=False, unique=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("file", Text, nullable=False),
    Column("file_key", Key, nullable=False, index=True),
    Column("station", Text, nullable=False),
    Column("batch", Text, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("duplicate", Boolean, nullable=False),
)

# A document's history. ``facts`` never holds a value read from paper.
events = Table(
    "events",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("what", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("facts", Said),
)

# Settings that readings were made with, by their fingerprint.
settings = Table(
    "settings",
    METADATA,
    Column("fingerprint", String(64), primary_key=True),
    Column("said", Said, nullable=False),
)

# One row per time the machine read a document.
reads = Table(
    "reads",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("token", String(32), nullable=False),
    Column("at", Moment, nullable=False),
    Column("reader_version", Text, nullable=False),
    Column("model_hash", Text, nullable=False),
    Column("settings", ForeignKey("settings.fingerprint"), nullable=False),
    Column("batch_id", ForeignKey("batches.id")),
    Column("file_pages", Integer, nullable=False),
    Column("page_notes", Said, nullable=False),
)

records = Table(
    "records",
    METADATA,
    Column("read_id", ForeignKey("reads.id"), primary_key=True),
    Column("number", SmallInteger, primary_key=True),
    Column("document_id", Id, nullable=False, index=True),
    Column("kind", Text, nullable=False),
    Column("edition", Text),
    Column("pages", Said, nullable=False),
)

# Facts, only ever added to: by the machine (``read_id``) or a person (``person``).
readings = Table(
    "readings",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("record", SmallInteger, nullable=False),
    Column("path", Text, nullable=False),
    # Its place in reading order; a person's takes over that of what it answers.
    Column("place", Integer, nullable=False),
    Column("read_id", ForeignKey("reads.id")),
    Column("person", Text),
    Column("at", Moment, nullable=False),
    Column("value", Text),
    Column("raw", Text),
    Column("confidence", Float, nullable=False),
    Column("status", String(12), nullable=False),
    Column("page", Integer),
    Column("box", Said),
    Column("source", String(8), nullable=False),
    Column("problems", Said),
    # A person's reading answers the machine's reading current at that time.
    Column("answers", Id),
)

# The current reading of each field; ``reading_id`` is null when newer readings lack the field.
fields = Table(
    "fields",
    METADATA,
    *field_address(),
    Column("pattern", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("reading_id", Id),
    Column("by_person", Boolean, nullable=False),
    Column("status", String(12), nullable=False),
    Column("confidence", Float, nullable=False),
    # The machine's newest reading, where it disagrees with a person.
    Column("question_id", Id),
    # 1 while a person must look: flagged and not answered by one, or with a question.
    Column("todo", SmallInteger, nullable=False, server_default="0"),
    # 1 while it waits so and no row of Form No. 1 is complete without it.
    Column("blocks", SmallInteger, nullable=False, server_default="0"),
    # What a look at it is worth, see ``store.gain``.
    Column("gain", Float, nullable=False, server_default="0"),
    sqlite_with_rowid=False,
)
_in_turn = (fields.c.document_id, fields.c.record, fields.c.path)
index_on("fields_todo", *_in_turn, where="todo = 1")
index_on("fields_blocking", *_in_turn, where="blocks = 1")
index_on("fields_kind", fields.c.pattern, *_in_turn, where="todo = 1")
index_on(
    "fields_doubt",
    fields.c.pattern,
    fields.c.confidence,
    fields.c.document_id,
    where="todo = 1",
)
index_on("fields_gain", fields.c.gain.desc(), fields.c.document_id, where="todo = 1")
index_on("fields_flagged", fields.c.pattern, fields.c.document_id, where="status = 'flagged'")
index_on("fields_questions", fields.c.document_id, where="question_id IS NOT NULL")

# Documents that people made of the pages of others: one row per page, where it comes from.
page_origins = Table(
    "page_origins",
    METADATA,
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("page", Integer, primary_key=True),
    Column("origin_id", ForeignKey("documents.id"), nullable=False, index=True),
    Column("origin_page", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Folded texts that people search by.
keys = Table(
    "keys",
    METADATA,
    Column("kind", String(8), primary_key=True),
    Column("key", Key, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), primary_key=True, index=True),
    Column("record", SmallInteger, primary_key=True),
    sqlite_with_rowid=False,
)

# Keys of how the pages look, to find scans of one sheet; what they are is the reader's choice.
looks = Table(
    "looks",
    METADATA,
    Column("key", Key, primary_key=True),
    Column("document_id", ForeignKey("documents.id"), primary_key=True, index=True),
    sqlite_with_rowid=False,
)
likenesses = Table(
    "likenesses",
    METADATA,
    # The later of the two documents first.
    Column("document_id", ForeignKey("documents.id"), primary_key=True),
    Column("other_id", ForeignKey("documents.id"), primary_key=True, index=True),
    Column("why", String(12), primary_key=True),
    Column("found_at", Moment, nullable=False),
)

# Documents to be read again: a filter, and a bookmark up to where they have been sent.
batches = Table(
    "batches",
    METADATA,
    Column("id", Id, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("filter", Said, nullable=False),
    Column("state", String(10), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("by", Text, nullable=False),
    Column("planned", Integer, nullable=False),
    Column("sent", Integer, nullable=False),
    Column("read", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("withdrawn", Integer, nullable=False),
    Column("bookmark", Id, nullable=False),
    Column("last_id", Id, nullable=False),
)
differences = Table(
    "differences",
    METADATA,
    Column("batch_id", ForeignKey("batches.id"), primary_key=True),
    Column("document_id", ForeignKey("documents.id"), primary_key=True, index=True),
    Column("record", SmallInteger, primary_key=True),
    Column("path", Text, primary_key=True),
    Column("what", String(12), nullable=False),
    Column("pattern", Text, nullable=False),
    Column("before_id", Id),
    Column("after_id", Id),
    sqlite_with_rowid=False,
)

# Kept in the transactions they count.
counters = Table(
    "counters",
    METADATA,
    *sharded_number(),
    sqlite_with_rowid=False,
    postgresql_with={"fillfactor": 50},
)

# What each process last said of itself.
beats = Table(
    "beats",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("facts", Said, nullable=False),
)
