"""What a run needs before anything is measured: settings, databases filled, the bare site's too."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import databases
from tools.console import ROOT, CannotGoOn
from tools.run import collect_static

if TYPE_CHECKING:
    from tests.bench.scene import Scene

VAR = Path(ROOT, "var", "bench")
SHELL = ("DEBUG", "DEMO", "REDIS_URL", "EMAIL_URL", "MAIL_FROM", "EID_PROVIDERS", "EID_ALLOW_TEST", "TRUSTED_PROXIES")


def set_environment(port: int) -> None:
    """The portal's settings as in production but for TLS. Nothing is taken over from the shell that started us."""
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    for queue in VAR.glob("queue.sqlite3*"):
        queue.unlink()
    for name in SHELL:
        os.environ.pop(name, None)
    os.environ |= {
        "VAR_DIR": str(VAR),
        "KEY_FILE": str(VAR / "keys.json"),
        "SECRET_KEY": "bench-only-" + "x" * 50,
        "PORTAL_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "LOG_LEVEL": "WARNING",
        "RATE_FACTOR": "0",
        "DATABASE_URL": databases.url(databases.PORTAL),
        "BARE_DATABASE_URL": databases.url(databases.BARE),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    sys.path.insert(0, str(Path(ROOT, "site")))
    from crypto.keyring import new_key_file

    if not (VAR / "keys.json").exists():
        new_key_file(VAR / "keys.json")


def prepare_portal(submissions: int) -> "Scene":
    import django
    from django.core.management import call_command
    from django.db import connection

    django.setup()
    call_command("migrate", verbosity=0)
    collect_static(VAR / "static-fingerprint")
    from tests.bench.scene import make_scene

    scene = make_scene(submissions)
    connection.close()
    return scene


@contextmanager
def bare_preparation() -> Iterator[subprocess.Popen[str]]:
    """Goes on in a process of its own, since it has settings of its own."""
    command = [sys.executable, "-m", "tests.bench.bare.prepare"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process


def field_names(preparation: subprocess.Popen[str]) -> dict[str, str]:
    """What the bare form calls each question, once it is ready."""
    output, _nothing = preparation.communicate()
    if preparation.returncode:
        raise CannotGoOn("The bare site could not be prepared; see above for why.")
    names: dict[str, str] = json.loads(output)
    return names
