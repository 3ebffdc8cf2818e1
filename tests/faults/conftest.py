"""The scene: made once for each pytest process, since a cluster and a portal take a quarter of a minute."""

import os
import signal
from collections.abc import Iterator

import pytest

from tests.environment import VAR_DIR
from tests.faults.cluster import Cluster, programs
from tests.faults.scanner import CLEAN
from tests.faults.scene import Scene, SmallDisk

IN_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def leave_out(reason: str) -> None:
    """In CI nothing is left out in silence."""
    if IN_CI:
        pytest.fail(f"CI=true, and {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session", autouse=True)
def _clean_up_when_told_to_end() -> None:
    """A polite kill of pytest would otherwise leave the processes, the cluster and the mount of these tests behind."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    if programs() is None:
        leave_out("PostgreSQL's own programs (initdb, pg_ctl) are not on this machine")
    cluster = Cluster()
    try:
        cluster.make()
        yield cluster
    finally:
        cluster.remove()


@pytest.fixture(scope="session")
def running_scene(cluster: Cluster) -> Iterator[Scene]:
    scene = Scene(cluster, VAR_DIR / "faults" / "scene")
    try:
        scene.start()
        yield scene
    finally:
        scene.stop()


@pytest.fixture
def scene(running_scene: Scene) -> Iterator[Scene]:
    """In good order before each test, however the one before left it."""
    running_scene.recover()
    yield running_scene
    running_scene.mail.on_data = lambda attempt: None
    running_scene.mail.on_recipient = lambda address: None
    running_scene.scanner.mood = CLEAN


@pytest.fixture
def small_disk(scene: Scene) -> SmallDisk:
    if not scene.has_small_disk:
        leave_out("only root may mount the small disk that is to be filled")
    return SmallDisk(scene.portal.var)
