"""The doorbell: RQ tells workers that there may be work; what work, the store decides."""

import logging
from contextlib import suppress
from typing import Final

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from rq import Queue
from rq.timeouts import TimerDeathPenalty

from schemas.errors import SettingsError

log = logging.getLogger(__name__)

# Each worker process listens to this one queue: only then does RQ move a job safely.
QUEUE: Final = "sodo"
# Named by its dotted path in every ring that waits: moving it breaks those.
RING: Final = "workers.jobs.read_next"
# A worker that hears one goes on while there is work, so more would ring for nothing.
MOST_RINGS: Final = 64
_ANSWER_S = 5.0
_FAILED_KEPT_S = 86_400


def connection(url: str) -> Redis:
    """Return a connection that is made when first used and fails at once when Redis is away.

    Raises:
        SettingsError: the address cannot be understood.
    """
    try:
        return Redis.from_url(
            url,
            retry=Retry(NoBackoff(), 0),
            socket_connect_timeout=_ANSWER_S,
            socket_timeout=_ANSWER_S,
        )
    except ValueError as error:
        raise SettingsError("the address of Redis cannot be understood") from error


def queue(redis: Redis) -> Queue:
    """Return the queue; its jobs may take as long as they like."""
    # A ring works through many documents, each of which has a limit of its own.
    return Queue(QUEUE, connection=redis, default_timeout=-1, death_penalty_class=TimerDeathPenalty)


class Bell:
    """Rings for workers. Failing to is no harm: the watchdog compares and rings again."""

    def __init__(self, url: str) -> None:
        """Name the Redis; raises as ``connection`` does."""
        self._redis = connection(url)
        self._queue = queue(self._redis)
        self._is_away = False

    def ring(self, times: int = 1) -> int:
        """Ring for so many new documents, up to ``MOST_RINGS`` waiting; return how often."""
        try:
            missing = min(times, MOST_RINGS - self._queue.count)
            for _ in range(missing):
                self._queue.enqueue(RING, result_ttl=0, failure_ttl=_FAILED_KEPT_S)
        except RedisError as error:
            if not self._is_away:
                log.warning("Redis is away: %s", error)
            self._is_away = True
            return 0
        if self._is_away:
            log.warning("Redis is back")
        self._is_away = False
        return max(0, missing)

    def waiting(self) -> int | None:
        """Return how many rings nobody has heard yet; None when Redis is away."""
        try:
            return self._queue.count
        except RedisError:
            return None

    def close(self) -> None:
        with suppress(RedisError):
            self._redis.close()
