"""Caches that several processes and machines share."""

from typing import Any

from redis.backoff import NoBackoff
from redis.retry import Retry

# Seconds. What takes longer is slower than doing without.
PATIENCE = 0.3


def redis_caches(url: str) -> dict[str, dict[str, Any]]:
    """Django's `CACHES` on one Redis: what the portal counts, and whole pages."""
    return {
        alias: {
            "BACKEND": "core.caching.ForgivingRedisCache",
            "LOCATION": url,
            "KEY_PREFIX": f"carrefour-{alias}",
            "OPTIONS": {
                "socket_timeout": PATIENCE,
                "socket_connect_timeout": PATIENCE,
                "retry": Retry(NoBackoff(), 0),
            },
        }
        for alias in ("default", "pages")
    }
