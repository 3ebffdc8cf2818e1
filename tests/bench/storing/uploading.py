"""A file of 50 MiB on its way in, to the web server as it is shipped: how fast, and how much memory it takes.

A picture of noise: it cannot be compressed, and it is decoded in full before it is accepted.
"""

import io
import os
import re
import signal
import socket
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.urls import reverse
from PIL import Image

from eservices.demo.builder import question, stable_id, step
from tests.bench import portal_data, processes
from tests.bench.servers import HOST, Server, end, wait_until_ready
from tests.bench.targets import opened
from tools.console import CannotGoOn
from tools.run import start

SIZE = (4000, 4360)  # 52.3 MB of three bytes each: just within 50 MiB
MEBIBYTE = 2**20
TIMES = 3
KEY = stable_id("bench-picture")
BOUNDARY = "bench-5b2f0c7d9a41"  # so long that noise does not hit upon it
PART = f"--{BOUNDARY}\r\nContent-Disposition: form-data; "
Figure = tuple[str, str]


def measure(port: int, database: str) -> Iterator[Figure]:
    session, path = make_errand()
    connection.close()
    options = ["--config", "site/config/gunicorn.py", "--bind", f"{HOST}:{port}", "--workers", "1"]
    part = start("portal", [sys.executable, "-m", "gunicorn", *options], signal.SIGTERM)
    server = Server(port, database, part)
    try:
        wait_until_ready(server, "/")
        yield from uploads(server, session, path)
    finally:
        end(server)


def make_errand() -> tuple[str, str]:
    """The session of a resident, and the first step of an errand that takes pictures."""
    unit = portal_data.make_unit("Bygg", "BMN")
    asked = question("file", "bench-picture", ("Bild", "Picture"), kinds=["image"], max_mb=60, max_count=TIMES + 1)
    steps = [step("bench-files", ("Din bild", "Your picture"), asked)]
    version = portal_data.publish(portal_data.make_ground(), unit, "bild", steps)
    user = portal_data.make_resident(99)
    draft = portal_data.make_draft(user, version, {})
    return portal_data.resident_cookie(user), reverse("eservices:step", args=[draft, 1])


def uploads(server: Server, session: str, path: str) -> Iterator[Figure]:
    (worker,) = server.workers
    send(server, session, path, noise((400, 436)))  # everything is compiled and connected
    before, took = peak_megabytes(worker), []
    for _time in range(TIMES):
        picture = noise(SIZE)
        began = time.perf_counter()
        send(server, session, path, picture)
        took.append(time.perf_counter() - began)
    rate = len(picture) / MEBIBYTE / statistics.median(took)
    grown = peak_megabytes(worker) - before
    yield "upload of 50 MiB, checked and sealed", f"{rate:.0f} MiB/s, memory of the web process +{grown:.0f} MB"


def noise(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)).save(out, "PNG", compress_level=0)
    return out.getvalue()


def send(server: Server, session: str, path: str, picture: bytes) -> None:
    form = opened(server, path, **{settings.SESSION_COOKIE_NAME: session})
    fields = form.hidden | {"action": f"attach-{KEY}"}
    parts = [f'{PART}name="{name}"\r\n\r\n{value}\r\n' for name, value in fields.items()]
    file = f'{PART}name="q-{KEY}"; filename="brus.png"\r\nContent-Type: image/png\r\n\r\n'
    head, tail = "".join([*parts, file]).encode(), f"\r\n--{BOUNDARY}--\r\n".encode()
    length = len(head) + len(picture) + len(tail)
    cookies = "; ".join(f"{name}={value}" for name, value in form.cookies.items())
    lines = [f"POST {path} HTTP/1.1", f"Host: {HOST}:{server.port}", "Connection: close", f"Cookie: {cookies}"]
    lines += [f"Content-Type: multipart/form-data; boundary={BOUNDARY}", f"Content-Length: {length}"]
    with socket.create_connection(server.address, 120) as asked:
        asked.sendall("\r\n".join([*lines, "", ""]).encode() + head)
        asked.sendall(picture)
        asked.sendall(tail)
        answer = b"".join(iter(lambda: asked.recv(1 << 16), b""))
    if not (answer.startswith(b"HTTP/1.1 200") and b'"errors": []' in answer):
        raise CannotGoOn(f"The upload was not taken:\n{answer[:800].decode(errors='replace')}")


def peak_megabytes(pid: int) -> float:
    """The most memory the process has held so far."""
    found = re.search(r"VmHWM:\s*(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) / 1024 if found else processes.resident_megabytes(pid)
