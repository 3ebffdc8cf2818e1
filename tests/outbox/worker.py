"""Real worker processes (`manage.py run_huey`) on the test's own database and queue."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection

from tests.environment import ROOT


def database_url() -> str:
    """The address of the test database, which is not the one in the environment."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    login = ":".join(filter(None, [facts["USER"], facts["PASSWORD"]]))
    return f"postgres://{login}@{facts['HOST']}:{facts['PORT'] or 5432}/{facts['NAME']}"


class Worker:
    """One consumer process. Its output goes to `log`."""

    def __init__(self, log: Path, mail_port: int) -> None:
        self.log = log
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.outbox.worker_settings",
            "DATABASE_URL": database_url(),
            "VAR_DIR": str(settings.VAR_DIR),
            "KEY_FILE": str(settings.KEY_FILE),
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            command = [sys.executable, str(ROOT / "manage.py"), "run_huey", "--skip-checks"]
            self.process = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=log, stderr=log)

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        if self.is_running:
            self.process.send_signal(how)
            self.process.wait(timeout=20)
