"""The outbox and the real worker, against a real mail server: how fast a heap goes, how soon a single mail is out."""

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator

from django.db import connection, transaction

from outbox.actions import enqueue_mail
from outbox.models import OutboxMessage
from tests.bench.report import percentile
from tests.outbox.mail_server import MailServer
from tools.console import CannotGoOn
from tools.run import Part, start, stop

SINGLE = 40
PATIENCE = 120  # seconds
Figure = tuple[str, str]


class Arrivals(MailServer):
    """Notes when each mail was accepted."""

    def __init__(self) -> None:
        super().__init__(self.note)
        self.times: list[float] = []

    def note(self, _nth: int) -> None:
        self.times.append(time.perf_counter())


def measure(heap: int) -> Iterator[Figure]:
    server = Arrivals()
    server.start()
    try:
        yield from drained(server, heap)
        yield from delays(server)
    finally:
        server.stop()


def drained(server: Arrivals, heap: int) -> Iterator[Figure]:
    """A heap that came in while no worker ran, as after a night's stop. The clock starts with the first mail out."""
    for number in range(heap):
        enqueue(f"heap:{number}")
    worker = start_worker(server.port)
    try:
        wait_for(lambda: len(server.times) >= heap)
    finally:
        stop([worker])
    yield f"outbox drained, {heap} mails", f"{(heap - 1) / (server.times[-1] - server.times[0]):.0f}/s"


def delays(server: Arrivals) -> Iterator[Figure]:
    """One mail at a time on an idle system: from the commit to the moment the mail server has it."""
    worker = start_worker(server.port)
    waited = []
    try:
        for number in range(SINGLE + 1):
            arrived = len(server.times)
            enqueue(f"single:{number}")
            committed = time.perf_counter()
            wait_for(lambda before=arrived: len(server.times) > before)
            waited.append(server.times[-1] - committed)
            time.sleep(0.05)  # the worker is idle again
    finally:
        stop([worker])
    shown = ", ".join(f"p{percent} {percentile(waited[1:], percent):.0f} ms" for percent in (50, 95))
    yield "commit to mail server, one mail", shown  # the first had to wait for the worker to start


def enqueue(key: str) -> None:
    with transaction.atomic():
        enqueue_mail(key=key, topic="bench", to="astrid@example.se", subject="Kvittens", body="Tack. " * 100)


def start_worker(mail_port: int) -> Part:
    os.environ["EMAIL_URL"] = f"smtp://127.0.0.1:{mail_port}"
    connection.close()
    return start("worker", [sys.executable, "manage.py", "run_huey", "--quiet", "--skip-checks"], signal.SIGINT)


def wait_for(done: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise CannotGoOn(f"{OutboxMessage.objects.waiting().count()} mails still wait in the outbox")
        time.sleep(0.001)
