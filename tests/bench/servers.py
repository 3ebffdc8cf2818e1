"""Two gunicorns of two sync workers each: the portal's, and the bare site's."""

import signal
import socket
import sys
import time
from dataclasses import dataclass

from tests.bench import client, processes
from tools.console import CannotGoOn
from tools.run import Part, start, stop

HOST = "127.0.0.1"
WORKERS = 2
PORTS = range(18200, 18300)  # below those that the system hands out by itself
START_SECONDS = 60


@dataclass(frozen=True)
class Server:
    port: int
    database: str
    part: Part

    @property
    def address(self) -> tuple[str, int]:
        return HOST, self.port

    @property
    def workers(self) -> list[int]:
        return processes.children(self.part.process.pid)


def free_ports() -> list[int]:
    """One for each server."""
    free = [port for port in PORTS if is_free(port)]
    if len(free) < 2:
        raise CannotGoOn(f"No two free ports from {PORTS.start} to {PORTS.stop - 1}")
    return free[:2]


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) != 0


def serve(name: str, settings: str, port: int, database: str, workers: int = WORKERS) -> Server:
    command = [sys.executable, "-m", "gunicorn", "--workers", str(workers), "--bind", f"{HOST}:{port}"]
    command += ["--pythonpath", "site,.", "--env", f"DJANGO_SETTINGS_MODULE={settings}"]
    command += ["--log-level", "warning", "--no-control-socket", "tests.bench.wsgi"]
    return Server(port, database, start(name, command, signal.SIGTERM))


def wait_until_ready(server: Server, path: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and server.part.process.poll() is None:
        try:
            answer = client.ask_once(server.address, get(server, path))
        except OSError:
            time.sleep(0.1)
            continue
        if answer.startswith(b"HTTP/1.1 200"):
            return
        raise CannotGoOn(f"The {server.part.name} answers {path} so:\n{answer[:500].decode(errors='replace')}")
    raise CannotGoOn(f"The {server.part.name} did not start")


def get(server: Server, path: str, **cookies: str) -> bytes:
    return request(server, "GET", path, cookies)


def post(server: Server, path: str, body: bytes, **cookies: str) -> bytes:
    return request(server, "POST", path, cookies, body)


def request(server: Server, method: str, path: str, cookies: dict[str, str], body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{server.port}", "Connection: close", "Accept-Language: sv"]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    if method == "POST":
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, "", ""]).encode() + body


def end(*servers: Server) -> None:
    stop([server.part for server in servers])
