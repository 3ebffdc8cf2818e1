"""Promise 9 in earnest: real workers are killed with mails in their hands, and the mail server has a bad day."""

import signal
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count

import pytest
from django.db import transaction
from django.utils import timezone

from outbox import tasks
from outbox.models import Beat, OutboxMessage

from .conftest import started_server
from .mail_server import CLOSE, OK, Answer, MailServer
from .worker import Worker

MAILS = 40
KILLS_AT = {3, 8, 14, 21, 27, 33}  # which mail is in the server's hands when the workers die
NOBODY = "nobody@post.example"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    with started_server() as server:
        yield server


@pytest.fixture
def workers(mail_server, tmp_path) -> Iterator[list[Worker]]:
    both = [Worker(tmp_path / f"worker{number}.log", mail_server.port) for number in (1, 2)]
    yield both
    for worker in both:
        worker.stop(signal.SIGKILL)


@pytest.mark.django_db(transaction=True)
def test_promise_9_killed_workers_and_a_failing_server_lose_and_double_nothing(queue_mail, mail_server, workers):
    mail_server.on_data = a_bad_day(workers)
    mail_server.on_recipient = lambda address: "550 No such user" if address == NOBODY else OK
    keep_running = restarting(workers)
    for number in range(MAILS):
        queue_mail(f"receipt:{number}", subject=f"receipt:{number}")
    refused = queue_mail("receipt:refused", to=NOBODY)
    roll_back(queue_mail)

    until(lambda: not OutboxMessage.objects.waiting().exists(), meanwhile=keep_running, seconds=240)

    arrived = defaultdict(set)
    for mail in mail_server.accepted:
        arrived[mail["Subject"]].add(mail["Message-ID"])
    queued = OutboxMessage.objects.exclude(pk=refused.pk)
    assert arrived == {message.key: {message.message_id} for message in queued}
    assert queued.filter(sent_at=None).count() == 0
    assert OutboxMessage.objects.parked().get() == refused
    assert queued.filter(interruptions__gte=1).count() >= len(KILLS_AT) / 2  # else the kills hit nothing


@pytest.mark.django_db(transaction=True)
def test_promise_9_sigint_lets_the_worker_finish_what_it_is_sending(queue_mail, mail_server, workers):
    worker, in_hand = workers[0], threading.Event()

    def slow_answer(attempt: int) -> Answer:
        in_hand.set()
        time.sleep(1)
        return OK

    mail_server.on_data = slow_answer
    message = queue_mail()
    worker.start()
    assert in_hand.wait(30)
    worker.stop(signal.SIGINT)

    message.refresh_from_db()
    assert (message.sent_at is not None, message.attempts, mail_server.attempts) == (True, 1, 1)
    assert timezone.now() - Beat.objects.get(name="worker").at < timedelta(minutes=2)


def a_bad_day(workers: list[Worker]) -> Callable[[int], Answer]:
    """Some mails are put off, some are taken by a server that then hangs up, some come when the workers are killed."""
    answers = {5: "451 Try later", 7: CLOSE, 11: "421 Going down", 17: CLOSE, 23: "452 Full"}

    def on_data(attempt: int) -> Answer:
        if attempt in KILLS_AT:
            for worker in workers:
                worker.stop(signal.SIGKILL)
        return answers.get(attempt, OK)

    return on_data


def restarting(workers: list[Worker]) -> Callable[[], None]:
    """Starts again whoever was killed, and rings for the sweep each second: its minute is long for a test."""
    rung = 0.0

    def keep_running() -> None:
        nonlocal rung
        for worker in workers:
            if not worker.is_running:
                worker.start()
        if time.monotonic() - rung > 1:
            tasks.sweep()
            rung = time.monotonic()

    return keep_running


def roll_back(queue_mail: Callable[..., OutboxMessage]) -> None:
    with transaction.atomic():
        queue_mail("receipt:undone", subject="receipt:undone")
        transaction.set_rollback(True)


def until(done: Callable[[], bool], *, meanwhile: Callable[[], None], seconds: float) -> None:
    end = time.monotonic() + seconds
    for _ in count():
        meanwhile()
        if done():
            return
        assert time.monotonic() < end, f"not done in {seconds} s"
        time.sleep(0.2)
