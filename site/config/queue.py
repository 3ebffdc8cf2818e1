"""huey's queue: Redis where there is one, else a SQLite file. It only rings; the outbox table holds the work."""

from pathlib import Path
from typing import Any

from huey.serializer import SignedSerializer
from redis import ConnectionPool

# A request rings after its commit: a queue that does not answer may hold it up for a moment, not for a minute.
CONNECT_SECONDS, ANSWER_SECONDS = 2, 5


def huey_settings(redis_url: str, file: Path, secret: str) -> dict[str, Any]:
    """Django's HUEY setting. Tasks are signed: huey unpickles them, and who can write to the queue could run code."""
    common = {
        "name": "portal",
        "immediate": False,
        "results": False,
        "serializer": SignedSerializer(secret=secret, salt="config.queue"),
        "consumer": {"workers": 2, "initial_delay": 0.1, "max_delay": 0.2},
    }
    if not redis_url:
        return common | {"huey_class": "huey.SqliteHuey", "filename": str(file), "fsync": True}
    pool = ConnectionPool.from_url(redis_url, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=ANSWER_SECONDS)
    return common | {"huey_class": "huey.RedisHuey", "connection": {"connection_pool": pool}}
