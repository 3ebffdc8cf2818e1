"""The portal's own programs on a cluster: gunicorn with several processes, the worker, and a way to ask inside."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests

from tests.environment import NOT_OURS, ROOT
from tests.faults.cluster import Cluster
from tests.faults.processes import HOST, Program, free_port, until

WEB_PROCESSES = 4
WORKER_READY = "Huey consumer started"


class Portal:
    """`folder` holds what the tests keep about the programs, `folder/var` is the portal's own VAR_DIR."""

    def __init__(self, cluster: Cluster, folder: Path, mail_port: int, scanner: str, **more: str) -> None:
        self.folder, self.var, self.port = folder, folder / "var", free_port()
        self.var.mkdir(parents=True, exist_ok=True)
        self.address = f"http://{HOST}:{self.port}"
        self.environment = self._environment(cluster.url, mail_port) | {"SCANNER_URL": scanner} | more
        self.web = Program(self._gunicorn(), self.environment, folder / "web.log")
        command = [sys.executable, "manage.py", "run_huey"]
        self.worker = Program(command, self.environment, folder / "worker.log")
        self._inside: subprocess.Popen[str] | None = None

    def _environment(self, database: str, mail_port: int) -> dict[str, str]:
        from crypto.keyring import new_key_file

        keys = self.folder.parent / "keys.json"  # one for all portals on the cluster
        if not keys.exists():
            new_key_file(keys)
        kept = {name: value for name, value in os.environ.items() if name not in (*NOT_OURS, "DEBUG", "DEMO")}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "tests.faults.settings",
            "FAULTS_FOLDER": str(self.folder),
            "PYTHONPATH": f"{ROOT / 'site'}:{ROOT}",
            "PYTHONUNBUFFERED": "1",
            "VAR_DIR": str(self.var),
            "KEY_FILE": str(keys),
            "DATABASE_URL": database,
            "EMAIL_URL": f"smtp://{HOST}:{mail_port}",
            "PORTAL_URL": self.address,
            "ALLOWED_HOSTS": HOST,
            "EID_PROVIDERS": "test",
            "EID_ALLOW_TEST": "yes",
            "TRUSTED_PROXIES": "1",  # each resident comes from an address of their own
            "TMPDIR": str(self.folder / "tmp"),
        }

    def _gunicorn(self) -> list[str]:
        options = ["--workers", str(WEB_PROCESSES), "--bind", f"{HOST}:{self.port}", "--no-control-socket"]
        return [sys.executable, "-m", "gunicorn", *options, "--graceful-timeout", "5", "config.wsgi"]

    def start(self) -> None:
        (self.folder / "tmp").mkdir(exist_ok=True)
        self.web.start()
        self.start_worker()
        until(self.answers, "the web server answers")

    def start_worker(self) -> None:
        """Returns when it is ready: to kill one that is still starting would prove nothing."""
        before = self.worker.said().count(WORKER_READY)
        self.worker.start()
        until(lambda: self.worker.said().count(WORKER_READY) > before, "the worker is ready")

    def answers(self) -> bool:
        assert self.web.is_running, self.web.said()
        try:
            return requests.get(f"{self.address}/logga-in/", timeout=10).ok
        except requests.RequestException:
            return False

    def kill_web_process_at(self, work: str) -> bool:
        """Kill one web process whose request in hand is `work`, a pattern; False when none has such a one.

        The process is frozen first and looked at again: what it died of is then beyond doubt.
        """
        for note in (self.folder / "in-hand").glob("*"):
            if re.search(work, read(note)) and self._kill_if(int(note.name), lambda n=note: re.search(work, read(n))):
                note.unlink(missing_ok=True)
                return True
        return False

    def _kill_if(self, pid: int, still: Callable[[], object]) -> bool:
        try:
            os.kill(pid, signal.SIGSTOP)
            struck = bool(still())
            os.kill(pid, signal.SIGKILL if struck else signal.SIGCONT)
        except ProcessLookupError:
            return False
        return struck

    def ask(self, do: str, **facts: Any) -> Any:
        """What a process of the portal itself answers; see inside.py."""
        if self._inside is None:
            command, pipe = [sys.executable, "-m", "tests.faults.inside"], subprocess.PIPE
            self._inside = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdin=pipe, stdout=pipe, text=True, start_new_session=True
            )
        assert self._inside.stdin
        assert self._inside.stdout
        print(json.dumps({"do": do, **facts}), file=self._inside.stdin, flush=True)
        answer = json.loads(self._inside.stdout.readline())
        assert "error" not in answer, answer["error"]
        return answer["answer"]

    def stop(self) -> None:
        if self._inside:
            self._inside.kill()
            self._inside.communicate()
        for program in (self.web, self.worker):
            program.kill()


def read(note: Path) -> str:
    try:
        return note.read_text()
    except FileNotFoundError:
        return ""
