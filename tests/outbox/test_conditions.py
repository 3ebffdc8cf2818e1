"""A mail whose news is no longer true is not sent (security.md R-08)."""

import pytest
from django.utils import timezone

from outbox import conditions
from outbox.actions import NotParked, deliver, retry_parked, sweep, withdraw
from outbox.models import OutboxMessage

from .conftest import TO
from .mail_server import OK

pytestmark = pytest.mark.django_db


class Manager:
    def has_perm(self, perm: str) -> bool:
        return True


@pytest.fixture
def asked(monkeypatch):
    """What the condition of the topic "receipt" was asked; it answers no."""
    questions: list[tuple[str, str]] = []

    def no_longer(key: str, to: str) -> bool:
        questions.append((key, to))
        return False

    monkeypatch.setattr(conditions, "_conditions", {})
    conditions.send_only_if("receipt", no_longer)
    return questions


def test_mail_that_holds_no_longer_is_blanked_and_never_sent(queue_mail, mail_server, asked):
    message = queue_mail()

    deliver(message.pk)
    sweep()

    assert asked == [("receipt:1", TO)]
    assert mail_server.attempts == 0
    message.refresh_from_db()
    assert (message.sent_at, bytes(message.payload_sealed), message.withdrawn_at is None) == (None, b"", False)
    assert not OutboxMessage.objects.waiting().exists()


def test_withdrawn_key_stays_taken(queue_mail, mail_server, asked):
    deliver(queue_mail().pk)

    queue_mail()
    sweep()

    assert (OutboxMessage.objects.count(), mail_server.attempts) == (1, 0)


def test_other_topics_and_mail_that_holds_are_sent(queue_mail, mail_server, asked, monkeypatch):
    queue_mail(key="notice:1", topic="unit_notice")
    sweep()
    conditions.send_only_if("receipt", lambda key, to: True)
    queue_mail()
    sweep()

    assert mail_server.attempts == 2


def test_condition_that_fails_is_a_failed_try(queue_mail, mail_server, asked):
    def broken(key: str, to: str) -> bool:
        raise LookupError

    conditions.send_only_if("receipt", broken)
    message = queue_mail()

    deliver(message.pk)

    message.refresh_from_db()
    assert (message.attempts, message.last_error, message.withdrawn_at) == (1, "LookupError", None)
    assert mail_server.attempts == 0


def test_condition_is_asked_again_at_each_try(queue_mail, mail_server, asked):
    conditions.send_only_if("receipt", lambda key, to: True)
    mail_server.on_data = lambda attempt: "451 later" if attempt == 1 else OK
    message = queue_mail()
    deliver(message.pk)

    conditions.send_only_if("receipt", lambda key, to: False)
    OutboxMessage.objects.update(due_at=timezone.now())
    sweep()

    assert mail_server.attempts == 1
    message.refresh_from_db()
    assert message.withdrawn_at is not None


def test_withdraw_takes_back_what_waits_or_is_parked(queue_mail):
    _waiting, parked, sent = (queue_mail(key=key) for key in ("a", "b", "c"))
    now = timezone.now()
    OutboxMessage.objects.filter(pk=parked.pk).update(parked_at=now)
    OutboxMessage.objects.filter(pk=sent.pk).update(sent_at=now)

    assert withdraw(["a", "b", "c", "unknown"], now=now) == 2
    parked.refresh_from_db()
    assert bytes(parked.payload_sealed) == b""
    with pytest.raises(NotParked):
        retry_parked(parked, by=Manager())
