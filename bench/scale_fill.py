"""A store as it is after years: invented documents written straight into its tables."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from schemas.paths import pattern_of
from store.counts import verify
from store.search import name_key
from store.session import Store
from store.tables import arrivals, documents, events, fields, keys, readings

# So many of a thousand documents wait to be read, and were set aside.
_WAITING, _SET_ASIDE = 2, 20
# In one transaction.
_AT_ONCE = 50_000
_SURNAMES: Final = (
    "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đoàn Trịnh Mai Tô Hà"
)
_MIDDLES: Final = "Văn Thị Đức Hữu Công Minh Ngọc Xuân Quốc Thanh"
_GIVEN: Final = (
    "Anh Bình Cường Dũng Đạt Giang Hải Hạnh Hòa Hùng Hương Khánh Lan Linh Long Mai Nam Nga Phúc "
    "Phương Quân Sơn Tâm Thảo Thủy Tiến Trang Tuấn Vinh Yến"
)
NAMES: Final = tuple(
    f"{first} {middle} {last}"
    for last in _GIVEN.split()
    for middle in _MIDDLES.split()
    for first in _SURNAMES.split()
)
# Sheets and parcels of a commune before the next one begins.
PARCELS, SHEETS = 300, 40
_LETTERS: Final = "ABCDEGHKLMNOPQRSTUVX"


class _Words(NamedTuple):
    """What the two databases say differently: SQL made of SQL."""

    padded: Callable[[str, int], str]
    text: Callable[[str], str]
    digest: str
    now: str


_SAID: Final = {
    "postgresql": _Words(
        lambda number, width: f"lpad(({number})::text, {width}, '0')",
        lambda number: f"({number})::text",
        "md5(i::text) || md5((-i)::text)",
        "now()",
    ),
    "sqlite": _Words(
        lambda number, width: f"printf('%0{width}d', {number})",
        lambda number: f"CAST({number} AS text)",
        "lower(hex(randomblob(32)))",
        "strftime('%Y-%m-%d %H:%M:%f000', 'now')",
    ),
}


class _Field(NamedTuple):
    """A field as every document has it; ``waits`` of a thousand wait for a person."""

    path: str
    value: Callable[[_Words], str]
    waits: int
    blocks: bool = True


def is_read(number: int) -> bool:
    """Say whether the document of that number was read."""
    return number % 1000 >= _WAITING + _SET_ASIDE


def serial(number: int) -> str:
    """Return the serial of the document of that number."""
    return f"{_letter(number // 1_000_000)}{_letter(number)} {number % 1_000_000:06}"


def name(number: int) -> str:
    """Return the holder's name."""
    return NAMES[number % len(NAMES)]


def parcel(number: int) -> tuple[str, str, str]:
    """Return commune, sheet and parcel."""
    commune, rest = divmod(number, SHEETS * PARCELS)
    return f"{10_000 + commune}", f"{1 + rest // PARCELS}", f"{1 + rest % PARCELS}"


def _letter(number: int) -> str:
    return _LETTERS[number % len(_LETTERS)]


_SHEET = f"1 + i % {SHEETS * PARCELS} / {PARCELS}"
_PARCEL = f"1 + i % {PARCELS}"
_COMMUNE = f"10000 + i / {SHEETS * PARCELS}"
_SERIAL = tuple(
    f"substr('{_LETTERS}', CAST(1 + {number} % {len(_LETTERS)} AS integer), 1)"
    for number in ("i / 1000000", "i")
)
_FIELDS: Final = (
    _Field(
        "certificate.serial",
        lambda say: f"{_SERIAL[0]} || {_SERIAL[1]} || ' ' || {say.padded('i % 1000000', 6)}",
        60,
    ),
    _Field(
        "certificate.issue_date", lambda say: f"'2017-07-' || {say.padded('1 + i % 28', 2)}", 60
    ),
    _Field("holders[0].full_name", lambda _: "invented_names.said", 150),
    _Field("holders[0].id_number", lambda say: say.padded("1000 + i", 12), 80),
    _Field("parcels[0].parcel_no", lambda say: say.text(_PARCEL), 80),
    _Field("parcels[0].map_sheet_no", lambda say: say.text(_SHEET), 60),
    _Field("parcels[0].area_m2", lambda say: f"{say.text('50 + i % 900')} || '.5'", 100),
    _Field("parcels[0].commune_code", lambda say: say.text(_COMMUNE), 30, blocks=False),
)
FIELDS_A_DOCUMENT: Final = len(_FIELDS)


def fill(store: Store, number: int) -> None:
    """Store documents 1 to ``number``, most of them read, each with one certificate.

    The database is empty before; its counters are true afterwards.
    """
    say = _SAID[store.dialect]
    indexes = [one for table in (readings, fields, keys, events, arrivals) for one in table.indexes]
    with store.writing() as connection:
        for index in indexes:
            index.drop(connection)
        _invent_names(connection)
        _run(connection, "INSERT INTO settings (fingerprint, said) VALUES ('invented', '{}')")
    for first in range(1, number + 1, _AT_ONCE):
        with store.writing() as connection:
            if store.dialect == "postgresql":
                # Each row is written with what it refers to: nothing to look up.
                _run(connection, "SET LOCAL session_replication_role = replica")
            for statement in _statements(say, first, min(first + _AT_ONCE - 1, number)):
                _run(connection, statement)
    with store.writing() as connection:
        for index in indexes:
            index.create(connection)
        _run(connection, "DROP TABLE invented_keys")
        _run(connection, "DROP TABLE invented_names")
        if store.dialect == "postgresql":
            for table in (documents, arrivals, events, readings):
                _run(
                    connection,
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id))"
                    f" FROM {table.name}",
                )
            _run(
                connection,
                "SELECT setval(pg_get_serial_sequence('reads', 'id'), max(id)) FROM reads",
            )
    _count(store)


def _invent_names(connection: Any) -> None:
    _run(connection, "CREATE TABLE invented_names (number integer PRIMARY KEY, said text)")
    _run(connection, "CREATE TABLE invented_keys (number integer, said text)")
    for number, said in enumerate(NAMES):
        words = name_key(said).split()
        _run(connection, f"INSERT INTO invented_names VALUES ({number}, '{said}')")
        found = ", ".join(f"({number}, '{' '.join(words[n:])}')" for n in range(len(words)))
        _run(connection, f"INSERT INTO invented_keys VALUES {found}")


def _statements(say: _Words, first: int, last: int) -> list[str]:
    numbers = (
        f"WITH RECURSIVE numbers(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM numbers"
        f" WHERE i < {last})"
    )
    state = (
        f"CASE WHEN i % 1000 < {_WAITING} THEN 'waiting'"
        f" WHEN i % 1000 < {_WAITING + _SET_ASIDE} THEN 'set_aside' ELSE 'done' END"
    )
    some = f"FROM documents WHERE id BETWEEN {first} AND {last}"
    done = f"{some} AND state = 'done'"
    said = f"id AS i {done}"
    made = [
        "INSERT INTO documents (id, sha256, blob_key, file, station, batch, size_bytes,"
        " admitted_at, state, since, priority, due_at, failures, read_id, reader_key, pages, flags,"
        f" lowest_confidence, shown_as) {numbers} SELECT i, {say.digest}, 'x/' || i,"
        f" 'scan-' || i || '.pdf', 'tram-' || i % 20, 'lo-' || i / 5000, 1000000, {say.now},"
        f" {state}, {say.now}, 1, {say.now}, '{{}}', i, '0000000000.0000000003', 2, 1, 0.5,"
        f" CASE WHEN i % 1000 BETWEEN {_WAITING} AND {_WAITING + _SET_ASIDE - 1} THEN 'x' END"
        " FROM numbers",
        "INSERT INTO arrivals (ticket, document_id, file, file_key, station, batch, seen_at,"
        f" duplicate) SELECT '20261122-' || id, id, file, file, station, batch, {say.now}, false"
        f" {some}",
        *(
            "INSERT INTO events (document_id, at, what, by) SELECT id,"
            f" {say.now}, '{what}', 'invented' {some if what == 'admit' else done}"
            for what in ("admit", "claim", "finish")
        ),
        "INSERT INTO reads (id, document_id, token, at, reader_version, model_hash, settings,"
        f" file_pages, page_notes) SELECT id, id, '', {say.now}, '0.3.1', 'ab12', 'invented', 2,"
        f" '[]' {done}",
        "INSERT INTO records (read_id, number, document_id, kind, edition, pages)"
        f" SELECT id, 0, id, 'land_certificate', '2014', '[1, 2]' {done}",
    ]
    for place, field in enumerate(_FIELDS, start=1):
        made += _field_statements(say, place, field, first, last)
    commune = say.text(_COMMUNE)
    sheet = f"{say.text(_SHEET)} || '/' || {say.text(_PARCEL)}"
    for kind, key in (
        ("serial", f"lower(replace({_FIELDS[0].value(say)}, ' ', ''))"),
        ("commune", commune),
        ("parcel", sheet),
        ("parcel", f"{commune} || ':' || {sheet}"),
    ):
        made.append(
            "INSERT INTO keys (kind, key, document_id, record)"
            f" SELECT '{kind}', {key}, i, 0 FROM (SELECT {said}) AS found"
        )
    made.append(
        "INSERT INTO keys (kind, key, document_id, record) SELECT 'name', invented_keys.said, i, 0"
        f" FROM (SELECT {said}) AS found JOIN invented_keys ON number = i % {len(NAMES)}"
    )
    return made


def _field_statements(
    say: _Words, place: int, field: _Field, first: int, last: int
) -> tuple[str, str]:
    """Return what writes one field of each document: its reading, and that it is current."""
    number = f"(i - 1) * {FIELDS_A_DOCUMENT} + {place}"
    waits = f"(i * 7919 + {place} * 104729) % 1000 < {field.waits}"
    status = f"CASE WHEN {waits} THEN 'flagged' ELSE 'accepted' END"
    confidence = f"CASE WHEN {waits} THEN 0.3 + i % 500 / 1000.0 ELSE 0.99 END"
    found = (
        f"(SELECT id AS i FROM documents WHERE id BETWEEN {first} AND {last} AND state = 'done')"
        " AS found"
    )
    reading = (
        "INSERT INTO readings (id, document_id, record, path, place, read_id, at, value, raw,"
        f" confidence, status, page, box, source) SELECT {number}, i, 0, '{field.path}', {place},"
        f" i, {say.now}, {field.value(say)}, {field.value(say)}, {confidence}, {status}, 1,"
        f" '[300, 200, 700, 235]', 'ocr' FROM {found}"
        f" JOIN invented_names ON number = i % {len(NAMES)}"
    )
    todo = f"CASE WHEN {waits} THEN 1 ELSE 0 END"
    current = (
        "INSERT INTO fields (document_id, record, path, pattern, version, reading_id, by_person,"
        f" status, confidence, todo, blocks) SELECT i, 0, '{field.path}',"
        f" '{pattern_of(field.path)}', 1, {number}, false, {status}, {confidence}, {todo},"
        f" {todo if field.blocks else 0} FROM {found}"
    )
    return reading, current


def _count(store: Store) -> None:
    """Bring the counters up to what was written, and let the database learn about its tables."""
    drifts = verify(store)
    with store.writing() as connection:
        for drift in drifts:
            _run(
                connection,
                f"INSERT INTO counters (name, shard, value) VALUES ('{drift.name}', 0,"
                f" {drift.counted - drift.kept})",
            )
        _run(connection, "ANALYZE")


def _run(connection: Any, statement: str) -> None:
    connection.exec_driver_sql(
        statement.replace("%", "%%") if _is_psycopg(connection) else statement
    )


def _is_psycopg(connection: Any) -> bool:
    return bool(connection.dialect.name == "postgresql")
