"""The gunicorn worker that lets nobody wait for a slow sender.

gunicorn gives a connection a thread as soon as its first byte comes, and waits there for the rest: as many slow senders
as there are threads stop the portal. Here one poller gathers what comes in on all connections, and a thread is taken
only when a request can be answered: its headers are whole, and so is its body or the first AHEAD bytes of it. A body
larger than that goes on in the thread, held to a pace (`is_too_slow`), and half of the threads are kept free of such.

Who is too slow, or sends what cannot be read, gets a page in his language and not gunicorn's own. After an answer the
poller also waits for the other side to hang up, discarding what it still sends: a connection cut while a browser is
sending would show the browser's own error page instead of ours.
"""

import logging
import re
import selectors
import socket
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from gunicorn import http
from gunicorn.http import errors
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from config import refusal

AHEAD = 64 * 1024  # bytes of a body gathered before a thread takes over: a step's answers fit, an upload does not
HEAD_LIMIT = 32 * 1024  # bytes of request line and headers
HEAD_SECONDS = 10
GRACE_SECONDS = 15
BYTES_A_SECOND = 16 * 1024  # what a body must average after the grace: a poor mobile line manages four times that
SEND_SECONDS = 60  # for the other side to take in an answer
LINGER_SECONDS = 20
LINGER_BYTES = 50 * 2**20
SWEEP_SECONDS = 0.5

END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
CHUNKED = re.compile(rb"^transfer-encoding[ \t]*:[ \t]*chunked[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
EXPECTING = re.compile(rb"^expect[ \t]*:", re.IGNORECASE | re.MULTILINE)
STATUS_OF = {errors.LimitRequestLine: 414, errors.LimitRequestHeaders: 431}

logger = logging.getLogger(__name__)


def is_too_slow(seconds: float, received: int) -> bool:
    """Whether a body of which so many bytes have come in so many seconds lags behind the least pace."""
    return seconds > GRACE_SECONDS + received / BYTES_A_SECOND


@dataclass(eq=False)
class Arrival:
    """A request that is on its way in on a connection. What its headers say is only guessed at: gunicorn judges."""

    conn: TConn
    buffer: bytearray
    began: float = field(default_factory=time.monotonic)
    head_size: int = 0  # 0 until the head is whole
    body_size: int = 0  # as declared; AHEAD + 1 when it comes in chunks
    is_expecting: bool = False  # waits for our word before it sends the body

    def take(self, data: bytes) -> None:
        searched = max(0, len(self.buffer) - len(END_OF_HEAD))
        self.buffer += data
        if not self.head_size and (end := self.buffer.find(END_OF_HEAD, searched)) >= 0:
            self.head_size = end + len(END_OF_HEAD)
            self._read_head(bytes(self.buffer[: self.head_size]))

    def _read_head(self, head: bytes) -> None:
        lengths = [int(number) for number in LENGTH.findall(head)]
        self.body_size = AHEAD + 1 if CHUNKED.search(head) else max(lengths, default=0)
        self.is_expecting = bool(EXPECTING.search(head))

    @property
    def received(self) -> int:
        return len(self.buffer) - self.head_size

    @property
    def is_long(self) -> bool:
        """Its body goes on coming while a thread reads it."""
        return AHEAD < self.body_size <= settings.MAX_REQUEST_BYTES

    @property
    def is_ready(self) -> bool:
        if not self.head_size:
            return False
        if self.is_expecting or self.body_size > settings.MAX_REQUEST_BYTES:
            return True
        return self.received >= min(self.body_size, AHEAD) or self._ends_in_chunks()

    def _ends_in_chunks(self) -> bool:
        return self.body_size == AHEAD + 1 and self.buffer.endswith(END_OF_HEAD) and self.received > 0

    @property
    def is_oversized(self) -> bool:
        return not self.head_size and len(self.buffer) > HEAD_LIMIT

    def is_late(self, now: float) -> bool:
        seconds = now - self.began
        return is_too_slow(seconds, self.received) if self.head_size else seconds > HEAD_SECONDS

    @property
    def target(self) -> str:
        """The address asked for, as far as it has come."""
        line = bytes(self.buffer[:HEAD_LIMIT]).partition(b"\r\n")[0].split(b" ")
        return line[1].decode("latin-1") if len(line) > 1 else "/"


class PacedUnreader(SocketUnreader):
    """Reads the rest of a long body. Every piece must come in time for the whole to keep its pace."""

    def __init__(self, sock: socket.socket) -> None:
        super().__init__(sock)
        self.began, self.received = time.monotonic(), 0

    def chunk(self, size_hint: int | None = None) -> bytes:
        left = GRACE_SECONDS + self.received / BYTES_A_SECOND - (time.monotonic() - self.began)
        if left <= 0:
            raise refusal.TooSlow
        self.sock.settimeout(left)
        try:
            data: bytes = super().chunk(size_hint)
        except TimeoutError:
            raise refusal.TooSlow from None
        finally:
            self.sock.settimeout(SEND_SECONDS)
        self.received += len(data)
        return data


class PatientWorker(ThreadWorker):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrivals: set[Arrival] = set()
        self.long_waiting: deque[Arrival] = deque()
        self.long_under_way: set[TConn] = set()
        self.lingering: dict[socket.socket, tuple[float, int]] = {}  # until when, and how much more is discarded
        self.next_sweep = 0.0

    # What comes in

    def enqueue_req(self, conn: TConn) -> None:
        """Called by gunicorn whenever a request may be coming: on a new connection, and on one that was kept."""
        arrival = Arrival(conn, bytearray())
        arrival.take(conn.parser.unreader.take_buffered() if conn.parser else b"")
        if arrival.is_ready:
            self.begin(arrival)
            return
        conn.sock.setblocking(False)
        self.arrivals.add(arrival)
        self.poller.register(conn.sock, selectors.EVENT_READ, partial(self.on_more, arrival))

    def on_more(self, arrival: Arrival, sock: socket.socket) -> None:
        try:
            data = sock.recv(AHEAD)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        arrival.take(data)
        if arrival.is_ready or (not data and arrival.head_size):
            self.forget(arrival)
            self.begin(arrival)
        elif not data:
            self.forget(arrival)
            self.drop(arrival.conn)
        elif arrival.is_oversized:
            self.forget(arrival)
            self.refuse(arrival, 431)

    def forget(self, arrival: Arrival) -> None:
        self.arrivals.discard(arrival)
        self.poller.unregister(arrival.conn.sock)

    def drop(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    def begin(self, arrival: Arrival) -> None:
        """Let a thread answer it: at once, or when one of those for long bodies is free."""
        conn = arrival.conn
        if arrival.is_long:
            if len(self.long_under_way) >= max(1, self.cfg.threads // 2):
                self.long_waiting.append(arrival)
                return
            self.long_under_way.add(conn)
        conn.data_ready = True
        if conn.parser is None:
            conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
        conn.parser.unreader = PacedUnreader(conn.sock)
        conn.parser.unreader.unread(bytes(arrival.buffer))
        conn.leaves_a_rest = arrival.body_size > arrival.received
        super().enqueue_req(conn)

    def murder_pending(self) -> None:
        """Called by gunicorn at every turn of its loop, at least once a second."""
        super().murder_pending()
        now = time.monotonic()
        if now < self.next_sweep:
            return
        self.next_sweep = now + SWEEP_SECONDS
        for arrival in [one for one in self.arrivals if one.is_late(now) or not (self.alive or one.buffer)]:
            self.forget(arrival)
            if arrival.buffer:
                self.refuse(arrival, 408)
            else:
                self.drop(arrival.conn)  # a browser opens connections for later, and takes their end as it comes
        for sock in [sock for sock, (until, _) in self.lingering.items() if now > until]:
            self.hang_up(sock)

    # What goes out

    def handle_request(self, req: Any, conn: TConn) -> Any:
        conn.sock.settimeout(SEND_SECONDS)
        if conn.leaves_a_rest:
            req.must_close = True  # what nobody read of a long body would be taken for the next request
        return super().handle_request(req, conn)

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """gunicorn could not read the request, or the application broke. gunicorn's page is English, and may echo."""
        if isinstance(exc, errors.ParseException):
            logger.info("Refused a request: %s", type(exc).__name__)
            status = STATUS_OF.get(type(exc), 400)
        else:
            logger.error("A request failed outside Django", exc_info=exc)
            status = 500
        client.settimeout(SEND_SECONDS)
        client.sendall(refusal.answer(self.wsgi, getattr(req, "path", "/"), status))

    def refuse(self, arrival: Arrival, status: int) -> None:
        future = self.tpool.submit(self.send_refusal, arrival, status)
        future.add_done_callback(partial(self.method_queue.defer, self.finish_request, arrival.conn))

    def send_refusal(self, arrival: Arrival, status: int) -> bool:
        logger.info("Refused a request: %s", status)
        arrival.conn.sock.settimeout(SEND_SECONDS)
        arrival.conn.sock.sendall(refusal.answer(self.wsgi, arrival.target, status))
        return False

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        if conn in self.long_under_way:
            self.long_under_way.discard(conn)
            if self.long_waiting:
                self.begin(self.long_waiting.popleft())
        if fs.cancelled() or fs.exception() or fs.result() is not False or not self.linger(conn):
            super().finish_request(conn, fs)

    def linger(self, conn: TConn) -> bool:
        """Say that there is no more, and let the poller wait for the other side. gunicorn would stand still."""
        sock = conn.sock
        try:
            sock.shutdown(socket.SHUT_WR)
            sock.setblocking(False)
            self.poller.register(sock, selectors.EVENT_READ, self.on_rest)
        except (OSError, ValueError):
            return False
        self.lingering[sock] = (time.monotonic() + LINGER_SECONDS, LINGER_BYTES)
        return True

    def on_rest(self, sock: socket.socket) -> None:
        try:
            received = len(sock.recv(AHEAD))
        except BlockingIOError:
            return
        except OSError:
            received = 0
        until, left = self.lingering[sock]
        self.lingering[sock] = (until, left - received)
        if not received or left <= received:
            self.hang_up(sock)

    def hang_up(self, sock: socket.socket) -> None:
        del self.lingering[sock]
        self.poller.unregister(sock)
        self.nr_conns -= 1
        sock.close()
