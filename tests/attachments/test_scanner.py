"""The scanner says clean only when it said so itself; away, hanging or lying it leaves the file waiting (T-28)."""

import io
import socket
import time
from collections.abc import Callable

import pytest
from pypdf import PdfReader, PdfWriter

from attachments import scanner
from attachments.models import ScanState
from tests.attachments import samples
from tests.fixtures_scanner import MARKER, Clamd

FalseScanner = Callable[[Callable[[socket.socket], None]], None]


def compressed_pdf(text: str) -> bytes:
    writer, out = PdfWriter(PdfReader(io.BytesIO(samples.pdf(text)))), io.BytesIO()
    for page in writer.pages:
        page.compress_content_streams()
    writer.write(out)
    return out.getvalue()


INFECTED = {
    "raw": MARKER,
    "in the middle": bytes(70_000) + MARKER + bytes(70_000),
    "pdf": samples.pdf(MARKER.decode()),
    "compressed pdf": compressed_pdf(MARKER.decode()),
    "zip": samples.package({"a.txt": MARKER}),
    "zip in zip": samples.package({"a.zip": samples.package({"a.txt": MARKER})}),
    "docx": samples.package(samples.docx_parts(MARKER.decode())),
    "odt": samples.package(samples.odf_parts("text", MARKER.decode())),
}


def scan(content: bytes, piece: int = 64 * 1024) -> ScanState:
    return scanner.scan_stream(content[at : at + piece] for at in range(0, len(content), piece))


def read_all(line: socket.socket) -> None:
    """Take the stream as clamd would, up to its end."""
    heard = b""
    while not heard.endswith(bytes(4)):
        piece = line.recv(2**16)
        if not piece:
            raise ConnectionError("hung up")
        heard += piece


@pytest.mark.parametrize("case", INFECTED)
def test_marker_is_found_wherever_it_hides(scanner: Clamd, case: str) -> None:
    assert scan(INFECTED[case]) == ScanState.INFECTED


@pytest.mark.parametrize("name", samples.RIGHTFUL)
def test_rightful_file_is_clean(scanner: Clamd, name: str) -> None:
    assert scan(samples.RIGHTFUL[name]()) == ScanState.CLEAN


def test_scanner_is_reached_by_socket_file_too(clamd: Clamd, settings) -> None:
    settings.SCANNER_URL = clamd.unix

    assert scan(MARKER) == ScanState.INFECTED
    assert scan(b"harmless") == ScanState.CLEAN
    assert scanner.is_answering()
    assert scanner.version().startswith("ClamAV")


def test_without_scanner_nothing_is_called_clean(settings) -> None:
    settings.SCANNER_URL = ""

    assert scan(MARKER) == ScanState.UNSCANNED
    assert not scanner.is_answering()


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:1", "unix:///nowhere/clamd.sock", "tcp://no.such.host.invalid:3310"])
def test_scanner_that_is_away_leaves_the_file_waiting(settings, url: str) -> None:
    settings.SCANNER_URL = url

    assert scan(b"harmless") == ScanState.WAITING
    assert not scanner.is_answering()
    assert scanner.version() == ""


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\n",
        b"OK\n",
        b"PONG\n",
        b"stream: OK FOUND ERROR\n",
        b"stream: ERROR\n",
        b"INSTREAM size limit exceeded. ERROR\n",
        b"not a stream: OK\n",
        b"stream: OK\nstream: Virus FOUND\n",
        b"\xff\xfe\n",
        b"HTTP/1.1 200 OK\r\n\r\nstream: OK\n",
        b"x" * 100_000,
    ],
)
def test_scanner_that_talks_nonsense_leaves_the_file_waiting(false_scanner: FalseScanner, monkeypatch, answer) -> None:
    monkeypatch.setattr(scanner, "QUESTION_PATIENCE", 0.3)

    def behave(line: socket.socket) -> None:
        read_all(line)
        line.sendall(answer)

    false_scanner(behave)

    assert scan(b"harmless") == ScanState.WAITING
    assert not scanner.is_answering()


def hang(line: socket.socket) -> None:
    time.sleep(30)


def drip(line: socket.socket) -> None:
    read_all(line)
    while True:
        line.sendall(b"s")
        time.sleep(0.1)


def hang_up(line: socket.socket) -> None:
    line.close()


@pytest.mark.parametrize("behave", [hang, drip, hang_up])
def test_scanner_that_hangs_is_left_in_time(false_scanner: FalseScanner, monkeypatch, behave) -> None:
    monkeypatch.setattr(scanner, "PATIENCE", 0.5)
    monkeypatch.setattr(scanner, "QUESTION_PATIENCE", 0.5)
    false_scanner(behave)
    begun = time.monotonic()

    assert scan(bytes(20 * 2**20)) == ScanState.WAITING
    assert time.monotonic() - begun < 3


def test_verdicts_are_clamds_own_words() -> None:
    assert scanner.verdict("stream: OK") == ScanState.CLEAN
    assert scanner.verdict("stream: Portal.Test.UNOFFICIAL FOUND") == ScanState.INFECTED
