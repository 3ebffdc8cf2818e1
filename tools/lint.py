"""Everything `make check` asks of the source before the tests run. All parts run, so that one round shows all there is.

`make lint ONLY=mypy` runs the parts whose name begins so.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools import development, messages
from tools.chromium import install_packages, may_install
from tools.console import ROOT, main, say

MODULE = (sys.executable, "-m")
MANAGE = (sys.executable, "manage.py")
TEMPLATE_FOLDERS = ("templates",)


@dataclass(frozen=True)
class Part:
    name: str
    command: tuple[str, ...]
    environment: dict[str, str] = field(default_factory=dict)


def parts(production: dict[str, str]) -> list[Part]:
    return [
        Part("ruff check", (*MODULE, "ruff", "check", "--quiet", "--output-format", "concise", ".")),
        Part("ruff format", (*MODULE, "ruff", "format", "--check", "--output-format", "concise", ".")),
        Part("djlint", (*MODULE, "djlint", "--lint", "--quiet", *TEMPLATE_FOLDERS)),
        Part("mypy", (*MODULE, "mypy", "site", "home", "casework", "eservices", "tools")),
        Part("sizes", (*MODULE, "tools.sizes")),
        Part("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
        Part("deployment", (*MANAGE, "check", "--deploy", "--fail-level", "WARNING"), production),
        Part("messages", (*MODULE, "tools.messages", "check")),
    ]


PASSWORD = secrets.token_urlsafe()


@contextmanager
def production() -> Iterator[dict[str, str]]:
    """An environment as README.md's production chapter describes it, which `check --deploy` must be content with."""
    with tempfile.TemporaryDirectory() as folder:
        from crypto.keyring import new_key_file
        from documents import own_seal

        Path(folder, "var").mkdir()
        new_key_file(Path(folder, "keys.json"))
        own_seal.make(Path(folder, "seal.p12"), organisation="Kommunen", number="2120000407", password=PASSWORD)
        yield {
            "VAR_DIR": f"{folder}/var",
            "KEY_FILE": f"{folder}/keys.json",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "PORTAL_URL": "https://e-tjanster.kommun.example",
            "ALLOWED_HOSTS": "e-tjanster.kommun.example",
            "TRUSTED_PROXIES": "1",
            "DEMO": "no",
            "DEBUG": "no",
            "EID_PROVIDERS": "broker",
            "EID_FILE": _broker_in(folder),
            "DATABASE_URL": f"sqlite:///{folder}/var/portal.sqlite3",
            "SCANNER_URL": "tcp://localhost:3310",
            "SEAL_FILE": f"{folder}/seal.p12",
            "SEAL_PASSWORD": PASSWORD,
        }


def _broker_in(folder: str) -> str:
    """An e-ID as README.md's chapter sets it up."""
    Path(folder, "secret").write_text("not asked for")
    table = '[broker]\nissuer = "https://broker.example"\nclient_id = "portal"\nclient_secret_file = "secret"\n'
    Path(folder, "eid.toml").write_text(table)
    return f"{folder}/eid.toml"


def passes(part: Part) -> bool:
    begun = time.monotonic()
    environment = {**os.environ, **part.environment}
    answer = subprocess.run(part.command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    ok = answer.returncode == 0
    say(f"{'ok    ' if ok else 'FAILED'} {part.name} ({time.monotonic() - begun:.0f} s)")
    if not ok:
        say(answer.stdout + answer.stderr)
    return ok


def work() -> None:
    messages.compile_catalogues()
    if not messages.have_gettext() and may_install():
        install_packages("gettext")
    development.set_environment(development.chosen_port())
    only = os.environ.get("ONLY", "")
    with production() as environment:
        answers = [passes(part) for part in parts(environment) if part.name.startswith(only)]
    if not all(answers):
        sys.exit("\nmake check found something: see above.")


if __name__ == "__main__":
    main(work)
