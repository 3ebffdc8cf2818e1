from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from outbox import pace
from outbox.actions import claim, claim_next, record_failure, record_sent, sweep
from outbox.clock import database_now
from outbox.models import OutboxMessage

FAILURE = TimeoutError()
AFTER_LEASE = 6  # minutes


def at(minutes: int) -> datetime:
    return timezone.now() + timedelta(minutes=minutes)


def test_leased_message_is_nobody_elses(queue_mail):
    message = queue_mail()

    assert claim(message.pk, now=at(0)) == message
    assert claim(message.pk, now=at(4)) is None
    assert claim_next(now=at(4)) is None


def test_promise_9_message_of_a_killed_worker_is_taken_over(queue_mail):
    message = queue_mail()
    claim(message.pk, now=at(0))

    taken_over = claim_next(now=at(AFTER_LEASE))

    assert (taken_over.pk, taken_over.attempts, taken_over.interruptions) == (message.pk, 2, 1)


def test_first_try_does_not_wait_for_clocks_to_agree(queue_mail):
    message = queue_mail()

    assert claim(message.pk, now=message.created_at - timedelta(minutes=3)) == message


def test_oldest_due_goes_first(queue_mail):
    for number, minutes in enumerate((5, 9, 7)):
        queue_mail(f"receipt:{number}")
        OutboxMessage.objects.filter(key=f"receipt:{number}").update(due_at=at(-minutes))

    keys = [claim_next(now=at(0)).key for _ in range(3)]

    assert keys == ["receipt:1", "receipt:2", "receipt:0"]
    assert claim_next(now=at(0)) is None


def test_worker_that_lost_its_lease_cannot_undo_the_next_ones_work(queue_mail):
    slow = claim(queue_mail().pk, now=at(0))
    quick = claim_next(now=at(AFTER_LEASE))

    record_failure(slow, FAILURE, now=at(AFTER_LEASE))

    quick_still = OutboxMessage.objects.get()
    assert (quick_still.leased_until, quick_still.last_error) == (quick.leased_until, "")


def test_sent_by_a_worker_that_lost_its_lease_counts_as_sent(queue_mail):
    slow = claim(queue_mail().pk, now=at(0))
    quick = claim_next(now=at(AFTER_LEASE))

    record_sent(slow, now=at(AFTER_LEASE))
    record_failure(quick, FAILURE, now=at(AFTER_LEASE))

    message = OutboxMessage.objects.get()
    assert message.sent_at
    assert (message.parked_at, message.last_error) == (None, "")


def test_sent_after_another_worker_parked_it_counts_as_sent(queue_mail):
    slow = claim(queue_mail().pk, now=at(0))
    OutboxMessage.objects.update(parked_at=at(0), last_error="SMTP 550")

    record_sent(slow, now=at(AFTER_LEASE))

    assert not OutboxMessage.objects.parked().exists()


def test_row_that_kills_its_worker_is_parked_and_the_rest_goes(queue_mail, mail_server):
    killer, good = queue_mail(), queue_mail("receipt:2")
    yesterday = at(-24 * 60)
    OutboxMessage.objects.filter(pk=killer.pk).update(due_at=yesterday)
    for number in range(pace.INTERRUPTIONS_BEFORE_PARKING + 1):
        assert claim(killer.pk, now=yesterday + number * timedelta(minutes=6))

    sweep()

    parked = OutboxMessage.objects.parked().get()
    assert (parked.pk, parked.last_error) == (killer.pk, "Interrupted")
    assert mail_server.message_ids() == {good.message_id}


def test_promise_9_sweeps_at_the_same_instant_send_each_mail_once(queue_mail, mail_server, in_threads):
    for number in range(30):
        queue_mail(f"receipt:{number}")

    outcomes = in_threads(4, lambda number: sweep())

    assert outcomes == [None] * 4
    assert mail_server.attempts == 30
    assert len(mail_server.message_ids()) == 30
    assert set(OutboxMessage.objects.values_list("attempts", flat=True)) == {1}


@pytest.mark.postgres
def test_claims_at_the_same_instant_give_one_lease(queue_mail, in_threads):
    message = queue_mail()

    taken = in_threads(12, lambda number: claim(message.pk, now=at(0)))

    assert [claimed for claimed in taken if claimed] == [message]


@pytest.mark.postgres
def test_claiming_skips_what_another_has_locked(queue_mail, in_threads):
    for number in range(12):
        queue_mail(f"receipt:{number}")

    taken = in_threads(12, lambda number: claim_next(now=at(0)))

    assert len({message.pk for message in taken if message}) == len([message for message in taken if message]) > 1


@pytest.mark.postgres
def test_leases_go_by_the_databases_clock(db):
    with time_machine.travel(at(-30 * 24 * 60)):
        by_the_database = database_now()

    assert abs(by_the_database - at(0)) < timedelta(hours=1)
