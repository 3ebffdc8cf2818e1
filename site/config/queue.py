"""huey's queue: Redis where there is one, else a SQLite file. It only rings; the outbox table holds the work."""

from pathlib import Path
from typing import Any

from huey import RedisHuey, SqliteHuey
from huey.serializer import SignedSerializer
from redis import ConnectionPool

from config.request_context import at_work_on, new_request_id, request_id

# A request rings after its commit: a queue that does not answer may hold it up for a moment, not for a minute.
CONNECT_SECONDS, ANSWER_SECONDS = 2, 5

MARK = "~"  # between a task's own id and that of the request that asked for it


class TellsWhoAsked:
    """A task's id ends with the request's, so that what the worker logs can be found by the same reference."""

    def enqueue(self, task: Any) -> Any:
        if request_id() and MARK not in task.id:
            task.id += MARK + request_id()
        return super().enqueue(task)  # type: ignore[misc]  # huey's own

    def execute(self, task: Any, timestamp: Any = None) -> Any:
        with at_work_on(task.id.partition(MARK)[2] or new_request_id()):
            return super().execute(task, timestamp)  # type: ignore[misc]  # huey's own


class PortalSqliteHuey(TellsWhoAsked, SqliteHuey):
    pass


class PortalRedisHuey(TellsWhoAsked, RedisHuey):
    pass


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
        return common | {"huey_class": "config.queue.PortalSqliteHuey", "filename": str(file), "fsync": True}
    pool = ConnectionPool.from_url(redis_url, socket_connect_timeout=CONNECT_SECONDS, socket_timeout=ANSWER_SECONDS)
    return common | {"huey_class": "config.queue.PortalRedisHuey", "connection": {"connection_pool": pool}}
