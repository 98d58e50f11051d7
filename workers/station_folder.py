"""Where a station keeps its things: the data folder, its database, its archive."""

from pathlib import Path
from typing import NamedTuple, Self

from schemas.settings import Settings
from store.blobs import Blobs


class StationFolder(NamedTuple):
    """The data folder with what lies in it; nothing is made by naming it."""

    data: Path
    drop: Path
    archive: Path
    pages: Path
    set_aside: Path
    exports: Path

    @classmethod
    def of(cls, settings: Settings) -> Self:
        data = settings.data_dir.absolute()
        return cls(
            data,
            data / "drop",
            data / "archive",
            data / "pages",
            data / "set_aside",
            data / "exports",
        )


_DATABASE = "sodo.db"


def has_database(settings: Settings) -> bool:
    """Say whether there is a database to ask: one that is set, or an earlier one of the folder."""
    return (
        settings.database_url is not None or (StationFolder.of(settings).data / _DATABASE).exists()
    )


def database_url(settings: Settings) -> str:
    """Return the address of the database: the one that is set, or SQLite in the data folder."""
    if settings.database_url is not None:
        return settings.database_url.get_secret_value()
    return f"sqlite:///{StationFolder.of(settings).data / _DATABASE}"


def archive(settings: Settings) -> Blobs:
    """Return the store of originals.

    Raises:
        SettingsError: its address makes no sense here.
    """
    return Blobs(settings.archive_url or str(StationFolder.of(settings).archive))


def page_store(settings: Settings) -> Blobs:
    """Return the store of page images and searchable PDFs; raises as ``archive`` does."""
    return Blobs(settings.pages_url or str(StationFolder.of(settings).pages))
