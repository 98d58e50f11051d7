"""The bell rings often enough, never without end, and is missed by nobody."""

from collections.abc import Iterator

import pytest
from redis import Redis

from schemas.errors import SettingsError
from tests.workers.station_kit import Station, station
from tests.workers.watching import until
from workers.bell import MOST_RINGS, Bell
from workers.private_redis import answers, bell_url, socket_path


@pytest.fixture
def kit() -> Iterator[Station]:
    with station() as made:
        made.start_redis()
        assert until(lambda: answers(made.settings))
        yield made


def test_rings_are_bounded(kit: Station) -> None:
    bell = kit.bell()

    rung = [bell.ring(), bell.ring(3), bell.ring(1000), bell.ring()]

    assert rung == [1, 3, MOST_RINGS - 4, 0]
    assert bell.waiting() == MOST_RINGS


def test_without_redis_a_ring_is_forgotten_and_later_ones_are_heard(kit: Station) -> None:
    bell = kit.bell()
    kit.processes[0].kill()
    kit.processes[0].wait()

    assert (bell.ring(), bell.waiting()) == (0, None)

    kit.start_redis()
    assert until(lambda: answers(kit.settings))
    assert (bell.ring(), bell.waiting()) == (1, 1)


def test_a_redis_left_over_from_an_earlier_station_makes_way(kit: Station) -> None:
    (earlier,) = kit.processes

    kit.start_redis()

    assert earlier.wait(20) == 0
    assert until(lambda: answers(kit.settings))


def test_the_stations_own_redis_is_for_nobody_else(kit: Station) -> None:
    socket = socket_path(kit.settings)

    assert socket.stat().st_mode & 0o077 == 0
    assert socket.parent.stat().st_mode & 0o077 == 0
    assert Redis.from_url(bell_url(kit.settings)).config_get("port") == {"port": "0"}


def test_a_socket_below_a_long_folder_gets_a_short_place(kit: Station) -> None:
    long = kit.settings.model_copy(update={"data_dir": kit.settings.data_dir / ("x" * 120)})

    assert len(str(socket_path(long))) < 100


def test_an_address_that_makes_no_sense_is_refused() -> None:
    with pytest.raises(SettingsError):
        Bell("somewhere")
