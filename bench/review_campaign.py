"""A whole campaign of invented documents, written straight into PostgreSQL."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from schemas.document import Edition, Kind, PageNote
from schemas.form1 import CORE_PATTERNS
from schemas.paths import pattern_of
from schemas.problems import problem
from store.gain import gain
from store.session import Store, open_store
from store.worklist import waiting_by_pattern

# What the page needs of a document's pictures is found under these names.
PAGES: Final = 2
# Tables written side by side: as many as most machines have cores.
_AT_ONCE: Final = 2


class _Field(NamedTuple):
    """A field as every invented document has it.

    Attributes:
        value: SQL over ``i``, the document's number.
        waits: how many of a thousand wait for a person.
        other: what a second reading said.
    """

    path: str
    value: str
    waits: int
    other: str


_FIELDS: Final = (
    _Field("certificate.serial", "'CP ' || lpad((i % 1000000)::text, 6, '0')", 130, "CP 673047"),
    _Field("certificate.issue_date", "'2017-07-' || lpad((1 + i % 28)::text, 2, '0')", 90, "2017"),
    _Field("holders[0].full_name", "'Nguyễn Văn ' || chr((65 + i % 26)::int)", 380, "Nguyễn Vân A"),
    _Field("holders[0].id_number", "lpad((1000 + i)::text, 12, '0')", 160, "001068001234"),
    _Field("parcels[0].parcel_no", "(1 + i % 800)::text", 170, "471"),
    _Field("parcels[0].map_sheet_no", "(1 + i % 90)::text", 130, "11"),
    _Field("parcels[0].area_m2", "(50 + i % 900)::text || '.5'", 300, "120.5"),
    _Field("parcels[0].address", "'Thôn ' || (1 + i % 40)::text || ', xã Bình An'", 420, "Thôn 1"),
    _Field("parcels[0].commune_code", "lpad((10000 + i % 300)::text, 5, '0')", 60, "10001"),
    _Field("parcels[0].purposes[0].name", "'Đất ở tại nông thôn'", 190, "Đất ở nông thôn"),
    _Field("parcels[0].purposes[0].term", "'Lâu dài'", 120, "Lâu năm"),
    _Field("parcels[0].purposes[0].origin", "'Công nhận quyền sử dụng đất'", 450, "Công nhân"),
)
_SETTINGS: Final = "invented"
# The statements that make a campaign of documents 1 to :documents, in this order.
_DOCUMENTS: Final = (
    f"INSERT INTO settings (fingerprint, said) VALUES ('{_SETTINGS}', '{{}}')",
    "INSERT INTO documents (id, sha256, blob_key, file, station, batch, size_bytes, admitted_at,"
    " state, since, priority, due_at, failures, settled_as, read_id, reader_key, pages, flags,"
    " lowest_confidence)"
    " SELECT i, md5(i::text) || md5((-i)::text), 'x/' || i, 'scan-' || i || '.pdf',"
    " 'tram-' || i % 20, 'dot-' || i / 5000, 1000000, now(), 'done', now(), 0, now(), '{}',"
    " 'done', i, '0000000000.0000000003', {pages}, 3, 0.5"
    " FROM generate_series(1, {documents}) AS i",
    "INSERT INTO arrivals (ticket, document_id, file, file_key, station, batch, seen_at, duplicate)"
    " SELECT '20261122-' || id, id, file, file, station, batch, now(), false FROM documents",
    "INSERT INTO reads (id, document_id, token, at, reader_version, model_hash, settings,"
    " file_pages, page_notes)"
    f" SELECT id, id, md5(id::text), now(), '0.3.1', 'ab12', '{_SETTINGS}', {{pages}},"
    " '{notes}' FROM documents",
    "INSERT INTO records (read_id, number, document_id, kind, edition, pages)"
    f" SELECT id, 0, id, '{Kind.LAND_CERTIFICATE}', '{Edition.E2014}', '[1, 2]' FROM documents",
)
# Which fields of which documents, and how each stands: the same rows wherever it is written.
_EACH: Final = (
    " FROM generate_series(1, {documents}) AS i,"
    " LATERAL (SELECT v.k, v.path, v.pattern, v.blocks, v.seconds, v.value, v.problems, d.dice,"
    " d.dice < v.waits"
    " FROM (VALUES {rows}) AS v(k, path, pattern, blocks, seconds, value, waits, problems),"
    " LATERAL (SELECT abs(hashint8extended(i * {width} + v.k, {seed}) % 1000)) AS d(dice)"
    ") AS f(k, path, pattern, blocks, seconds, value, problems, dice, waits)"
)
_CONFIDENCE: Final = "CASE WHEN f.waits THEN 0.3 + f.dice / 2000.0 ELSE 0.99 END"
_STATUS: Final = "CASE WHEN f.waits THEN 'flagged' ELSE 'accepted' END"
_READINGS: Final = (
    "INSERT INTO readings (id, document_id, record, path, place, read_id, at, value, raw,"
    " confidence, status, page, box, source, problems)"
    " SELECT (i - 1) * {width} + k, i, 0, f.path, k, i, now(), f.value, f.value,"
    f" {_CONFIDENCE}, {_STATUS}, 1,"
    " jsonb_build_array(300, 200 + 60 * k, 700, 235 + 60 * k), 'ocr',"
    f" CASE WHEN f.waits THEN f.problems::jsonb END{_EACH}"
)
_CURRENT: Final = (
    "INSERT INTO fields (document_id, record, path, pattern, version, reading_id, by_person,"
    " status, confidence, todo, blocks, gain)"
    " SELECT i, 0, f.path, f.pattern, 1, (i - 1) * {width} + k, false,"
    f" {_STATUS}, {_CONFIDENCE}, f.waits::int, (f.waits AND f.blocks)::int,"
    f" (1 - {_CONFIDENCE}) / f.seconds{_EACH}"
)
_KEYS: Final = (
    "INSERT INTO keys (kind, key, document_id, record)"
    " SELECT 'commune', {commune}, i, 0 FROM generate_series(1, {documents}) AS i ORDER BY 2, 3",
    "INSERT INTO keys (kind, key, document_id, record)"
    " SELECT 'serial', lower(replace({serial}, ' ', '')), i, 0"
    " FROM generate_series(1, {documents}) AS i",
)
_COUNTS: Final = (
    "INSERT INTO counters (name, shard, value)"
    " SELECT 'todo.' || pattern, 0, count(*) FROM fields WHERE todo = 1 GROUP BY pattern",
    "INSERT INTO counters (name, shard, value)"
    " SELECT 'flag.' || pattern, 0, count(*) FROM fields WHERE todo = 1 GROUP BY pattern",
    "INSERT INTO counters (name, shard, value) VALUES"
    " ('state.done', 0, {documents}), ('seen', 0, {documents}), ('reads', 0, {documents})",
    "SELECT setval(pg_get_serial_sequence('documents', 'id'), {documents}),"
    " setval(pg_get_serial_sequence('reads', 'id'), {documents}),"
    " setval(pg_get_serial_sequence('readings', 'id'), {documents} * {width})",
)
# Written side by side; what is in one of them stands in this order.
_PARTS: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("readings", (_READINGS,)),
    ("fields", (_CURRENT,)),
    ("keys", _KEYS),
)


def fill(url: str, documents: int, seed: int) -> None:
    """Store that many documents, each read, with one certificate.

    The database is empty before. Which fields wait, and how doubtful they are, follows from
    ``seed``.
    """
    told = _told(documents, seed)
    with open_store(url) as store:
        with store.writing() as connection:
            for statement in ("SET LOCAL session_replication_role = replica", *_DOCUMENTS):
                connection.exec_driver_sql(_filled(statement, told))
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for part in [pool.submit(_write, store, *part, told) for part in _PARTS]:
                part.result()
        with store.writing() as connection:
            for statement in _COUNTS:
                connection.exec_driver_sql(_filled(statement, told))


def waiting(store: Store) -> int:
    """Return how many fields wait for a person."""
    return sum(waiting_by_pattern(store).values())


def fingerprint(documents: int, seed: int) -> str:
    """Return a word that is the same for the same campaign, written by the same statements."""
    statements = (*_DOCUMENTS, *(one for _, part in _PARTS for one in part), *_COUNTS)
    told = _told(documents, seed)
    said = "\n".join(_filled(statement, told) for statement in statements)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _write(store: Store, table: str, statements: Sequence[str], told: Mapping[str, object]) -> None:
    """Fill one table; its indexes are made when everything is there, which is far quicker."""
    with store.writing() as connection:

        def say(statement: str) -> None:
            connection.exec_driver_sql(_filled(statement, told))

        # Everything that refers to something is written with what it refers to.
        say("SET LOCAL session_replication_role = replica")
        say(f"TRUNCATE {table}")
        keys = connection.exec_driver_sql(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            f" WHERE conrelid = '{table}'::regclass AND contype = 'p'"
        ).all()
        for name, _ in keys:
            say(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        indexes = connection.exec_driver_sql(
            "SELECT indexname, indexdef FROM pg_indexes"
            f" WHERE schemaname = 'public' AND tablename = '{table}'"
        ).all()
        for name, _ in indexes:
            say(f'DROP INDEX "{name}"')
        for statement in statements:
            say(statement)
        for name, made in keys:
            say(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {made}')
        for _, made in indexes:
            say(made)


def _told(documents: int, seed: int) -> dict[str, object]:
    values = {field.path: field.value for field in _FIELDS}
    return {
        "documents": documents,
        "seed": seed,
        "width": len(_FIELDS),
        "pages": PAGES,
        "notes": _notes(),
        "rows": _rows(),
        "commune": values["parcels[0].commune_code"],
        "serial": values["certificate.serial"],
    }


def _filled(statement: str, told: Mapping[str, object]) -> str:
    for name, value in told.items():
        statement = statement.replace(f"{{{name}}}", str(value))
    return statement.replace("%", "%%")


def _notes() -> str:
    pages = [
        PageNote(page=n, kind=f"certificate.face{n}", dpi=150, quality=0.9)
        for n in range(1, PAGES + 1)
    ]
    return json.dumps([note.model_dump(mode="json") for note in pages])


def _rows() -> str:
    return ", ".join(
        f"({k}, {_quoted(field.path)}, {_quoted(pattern_of(field.path))},"
        f" {str(pattern_of(field.path) in CORE_PATTERNS).lower()},"
        f" {1 / gain(pattern_of(field.path), 0.0)}, {field.value}, {field.waits},"
        f" {_quoted(_doubt(field))})"
        for k, field in enumerate(_FIELDS, start=1)
    )


def _doubt(field: _Field) -> str:
    said = problem("readings_differ", others=field.other)
    return json.dumps([said.model_dump(mode="json")], ensure_ascii=False)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
