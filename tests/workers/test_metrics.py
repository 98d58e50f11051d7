"""Programs that watch the station get true numbers, in a form they can read."""

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from schemas.errors import SettingsError
from tests.workers.station_kit import Station, station
from tests.workers.watching import until
from workers.metrics import as_text, metrics
from workers.metrics_page import metrics_page
from workers.private_redis import answers
from workers.reading import read_claimed
from workers.station_folder import StationFolder

LINE = re.compile(r'sodo_\w+(\{\w+="[^"\n]*"(,\w+="[^"\n]*")*\})? -?[\d.e+]+')


@pytest.fixture
def kit() -> Iterator[Station]:
    with station() as made:
        yield made


def text_of(kit: Station) -> str:
    return as_text(metrics(kit.store, kit.bell(), StationFolder.of(kit.settings)))


def asked(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_every_line_is_a_comment_or_a_sample(kit: Station) -> None:
    kit.admit("fine")
    kit.admit("crash")
    with kit.workplace() as place:
        read_claimed(place, kit.claim())
        read_claimed(place, kit.claim())

    lines = text_of(kit).splitlines()

    assert [line for line in lines if not line.startswith("#") and not LINE.fullmatch(line)] == []
    assert 'sodo_documents{state="done"} 1' in lines
    assert 'sodo_documents{state="waiting"} 1' in lines
    assert 'sodo_flagged_fields{field="certificate.serial"} 1' in lines
    assert 'sodo_failures_total{cause="crash"} 1' in lines
    assert "sodo_files_seen_total 2" in lines
    assert "sodo_conserved 1" in lines
    assert "sodo_redis_up 0" in lines


def test_health_depends_on_database_and_redis(kit: Station) -> None:
    folder = StationFolder.of(kit.settings)
    with metrics_page("127.0.0.1", 0, kit.store, kit.bell(), folder) as port:
        code, said = asked(port, "/healthz")
        assert (code, json.loads(said)) == (503, {"ok": False, "database": True, "redis": False})

        kit.start_redis()
        assert until(lambda: answers(kit.settings))

        assert asked(port, "/healthz")[0] == 200
        assert "sodo_redis_up 1" in asked(port, "/metrics")[1]
        assert asked(port, "/other")[0] == 404


def test_a_port_that_is_taken_is_a_wrong_setting(kit: Station) -> None:
    folder = StationFolder.of(kit.settings)
    with (
        metrics_page("127.0.0.1", 0, kit.store, kit.bell(), folder) as port,
        pytest.raises(SettingsError),
        metrics_page("127.0.0.1", port, kit.store, kit.bell(), folder),
    ):
        pass
