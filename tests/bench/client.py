"""A closed loop: each caller sends its next request the moment the last one is answered.

Written for a small machine that it shares with what it measures: no threads, no parsing, about 0.1 ms of its own a
request. A sync gunicorn closes after each answer, so the end of an answer is the end of its connection.
"""

import re
import select
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

Requests = Iterator[bytes]
COUNT_QUERIES = b"X-Count-Queries: yes\r\n"
PATIENCE = 60  # seconds without an answer from anybody


@dataclass
class Load:
    """What came of it. `wrong` holds what was answered otherwise than expected."""

    seconds: float = 0.0
    own_cpu: float = 0.0
    latencies: list[float] = field(default_factory=list)
    wrong: list[bytes] = field(default_factory=list)

    @property
    def right(self) -> int:
        return len(self.latencies)


@dataclass(frozen=True)
class Expected:
    """A rejected form is also a 200: `marker` stands only in the answer that means success."""

    status: int
    marker: bytes

    def holds(self, answer: bytes) -> bool:
        return answer.startswith(b"HTTP/1.1 %d" % self.status) and self.marker in answer


class Exchange:
    """One request and its answer, on a connection of its own."""

    def __init__(self, address: tuple[str, int], requests: Requests, request: bytes) -> None:
        self.requests = requests
        self.parts: list[bytes] = []
        self.began = time.perf_counter()
        self.socket = socket.socket()
        self.socket.connect(address)
        self.socket.sendall(request)
        self.socket.setblocking(False)

    def ended(self) -> bool:
        part = self.socket.recv(1 << 18)
        self.parts.append(part)
        return not part


def load(address: tuple[str, int], callers: Sequence[Requests], expected: Expected, seconds: float) -> Load:
    """Keep all callers busy for so long, or until they have nothing more to ask, and wait for the last answers."""
    result, open_exchanges, poll = Load(), {}, select.epoll()
    began, own = time.perf_counter(), time.process_time()
    end = began + seconds

    def ask(requests: Requests) -> None:
        if time.perf_counter() >= end or (request := next(requests, None)) is None:
            return
        exchange = Exchange(address, requests, request)
        open_exchanges[exchange.socket.fileno()] = exchange
        poll.register(exchange.socket, select.EPOLLIN | select.EPOLLHUP)

    for requests in callers:
        ask(requests)
    while open_exchanges:
        for handle, _event in poll.poll(PATIENCE) or _silence():
            exchange = open_exchanges[handle]
            if exchange.ended():
                poll.unregister(handle)
                del open_exchanges[handle]
                note(result, exchange, expected)
                ask(exchange.requests)
    result.seconds, result.own_cpu = time.perf_counter() - began, time.process_time() - own
    return result


def _silence() -> list[tuple[int, int]]:
    raise TimeoutError(f"No answer for {PATIENCE} seconds")


def note(result: Load, exchange: Exchange, expected: Expected) -> None:
    took = time.perf_counter() - exchange.began
    exchange.socket.close()
    answer = b"".join(exchange.parts)
    if expected.holds(answer):
        result.latencies.append(took)
    else:
        result.wrong.append(answer)


def ask_once(address: tuple[str, int], request: bytes) -> bytes:
    with socket.create_connection(address, PATIENCE) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(1 << 18), b""))


def queries_of(answer: bytes) -> int:
    """What `wsgi.py` says of an answer to a request that carried COUNT_QUERIES."""
    found = re.search(rb"X-Queries: (\d+)", answer)
    return int(found[1]) if found else -1
