"""The set-aside folder: a picture, for people, of what the store says could not be read.

``set_aside/<station>/<batch>/scan.pdf`` is a copy of the file; beside it ``scan.pdf.reason.txt``
says why in words and ``scan.pdf.reason.json`` in data. Moving the file back into the drop folder
has it read again, and the picture follows by itself.
"""

import json
import logging
from contextlib import suppress
from pathlib import Path, PurePath

from export.atomic import commit, part_path, write_atomic
from schemas.states import State
from store.blobs import Blobs
from store.documents import cards, shown, to_hide, to_show
from store.errors import NoSuchThing
from store.session import Store
from store.shapes import Card
from workers.faults import fault

log = logging.getLogger(__name__)

_WORDS, _DATA = ".reason.txt", ".reason.json"
# File systems allow 255 bytes; the rest is for the document's number and the endings.
_LONGEST_BYTES = 200


def mirror(store: Store, blobs: Blobs, folder: Path, *, limit: int = 100) -> int:
    """Show what was set aside and hide what is not any more; return how many changed.

    At most ``limit`` of each, so that a caller can look after other things between. Safe to run
    again after a stop at any point; one process at a time.

    Raises:
        StoreAway: the store cannot be reached.
        OutputError: the folder cannot be written.
        OSError: likewise, with the copy of a file.
    """
    hidden, unseen = to_hide(store, limit=limit), to_show(store, limit=limit)
    for card in hidden:
        if card.shown_as is not None:
            _hide(folder, card.shown_as)
        shown(store, card.document_id, None)
    for card in unseen:
        fault("before_show")
        place = _show(card, blobs, folder)
        fault("after_show")
        shown(store, card.document_id, place)
    return len(hidden) + len(unseen)


def mend(store: Store, folder: Path) -> int:
    """Have shown again what somebody took out of the folder; return how many.

    Goes through all that is set aside, so it is for a start and now and then.

    Raises:
        StoreAway: the store cannot be reached.
    """
    missing, after = 0, 0
    while page := cards(store, State.SET_ASIDE, after=after):
        after = page[-1].document_id
        for card in page:
            if card.shown_as is not None and not _is_shown(card, folder):
                shown(store, card.document_id, None)
                missing += 1
    return missing


def _show(card: Card, blobs: Blobs, folder: Path) -> str:
    """Write the copy and its reason; return where, below ``folder``."""
    place = _place(card, folder)
    path = folder / place
    path.parent.mkdir(parents=True, exist_ok=True)
    # First, since it says whose the name is if we are stopped half-way.
    write_atomic(_beside(path, _DATA), _data(card))
    write_atomic(_beside(path, _WORDS), _words(card).encode())
    if card.blob_key is not None and not path.exists():
        part = part_path(path)
        try:
            blobs.fetch(card.blob_key, part)
            commit(part, path)
        except NoSuchThing:
            log.error("the original is missing", extra={"document": card.document_id})
        finally:
            with suppress(FileNotFoundError):
                part.unlink()
    return place.as_posix()


def _hide(folder: Path, place: str) -> None:
    """Remove a copy, its reason, and the folders that are empty then."""
    path = folder / place
    for gone in (path, _beside(path, _WORDS), _beside(path, _DATA)):
        with suppress(FileNotFoundError, NotADirectoryError):
            gone.unlink()
    above = path.parent
    with suppress(OSError):
        while above != folder:
            above.rmdir()
            above = above.parent


def _is_shown(card: Card, folder: Path) -> bool:
    path = folder / (card.shown_as or "")
    copy_is_there = card.blob_key is None or path.exists()
    return copy_is_there and _owner(path) == card.document_id


def _place(card: Card, folder: Path) -> PurePath:
    """Return a free name below ``folder``, or the one this document has already."""
    names = [card.station, *card.batch.split("/")]
    above = PurePath(*(_safe(name) for name in names if name))
    name = _safe(card.file) or "scan"
    place = above / name
    if _is_free(folder / place, card):
        return place
    stem, dot, ending = name.rpartition(".")
    numbered = f"{stem}-{card.document_id}.{ending}" if dot else f"{name}-{card.document_id}"
    return above / numbered


def _is_free(path: Path, card: Card) -> bool:
    owner = _owner(path)
    return owner == card.document_id or (owner is None and not path.exists())


def _owner(path: Path) -> int | None:
    """Return the number of the document that a name was given to."""
    try:
        said = json.loads(_beside(path, _DATA).read_bytes())
        return int(said["document"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _safe(name: str) -> str:
    """Return a name that leads nowhere else, is not hidden, and is not too long."""
    plain = "".join("_" if sign in '/\\:*?"<>|' or ord(sign) < 32 else sign for sign in name)
    plain = plain.lstrip(".").rstrip(". ") if plain.strip(". ") else ""
    if len(plain.encode()) <= _LONGEST_BYTES:
        return plain
    ending = PurePath(plain).suffix[:10]
    return plain.encode()[: _LONGEST_BYTES - len(ending.encode())].decode(errors="ignore") + ending


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _words(card: Card) -> str:
    said = card.set_aside
    if said is None:
        return ""
    return f"{said.text}\n\n{said.text_en}\n\n[{said.code.value}] #{card.document_id}\n"


def _data(card: Card) -> bytes:
    said = card.set_aside
    told = {
        "document": card.document_id,
        "file": card.file,
        "station": card.station,
        "batch": card.batch,
        "sha256": card.sha256,
        "since": card.since.isoformat(),
        "set_aside": None if said is None else said.model_dump(mode="json"),
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
