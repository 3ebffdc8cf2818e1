"""A real ClamAV for the tests, which knows one signature of ours; and a false one that answers what a test likes.

`clamd` is installed by apt-get where the tests may. Without it the tests that need it are skipped, except in CI.
"""

import contextlib
import fcntl
import os
import random
import shutil
import socket
import socketserver
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.environment import RUN_DIR
from tools.chromium import install_packages, may_install

MARKER = b"PORTALENS-PROVVIRUS-b7c1d9"  # what our signature finds: no real scanner on the way minds it
PATHS = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
STARTS_WITHIN = 60
CONFIGURATION = """
Foreground yes
DatabaseDirectory {folder}/signatures
TemporaryDirectory {folder}/tmp
PidFile {folder}/clamd.pid
LocalSocket {folder}/clamd.sock
TCPSocket {port}
TCPAddr 127.0.0.1
StreamMaxLength 100M
"""


@dataclass
class Clamd:
    folder: Path
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def tcp(self) -> str:
        return f"tcp://127.0.0.1:{self.port}"

    @property
    def unix(self) -> str:
        return f"unix://{self.folder}/clamd.sock"


def low_port() -> int:
    """A free port below those the system hands out by itself, so that no outgoing connection takes it meanwhile."""
    while True:
        port = random.randint(20_000, 32_000)
        with socket.socket() as listener:
            if listener.connect_ex(("127.0.0.1", port)):
                return port


def clamd_program() -> str:
    found = shutil.which("clamd", path=PATHS)
    if not found and may_install():
        with open(RUN_DIR / "apt.lock", "w") as lock:  # one of several workers
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not shutil.which("clamd", path=PATHS):
                install_packages("clamav-daemon")
        found = shutil.which("clamd", path=PATHS)
    return found or ""


@pytest.fixture(scope="session")
def clamd() -> Iterator[Clamd]:
    program = clamd_program()
    if not program:
        assert not IN_CI, "CI must have clamd: apt-get install clamav-daemon"
        pytest.skip("no clamd, and none could be installed (apt-get install clamav-daemon)")
    with tempfile.TemporaryDirectory(prefix="clamd-") as name:
        folder, port = Path(name), low_port()
        for part in ("signatures", "tmp"):
            (folder / part).mkdir()
        (folder / "signatures" / "portal.ndb").write_text(f"Portal.Test:0:*:{MARKER.hex()}\n")
        (folder / "clamd.conf").write_text(CONFIGURATION.format(folder=folder, port=port))
        command = [program, "--config-file", str(folder / "clamd.conf")]
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            wait_for(port, process)
            yield Clamd(folder, port, process)
        finally:
            process.kill()
            process.wait()


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as line:
            if not line.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.1)
    raise AssertionError("clamd did not start")


@pytest.fixture
def scanner(clamd: Clamd, settings: Any) -> Clamd:
    """The portal's scanner is the real one."""
    settings.SCANNER_URL = clamd.tcp
    return clamd


@pytest.fixture
def false_scanner(settings: Any) -> Iterator[Callable[[Callable[[socket.socket], None]], None]]:
    """`false_scanner(behave)`: a scanner at the network's edge that does `behave(connection)` to each that calls."""
    servers: list[socketserver.ThreadingTCPServer] = []

    def start(behave: Callable[[socket.socket], None]) -> None:
        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                with contextlib.suppress(OSError):  # the portal hung up, as it should
                    behave(self.request)

        server = socketserver.ThreadingTCPServer(("127.0.0.1", low_port()), Handler, bind_and_activate=True)
        server.daemon_threads = True
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.SCANNER_URL = f"tcp://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
