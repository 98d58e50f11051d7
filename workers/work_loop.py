"""A worker's life: an RQ worker that listens to the doorbell, in the process that reads."""

import logging
from typing import Any

from redis.client import Pipeline
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import RedisError
from rq import SimpleWorker
from rq.exceptions import StopRequested
from rq.timeouts import TimerDeathPenalty

from store.beats import forget_beat
from store.errors import StoreAway
from workers.bell import connection, queue
from workers.jobs import read_due, serving
from workers.workplace import Workplace

log = logging.getLogger(__name__)

# How long an idle worker listens before it looks whether it shall stop.
_LISTENS_S = 1
_AWAY_S = 1.0


def work(place: Workplace, url: str) -> None:
    """Answer rings until ``place.stopping`` is set; while Redis is away, look into the store.

    RQ's worker that does not fork: the reading already happens in a process of its own, which is
    kept between documents. Redis may come, go and forget everything meanwhile.
    """
    logging.getLogger("rq.worker").setLevel(logging.WARNING)
    with serving(place):
        while not place.stopping.is_set():
            redis = connection(url)
            try:
                _Listener(place, [queue(redis)], connection=redis).work()
            except RedisError as error:
                log.warning("Redis is away: %s", error)
                read_due(place)
                place.stopping.wait(_AWAY_S)
            finally:
                redis.close()
    try:
        forget_beat(place.store, place.who)
    except StoreAway as error:
        log.warning("the store is away: %s", error)


class _Listener(SimpleWorker):
    """RQ's worker, but that the order to stop comes from us and no Redis means no silence."""

    death_penalty_class = TimerDeathPenalty
    max_connection_wait_time = 2.0

    def __init__(self, place: Workplace, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._place = place

    @property
    def dequeue_timeout(self) -> int:
        return _LISTENS_S

    def _install_signal_handlers(self) -> None:
        """Leave signals to the program: RQ's handlers would raise in the middle of a commit."""

    def heartbeat(self, timeout: int | None = None, pipeline: "Pipeline | None" = None) -> None:
        """Say to Redis, and now and then to the store, that this worker lives."""
        if pipeline is None:
            if self._place.stopping.is_set():
                raise StopRequested
            self._place.beat()
        try:
            super().heartbeat(timeout, pipeline)
        except RedisAway:
            read_due(self._place)
            raise
