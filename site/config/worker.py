"""The gunicorn worker that lets nobody wait for a slow sender.

gunicorn gives a connection a thread as soon as its first byte comes, and waits there for the rest: as many slow senders
as there are threads stop the portal. Here one poller gathers what comes in on all connections, and a thread is taken
only when a request can be answered: its headers are whole, and so is its body or the first AHEAD bytes of it. A body
larger than that goes on in the thread, held to a pace (`seconds_left`); half of the threads are kept free of such, and
while others wait nobody holds two. A body that is cut off is no request: what came of it is not answered from.

Who is too slow, or sends what cannot be read, gets a page in his language and not gunicorn's own. After an answer the
poller also waits for the other side to hang up, discarding what it still sends: a connection cut while a browser is
sending would show the browser's own error page instead of ours.
"""

import errno
import logging
import selectors
import socket
import time
from collections import deque
from concurrent.futures import Future
from contextlib import suppress
from functools import partial
from typing import Any

from gunicorn import http
from gunicorn.http import errors
from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

from config import refusal
from config.arrivals import AHEAD, CONTINUE, Arrival, seconds_left

SEND_SECONDS = 60  # for the other side to take in an answer
LINGER_SECONDS = 20
LINGER_BYTES = 50 * 2**20
SWEEP_SECONDS = 0.5

STATUS_OF = {errors.LimitRequestLine: 414, errors.LimitRequestHeaders: 431}

logger = logging.getLogger(__name__)


class PacedUnreader(SocketUnreader):
    """Reads the rest of a long body. Every piece must come in time for the whole to keep its pace.

    Raises TooSlow, or ConnectionResetError when the other side has hung up before all `owed` bytes came: Django would
    take the part that came for the whole, and a form's missing fields for empty ones.
    """

    def __init__(self, sock: socket.socket, owed: int) -> None:
        super().__init__(sock)
        self.began, self.received, self.owed = time.monotonic(), 0, owed

    def chunk(self, size_hint: int | None = None) -> bytes:
        left = seconds_left(time.monotonic() - self.began, self.received)
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
        if not data and self.received < self.owed:
            raise ConnectionResetError(errno.ECONNRESET, "cut off")
        return data


class PatientWorker(ThreadWorker):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.arrivals: set[Arrival] = set()
        self.long_waiting: deque[Arrival] = deque()
        self.long_under_way: dict[TConn, str] = {}  # and whose they are
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
        self.give_the_word(arrival)
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
        if arrival.is_ready:
            self.forget(arrival)
            self.begin(arrival)
        elif not data:
            self.forget(arrival)
            self.drop(arrival.conn)
        elif arrival.is_oversized:
            self.forget(arrival)
            self.refuse(arrival, 431)
        else:
            self.give_the_word(arrival)

    def give_the_word(self, arrival: Arrival) -> None:
        if arrival.is_expecting:
            arrival.is_expecting = False
            with suppress(OSError):
                arrival.conn.sock.send(CONTINUE)

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
            self.long_under_way[conn] = arrival.sender
        conn.data_ready = True
        if conn.parser is None:
            conn.parser = http.get_parser(self.cfg, conn.sock, conn.client)
        conn.parser.unreader = PacedUnreader(conn.sock, arrival.owed)
        conn.parser.unreader.unread(bytes(arrival.buffer))
        conn.leaves_a_rest = arrival.leaves_a_rest
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
        if self.long_under_way.pop(conn, None) is not None and self.long_waiting:
            self.begin(self.next_long())
        if fs.cancelled() or fs.exception() or fs.result() is not False or not self.linger(conn):
            super().finish_request(conn, fs)

    def next_long(self) -> Arrival:
        """Whose turn it is: the first of somebody who holds no thread, or else the first."""
        busy = set(self.long_under_way.values())
        chosen = next((one for one in self.long_waiting if one.sender not in busy), self.long_waiting[0])
        self.long_waiting.remove(chosen)
        return chosen

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
