"""A whole campaign of invented documents, written straight into PostgreSQL."""

import json
from typing import Final, NamedTuple

from schemas.document import Edition, Kind, PageNote
from schemas.form1 import CORE_PATTERNS
from schemas.paths import pattern_of
from schemas.problems import problem
from store.session import open_store

# What the page needs of a document's pictures is found under these names.
PAGES: Final = 2


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
_READINGS: Final = (
    "INSERT INTO readings (id, document_id, record, path, place, read_id, at, value, raw,"
    " confidence, status, page, box, source, problems)"
    " SELECT (i - 1) * {width} + k, i, 0, f.path, k, i, now(), f.value, f.value,"
    " CASE WHEN f.waits THEN 0.3 + f.dice / 2000.0 ELSE 0.99 END,"
    " CASE WHEN f.waits THEN 'flagged' ELSE 'accepted' END, 1,"
    " jsonb_build_array(300, 200 + 60 * k, 700, 235 + 60 * k), 'ocr',"
    " CASE WHEN f.waits THEN f.problems::jsonb END"
    " FROM generate_series(1, {documents}) AS i,"
    " LATERAL (SELECT v.k, v.path, v.value, v.problems, d.dice, d.dice < v.waits"
    " FROM (VALUES {rows}) AS v(k, path, value, waits, problems),"
    " LATERAL (SELECT abs(hashint8extended(i * {width} + v.k, {seed}) % 1000)) AS d(dice)"
    ") AS f(k, path, value, problems, dice, waits)"
)
_CURRENT: Final = (
    "INSERT INTO fields (document_id, record, path, pattern, version, reading_id, by_person,"
    " status, confidence, todo, blocks)"
    " SELECT document_id, 0, r.path, p.pattern, 1, r.id, false, status, confidence,"
    " (status = 'flagged')::int, (status = 'flagged' AND p.blocks)::int"
    " FROM readings AS r JOIN (VALUES {patterns}) AS p(path, pattern, blocks) USING (path)"
    " ORDER BY r.id"
)
_KEYS: Final = (
    "INSERT INTO keys (kind, key, document_id, record)"
    " SELECT DISTINCT 'commune', value, document_id, 0 FROM readings"
    " WHERE path = 'parcels[0].commune_code'",
    "INSERT INTO keys (kind, key, document_id, record)"
    " SELECT 'serial', lower(replace(value, ' ', '')), document_id, 0 FROM readings"
    " WHERE path = 'certificate.serial'",
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


def fill(url: str, documents: int, seed: int) -> int:
    """Store that many documents, each read, with one certificate; return how many fields wait.

    The database is empty before. Which fields wait, and how doubtful they are, follows from
    ``seed``.
    """
    told: dict[str, object] = {
        "documents": documents,
        "seed": seed,
        "width": len(_FIELDS),
        "pages": PAGES,
        "notes": _notes(),
        "rows": _rows(),
        "patterns": _patterns(),
    }
    with open_store(url) as store:
        with store.writing() as connection:

            def say(statement: str) -> None:
                connection.exec_driver_sql(_filled(statement, told))

            # Everything that refers to something is written with what it refers to.
            say("SET LOCAL session_replication_role = replica")
            indexes = connection.exec_driver_sql(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
                " AND tablename IN ('fields', 'readings') AND right(indexname, 5) <> '_pkey'"
            ).all()
            for name, _ in indexes:
                say(f'DROP INDEX "{name}"')
            for statement in (*_DOCUMENTS, _READINGS, _CURRENT):
                say(statement)
            for _, made in indexes:
                say(made)
            for statement in _KEYS:
                say(statement)
        with store.writing() as connection:
            connection.exec_driver_sql("ANALYZE")
            waiting: int = connection.exec_driver_sql(
                "SELECT count(*) FROM fields WHERE todo = 1"
            ).scalar_one()
    return waiting


def _filled(statement: str, told: dict[str, object]) -> str:
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
        f"({k}, {_quoted(field.path)}, {field.value}, {field.waits}, {_quoted(_doubt(field))})"
        for k, field in enumerate(_FIELDS, start=1)
    )


def _doubt(field: _Field) -> str:
    said = problem("readings_differ", others=field.other)
    return json.dumps([said.model_dump(mode="json")], ensure_ascii=False)


def _patterns() -> str:
    named = ((field.path, pattern_of(field.path)) for field in _FIELDS)
    return ", ".join(
        f"({_quoted(path)}, {_quoted(pattern)}, {str(pattern in CORE_PATTERNS).lower()})"
        for path, pattern in named
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
