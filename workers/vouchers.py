"""Marks and lists by which a station says which of its files are complete.

- ``scan.pdf.done`` speaks for ``scan.pdf`` beside it;
- ``batch.done`` or ``.done`` speaks for every file of its folder;
- ``manifest.txt``, ``SHA256SUMS`` (a name a line, or hash and name), ``manifest.csv`` (columns
  name, sha256) and ``manifest.json`` (a list of names, or of objects with ``name`` and
  ``sha256``) speak for the files they list, whose names may lead into folders below.

A mark speaks only for what was there before it, so that one left lying never hastens the next file
of the same name. A hash in a list must match; until then its file is not complete.
"""

import csv
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from io import StringIO
from pathlib import Path
from typing import Final, NamedTuple

from workers.drop_folder import MANIFESTS, Entry, Listing, open_file

_BATCH_MARKS: Final = frozenset({"batch.done", ".done"})
_MARK_ENDING: Final = ".done"
_HASHED_LINE = re.compile(r"([0-9a-fA-F]{64})\s+\*?(.+)")
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")


class Word(StrEnum):
    """What the station says of a file."""

    COMPLETE = "complete"
    NOT_YET = "not_yet"
    NOTHING = "nothing"


Listed = dict[tuple[str, ...], str | None]  # place below the drop folder -> SHA-256 or None


class Spent(NamedTuple):
    """A mark or list with nothing left to speak for."""

    entry: Entry
    is_list: bool


class Vouchers:
    """What all marks and lists say, look by look; remembers what it has read and hashed."""

    def __init__(self, drop: Path) -> None:
        self._drop = drop
        self._lists: dict[tuple[str, ...], tuple[Entry, Listed]] = {}
        self._hashes: dict[tuple[str, ...], tuple[tuple[int, int, int], str]] = {}
        self._marks: dict[tuple[str, ...], Entry] = {}
        self._by_folder: dict[tuple[str, ...], list[Entry]] = {}
        self._said: dict[tuple[str, ...], tuple[Entry, str | None]] = {}

    def update(self, listing: Listing) -> None:
        """Take in what a new look found."""
        self._marks, self._by_folder, self._said = {}, {}, {}
        before, self._lists = self._lists, {}
        for entry in listing.vouchers:
            if entry.name.lower() in MANIFESTS:
                kept = before.get(entry.place)
                known = kept is not None and kept[0] == entry
                listed = kept[1] if known and kept else _listed(self._drop, entry)
                self._lists[entry.place] = (entry, listed)
                self._said.update({place: (entry, sha256) for place, sha256 in listed.items()})
            elif entry.name.lower() in _BATCH_MARKS:
                self._by_folder.setdefault(entry.folders, []).append(entry)
            else:
                self._marks[(*entry.folders, entry.name[: -len(_MARK_ENDING)])] = entry
        there = {entry.place for entry in listing.files}
        self._hashes = {place: kept for place, kept in self._hashes.items() if place in there}

    def word(self, entry: Entry) -> Word:
        """Return what the station says of the file."""
        marks = self._by_folder.get(entry.folders, [])
        mark = self._marks.get(entry.place)
        if any(_is_later(one, entry) for one in [*marks, *([mark] if mark else [])]):
            return Word.COMPLETE
        said = self._said.get(_comparable(entry.place))
        if said is None:
            return Word.NOTHING
        manifest, sha256 = said
        if sha256 is None:
            return Word.COMPLETE if _is_later(manifest, entry) else Word.NOTHING
        return Word.COMPLETE if self._sha256(entry) == sha256 else Word.NOT_YET

    def spent(self, files: Iterable[Entry]) -> list[Spent]:
        """Return the marks and lists that speak for none of ``files``."""
        files = list(files)
        places = {entry.place for entry in files}
        comparable = {_comparable(place) for place in places}
        in_folder: dict[tuple[str, ...], list[Entry]] = {}
        for entry in files:
            in_folder.setdefault(entry.folders, []).append(entry)
        spent = [Spent(mark, False) for place, mark in self._marks.items() if place not in places]
        spent += [
            Spent(mark, False)
            for folder, marks in self._by_folder.items()
            for mark in marks
            if not any(_is_later(mark, entry) for entry in in_folder.get(folder, ()))
        ]
        spent += [
            Spent(entry, True)
            for entry, listed in self._lists.values()
            if not comparable & listed.keys()
        ]
        return spent

    def _sha256(self, entry: Entry) -> str | None:
        """Return the hash of the file as it is now; None where it cannot be read."""
        known = self._hashes.get(entry.place)
        if known is not None and known[0] == entry.signature:
            return known[1]
        try:
            with open_file(self._drop, entry) as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return None
        self._hashes[entry.place] = (entry.signature, sha256)
        return sha256


def _is_later(mark: Entry, entry: Entry) -> bool:
    # Not mtime: copies keep that of the original.
    return mark.ctime_ns >= entry.ctime_ns


def _listed(drop: Path, manifest: Entry) -> Listed:
    """Return what a list says; nothing while it cannot be understood, as when half-written."""
    try:
        with open_file(drop, manifest) as file:
            text = file.read().decode("utf-8-sig")
        rows = _READERS[manifest.name.lower().rpartition(".")[2]](text)
    except (OSError, ValueError):
        return {}
    return {
        _comparable((*manifest.folders, *_parts(name))): sha256.lower() if sha256 else None
        for name, sha256 in rows
    }


def _lines(text: str) -> list[tuple[str, str | None]]:
    # What follows the last line break may be half a line.
    lines = [line.strip("\r") for line in text.split("\n")[:-1] if line.strip()]
    matches = [(_HASHED_LINE.fullmatch(line), line) for line in lines]
    return [(match[2], match[1]) if match else (line, None) for match, line in matches]


def _csv(text: str) -> list[tuple[str, str | None]]:
    rows = csv.reader(StringIO(text[: text.rfind("\n") + 1]))
    return [
        (row[0], row[1] if len(row) > 1 and _SHA256.fullmatch(row[1]) else None)
        for row in rows
        if row and row[0]
    ]


def _json(text: str) -> list[tuple[str, str | None]]:
    said = json.loads(text)
    if not isinstance(said, list):
        raise ValueError("not a list")
    rows: list[tuple[str, str | None]] = []
    for one in said:
        name, sha256 = (one.get("name"), one.get("sha256")) if isinstance(one, dict) else (one, "")
        if isinstance(name, str):
            hashed = isinstance(sha256, str) and _SHA256.fullmatch(sha256)
            rows.append((name, str(sha256) if hashed else None))
    return rows


# By what follows the last dot of the name; ``SHA256SUMS`` has none.
_READERS: Final = {"txt": _lines, "sha256sums": _lines, "csv": _csv, "json": _json}


def _parts(name: str) -> list[str]:
    return [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]


def _comparable(place: tuple[str, ...]) -> tuple[str, ...]:
    """Return a place whose letters with marks are written one way: shares do it differently."""
    return tuple(unicodedata.normalize("NFC", part) for part in place)
