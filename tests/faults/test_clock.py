"""A machine's clock jumps while its programs run: the database's clock and the state of rows decide, not the machine's.

libfaketime moves the clock of living processes; the database goes on by the true one.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.environment import VAR_DIR
from tests.faults.conftest import leave_out
from tests.faults.portal import Portal
from tests.faults.scene import Scene
from tests.outbox.mail_server import OK, Answer
from tools.chromium import install_packages, may_install


def faketime_library() -> Path | None:
    found = sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    return found[0] if found else None


class MovedClock:
    """A portal on another machine, as it were, whose clock is set by writing a file."""

    def __init__(self, scene: Scene, library: Path) -> None:
        self.folder = VAR_DIR / "faults" / "clock"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.setting = self.folder / "setting"
        self.set("+0")
        clock = {"LD_PRELOAD": str(library), "FAKETIME_TIMESTAMP_FILE": str(self.setting)}
        clock |= {"FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}
        self.portal = Portal(scene.cluster, self.folder, scene.mail.port, scene.scanner.address, **clock)

    def set(self, jump: str) -> None:
        self.setting.write_text(f"{jump}\n")


@pytest.fixture
def moved_clock(scene: Scene) -> Iterator[MovedClock]:
    if faketime_library() is None and may_install():
        install_packages("faketime")
    library = faketime_library()
    if library is None:
        leave_out("libfaketime is not on this machine")
    clock = MovedClock(scene, library)
    yield clock
    clock.portal.stop()


def test_promise_14_a_clock_far_ahead_removes_no_draft(scene, moved_clock):
    person = scene.resident().half_an_errand()
    before = moved_clock.portal.ask("clock")

    moved_clock.set("+100d")
    moved_clock.portal.ask("run_job", module="eservices.tasks", task="remove_old_drafts")

    assert moved_clock.portal.ask("clock") - before > 99 * 86400  # it did jump
    assert person.reads() == person.told.saved


def test_promise_9_a_clock_ahead_takes_no_mail_out_of_another_workers_hands(scene, moved_clock):
    attempts: list[int] = []
    moved_clock.portal.ask("clock")  # is running before the jump

    def sweep_elsewhere(attempt: int) -> Answer:
        attempts.append(attempt)
        if len(attempts) == 1:
            moved_clock.set("+1h")
            moved_clock.portal.ask("run_job", module="outbox.tasks", task="sweep")
        return OK

    scene.mail.on_data = sweep_elsewhere
    person = scene.resident().errand()

    rows = scene.work_off(person)
    assert [(row["state"], row["interruptions"]) for row in rows] == [("sent", 0)] * 2
    assert len(attempts) == 2
