"""What every page works with: the store, the blobs, the settings."""

from pathlib import Path
from typing import Annotated, NamedTuple

from fastapi import Depends, Request

from schemas.settings import Settings
from store.blobs import Blobs
from store.session import Store


class Desk(NamedTuple):
    """Handed to ``create_app``; the same for every request.

    Attributes:
        pages: page images and searchable PDFs.
        originals: what came in.
        exports: folder for what goes out.
    """

    settings: Settings
    store: Store
    pages: Blobs
    originals: Blobs
    exports: Path


def desk_of(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


AtDesk = Annotated[Desk, Depends(desk_of)]
