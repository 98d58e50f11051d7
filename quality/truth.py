"""Hand-checked truth: what a file really says, in any of the forms people write it down in."""

import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from schemas.document import Kind
from schemas.errors import SettingsError
from schemas.reading import Frozen


class TruthRecord(Frozen):
    """What one paper says: field path -> value, None where the paper does not carry the field."""

    kind: Kind = Kind.LAND_CERTIFICATE
    edition: str | None = None
    fields: dict[str, str | None]


class TruthFile(Frozen):
    """What one source file says. ``level`` names how worn the scan is; "" when not told."""

    name: str
    level: str = ""
    records: tuple[TruthRecord, ...]


def read_folder(folder: Path) -> tuple[TruthFile, ...]:
    """Return the truth in every ``*.json`` of ``folder``, by name.

    Raises:
        SettingsError: the folder holds none, or a file cannot be understood.
    """
    files = tuple(read(path) for path in sorted(folder.glob("*.json")))
    if not files:
        raise SettingsError(f"{folder}: no *.json")
    return files


def read(path: Path) -> TruthFile:
    """Return the truth in one file.

    Three forms are understood: ``{"level": …, "records": [{"kind", "edition", "fields"}]}``
    with fields as a mapping or, as in a record file, as a list of ``{"path", "value"}``; and
    a bare mapping of paths to values for a file that holds one certificate.

    Raises:
        SettingsError: it is none of these.
    """
    try:
        content = json.loads(path.read_text("utf-8"))
        if not isinstance(content, dict):
            raise SettingsError(f"{path}: not an object")
        listed = content.get("records", [{"fields": content}])
        records = tuple(_record(entry) for entry in listed)
        level = content.get("level", "") if "records" in content else ""
        return TruthFile(name=path.stem, level=str(level), records=records)
    except ValidationError as error:
        raise SettingsError(f"{path}: {first_fault(error)}") from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _record(entry: Mapping[str, object]) -> TruthRecord:
    fields = entry["fields"]
    if isinstance(fields, list):
        fields = {field["path"]: field["value"] for field in fields}
    known = {key: entry[key] for key in ("kind", "edition") if key in entry}
    return TruthRecord.model_validate({**known, "fields": fields})


def first_fault(error: ValidationError) -> str:
    """Return where and why a file breaks its format; never its values, which may be personal."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    return f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
