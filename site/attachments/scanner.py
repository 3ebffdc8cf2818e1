"""The virus scanner: ClamAV's clamd at SCANNER_URL, `tcp://host:port` or `unix:///path`; empty for none.

A file is fed to it while it streams in. A scanner that is away, hangs or answers nonsense leaves the file WAITING: that
is never an error for the person, and never CLEAN. clamav-client speaks for the small questions; INSTREAM is our own, as
the library reads a whole file by itself and bounds no total time.
"""

import logging
import re
import socket
from collections.abc import Callable, Iterable
from time import monotonic
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, scan_response
from django.conf import settings

from attachments.models import ScanState

logger = logging.getLogger(__name__)

PATIENCE = 20.0  # seconds of waiting for the scanner in all, per file
QUESTION_PATIENCE = 5.0  # seconds for PING and VERSION
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310
SCHEMES = ("tcp", "unix")
VERDICT = re.compile(r"stream: (OK|.+ FOUND)")


def is_configured() -> bool:
    return bool(settings.SCANNER_URL)


class Scan:
    """One file's way through the scanner: `feed` each piece, then `finish`; or `abandon`. Nothing here raises.

    `skip` asks nothing of the scanner and leaves the file waiting.
    """

    def __init__(self, *, skip: bool = False) -> None:
        self._left = PATIENCE
        self._line: socket.socket | None = None
        self.failed = False
        if is_configured() and not skip:
            self._attempt(self._begin)

    def feed(self, chunk: bytes) -> None:
        line = self._line
        if line and chunk:  # an empty piece would mean the end
            self._attempt(lambda: line.sendall(len(chunk).to_bytes(4, "big") + chunk))

    def finish(self) -> ScanState:
        if not is_configured():
            return ScanState.UNSCANNED
        answer: list[str] = []
        if self._line:
            self._attempt(lambda: answer.append(self._ask_for_verdict()))
        self.abandon()
        return verdict(answer[0]) if answer else ScanState.WAITING

    def abandon(self) -> None:
        if self._line:
            self._line.close()
            self._line = None

    def _begin(self) -> None:
        self._line = connect(self._left)
        self._line.sendall(b"nINSTREAM\n")

    def _ask_for_verdict(self) -> str:
        assert self._line is not None  # noqa: S101 - only `finish` calls, with a line
        deadline = monotonic() + self._left
        self._line.sendall(bytes(4))
        answer = b""
        while not answer.endswith(b"\n") and len(answer) < LONGEST_ANSWER:
            # Of the deadline, not of each byte: a scanner that drips would hold the person for hours.
            self._line.settimeout(max(deadline - monotonic(), 0.001))
            piece = self._line.recv(LONGEST_ANSWER)
            if not piece:
                break
            answer += piece
        return answer.decode("utf-8", "replace").strip("\0\r\n ")

    def _attempt(self, step: Callable[[], None]) -> None:
        """Run a step within the patience that is left; the time the scanner makes us wait adds up over the file."""
        begun = monotonic()
        try:
            if self._line:
                self._line.settimeout(max(self._left, 0.001))
            step()
        except (OSError, ValueError) as error:
            logger.warning("The virus scanner did not take a file: %s", type(error).__name__)
            self.failed = True
            self.abandon()
        self._left -= monotonic() - begun


def verdict(answer: str) -> ScanState:
    """What clamd's line says of the stream. Only its own plain words count; anything else leaves the file waiting."""
    if not VERDICT.fullmatch(answer):
        logger.warning("The virus scanner gave no verdict: %.100r", answer)
        return ScanState.WAITING
    found = scan_response.fullmatch(answer)
    return ScanState.INFECTED if found and found["status"] == "FOUND" else ScanState.CLEAN


def scan_stream(chunks: Iterable[bytes]) -> ScanState:
    """Scan a whole file now. Errors of `chunks` are the caller's."""
    scan = Scan()
    try:
        for chunk in chunks:
            scan.feed(chunk)
        return scan.finish()
    finally:
        scan.abandon()


def is_answering() -> bool:
    """Whether the scanner answers a PING within seconds; False where none is set."""
    return _question("ping") == "PONG"


def version() -> str:
    """The scanner's own words on program and signatures: "ClamAV 1.4.3/27800/Thu Nov 26 …"; "" when it is away."""
    return _question("version")


def _question(name: str) -> str:
    if not is_configured():
        return ""
    try:
        return str(getattr(Questions(), name)()).strip()
    except (ClamdError, OSError, ValueError):
        return ""


class Questions(ClamdNetworkSocket):
    """The library's PING and VERSION over our own line: its own leaks when nobody answers, and knows no IPv6."""

    def _init_socket(self) -> None:
        self.clamd_socket = connect(QUESTION_PATIENCE)


def connect(patience: float) -> socket.socket:
    """A line to the scanner. Raises OSError."""
    parts = urlsplit(settings.SCANNER_URL)
    if parts.scheme != "unix":
        return socket.create_connection((parts.hostname, parts.port or DEFAULT_PORT), patience)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(patience)
        line.connect(parts.path)
    except OSError:
        line.close()
        raise
    return line
