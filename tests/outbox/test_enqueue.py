import base64

import pytest
from django.core import mail
from django.db import connection, transaction

from crypto.envelope import SealBroken
from outbox import tasks
from outbox.actions import deliver, enqueue_mail
from outbox.mail import InvalidMail, InvalidRecipient, opened
from outbox.models import OutboxMessage

from .conftest import BODY, SUBJECT, TO


@pytest.mark.django_db(transaction=True)
def test_promise_9_rollback_leaves_no_mail_and_rings_nobody(queue_mail, rings):
    def act_that_fails() -> None:
        with transaction.atomic():
            queue_mail()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        act_that_fails()

    assert OutboxMessage.objects.count() == 0
    assert rings == []


@pytest.mark.django_db(transaction=True)
def test_promise_9_mail_outside_a_transaction_is_refused():
    with pytest.raises(transaction.TransactionManagementError):
        enqueue_mail(key="receipt:1", topic="receipt", to=TO, subject=SUBJECT, body=BODY)

    assert OutboxMessage.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_commit_rings_for_a_worker_with_nothing_but_the_id(queue_mail, rings):
    message = queue_mail()

    assert rings == [(str(message.pk),)]


@pytest.mark.django_db(transaction=True)
def test_promise_9_queue_away_disturbs_nobody(queue_mail, monkeypatch, caplog):
    def refuse(message_id: str) -> None:
        raise ConnectionRefusedError(f"6379 {TO}")

    monkeypatch.setattr(tasks, "deliver", refuse)

    message = queue_mail()

    assert OutboxMessage.objects.waiting().get() == message
    assert "ConnectionRefusedError" in caplog.text
    assert TO not in caplog.text


def test_same_key_queues_one_mail(queue_mail):
    first = queue_mail()
    again = queue_mail(subject="Annat")

    assert again == first
    assert opened(OutboxMessage.objects.get()).subject == SUBJECT


@pytest.mark.postgres
def test_same_key_from_ten_threads_queues_one_mail(queue_mail, in_threads):
    messages = in_threads(10, lambda number: queue_mail())

    assert {message.pk for message in messages} == {OutboxMessage.objects.get().pk}


def test_queueing_costs_two_queries(queue_mail, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(2):
        enqueue_mail(key="receipt:1", topic="receipt", to=TO, subject=SUBJECT, body=BODY)


@pytest.mark.parametrize(
    "address",
    [
        "a@b.se, evil@x.se",
        "a@b.se;evil@x.se",
        "a@b.se evil@x.se",
        '"a@b.se, evil"@x.se',
        "Astrid <a@b.se>",
        "<a@b.se>",
        "a@b.se\r\nBcc: evil@x.se",
        "a@b.se\n",
        "a@[127.0.0.1]",
        "a@b.se\0",
        "åsa@b.se",
        "a@b",
        "a",
        "",
        "a" * 400 + "@b.se",
        "a@" + "ö" * 60 + ".se",
    ],
)
def test_anything_but_one_plain_address_is_refused(queue_mail, address):
    with pytest.raises(InvalidRecipient):
        queue_mail(to=address)

    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize("address", ["a@b.se", "astrid.o'hara+kommun@post.heby.se", "info@förskolan.example"])
def test_plain_addresses_are_taken(queue_mail, address):
    assert opened(queue_mail(to=address)).to == address


@pytest.mark.parametrize("subject", ["a\nBcc: evil@x.se", "a\r", "a\x0b", "a\x85b", "a\u2028b", "a\0", "\ud800"])
def test_subject_of_more_than_a_line_is_refused(queue_mail, subject):
    with pytest.raises(InvalidMail):
        queue_mail(subject=subject)


def test_body_that_no_charset_holds_is_refused(queue_mail):
    with pytest.raises(InvalidMail):
        queue_mail(body="half a character: \ud800")


@pytest.mark.parametrize("clear", [{"key": TO}, {"topic": TO}, {"key": "receipt 1"}, {"topic": ""}])
def test_promise_10_address_in_key_or_topic_is_refused(queue_mail, clear):
    with pytest.raises(ValueError, match="in clear"):
        queue_mail(**clear)


def test_promise_10_nothing_of_a_waiting_mail_is_readable_in_the_table(queue_mail):
    queue_mail()

    stored = raw_row()
    for secret in (TO, SUBJECT, "BUN 2026-00001", "astrid"):
        for form in (secret.encode(), secret.encode("utf-16-le"), base64.b64encode(secret.encode())[:-4]):
            assert form not in stored


def test_sealed_mail_moved_to_another_row_does_not_open(queue_mail):
    receipt, invitation = queue_mail(), queue_mail("invitation:2", to="bo@post.example")

    invitation.payload_sealed = receipt.payload_sealed

    with pytest.raises(SealBroken):
        opened(invitation)


def test_promise_8_content_is_gone_once_sent(queue_mail):
    message = queue_mail()

    deliver(message.pk)

    message.refresh_from_db()
    assert [sent.to for sent in mail.outbox] == [[TO]]
    assert bytes(message.payload_sealed) == b""


def raw_row() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM outbox_outboxmessage")
        columns = cursor.fetchone()
    return b"|".join(bytes(part) if isinstance(part, bytes | memoryview) else str(part).encode() for part in columns)
