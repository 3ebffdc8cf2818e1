"""A real gunicorn with the shipped settings on the test's own database, and raw connections to it."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from tests.environment import ROOT
from tests.outbox.worker import database_url

HOST = "127.0.0.1"
PORTS = range(21400, 21500)
START_SECONDS = 60


@dataclass
class Answer:
    status: int
    head: str
    body: str

    @property
    def language(self) -> str:
        return self.body.partition('<html lang="')[2][:2]


@dataclass
class Gunicorn:
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def connect(self, timeout: float = 20) -> socket.socket:
        return socket.create_connection((HOST, self.port), timeout)

    def ask(self, request: bytes, timeout: float = 20) -> Answer:
        with self.connect(timeout) as connection:
            connection.sendall(request)
            return read_answer(connection)

    def get(self, path: str, *headers: str) -> Answer:
        return self.ask(head("GET", path, *headers))

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def logged(self) -> str:
        return self.log.read_text()


def head(method: str, path: str, *headers: str) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1", "replace")


def read_answer(connection: socket.socket) -> Answer:
    """To the end: every request here asks for the connection to be closed."""
    parts = []
    while part := connection.recv(1 << 16):
        parts.append(part)
    top, _, body = b"".join(parts).partition(b"\r\n\r\n")
    lines = top.decode("latin-1")
    status = int(lines.split()[1]) if lines else 0
    return Answer(status, lines, body.decode(errors="replace"))


def serve(log: Path, **environment: str) -> Iterator[Gunicorn]:
    port = next(port for port in PORTS if is_free(port))
    command = [sys.executable, "-m", "gunicorn", "--config", "site/config/gunicorn.py"]
    command += ["--bind", f"{HOST}:{port}", "--workers", "2", "--graceful-timeout", "1"]
    variables = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.config.served_settings",
        "DATABASE_URL": database_url(),
        "VAR_DIR": str(settings.VAR_DIR),
        "KEY_FILE": str(settings.KEY_FILE),
        "DEMO": "yes",
        "LOG_LEVEL": "INFO",
    }
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=variables | environment, stdout=output, stderr=output)
    try:
        wait_until_ready(port, process, log)
        yield Gunicorn(port, process, log)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) != 0


def wait_until_ready(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with socket.create_connection((HOST, port), 30) as connection:
                connection.sendall(head("GET", "/utloggad/"))
                if read_answer(connection).status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"gunicorn did not start:\n{log.read_text()}")
