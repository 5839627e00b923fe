"""A cache that may be gone: what is kept is a help, never a need."""

import logging
import time
from collections.abc import Callable
from typing import Any, TypeVar

from django.core.cache.backends.redis import RedisCache

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")
# Seconds in which a server that failed is not asked again, so that nobody waits for it.
PAUSE = 2.0


class ForgivingRedisCache(RedisCache):
    """Redis that answers as if it were empty while it cannot be reached. A failure is told once, at its beginning."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._asked_again_at = 0.0

    def add(self, *args: Any, **kwargs: Any) -> bool:
        return self._tried(super().add, True, *args, **kwargs)

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        return self._tried(super().get, default, key, default, version)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        return self._tried(super().get_many, {}, *args, **kwargs)

    def set(self, *args: Any, **kwargs: Any) -> None:
        self._tried(super().set, None, *args, **kwargs)

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        return self._tried(super().set_many, [], *args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        return self._tried(super().delete, False, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        return self._tried(super().touch, False, *args, **kwargs)

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        return self._tried(super().has_key, False, *args, **kwargs)

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> int:
        return self._tried(super().incr, delta, key, delta, version)

    def _tried(self, ask: Callable[..., Answer], otherwise: Answer, *args: Any, **kwargs: Any) -> Answer:
        from redis.exceptions import RedisError

        if time.monotonic() < self._asked_again_at:
            return otherwise
        try:
            return ask(*args, **kwargs)
        except RedisError:
            logger.exception("Redis cannot be reached; nothing is kept for %s s.", PAUSE)
            self._asked_again_at = time.monotonic() + PAUSE
            return otherwise
