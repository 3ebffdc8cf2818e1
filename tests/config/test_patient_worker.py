"""The shipped gunicorn: slow, cut off, oversized and unreadable requests, and everybody else meanwhile."""

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from tests.config.serving import Answer, Gunicorn, head, read_answer, serve

SLOW_SENDERS = 50
TROUBLES = ("Socket error", "Error handling", "outside Django", "Internal Server Error", "Exception in worker")


@pytest.fixture
def gunicorn(transactional_db, tmp_path) -> Iterator[Gunicorn]:
    yield from serve(tmp_path / "gunicorn.log")


def timed(gunicorn: Gunicorn, path: str = "/") -> tuple[int, float]:
    began = time.monotonic()
    return gunicorn.get(path).status, time.monotonic() - began


def assert_quick(others: list[tuple[int, float]]) -> None:
    """But for one, which may have met a busy machine."""
    assert [status for status, _ in others] == [200] * len(others)
    assert sorted(seconds for _, seconds in others)[-2] < 2


def assert_untroubled(gunicorn: Gunicorn) -> None:
    """Nothing went wrong outside Django, where a wild request is no error."""
    assert [line for line in TROUBLES if line in gunicorn.logged] == []


def assert_page(answer: Answer, status: int, heading: str = "", language: str = "sv") -> None:
    assert (answer.status, answer.language) == (status, language), answer.head
    assert f"<h1>{heading}" in answer.body
    assert "connection: close" in answer.head.lower()
    assert "Content-Security-Policy" in answer.head
    assert "no-store" in answer.head


@pytest.mark.django_db(transaction=True)
def test_fifty_slow_senders_hold_nobody_up(gunicorn):
    for _ in range(4):
        gunicorn.get("/")  # the first page of a worker takes its time
    with ExitStack() as stack:
        slow = [stack.enter_context(gunicorn.connect()) for _ in range(SLOW_SENDERS)]
        for number, connection in enumerate(slow):
            begun = head("POST", "/logga-ut/", "Content-Length: 300000")
            connection.sendall([b"GET / HT", begun, begun + b"x" * 70_000][number % 3])
        time.sleep(0.5)
        others = [timed(gunicorn, path) for path in ["/", "/logga-in/", "/en/"] * 4]

        answers = [read_answer(connection) for connection in slow]

    assert_quick(others)
    assert {answer.status for answer in answers} <= {403, 408}  # 403: cut off within a file
    assert_untroubled(gunicorn)


@pytest.mark.django_db(transaction=True)
def test_slow_head_and_slow_body_are_told_in_their_language(gunicorn):
    with gunicorn.connect() as swedish, gunicorn.connect() as english:
        swedish.sendall(b"GET /logga-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        english.sendall(head("POST", "/en/logga-ut/", "Content-Length: 400") + b"csrf")

        assert_page(read_answer(swedish), 408, "Det gick för långsamt")
        assert_page(read_answer(english), 408, language="en")


LONG = "x" * 20_000
UNREADABLE = {  # as it goes over the wire, and the statuses that are right
    "request line of nonsense": (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", {400}),
    "no version": (b"GET /\r\n\r\n", {400}),
    "wild version": (b"GET / HTTP/9.9\r\n\r\n", {400}),
    "long address": (head("GET", f"/?q={LONG}"), {414}),
    "long cookie": (head("GET", "/", f"Cookie: a={LONG}"), {431}),
    "endless header": (head("GET", "/", f"X-A: {LONG * 3}")[:-4], {431}),
    "many headers": (head("GET", "/", *(f"X-{n}: 1" for n in range(500))), {431}),
    "header without name": (head("GET", "/", ": 1"), {400}),
    "header with NUL": (head("GET", "/", "X-A: a\0b"), {400}),
    "folded header": (head("GET", "/", "X-A: a\r\n b"), {400}),
    "two lengths": (head("POST", "/logga-ut/", "Content-Length: 3", "Content-Length: 5") + b"a=1xx", {400}),
    "negative length": (head("POST", "/logga-ut/", "Content-Length: -5"), {400}),
    "length in words": (head("POST", "/logga-ut/", "Content-Length: many"), {400}),
    "length and chunks": (head("POST", "/", "Content-Length: 3", "Transfer-Encoding: chunked") + b"0\r\n\r\n", {400}),
    "odd transfer coding": (head("POST", "/", "Transfer-Encoding: gzip, klingon"), {400}),
    "broken chunks": (head("POST", "/logga-ut/", "Transfer-Encoding: chunked") + b"zz\r\n\r\n", {400, 403}),
    "chunks": (head("POST", "/logga-ut/", "Transfer-Encoding: chunked") + b"3\r\na=1\r\n0\r\n\r\n", {403}),
    "wild host": (head("GET", "/").replace(b"127.0.0.1", b"evil.example"), {400}),
    "no host": (b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n", {200, 400}),
    "CONNECT": (head("CONNECT", "evil.example:443"), {400, 403, 404, 405}),
    "absolute address": (head("GET", "http://evil.example/"), {200, 400, 404}),
    "address of bytes": (
        b"GET /%ff%fe/\xc3\x28?\xff HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n",
        {404, 400},
    ),
    "address with NUL": (head("GET", "/utkast/%00/"), {404}),
    "traversal": (head("GET", "/static/../../etc/passwd"), {404, 400}),
    "expectation": (head("POST", "/", "Expect: 200-ok", "Content-Length: 3") + b"a=1", {400, 403, 417}),
    "too large": (head("POST", "/logga-ut/", "Content-Length: 999999999999"), {413}),
    "large for a form": (head("POST", "/logga-ut/", f"Content-Length: {30 * 2**20}") + b"x" * 70_000, {413}),
}


@pytest.mark.django_db(transaction=True)
def test_what_gunicorn_itself_refuses_gets_a_page_of_ours(gunicorn):
    answers = {name: gunicorn.ask(request) for name, (request, _) in UNREADABLE.items()}

    assert {name: a.status for name, a in answers.items() if a.status not in UNREADABLE[name][1]} == {}
    refused = {name: a for name, a in answers.items() if a.status in (413, 414, 431)}
    assert [name for name, a in answers.items() if a.status >= 400 and a.language != "sv"] == []
    for answer in refused.values():
        assert_page(answer, answer.status)
    assert_untroubled(gunicorn)


@pytest.mark.django_db(transaction=True)
def test_too_large_body_is_refused_at_once_and_whoever_goes_on_sending_gets_the_page(gunicorn):
    """As a browser does: it sends megabytes before it looks for an answer."""
    began = time.monotonic()
    with gunicorn.connect() as connection:
        connection.sendall(head("POST", "/en/logga-ut/", f"Content-Length: {200 * 2**20}"))
        for _ in range(300):
            connection.sendall(b"x" * 65_536)
        answer = read_answer(connection)

    assert_page(answer, 413, language="en")
    assert time.monotonic() - began < 10


@pytest.mark.django_db(transaction=True)
def test_hostile_client_in_parallel_does_not_touch_a_normal_one(gunicorn):
    """Floods, half requests and rubbish from many connections; a person reads page after page meanwhile."""
    rubbish = [request for request, _ in UNREADABLE.values()]
    stop = threading.Event()

    def attack(number: int) -> None:
        while not stop.is_set():
            with suppress(OSError), gunicorn.connect(5) as connection:
                connection.sendall(rubbish[number % len(rubbish)])
                if number % 3:
                    connection.recv(1000)  # and leave in the middle of the answer
            number += 1
            time.sleep(0.02)

    attackers = [threading.Thread(target=attack, args=(n * 3,)) for n in range(8)]
    for attacker in attackers:
        attacker.start()
    others = [timed(gunicorn, path) for path in ["/", "/logga-in/", "/en/logga-in/"] * 10]
    stop.set()
    for attacker in attackers:
        attacker.join()

    assert_quick(others)
    assert_untroubled(gunicorn)


@pytest.mark.django_db(transaction=True)
def test_kept_connection_answers_one_request_after_another(gunicorn):
    """Also when they come together, or the next one in two pieces."""
    request = b"GET /logga-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    last = head("GET", "/logga-in/")
    with gunicorn.connect() as connection:
        connection.sendall(request + request + last[:30])
        time.sleep(0.5)
        connection.sendall(last[30:])
        everything = b"".join(iter(lambda: connection.recv(1 << 16), b""))

    assert everything.count(b"HTTP/1.1 200 OK") == 3
