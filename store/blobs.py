"""Bytes that never change, by name: originals and what was drawn from them, here or in S3."""

import errno
import hashlib
import io
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import IO

import fsspec
from botocore.exceptions import BotoCoreError
from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

from schemas.errors import SettingsError
from store.errors import NoSuchThing, StoreAway

_PART = ".sodo-part-"
_CHUNK_BYTES = 2**20
# A day's originals lie in 256 folders.
_FOLDERS_KNOWN = 1024
_READ_ONLY = stat.S_IRUSR | stat.S_IRGRP | stat.S_IROTH


def original_key(day: str, sha256: str, suffix: str) -> str:
    """Return where an original belongs: ``2026/11/22/ab/abcd….pdf``.

    ``day`` is ``20261122``, the head of the ticket; ``suffix`` with its dot, as the file had it,
    left out unless it is a few plain letters.
    """
    plain = suffix.lower()
    kept = plain if plain[1:].isascii() and plain[1:].isalnum() and len(plain) <= 6 else ""
    return f"{day[:4]}/{day[4:6]}/{day[6:8]}/{sha256[:2]}/{sha256}{kept}"


def page_key(sha256: str, token: str, name: str) -> str:
    """Return where something drawn while reading belongs: ``ab/<sha256>/<token>/<name>``.

    ``token`` is the claim's: two readings never write the same name, and what a dead one left
    can be told from what is current.
    """
    return f"{sha256[:2]}/{sha256}/{token}/{name}"


class Blobs:
    """One shared store: a folder, or an address that fsspec knows, such as ``s3://bucket/path``.

    Keys are relative paths with ``/``. What has been put is whole, is never changed and, in a
    folder, read-only. Every method raises ``StoreAway`` when the store cannot be reached or
    written, and ``ValueError`` for a key that leads out of it. Threads and forks may share it.
    """

    def __init__(self, url: str, **options: object) -> None:
        """Name the store; ``options`` go to fsspec (S3: ``endpoint_url``, ``key``, …).

        Raises:
            SettingsError: no such kind of store, or what it needs is not installed.
        """
        self.url = url
        self._options = options
        self._opened_by = 0
        self.is_local = isinstance(self._files, LocalFileSystem)

    def put(self, source: Path, key: str) -> None:
        """Copy the file there, whole or not at all; the same key again does nothing.

        A key that is there with another length is what a dying disk left: it is replaced.

        Raises:
            FileNotFoundError: ``source`` is gone.
        """
        with source.open("rb") as file:
            if self.size(key) != os.fstat(file.fileno()).st_size:
                self._write(key, file)

    def put_bytes(self, data: bytes, key: str) -> None:
        """Write ``data`` there, whole or not at all; the same key again does nothing."""
        if self.size(key) != len(data):
            self._write(key, io.BytesIO(data))

    def fetch(self, key: str, target: Path, *, sha256: str | None = None) -> None:
        """Copy the bytes to the new file ``target``; with ``sha256``, only if they still have it.

        Raises:
            NoSuchThing: nothing is there, or other bytes than once were.
            OSError: ``target`` cannot be written.
        """
        seen = hashlib.sha256()
        with target.open("wb") as copy:
            for chunk in self._chunks(key):
                seen.update(chunk)
                copy.write(chunk)
        if sha256 is not None and seen.hexdigest() != sha256:
            target.unlink()
            raise NoSuchThing(f"{key}: other bytes than once were")

    def read(self, key: str) -> bytes:
        """Return the bytes.

        Raises:
            NoSuchThing: nothing is there.
        """
        return b"".join(self._chunks(key))

    def local_path(self, key: str) -> Path | None:
        """Return where the store, if it is a folder, has the file, to be read there; else None."""
        return Path(self._path(key)) if self.is_local else None

    def size(self, key: str) -> int | None:
        """Return how many bytes are there, or None when nothing is."""
        try:
            with _away(self.url):
                return int(self._files.info(self._path(key))["size"])
        except NoSuchThing:
            return None

    def keys(self, prefix: str = "") -> Iterator[str]:
        """Yield the keys below the folder ``prefix``, unfinished ones left out, in order."""
        below = self._path(prefix) if prefix else self._root
        try:
            with _away(self.url):
                found = self._files.find(below)
        except NoSuchThing:
            return
        for path in found:
            key = path.removeprefix(self._root).lstrip("/")
            if not PurePosixPath(key).name.startswith(_PART):
                yield key

    def remove(self, key: str) -> None:
        """Delete what was drawn while reading; nothing there is fine. Never for originals."""
        with suppress(NoSuchThing), _away(self.url):
            self._files.rm_file(self._path(key))

    def free_bytes(self) -> int | None:
        """Return the room left where the store is a folder; None elsewhere."""
        if not self.is_local:
            return None
        folder = Path(self._root)
        while not folder.exists():
            folder = folder.parent
        return shutil.disk_usage(folder).free

    @property
    def _files(self) -> AbstractFileSystem:
        """The file system of this process: connections do not survive a fork."""
        if self._opened_by != os.getpid():
            try:
                self._system, root = fsspec.core.url_to_fs(
                    self.url, skip_instance_cache=True, use_listings_cache=False, **self._options
                )
            except (ValueError, ImportError) as error:
                raise SettingsError(f"{self.url.partition(':')[0]}: {error}") from error
            self._root = root.rstrip("/")
            self._opened_by = os.getpid()
        return self._system

    def _path(self, key: str) -> str:
        parts = key.split("/")
        if not key or any(part in ("", ".", "..") for part in parts):
            raise ValueError(f"no key: {key!r}")
        return f"{self._root}/{key}"

    def _chunks(self, key: str) -> Iterator[bytes]:
        with _away(self.url):
            file = self._files.open(self._path(key), "rb")
        with file:
            while True:
                with _away(self.url):
                    chunk: bytes = file.read(_CHUNK_BYTES)
                if not chunk:
                    return
                yield chunk

    def _write(self, key: str, file: IO[bytes]) -> None:
        path = self._path(key)
        with _away(self.url):
            if self.is_local:
                _write_here(Path(path), Path(self._root), file)
            else:
                # Shared stores show an object only when all of it has come.
                with self._files.open(path, "wb") as target:
                    shutil.copyfileobj(file, target, _CHUNK_BYTES)


@contextmanager
def _away(url: str) -> Iterator[None]:
    """Turn what goes wrong with the store into the two things a caller can act on."""
    try:
        yield
    except FileNotFoundError as error:
        raise NoSuchThing("nothing is there") from error
    except (OSError, BotoCoreError) as error:
        raise StoreAway(f"{url}: {error}") from error


def _write_here(path: Path, root: Path, file: IO[bytes]) -> None:
    _make_lasting(path.parent, root)
    part = path.with_name(f"{_PART}{token_hex(8)}")
    try:
        with part.open("xb") as copy:
            shutil.copyfileobj(file, copy, _CHUNK_BYTES)
            copy.flush()
            os.fchmod(copy.fileno(), _READ_ONLY)
            os.fsync(copy.fileno())
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink()
        raise
    _sync_folder(path.parent)


def _make_lasting(folder: Path, root: Path) -> None:
    """Make the folder if need be; afterwards it survives a power cut, whoever made it."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        _sync_above.cache_clear()  # it may have been there before, and be another now
    _sync_above(folder, root)


@lru_cache(_FOLDERS_KNOWN)
def _sync_above(folder: Path, root: Path) -> None:
    """Sync every folder on the way to ``folder``, from its own down to where ``root`` lies."""
    _sync_folder(folder.parent)
    if folder not in (root, folder.parent):
        _sync_above(folder.parent, root)


def _sync_folder(folder: Path) -> None:
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        # Some network file systems sync no folder; one may be ours to enter and not to read.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EACCES, errno.EPERM):
            raise
