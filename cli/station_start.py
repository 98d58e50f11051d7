"""How every process of the station begins: settings, logs, faults to plant, the order to stop."""

import argparse
import json
import logging
import signal
import sys
import time
from threading import Event
from types import FrameType
from typing import Final

from cli.messages import Say
from schemas.errors import SettingsError
from schemas.settings import Loaded, Settings
from workers.faults import plant
from workers.station_folder import StationFolder, has_database

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)
# What every record of a log carries; the rest of it was given by us as ``extra``.
_ALWAYS: Final = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLines(logging.Formatter):
    """One JSON object a line. Messages and extras name documents by number, never people."""

    def format(self, record: logging.LogRecord) -> str:
        said = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(record.created)),
            "level": record.levelname.lower(),
            "from": record.name,
            "said": record.getMessage(),
            **{name: value for name, value in vars(record).items() if name not in _ALWAYS},
        }
        if record.exc_info and record.exc_info[0]:
            # The error's own words may quote a value from a paper.
            said["error"] = record.exc_info[0].__qualname__
        return json.dumps(said, ensure_ascii=False, default=str)


def station_settings(arguments: argparse.Namespace, loaded: Loaded) -> Settings:
    """Return the settings with the data folder that the command names."""
    return loaded.settings.model_copy(update={"data_dir": arguments.data})


def known_station(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> Settings:
    """Return the settings of a station that exists, for commands that only ask or send.

    Raises:
        SettingsError: there is none in the data folder; a new, empty one would answer wrongly.
    """
    settings = station_settings(arguments, loaded)
    if not has_database(settings):
        raise SettingsError(say("no_station", folder=StationFolder.of(settings).data))
    return settings


def begin(arguments: argparse.Namespace, loaded: Loaded) -> tuple[Settings, Event]:
    """Set up a process that runs until it is told to stop; the event is set when it is.

    Raises:
        SettingsError: the data folder cannot be made, or a fault to plant makes no sense.
    """
    settings = station_settings(arguments, loaded)
    plant(settings.faults)
    data = StationFolder.of(settings).data
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(f"{data}: {error.strerror}") from error
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    return settings, stop_on_signal()


def stop_on_signal() -> Event:
    """Return an event that Ctrl-C and SIGTERM set."""
    stop = Event()

    def order(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in _SIGNALS:
        signal.signal(number, order)
    return stop
