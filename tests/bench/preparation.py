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
SHELL = (
    "DEBUG",
    "DEMO",
    "PAGE_CACHE",
    "REDIS_URL",
    "EMAIL_URL",
    "MAIL_FROM",
    "EID_PROVIDERS",
    "EID_ALLOW_TEST",
    "TRUSTED_PROXIES",
)


def set_environment(port: int, url: str = "", var: Path = VAR) -> None:
    """The portal's settings as in production but for TLS. Nothing is taken over from the shell that started us."""
    var.mkdir(mode=0o700, parents=True, exist_ok=True)
    for left_behind in var.glob("*.sqlite3*"):
        left_behind.unlink()
    for name in SHELL:
        os.environ.pop(name, None)
    os.environ |= {
        "VAR_DIR": str(var),
        "KEY_FILE": str(var / "keys.json"),
        "SECRET_KEY": "bench-only-" + "x" * 50,
        "PORTAL_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1,testserver",
        "LOG_LEVEL": "WARNING",
        "RATE_FACTOR": "0",
        "DATABASE_URL": url or databases.url(databases.PORTAL),
        "BARE_DATABASE_URL": databases.url(databases.BARE),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    sys.path.insert(0, str(Path(ROOT, "site")))
    from crypto.keyring import new_key_file

    if not (var / "keys.json").exists():
        new_key_file(var / "keys.json")


def prepare_django() -> None:
    import django
    from django.conf import settings
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    collect_static(settings.VAR_DIR / "static-fingerprint")


def prepare_portal(submissions: int) -> "Scene":
    prepare_django()
    from django.db import connection

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
