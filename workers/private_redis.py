"""A Redis of the station's own: on a socket in the data folder, for nobody else."""

import hashlib
import os
import shutil
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from redis.exceptions import RedisError

from schemas.errors import SettingsError
from schemas.settings import Settings
from workers.bell import connection
from workers.station_folder import StationFolder

_FOLDER = "redis"
_SOCKET = "redis.sock"
# What the kernel allows is 107 bytes.
_LONGEST_SOCKET = 100
_LEAVING_S = 10.0


def bell_url(settings: Settings) -> str:
    """Return the address of the Redis that rings: the one that is set, or the station's own."""
    if settings.redis_url is not None:
        return settings.redis_url.get_secret_value()
    return f"unix://{socket_path(settings)}"


def socket_path(settings: Settings) -> Path:
    """Return where the station's own Redis listens; a short place when the folder's is long."""
    path = StationFolder.of(settings).data / _FOLDER / _SOCKET
    if len(os.fsencode(path)) <= _LONGEST_SOCKET:
        return path
    told = hashlib.sha256(os.fsencode(path)).hexdigest()[:12]
    return Path(tempfile.gettempdir(), f"sodo-{os.getuid()}-{told}", _SOCKET)


def command(settings: Settings) -> tuple[str, ...]:
    """Return the words that start it, having made its folders and sent an earlier one away.

    The append-only file is written every second: rings that are lost are rung again.

    Raises:
        SettingsError: redis-server is not installed, or somebody else owns its folder.
    """
    program = shutil.which("redis-server")
    if program is None:
        raise SettingsError("redis-server is missing: apt-get install redis-server")
    folder = StationFolder.of(settings).data / _FOLDER
    socket = socket_path(settings)
    for private in (folder, socket.parent):
        private.mkdir(parents=True, exist_ok=True, mode=stat.S_IRWXU)
        if private.lstat().st_uid != os.getuid() or private.is_symlink():
            raise SettingsError(f"{private}: belongs to somebody else")
        private.chmod(stat.S_IRWXU)
    _send_away(settings)
    given = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "600",
        "dir": str(folder),
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        "daemonize": "no",
        "loglevel": "warning",
        # What a kill cuts off in the middle is one ring.
        "aof-load-truncated": "yes",
        # Rings are few; what fills it is no work of ours.
        "maxmemory": "256mb",
        "maxmemory-policy": "noeviction",
    }
    return (program, *(word for key, value in given.items() for word in (f"--{key}", value)))


def answers(settings: Settings) -> bool:
    """Say whether the Redis in use answers."""
    redis = connection(bell_url(settings))
    try:
        return bool(redis.ping())
    except RedisError:
        return False
    finally:
        redis.close()


def _send_away(settings: Settings) -> None:
    """End a Redis that an earlier station, killed from outside, left on the socket."""
    socket = socket_path(settings)
    redis = connection(f"unix://{socket}")
    deadline = time.monotonic() + _LEAVING_S
    with suppress(RedisError):
        while time.monotonic() < deadline and redis.ping():
            with suppress(RedisError):
                redis.shutdown(nosave=True)
            time.sleep(0.05)
    redis.close()
    socket.unlink(missing_ok=True)
