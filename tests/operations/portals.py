"""A second portal beside the tests' own, in processes of its own: where a backup is restored to."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.db import connection

from tests.environment import ROOT


@dataclass(frozen=True)
class OtherPortal:
    environment: dict[str, str]

    def manage(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run(str(ROOT / "manage.py"), *words)

    def python(self, source: str, *words: str) -> str:
        """What a script prints in this portal."""
        done = self.run("-c", f"import sys, django\ndjango.setup()\n{source}", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )


@contextmanager
def other_portal(folder: Path, keys: Path) -> Iterator[OtherPortal]:
    """An empty one: a folder, a database and the key file `keys`, which need not exist."""
    (folder / "var" / "static").mkdir(parents=True)
    with empty_database(folder) as url:
        yield OtherPortal(
            os.environ
            | {
                "VAR_DIR": str(folder / "var"),
                "KEY_FILE": str(keys),
                "DATABASE_URL": url,
                "DEBUG": "no",
                "DJANGO_SETTINGS_MODULE": "tests.operations.settings",
                "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
            }
        )


@contextmanager
def empty_database(folder: Path) -> Iterator[str]:
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / 'restored.sqlite3'}"
        return
    facts = connection.settings_dict
    name = f"{facts['NAME']}_restored"
    server = "postgres://{}:{}@{}:{}".format(
        quote(facts["USER"], safe=""), quote(facts["PASSWORD"], safe=""), facts["HOST"], facts["PORT"] or 5432
    )
    with psycopg.connect(f"{server}/postgres", autocommit=True) as session:
        session.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        session.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"{server}/{name}"
        finally:
            session.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
