"""/metrics and /healthz over HTTP, for programs that watch the station."""

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from schemas.errors import SettingsError
from store.counts import status
from store.errors import StoreAway
from store.session import Store
from workers.bell import Bell
from workers.metrics import as_text, metrics
from workers.station_folder import StationFolder

log = logging.getLogger(__name__)

_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@contextmanager
def metrics_page(
    host: str, port: int, store: Store, bell: Bell, folder: StationFolder
) -> Iterator[int]:
    """Serve both pages from a thread until left; gives the port, chosen by the system for 0.

    Raises:
        SettingsError: the port is taken.
    """

    class Page(BaseHTTPRequestHandler):
        timeout = 10

        def do_GET(self) -> None:
            answers = {"/metrics": self._metrics, "/healthz": self._health}
            answer = answers.get(self.path.partition("?")[0])
            if answer is None:
                self._send(HTTPStatus.NOT_FOUND, "text/plain", "")
            else:
                answer()

        def _metrics(self) -> None:
            try:
                text = as_text(metrics(store, bell, folder))
            except StoreAway:
                text = "# the database is away\nsodo_up 0\n"
            else:
                text += "sodo_up 1\n"
            self._send(HTTPStatus.OK, _METRICS_TYPE, text)

        def _health(self) -> None:
            found = {"database": _reaches(store), "redis": bell.waiting() is not None}
            well = all(found.values())
            code = HTTPStatus.OK if well else HTTPStatus.SERVICE_UNAVAILABLE
            self._send(code, "application/json", json.dumps({"ok": well, **found}))

        def _send(self, code: HTTPStatus, kind: str, text: str) -> None:
            data = text.encode()
            self.send_response(code)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *arguments: object) -> None:
            """Say nothing: who watches asks every few seconds."""

    try:
        server = ThreadingHTTPServer((host, port), Page)
    except OSError as error:
        raise SettingsError(f"{host}:{port}: {error.strerror}") from error
    thread = Thread(target=server.serve_forever, name="metrics", daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _reaches(store: Store) -> bool:
    try:
        status(store)
    except StoreAway:
        return False
    return True
