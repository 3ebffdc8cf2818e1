"""Another site: a real HTTP server on this machine, which answers each path as it is told to."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SLOW = 20.0


class OtherSite:
    """`answers` maps a path to a status, or to (status, Location). `asked` holds (method, path, user agent)."""

    def __init__(self, server: ThreadingHTTPServer) -> None:
        self.port = server.server_port
        self.answers: dict[str, int | tuple[int, str]] = {}
        self.without_head: set[str] = set()
        self.slow: set[str] = set()
        self.asked: list[tuple[str, str, str]] = []
        self.at_once = self.most_at_once = 0
        self.ended = threading.Event()
        self.lock = threading.Lock()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"


class Handler(BaseHTTPRequestHandler):
    site: OtherSite

    def do_HEAD(self) -> None:
        self.answer("HEAD")

    def do_GET(self) -> None:
        self.answer("GET")

    def answer(self, method: str) -> None:
        with self.site.lock:
            self.site.asked.append((method, self.path, self.headers.get("User-Agent", "")))
            self.site.at_once += 1
            self.site.most_at_once = max(self.site.most_at_once, self.site.at_once)
        time.sleep(0.02)
        with self.site.lock:  # before the answer: who has it may ask again at once
            self.site.at_once -= 1
        with suppress(OSError):  # the one who asked has gone
            self.drip() if self.path in self.site.slow else self.say(method)

    def say(self, method: str) -> None:
        told = self.site.answers.get(self.path, 200)
        status, location = told if isinstance(told, tuple) else (told, "")
        self.send_response(405 if method == "HEAD" and self.path in self.site.without_head else status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def drip(self) -> None:
        """A first line without end, a sign at a time."""
        self.wfile.write(b"HTTP/1.1 200")
        until = time.monotonic() + SLOW
        while time.monotonic() < until and not self.site.ended.wait(0.1):
            self.wfile.write(b"0")

    def handle(self) -> None:
        with suppress(OSError):  # a handshake that the other side gave up
            super().handle()

    def log_message(self, *args: Any) -> None:
        pass


@contextmanager
def other_site(certificate: Path | None = None) -> Iterator[OtherSite]:
    """Over TLS when a file with a certificate and its key is given."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("SiteHandler", (Handler,), {}))
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    site = OtherSite(server)
    server.RequestHandlerClass.site = site
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.ended.set()
        server.shutdown()
        server.server_close()
        thread.join()
