"""A request on its way in, as far as the worker's poller looks at it. What its headers say is only guessed at here:
gunicorn reads them anew, and judges.
"""

import re
import time
from dataclasses import dataclass, field

from django.conf import settings
from gunicorn.workers.gthread import TConn

AHEAD = 64 * 1024  # bytes of a body gathered before a thread takes over: a step's answers fit, an upload does not
HEAD_LIMIT = 32 * 1024  # bytes of request line and headers
HEAD_SECONDS = 10
GRACE_SECONDS = 15
BYTES_A_SECOND = 16 * 1024  # what a body must average after the grace: a poor mobile line manages four times that
LONGEST_SECONDS = 45 * 60  # for a whole body: the largest there is, at three times the least pace

END_OF_HEAD = b"\r\n\r\n"
CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"
LENGTH = re.compile(rb"^content-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
CHUNKED = re.compile(rb"^transfer-encoding[ \t]*:[ \t]*chunked[ \t]*\r$", re.IGNORECASE | re.MULTILINE)
EXPECTING = re.compile(rb"^expect[ \t]*:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE | re.MULTILINE)
FORWARDED = re.compile(rb"^x-forwarded-for[ \t]*:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)


def seconds_left(seconds: float, received: int) -> float:
    """How long a body, of which so many bytes have come in so many seconds, may take over its next piece."""
    return min(GRACE_SECONDS + received / BYTES_A_SECOND, LONGEST_SECONDS) - seconds


@dataclass(eq=False)
class Arrival:
    conn: TConn
    buffer: bytearray
    began: float = field(default_factory=time.monotonic)
    head_size: int = 0  # 0 until the head is whole
    body_size: int = 0  # as declared
    is_chunked: bool = False
    is_expecting: bool = False  # waits for our word before it sends the body
    sender: str = ""  # whose the connection is, as far as the proxies in front are to be believed

    def take(self, data: bytes) -> None:
        searched = max(0, len(self.buffer) - len(END_OF_HEAD))
        self.buffer += data
        if not self.head_size and (end := self.buffer.find(END_OF_HEAD, searched)) >= 0:
            self._read_head(bytes(self.buffer[: end + len(END_OF_HEAD)]))

    def _read_head(self, head: bytes) -> None:
        lengths = [int(number) for number in LENGTH.findall(head)]
        self.is_chunked, self.body_size = bool(CHUNKED.search(head)), max(lengths, default=0)
        self.sender = self._sender(head)
        self.is_expecting = bool(EXPECTING.search(head)) and not self.is_oversized_body
        kept = EXPECTING.sub(b"", head)  # the poller gives the word, so that no thread waits for what follows
        self.buffer[: len(head)] = kept
        self.head_size = len(kept)

    def _sender(self, head: bytes) -> str:
        hops = [hop.strip().decode("latin-1") for line in FORWARDED.findall(head) for hop in line.split(b",")]
        if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
            return str(hops[-settings.TRUSTED_PROXIES])
        return str(self.conn.client[0]) if self.conn.client else ""

    @property
    def received(self) -> int:
        """Bytes of the body."""
        return len(self.buffer) - self.head_size

    @property
    def owed(self) -> int:
        """Bytes that are still to come; 0 for chunks, which say themselves where they end."""
        return 0 if self.is_chunked else max(0, self.body_size - self.received)

    @property
    def leaves_a_rest(self) -> bool:
        return self.is_chunked or self.owed > 0

    @property
    def is_oversized_body(self) -> bool:
        return self.body_size > settings.MAX_REQUEST_BYTES

    @property
    def is_long(self) -> bool:
        """Its body goes on coming while a thread reads it."""
        return self.is_chunked or AHEAD < self.body_size <= settings.MAX_REQUEST_BYTES

    @property
    def is_ready(self) -> bool:
        if not self.head_size:
            return False
        if self.is_chunked:
            return self.received >= AHEAD or (self.buffer.endswith(END_OF_HEAD) and self.received > 0)
        return self.is_oversized_body or self.received >= min(self.body_size, AHEAD)

    @property
    def is_oversized(self) -> bool:
        return not self.head_size and len(self.buffer) > HEAD_LIMIT

    def is_late(self, now: float) -> bool:
        seconds = now - self.began
        return seconds_left(seconds, self.received) < 0 if self.head_size else seconds > HEAD_SECONDS

    @property
    def target(self) -> str:
        """The address asked for, as far as it has come."""
        line = bytes(self.buffer[:HEAD_LIMIT]).partition(b"\r\n")[0].split(b" ")
        return line[1].decode("latin-1") if len(line) > 1 else "/"
