"""The shipped gunicorn: slow, cut off, oversized and unreadable requests, and everybody else meanwhile."""

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.config.serving import Answer, Gunicorn, head, read_answer, serve

SLOW_SENDERS = 50


@pytest.fixture
def gunicorn(transactional_db, tmp_path) -> Iterator[Gunicorn]:
    yield from serve(tmp_path / "gunicorn.log")


def timed(gunicorn: Gunicorn, path: str = "/") -> tuple[int, float]:
    began = time.monotonic()
    return gunicorn.get(path).status, time.monotonic() - began


def assert_page(answer: Answer, status: int, heading: str = "", language: str = "sv") -> None:
    assert (answer.status, answer.language) == (status, language), answer.head
    assert f"<h1>{heading}" in answer.body
    assert "connection: close" in answer.head.lower()
    assert "Content-Security-Policy" in answer.head
    assert "no-store" in answer.head


@pytest.mark.django_db(transaction=True)
def test_fifty_slow_senders_hold_nobody_up(gunicorn):
    with ExitStack() as stack:
        slow = [stack.enter_context(gunicorn.connect()) for _ in range(SLOW_SENDERS)]
        for number, connection in enumerate(slow):
            begun = head("POST", "/logga-ut/", "Content-Length: 300000")
            connection.sendall([b"GET / HT", begun, begun + b"x" * 70_000][number % 3])
        time.sleep(0.5)
        others = [timed(gunicorn, path) for path in ["/", "/logga-in/", "/en/"] * 4]

        answers = [read_answer(connection) for connection in slow]

    assert [status for status, _ in others] == [200] * 12
    assert max(seconds for _, seconds in others) < 2
    assert {answer.status for answer in answers} == {408}
    assert "Traceback" not in gunicorn.logged


@pytest.mark.django_db(transaction=True)
def test_slow_head_and_slow_body_are_told_in_their_language(gunicorn):
    with gunicorn.connect() as swedish, gunicorn.connect() as english:
        swedish.sendall(b"GET /logga-in/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        english.sendall(head("POST", "/en/logga-ut/", "Content-Length: 400") + b"csrf")

        assert_page(read_answer(swedish), 408, "Det gick för långsamt")
        assert_page(read_answer(english), 408, language="en")
