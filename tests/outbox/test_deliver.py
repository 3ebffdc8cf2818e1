from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as portal
from django.utils import timezone

from crypto.envelope import seal_value
from outbox import pace
from outbox.actions import deliver, sweep
from outbox.models import OutboxMessage

from .conftest import BODY, SUBJECT, TO
from .mail_server import CLOSE, OK

PAST = datetime(2020, 1, 1, tzinfo=UTC)


def test_mail_arrives_as_it_was_queued(queue_mail, mail_server):
    message = queue_mail()

    deliver(message.pk)

    (mail,) = mail_server.accepted
    assert (mail["To"], mail["Subject"], mail["From"]) == (TO, SUBJECT, portal.DEFAULT_FROM_EMAIL)
    assert mail.get_content().splitlines() == BODY.splitlines()
    assert mail["Message-ID"] == message.message_id == f"<{message.pk}@testserver>"
    assert mail["Date"].datetime == message.created_at.replace(microsecond=0)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert sent(message).sent_at is not None


def test_delivering_twice_sends_once(queue_mail, mail_server):
    message = queue_mail()

    deliver(message.pk)
    deliver(message.pk)

    assert mail_server.attempts == 1


@pytest.mark.parametrize("answer", ["451 Try later", "421 Going down", "452 Full", CLOSE])
def test_promise_9_passing_failure_is_tried_again_as_the_same_mail(queue_mail, mail_server, answer):
    message = queue_mail()
    mail_server.on_data = lambda attempt: answer if attempt == 1 else OK

    deliver(message.pk)
    waiting = OutboxMessage.objects.waiting().get()
    assert (waiting.attempts, waiting.leased_until) == (1, None)
    assert waiting.due_at > timezone.now() + timedelta(seconds=50)
    make_due()
    sweep()

    assert mail_server.attempts == 2
    assert mail_server.message_ids() == {message.message_id}
    assert {mail["Date"] for mail in mail_server.accepted} == {mail_server.accepted[0]["Date"]}
    assert sent(message).attempts == 2


def test_not_due_is_left_alone(queue_mail, mail_server):
    message = queue_mail()
    mail_server.on_data = lambda attempt: "451 Try later"

    deliver(message.pk)
    deliver(message.pk)
    sweep()

    assert mail_server.attempts == 1


def test_promise_9_recipient_refused_for_good_does_not_stop_others(queue_mail, mail_server):
    mail_server.on_recipient = lambda address: "550 No such user" if address == TO else OK
    refused, taken = queue_mail(), queue_mail("receipt:2", to="bo@post.example")

    sweep()

    parked = OutboxMessage.objects.parked().get()
    assert (parked.pk, parked.last_error, parked.attempts) == (refused.pk, "SMTP 550", 1)
    assert mail_server.message_ids() == {taken.message_id}


@pytest.mark.parametrize(("code", "is_parked"), [("554", True), ("552", True), ("450", False)])
def test_content_refused_for_good_is_parked(queue_mail, mail_server, code, is_parked):
    message = queue_mail()
    mail_server.on_data = lambda attempt: f"{code} No"

    deliver(message.pk)

    message.refresh_from_db()
    assert (message.parked_at is not None, message.last_error) == (is_parked, f"SMTP {code}")


def test_refusal_of_ourselves_waits_for_somebody_to_mend_it(queue_mail, mail_server):
    message = queue_mail()
    mail_server.on_mail_from = "550 Sender not allowed"

    deliver(message.pk)

    assert OutboxMessage.objects.waiting().get().last_error == "SMTP 550"


def test_promise_9_server_away_costs_the_others_no_attempt(queue_mail, mail_server):
    for number in range(3):
        queue_mail(f"receipt:{number}")
    mail_server.stop()

    sweep()

    tried, *rest = OutboxMessage.objects.waiting().order_by("-attempts")
    assert (tried.attempts, tried.last_error) == (1, "ConnectionRefusedError")
    assert [message.attempts for message in rest] == [0, 0]


@pytest.mark.parametrize(("hours", "is_parked"), [(71, False), (73, True)])
def test_patience_lasts_72_hours(queue_mail, mail_server, hours, is_parked):
    message = queue_mail()
    OutboxMessage.objects.update(due_at=PAST, give_up_at=message.give_up_at - timedelta(hours=hours))
    mail_server.on_data = lambda attempt: "451 Try later"

    sweep()

    message.refresh_from_db()
    assert (message.parked_at is not None) == is_parked


def test_waits_grow_to_half_an_hour():
    minutes = [pace.wait_after(attempts).total_seconds() / 60 for attempts in (1, 2, 3, 4, 5, 6, 7, 150)]

    assert minutes == [1, 2, 4, 8, 16, 30, 30, 30]


def test_promise_9_altered_row_is_parked_while_the_rest_goes(queue_mail, mail_server):
    poison, good = queue_mail(), queue_mail("receipt:2")
    OutboxMessage.objects.filter(pk=poison.pk).update(payload_sealed=bytes(poison.payload_sealed)[:-1] + b"!")

    sweep()

    assert OutboxMessage.objects.parked().get().last_error == "SealBroken"
    assert mail_server.message_ids() == {good.message_id}


def test_row_that_fails_in_our_own_code_is_parked_after_five_tries(queue_mail, mail_server):
    faulty = queue_mail()
    payload = seal_value("outbox", b'{"unheard": "of"}', context=("mail", str(faulty.pk)))
    OutboxMessage.objects.update(payload_sealed=payload)

    for _ in range(5):
        assert OutboxMessage.objects.waiting().count() == 1
        make_due()
        sweep()

    assert OutboxMessage.objects.parked().get().last_error == "TypeError"


def test_recipient_is_checked_again_when_sent(queue_mail, mail_server):
    message = queue_mail()
    smuggled = b'{"to": "a@b.se, evil@x.se", "subject": "x", "body": "x"}'
    OutboxMessage.objects.update(payload_sealed=seal_value("outbox", smuggled, context=("mail", str(message.pk))))

    deliver(message.pk)

    assert OutboxMessage.objects.parked().get().last_error == "InvalidRecipient"
    assert mail_server.attempts == 0


def test_promise_10_no_failure_writes_an_address_anywhere(queue_mail, mail_server, caplog):
    mail_server.on_recipient = lambda address: f"550 <{address}> unknown, said about {SUBJECT}"
    queue_mail()

    sweep()

    message = OutboxMessage.objects.get()
    logged = "".join(record.getMessage() for record in caplog.records if record.name != "mail.log")
    traces = logged + message.last_error + str(message) + message.key
    assert "SMTP 550" in logged
    assert TO not in traces
    assert SUBJECT not in traces


def make_due() -> None:
    OutboxMessage.objects.waiting().update(due_at=PAST)


def sent(message: OutboxMessage) -> OutboxMessage:
    return OutboxMessage.objects.get(pk=message.pk, sent_at__isnull=False)
