"""Programs that a test starts, kills and waits for; none outlives its test."""

import os
import random
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.environment import ROOT

HOST = "127.0.0.1"
PORTS = range(18300, 19300)  # below those that the system hands out by itself
PATIENCE = 60  # seconds: only a defect takes so long, on however slow a machine


def until(ready: Callable[[], Any], what: str, seconds: float = PATIENCE) -> Any:
    """The first true answer of `ready`; fails when none comes."""
    end = time.monotonic() + seconds
    while not (found := ready()):
        assert time.monotonic() < end, f"not within {seconds} s: {what}"
        time.sleep(0.05)
    return found


def free_port() -> int:
    """Begins anywhere: two runs side by side would otherwise find the same one free."""
    for port in random.sample(PORTS, len(PORTS)):
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) != 0:
                return port
    raise AssertionError("no free port")


class Program:
    """A process, in a group of its own with all that it starts; what it says goes to `log`."""

    def __init__(self, command: list[str], environment: Mapping[str, str], log: Path, **options: object) -> None:
        self.command, self.environment, self.log, self.options = command, environment, log, options
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=dict(self.environment),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                **self.options,
            )

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def kill(self) -> None:
        """At once, with all its children, as when the power goes."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=PATIENCE)
