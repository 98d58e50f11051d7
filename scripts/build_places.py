"""Builds schemas/places.tsv.gz, the list of provinces, districts and communes.

Needs the package ``vietnamadminunits`` (MIT; its notice is kept beside the data), which the
program itself does without. Same package, same bytes:

    python scripts/build_places.py
"""

import gzip
import io
import json
import re
import shutil
import sqlite3
import unicodedata
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

DATA = Path(__file__).parent.parent / "schemas"
OUT = DATA / "places.tsv.gz"
PACKAGE = "vietnamadminunits"

# The source writes former names as keys: letters only, no marks, with and without the type.
TYPE_KEYS = ("thanhpho", "thixa", "thitran", "phuong", "huyen", "quan", "xa", "tt", "tx", "tp")

# The source is not of one mind about the second word's capital.
KINDS = re.compile("(Thành [Pp]hố|Thị [Xx]ã|Thị [Tt]rấn|Đặc [Kk]hu) ")

Row = tuple[str, ...]


def package_folder() -> Path:
    """Return where the source package lies; PackageNotFoundError when it is not installed."""
    return Path(str(distribution(PACKAGE).locate_file(PACKAGE)))


def former_names(names: list[str], own: str) -> str:
    """Return the former names among the source's keys, without their types, joined by ``|``.

    A leading type is taken off only where the rest is a name for sure, in the list or the
    unit's ``own``: the source knows a huyện Quảng Uyên, whose key begins like a quận.
    """
    bare = []
    for name in names:
        rests = [name.removeprefix(kind) for kind in TYPE_KEYS if name.startswith(kind)]
        bare.append(next((rest for rest in rests if rest == own or rest in names), name))
    return "|".join(name for name in dict.fromkeys(bare) if name != own)


def successors_by_key(converter: dict[str, dict[str, dict[str, object]]]) -> dict[str, list[Row]]:
    """Return old chain key -> (new province key, new commune key), the default successor first."""
    found: dict[str, list[Row]] = {}
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, olds in communes.items():
            assert isinstance(olds, list)
            for old in olds:
                found[old] = [(province, commune)]
    for province, splits in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in splits.items():
            assert isinstance(parts, list)
            ordered = sorted(parts, key=lambda p: (not p["isDefaultNewWard"], p["newWardKey"]))
            found[old] = [(province, part["newWardKey"]) for part in ordered]
    return found


def rows(folder: Path) -> Iterator[Row]:
    """Yield the rows of the data file, in an order that depends on the source alone."""
    database = sqlite3.connect(f"file:{folder / 'data' / 'dataset.db'}?mode=ro", uri=True)
    converter = json.loads((folder / "data" / "converter_2025.json").read_text("utf-8"))
    legacy = json.loads((folder / "data" / "parser_legacy.json").read_text("utf-8"))

    now = database.execute(
        "select distinct provinceCode, province, provinceKey from admin_units order by 1"
    ).fetchall()
    for code, name, _ in now:
        yield "province", code, "", name
    code_of: dict[Row, str] = {}
    query = "select wardCode, provinceCode, ward, provinceKey, wardKey from admin_units order by 1"
    for code, province, name, province_key, key in database.execute(query):
        code_of[province_key, key] = code
        yield "commune", code, province, name

    now_code = {key: code for code, _, key in now}
    now_of = {old: k for k, olds in converter["DICT_PROVINCE"].items() for old in olds}
    query = "select distinct provinceCode, province, provinceKey from admin_units_legacy order by 1"
    for code, name, key in database.execute(query):
        yield "old_province", code, "", name, now_code[now_of[key]], ""

    successors = {
        old: ",".join(code_of[pair] for pair in pairs)
        for old, pairs in successors_by_key(converter).items()
    }
    split_names: dict[Row, list[str]] = {}  # districts that were divided, under each part
    for province, divided in legacy["DICT_PROVINCE_DISTRICT_DIVIDED"].items():
        for old, parts in divided.items():
            for part in parts["districts"]:
                split_names.setdefault((province, part), []).append(old)

    query = (
        "select distinct districtCode, provinceCode, district, districtAlias, districtShortKey,"
        " provinceKey, districtKey from admin_units_legacy order by 1"
    )
    for code, province, name, alias, own, province_key, key in database.execute(query):
        names = json.loads(alias) if alias else []
        for old in split_names.get((province_key, key), []):
            kind = next((kind for kind in TYPE_KEYS if old.startswith(kind)), "")
            names += [old, old.removeprefix(kind)]
        # Some island districts had no communes: the district itself has the successor.
        successor = successors.get(f"{province_key}_{key}_", "")
        yield "old_district", code, province, name, successor, former_names(names, own)
    query = (
        "select wardCode, districtCode, ward, wardAlias, wardShortKey, provinceKey, districtKey,"
        " wardKey from admin_units_legacy where ward is not null order by 1"
    )
    for code, district, name, alias, own, *keys in database.execute(query):
        former = former_names(json.loads(alias) if alias else [], own)
        yield "old_commune", code, district, name, successors["_".join(keys)], former


def table(folder: Path) -> str:
    """Return the data file's text: tab-separated rows in NFC, kinds in one spelling."""
    lines = "".join("\t".join(row) + "\n" for row in rows(folder))
    return KINDS.sub(lambda kind: kind[0].capitalize(), unicodedata.normalize("NFC", lines))


def main() -> None:
    """Write the data file and the notice of its source."""
    lines = table(package_folder())
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9, mtime=0, filename="") as file:
        file.write(lines.encode())
    OUT.write_bytes(packed.getvalue())
    licence = next(p for p in distribution(PACKAGE).files or () if p.name == "LICENSE")
    shutil.copyfile(str(licence.locate()), DATA / "places.LICENSE.txt")
    print(f"{OUT.name}: {lines.count(chr(10))} rows, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
