"""A request that never becomes whole changes nothing, and holds nobody up while it is waited for."""

import socket
import time
from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.conf import settings

from config.arrivals import CONTINUE
from config.worker import PatientWorker
from tests.config.serving import Answer, Gunicorn, head, read_answer, serve
from tests.eservices.factories import Errand, a_page, answers_of, posted, raw_answers, shown_value

pytestmark = pytest.mark.django_db(transaction=True)
SAVED = {"wish": "Plats för eka", "email": "astrid@example.se"}


@pytest.fixture
def gunicorn(transactional_db, tmp_path) -> Iterator[Gunicorn]:
    yield from serve(tmp_path / "gunicorn.log")


@pytest.fixture
def errand(cast, resident_client) -> Errand:
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit))
    errand.post(1, **SAVED)
    return errand


def post(gunicorn: Gunicorn, errand: Errand, *, padding: int, whole: bool) -> Answer:
    """The first step with another wish, all of it or up to the wish. `padding` makes it larger than one piece."""
    cookie = f"{settings.SESSION_COOKIE_NAME}={errand.client.cookies[settings.SESSION_COOKIE_NAME].value}"
    path = errand.address("step", 1)
    shown = gunicorn.get(path, f"Cookie: {cookie}")
    token = shown.head.partition(f"Set-Cookie: {settings.CSRF_COOKIE_NAME}=")[2].partition(";")[0]
    page = SimpleNamespace(content=shown.body.rpartition("<main")[2].encode())
    hidden = {name: shown_value(page, name) for name in ("csrfmiddlewaretoken", "base", "page")}
    first = urlencode(hidden | {"save_number": "1", "x": "x" * padding} | posted(wish="Plats för kanot"))
    rest = "&" + urlencode(posted(email="nytt@example.se") | {"action": "next"})
    headers = [f"Cookie: {cookie}; {settings.CSRF_COOKIE_NAME}={token}", f"Content-Length: {len(first + rest)}"]
    request = head("POST", path, *headers, "Content-Type: application/x-www-form-urlencoded")
    with gunicorn.connect() as connection:
        connection.sendall(request + first.encode() + (rest.encode() if whole else b""))
        connection.shutdown(socket.SHUT_WR)
        return read_answer(connection)


@pytest.mark.parametrize("padding", [0, 100_000])
def test_promise_14_a_form_that_is_cut_off_changes_nothing(gunicorn, errand, owner, padding):
    cut = post(gunicorn, errand, padding=padding, whole=False)

    assert cut.status in (0, 400, 403)
    assert answers_of(errand.draft_id, owner) == raw_answers(**SAVED)
    assert post(gunicorn, errand, padding=padding, whole=True).status == 302
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Plats för kanot", email="nytt@example.se")


@pytest.fixture
def owner(cast):
    from eservices.owners import Owner

    return Owner(user=cast.astrid)


def test_fifty_who_wait_for_our_word_hold_nobody_up(gunicorn):
    """`Expect: 100-continue` (RFC 9110, 10.1.1) is answered at once, and no thread waits for the body."""
    gunicorn.get("/logga-in/")
    with ExitStack() as stack:
        waiting = [stack.enter_context(gunicorn.connect()) for _ in range(50)]
        for connection in waiting:
            connection.sendall(head("POST", "/logga-ut/", "Expect: 100-continue", "Content-Length: 3"))
        assert [connection.recv(100) for connection in waiting] == [CONTINUE] * 50

        began = time.monotonic()
        assert gunicorn.get("/logga-in/").status == 200
        assert time.monotonic() - began < 5
        waiting[0].sendall(b"a=1")
        assert read_answer(waiting[0]).status == 403


def test_too_large_a_body_is_not_asked_for(gunicorn):
    answer = gunicorn.ask(head("POST", "/logga-ut/", "Expect: 100-continue", f"Content-Length: {2**40}"))

    assert answer.status == 413


def test_while_others_wait_nobody_gets_a_second_thread():
    worker = PatientWorker.__new__(PatientWorker)
    mine, mine_too, yours = (SimpleNamespace(sender=sender) for sender in ("192.0.2.1", "192.0.2.1", "192.0.2.2"))
    worker.long_waiting = deque([mine, mine_too, yours])
    worker.long_under_way = {object(): "192.0.2.1"}

    assert [worker.next_long() for _ in range(3)] == [yours, mine, mine_too]
