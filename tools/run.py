"""`make run`: database, static files, demo content, then web server and worker until Ctrl-C, or until one dies."""

import contextlib
import ctypes
import hashlib
import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from tools import development, messages
from tools.console import ROOT, CannotGoOn, main, say

HOST = "127.0.0.1"
PATIENCE = 20  # seconds a process gets to end by itself
PR_SET_PDEATHSIG = 1
TAKEN = """Port {port} is taken by another program. Stop that program, or choose another port:

    PORT={next} make run"""
READY = """
The portal answers at {address}

  as a resident        press Logga in and choose a person in the test e-ID
  as an editor, a caseworker or an administrator
                       {address}/demo/ has their names, passwords and the code of the moment

Mail is not sent: {address}/demo/mejl/ shows it. Everything is kept in {var}. Ctrl-C ends.
"""


@dataclass(frozen=True)
class Part:
    """A program that makes up the portal, and the signal on which it ends in good order."""

    name: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise CannotGoOn(
                f"Only the system may use port {port}. Choose one above 1023: PORT=8001 make run"
            ) from error
        except OSError as error:
            raise CannotGoOn(TAKEN.format(port=port, next=8001 if port == 8000 else port + 1)) from error


def prepare(var: Path) -> None:
    """Bring database, static files and demo content up to date; does nothing the second time."""
    import django

    django.setup()
    migrate()
    collect_static(var / "static-fingerprint")
    load_demo()


def migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Preparing the database")
        call_command("migrate", verbosity=0)


def collect_static(stamp: Path) -> None:
    """WhiteNoise serves a compressed copy under names with a hash in them; made anew when a source file has changed."""
    from django.core.management import call_command

    fingerprint = static_fingerprint()
    if not stamp.exists() or stamp.read_text() != fingerprint:
        say("Collecting static files")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = os.stat(storage.path(name))
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def load_demo() -> None:
    """Once: what a person then changes or removes stays so. All or nothing: an interrupted start begins anew."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection, transaction

    if settings.DEMO and not apps.get_model("home", "HomePage").objects.exists():
        say("Loading demo content")
        with transaction.atomic():
            call_command("load_demo", errands=True, stdout=io.StringIO())
    connection.close()


def start(name: str, command: list[str], stop_signal: signal.Signals) -> Part:
    """In a session of its own, so that Ctrl-C reaches it by way of us alone and it can finish what it is doing."""
    hook = die_with_parent if sys.platform == "linux" else None
    process = subprocess.Popen(command, cwd=ROOT, start_new_session=True, preexec_fn=hook)  # noqa: PLW1509  # no threads here
    return Part(name, process, stop_signal)


def die_with_parent() -> None:
    """Have Linux's kernel end this process should its parent be killed outright. SIGINT: both parts end on it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def web_server(port: int) -> Part:
    options = ["--config", "site/config/gunicorn.py", "--bind", f"{HOST}:{port}", "--workers", "2"]
    options += ["--log-level", "warning", "--graceful-timeout", "5"]
    if os.environ.get("DEBUG") == "yes":
        options.append("--reload")
    return start("web server", [sys.executable, "-m", "gunicorn", *options], signal.SIGTERM)


def worker() -> Part:
    # SIGINT lets huey finish the task at hand; SIGTERM drops it.
    return start("worker", [sys.executable, "manage.py", "run_huey", "--quiet"], signal.SIGINT)


def wait_until_ready(address: str, parts: list[Part]) -> None:
    while not dead(parts):
        with contextlib.suppress(OSError, urllib.error.URLError):
            urllib.request.urlopen(address, timeout=30).close()  # noqa: S310  # our own address
            return
        time.sleep(0.1)


def dead(parts: list[Part]) -> Part | None:
    return next((part for part in parts if part.process.poll() is not None), None)


def stop(parts: list[Part]) -> None:
    for part in parts:
        if part.process.poll() is None:
            part.process.send_signal(part.stop_signal)
    deadline = time.monotonic() + PATIENCE
    for part in parts:
        try:
            part.process.wait(max(0, deadline - time.monotonic()))
        except (subprocess.TimeoutExpired, KeyboardInterrupt):
            part.process.kill()
            part.process.wait()


def answer_stop_signals() -> None:
    """A closed terminal and a polite kill end the portal as Ctrl-C does, which some shells tell us to ignore."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def serve(port: int, var: Path) -> None:
    address = f"http://localhost:{port}"
    parts: list[Part] = []
    try:
        parts += [web_server(port), worker()]
        wait_until_ready(address, parts)
        if not dead(parts):
            say(READY.format(address=address, var=var))
        while not dead(parts):
            time.sleep(0.3)
    except KeyboardInterrupt:
        say("\nEnding.")
    else:
        gone = dead(parts)
        name = gone.name if gone else "portal"
        raise CannotGoOn(f"The {name} ended by itself, so the rest is stopped too. See above for why.")
    finally:
        stop(parts)


def work() -> None:
    port = development.chosen_port()
    check_port(port)
    answer_stop_signals()
    var = development.set_environment(port)
    messages.compile_catalogues()
    prepare(var)
    serve(port, var)


if __name__ == "__main__":
    main(work)
