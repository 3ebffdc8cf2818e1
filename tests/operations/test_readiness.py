"""Break each thing the portal stands on, and read the page (security.md R-09)."""

import time
from datetime import timedelta
from threading import Thread
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from crypto.keyring import new_key_file
from operations import key_proofs, own_checks, readiness
from operations.models import Figure
from operations.readiness import Check, Finding, State, report
from outbox.actions import hold_waiting, record_beat
from outbox.models import Beat, OutboxMessage
from tests.outbox.conftest import queue_mail  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db
SECRET = {"HTTP_AUTHORIZATION": "Bearer hemlig"}


@pytest.fixture(autouse=True)
def _all_well() -> Any:
    readiness.forget()
    for job in ("worker", "sweep"):
        record_beat(job)
    yield
    readiness.forget()


def states() -> dict[str, str]:
    """What is not as it should be."""
    return {check.name: finding.state.value for check, finding in report().findings if finding.state is not State.OK}


def test_all_is_well_when_nothing_is_wrong(client):
    response = client.get("/readyz", REMOTE_ADDR="192.0.2.1")

    assert (response.status_code, response.json()["status"], states()) == (200, "ok", {})


def test_mail_that_waits_long_degrades_and_nobody_is_turned_away(client, queue_mail):  # noqa: F811
    queue_mail()
    assert states() == {}
    OutboxMessage.objects.update(created_at=timezone.now() - timedelta(minutes=31))

    assert (states(), client.get("/readyz").status_code) == ({"outbox": "degraded"}, 200)
    assert client.get("/readyz").json()["status"] == "degraded"


def test_only_one_waits_while_a_new_report_is_made(monkeypatch):
    before, answers = readiness.recent_report(), []
    other = Thread(target=lambda: answers.append(readiness.recent_report()), daemon=True)

    def slow_report() -> readiness.Report:
        other.start()
        other.join(2)
        return readiness.Report([])

    monkeypatch.setattr(readiness, "LIFETIME", -1)
    monkeypatch.setattr(readiness, "report", slow_report)
    made = readiness.recent_report()
    monkeypatch.undo()

    assert answers == [before]
    assert made is not before


def test_parked_and_held_mail_degrades(queue_mail):  # noqa: F811
    queue_mail("receipt:1")
    OutboxMessage.objects.update(parked_at=timezone.now())
    queue_mail("receipt:2")
    hold_waiting()

    assert states() == {"parked": "degraded", "held": "degraded"}


@pytest.mark.parametrize("job", ["worker", "sweep"])
def test_worker_that_stopped_or_hangs_degrades(job):
    Beat.objects.filter(name=job).update(at=timezone.now() - timedelta(minutes=6))
    assert states() == {"worker": "degraded"}

    Beat.objects.filter(name=job).delete()
    assert states() == {"worker": "degraded"}


def test_migration_that_is_not_applied_fails(client):
    MigrationRecorder.Migration.objects.filter(app="outbox", name="0003_held").delete()

    assert (states(), client.get("/readyz").status_code) == ({"migrations": "failed"}, 503)


@pytest.mark.parametrize(
    ("free", "state"),
    [(3 * own_checks.GIB, {}), (own_checks.GIB, {"disk": "degraded"}), (1000, {"disk": "failed"})],
)
def test_full_disk_is_told_before_it_is_full(client, monkeypatch, free, state):
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=free, total=free * 2))

    assert (states(), client.get("/readyz").status_code) == (state, 200)


@pytest.mark.parametrize(("off", "state"), [(2, {}), (-20, {"clock": "degraded"}), (4000, {"clock": "failed"})])
def test_clock_that_differs_from_the_databases_is_told(monkeypatch, off, state):
    there = lambda: timezone.now() + timedelta(seconds=off)  # noqa: E731
    monkeypatch.setattr(own_checks, "database_now", there)
    Beat.objects.update(at=there())

    assert states() == state


def test_key_file_that_is_gone_fails(client, settings, tmp_path):
    settings.KEY_FILE = tmp_path / "gone.json"

    response = client.get("/readyz", REMOTE_ADDR="192.0.2.1")

    assert (states(), response.status_code) == ({"keys": "failed"}, 503)
    assert "gone.json" not in response.content.decode()


def test_keys_of_another_installation_fail_though_they_have_the_same_names(settings, tmp_path):
    key_proofs.leave_proofs()
    assert states() == {}
    new_key_file(tmp_path / "others.json")
    settings.KEY_FILE = tmp_path / "others.json"

    assert states() == {"keys": "failed"}


def test_older_key_that_is_missing_degrades():
    Figure.objects.create(name=f"{key_proofs.IN_USE}k7", value=3, at=timezone.now())

    assert states() == {"keys": "degraded"}


def test_when_the_database_is_away_nothing_else_is_asked_of_it(client, monkeypatch):
    def away() -> Finding:
        raise OperationalError("secret")

    real = own_checks.OWN_CHECKS[0]
    readiness.register(Check("database", away, real.title, real.advice, essential=True, uses_database=True))
    try:
        answer = client.get("/readyz", REMOTE_ADDR="192.0.2.1")
    finally:
        readiness.register(real)

    assert answer.status_code == 503
    assert set(answer.json()["checks"].values()) == {"failed", "unknown", "ok"}
    assert answer.json()["checks"]["disk"] == "ok"
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize(
    ("answer", "state"), [(True, "ok"), (None, "ok"), (False, "degraded"), (Finding(State.FAILED), "failed")]
)
def test_check_may_simply_say_whether_all_is_well(answer, state):
    readiness.register(Check("simple", lambda: answer, "", ""))
    try:
        found = {check.name: finding.state.value for check, finding in report().findings}
    finally:
        readiness._checks.pop("simple")

    assert found["simple"] == state


@pytest.fixture
def hanging():
    """A check that hangs, as a scanner behind a broken network does."""
    asked = []

    def hang() -> Finding:
        asked.append(1)
        time.sleep(1)
        return Finding(State.OK)

    readiness.register(Check("hanging", hang, "Hänger", "", seconds=0.1))
    yield asked
    readiness._checks.pop("hanging")


def test_what_hangs_is_not_waited_for_nor_asked_again(hanging):
    began = time.monotonic()

    found = [states(), states(), states()]

    assert found == [{"hanging": "failed"}] * 3
    assert (len(hanging), time.monotonic() - began < 0.9) == (1, True)


def test_database_that_hangs_is_cut_off(monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no statement that hangs")

    def sleep() -> Finding:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(30)")
        return Finding(State.OK)

    slow = Check("slow", sleep, "", "", uses_database=True, seconds=0.2)
    began = time.monotonic()

    assert readiness._answer_in_hurry(slow).state is State.FAILED
    assert time.monotonic() - began < 5


def test_disk_of_the_stored_files_is_looked_at_too(settings, tmp_path, monkeypatch):
    """The folder is not there yet: what counts is the disk where it will be made."""
    settings.FILE_STORAGE_URL = f"file://{tmp_path}/stora%20filer/portalen"
    rooms = {settings.VAR_DIR: 90 * own_checks.GIB, tmp_path: own_checks.GIB}
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=rooms[folder], total=0))

    with override("sv"):
        assert own_checks.disk_has_room() == Finding(State.DEGRADED, f"1,0 GiB ledigt i {tmp_path}.")


@pytest.mark.parametrize("url", ["s3://key:secret@files.kommun.example/bucket", "file:///proc/nowhere/files"])
def test_disk_is_looked_at_wherever_the_files_lie(settings, url):
    settings.FILE_STORAGE_URL = url

    assert own_checks.written_folders()[0] == settings.VAR_DIR
    assert own_checks.disk_has_room().state in State


def test_report_serves_all_who_ask_within_moments(client, django_assert_num_queries):
    client.get("/readyz")

    with django_assert_num_queries(0):
        client.get("/readyz")


def test_asking_leaves_nothing_behind(client):
    client.get("/readyz")

    assert Figure.objects.count() == 0


def test_healthz_asks_nobody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/healthz")

    assert (response.status_code, response.content, response["Content-Type"]) == (
        200,
        b"ok\n",
        "text/plain; charset=utf-8",
    )
    assert "session" not in response.cookies


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_may_ask_by_the_machines_address_and_without_tls(settings, path):
    settings.SECURE_SSL_REDIRECT, settings.ALLOWED_HOSTS = True, ["e-tjanster.kommun.example"]
    settings.PORTAL_HOST = "e-tjanster.kommun.example"

    assert Client().get(path, HTTP_HOST="10.1.2.3:8000").status_code == 200


@pytest.mark.parametrize(
    ("headers", "told"),
    [
        ({"REMOTE_ADDR": "127.0.0.1"}, True),
        ({"REMOTE_ADDR": "::1"}, True),
        ({"REMOTE_ADDR": "192.0.2.1", **SECRET}, True),
        ({"REMOTE_ADDR": "192.0.2.1"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "192.0.2.1"}, False),
        ({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_PROTO": "https"}, False),
        ({"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        ({"REMOTE_ADDR": "192.0.2.1", "HTTP_AUTHORIZATION": "Bearer fel"}, False),
        ({"REMOTE_ADDR": ""}, False),
    ],
)
def test_details_are_for_insiders(client, settings, headers, told):
    settings.METRICS_TOKEN = "hemlig"

    assert ("details" in client.get("/readyz", **headers).json()) == told


def test_page_tells_administrators_what_to_do(staff_client, cast):
    Beat.objects.update(at=timezone.now() - timedelta(minutes=90))
    adam = staff_client(cast.staff("adam", "Alm", group="Administratör"))

    page = adam.get("/admin/driftlage/").content.decode()

    assert ("Behöver ses över" in page, "Starta om portal-worker" in page, "worker gick för 90" in page) == (True,) * 3
    assert "/admin/driftlage/" in adam.get("/admin/").content.decode()
    assert "Gör plats" not in page


@pytest.mark.parametrize("who", ["maja", "hugo", "rut"])
def test_page_is_for_administrators(staff_client, cast, who):
    response = staff_client(getattr(cast, who)).get("/admin/driftlage/")

    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")
