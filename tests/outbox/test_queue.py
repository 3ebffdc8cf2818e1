import os
import pickle
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from huey.contrib.djhuey import HUEY
from huey.utils import load_class
from redis import Redis
from redis.exceptions import ConnectionError as RedisAway

from config.queue import huey_settings
from outbox import tasks
from outbox.actions import record_beat
from outbox.health import health
from outbox.models import Beat

REDIS = "redis://127.0.0.1:6379/15"


class Bomb:
    """What somebody who can write to the queue would leave there (T-57)."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self):
        return os.mkdir, (str(self.file),)


@pytest.fixture
def own_queue(tmp_path):
    return open_queue("", tmp_path)


def test_unsigned_task_is_refused_before_it_runs(own_queue, tmp_path):
    for forged in (pickle.dumps(Bomb(tmp_path / "pwned")), pickle.dumps(Bomb(tmp_path / "pwned")) + b":" + b"0" * 40):
        own_queue.storage.enqueue(forged)
        with pytest.raises(ValueError, match=r"not found|mismatch"):
            own_queue.dequeue()

    assert not (tmp_path / "pwned").exists()


def test_task_signed_with_another_secret_is_refused(own_queue, tmp_path):
    other = open_queue("", tmp_path, secret="another")
    own_queue.storage.enqueue(other.serializer.serialize("a task"))

    with pytest.raises(ValueError, match="mismatch"):
        own_queue.dequeue()


def test_portals_queue_signs_keeps_no_results_and_never_runs_in_the_request():
    assert (type(HUEY.serializer).__name__, HUEY.results, HUEY.immediate) == ("SignedSerializer", False, False)


def test_queue_holds_an_id_and_nothing_else():
    HUEY.flush()
    tasks.deliver("0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001")

    task = HUEY.dequeue()

    assert (task.args, task.kwargs) == (("0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001",), {})


def test_sweep_and_beat_run_every_minute():
    minutes = [datetime(2026, 1, 1, 0, minute, tzinfo=UTC) for minute in range(60)]

    always = {
        type(task).__name__ for task in HUEY._registry.periodic_tasks if all(map(task.validate_datetime, minutes))
    }

    assert always >= {"sweep", "beat"}


def test_queue_works_on_redis(tmp_path):
    if not answers():
        pytest.skip("needs Redis on 127.0.0.1:6379")
    queue = open_queue(REDIS, tmp_path, name=f"test{uuid4().hex}")

    queue.storage.enqueue(b"rung")

    assert queue.storage.dequeue() == b"rung"


def test_redis_that_does_not_answer_is_given_up_soon(tmp_path):
    queue = open_queue("redis://127.0.0.1:1/0", tmp_path)
    start = time.monotonic()

    with pytest.raises(RedisAway):
        queue.storage.enqueue(b"rung")

    assert time.monotonic() - start < 4


def test_beat_is_one_row_that_moves(db):
    record_beat("worker")
    first = Beat.objects.get().at
    record_beat("worker")

    assert Beat.objects.get().at > first
    assert not health(Beat.objects.get().at).worker_is_late


def open_queue(redis_url: str, folder: Path, *, secret: str = settings.SECRET_KEY, name: str = "portal"):
    config = huey_settings(redis_url, folder / "queue.sqlite3", secret)
    connection = config.pop("connection", {})
    del config["consumer"], config["name"]
    return load_class(config.pop("huey_class"))(name, **config, **connection)


def answers() -> bool:
    try:
        return bool(Redis.from_url(REDIS).ping())
    except RedisAway:
        return False
