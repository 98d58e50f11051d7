"""The name each source's results get, the same from run to run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

# Beside the results: which file each name was given to, since a record tells only the file's
# own name and scanners call every first scan of the day scan001.pdf.
NAMES_FILE = ".sodo-names.json"

# File systems allow 255 bytes; the rest is for "-2" and the ending.
_LONGEST_BYTES = 200


class Known(NamedTuple):
    """What a record says of its source."""

    file: str
    sha256: str


def shown_name(path: Path) -> str:
    """Return the file's own name as text; bytes that are no UTF-8 show as a replacement sign."""
    return path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def given_names(
    sources: Iterable[Path],
    earlier: Mapping[str, str],
    records: Mapping[str, Known],
    hashes: Mapping[Path, str],
) -> dict[Path, str]:
    """Return a name for each source.

    A source keeps the name it has in ``earlier`` (name -> path). One that came from elsewhere
    takes over the record of the same file name and content. Any other gets its name without
    the ending, or with ``-2``, ``-3`` the first that no record, source or earlier file has.
    """
    paths = list(sources)
    by_path = {path: name for name, path in earlier.items()}
    given = {path: by_path[str(path)] for path in paths if str(path) in by_path}
    taken = set(given.values())
    for path in paths:
        if path in given or path not in hashes:
            continue
        twin = Known(shown_name(path), hashes[path])
        name = next((n for n in sorted(records) if records[n] == twin and n not in taken), None)
        if name is not None:
            given[path] = name
            taken.add(name)
    taken.update(records, earlier)
    for path in paths:
        if path not in given:
            given[path] = _first_free(_stem(path), taken)
            taken.add(given[path])
    return given


def load_names(out: Path) -> dict[str, str]:
    """Return name -> path as an earlier run left it; nothing when there was none."""
    try:
        said = json.loads((out / NAMES_FILE).read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return {str(name): str(path) for name, path in said.items()} if isinstance(said, dict) else {}


def names_as_bytes(names: Mapping[str, str]) -> bytes:
    """Return name -> path as JSON; odd bytes of paths survive the round trip."""
    return json.dumps(names, indent=1, sort_keys=True).encode()


def _stem(path: Path) -> str:
    stem = shown_name(path).removesuffix(path.suffix) or "scan"
    return stem.encode()[:_LONGEST_BYTES].decode(errors="ignore")


def _first_free(stem: str, taken: set[str]) -> str:
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name
