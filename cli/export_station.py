"""``sodo export``: what a station has read, as ``sodo process`` would have left it."""

import argparse
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from cli.messages import Say
from cli.station_start import known_station
from cli.tables import exports
from export.atomic import write_atomic
from schemas.document import Document
from schemas.settings import Loaded
from store.records import settled
from store.session import Store, open_store
from workers.names import NAMES_FILE, given_names, load_names, names_as_bytes
from workers.results import Results
from workers.station_folder import StationFolder, database_url

_PAGE = 500


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Write everything; corrections by people are the values."""
    settings = known_station(arguments, loaded, say)
    out = arguments.out or StationFolder.of(settings).exports / f"{datetime.now():%Y%m%d-%H%M%S}"
    results = Results(out, exports(arguments.form, arguments.template, settings.lang))
    results.prepare()
    written = 0
    with results.alone(), open_store(database_url(settings)) as store:
        for page in _pages(store, arguments.station, arguments.batch):
            _write(results, page)
            written += len(page)
        results.write_tables()
    print(say("exported", n=written, folder=out))
    return 0


def _pages(
    store: Store, station: str | None, batch: str | None
) -> Iterator[tuple[tuple[int, Document], ...]]:
    after = 0
    while page := settled(store, after=after, limit=_PAGE, station=station, batch=batch):
        yield page
        after = page[-1][0]


def _write(results: Results, page: tuple[tuple[int, Document], ...]) -> None:
    """Write some documents; each keeps the name that an earlier export gave it."""
    earlier = load_names(results.folder)
    # The number makes files of one name distinct, as their folders do for ``sodo process``.
    paths = {number: Path(str(number), document.source.file) for number, document in page}
    names = given_names(paths.values(), earlier, {}, {})
    told = earlier | {name: str(path) for path, name in names.items()}
    if told != earlier:
        write_atomic(results.folder / NAMES_FILE, names_as_bytes(told))
    for number, document in page:
        name = names[paths[number]]
        results.keep(name, document, results.searchable_part(name))
