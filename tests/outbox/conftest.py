from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import transaction

from outbox import tasks
from outbox.actions import enqueue_mail
from outbox.models import OutboxMessage
from tests.outbox.mail_server import MailServer

TO = "astrid@post.example"
SUBJECT = "Vi har tagit emot din ansökan om förskola"
BODY = "Diarienummer BUN 2026-00001.\nHälsningar från kommunen"

Queue = Callable[..., OutboxMessage]


@pytest.fixture
def queue_mail(db: None) -> Queue:
    """Queues Astrid's receipt, or another as told."""

    def queue(key: str = "receipt:1", **changed: str) -> OutboxMessage:
        with transaction.atomic():
            return enqueue_mail(key=key, **({"topic": "receipt", "to": TO, "subject": SUBJECT, "body": BODY} | changed))

    return queue


@pytest.fixture
def mail_server(settings) -> Iterator[MailServer]:
    """A real mail server on a port of its own, and Django set to use it."""
    with started_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
        yield server


@contextmanager
def started_server(**options: object) -> Iterator[MailServer]:
    server = MailServer(**options)
    server.start()
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def rings(monkeypatch) -> list[tuple[str, ...]]:
    """What a worker was rung for, instead of huey's queue."""
    heard: list[tuple[str, ...]] = []
    monkeypatch.setattr(tasks, "deliver", lambda *args: heard.append(args))
    return heard
