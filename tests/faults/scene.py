"""All of it together: cluster, mail server, portal, residents."""

import os
import subprocess
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.faults.cluster import Cluster
from tests.faults.portal import Portal
from tests.faults.processes import until
from tests.faults.residents import Resident
from tests.faults.scanner import Scanner
from tests.outbox.mail_server import MailServer

VAR_SIZE = "48m"


class Scene:
    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster, self.folder = cluster, folder
        self.mail = MailServer()
        self.scanner = Scanner()
        self.portal = Portal(cluster, folder, self.mail.port, self.scanner.address)
        self.has_small_disk = False
        self.service = self.service_of_all = 0
        self.people = 0

    def start(self) -> None:
        """VAR_DIR lies on a small disk of its own, where we may mount one, so that it can be filled."""
        self.has_small_disk = mount_small_disk(self.portal.var)
        self.mail.start()
        self.service, self.service_of_all = self.portal.ask("prepare")
        self.portal.start()

    def resident(self) -> Resident:
        self.people += 1
        return Resident(self.portal.address, self.service, self.people)

    def recover(self) -> None:
        """Whoever lies killed is started again."""
        if not self.portal.worker.is_running:
            self.portal.start_worker()
        until(self.portal.answers, "the web server answers")

    def work_off(self, *people: Resident) -> list[dict[str, Any]]:
        """Ring until nothing waits in the outbox; answers the rows of these people's errands."""

        def done() -> bool:
            self.recover()
            self.portal.ask("ring")
            return not any(row["state"] == "waiting" for row in self.portal.ask("outbox"))

        until(done, "the outbox is empty")
        return self.outbox_of(*people)

    def outbox_of(self, *people: Resident) -> list[dict[str, Any]]:
        """The rows that tell of these people's cases."""
        ids = {case["id"] for case in self.cases_of(*people)}
        return [row for row in self.portal.ask("outbox") if row["key"].split(":")[1] in ids]

    def cases_of(self, *people: Resident) -> list[dict[str, Any]]:
        drafts = {person.told.draft for person in people}
        return [case for case in self.portal.ask("cases") if not people or case["draft"] in drafts]

    def received_mails(self) -> dict[str, set[str]]:
        """Message-IDs by recipient; a receipt that came twice still has one."""
        found = defaultdict(set)
        for mail in list(self.mail.accepted):
            found[str(mail["To"])].add(str(mail["Message-ID"]))
        return found

    def stop(self) -> None:
        self.portal.stop()
        self.mail.stop()
        self.scanner.stop()
        if self.has_small_disk:
            subprocess.run(["umount", "--lazy", str(self.portal.var)], check=False)


class SmallDisk:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def full(self) -> Iterator[None]:
        ballast = self.folder / "ballast"
        try:
            fill(ballast)
            yield
        finally:
            ballast.unlink()


def fill(ballast: Path) -> None:
    """To the last byte: writing in halves of what last did not fit."""
    size = 2**24
    with ballast.open("wb", buffering=0) as file:
        while size:
            try:
                if file.write(bytes(size)) < size:
                    size //= 2
            except OSError:
                size //= 2


def mount_small_disk(folder: Path) -> bool:
    if os.geteuid() != 0:
        return False
    command = ["mount", "-t", "tmpfs", "-o", f"size={VAR_SIZE}", "tmpfs", str(folder)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0
