"""Folders that the tests of workers share."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.store.conftest import database_url, emptied, postgresql

# Fixtures of the store, for its users.
__all__ = ["database_url", "emptied", "postgresql"]


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """An empty folder that everybody may enter and write."""
    folder = Path(mkdtemp(prefix="sodo-test-"))
    folder.chmod(0o777)
    yield folder
    shutil.rmtree(folder)
