"""The bench's pieces still fit the portal and tell success from failure. Nothing is timed here."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import repeat

import pytest
from django.utils import timezone

from eservices.filling import facts_of
from eservices.owners import Owner
from eservices.versions import compiled
from questions import evaluate
from tests.bench import client, report
from tests.bench.client import Expected
from tests.bench.questions import TWELVE
from tests.bench.targets import Round, Target, bare_fields
from tools.console import ROOT


class Refuses(BaseHTTPRequestHandler):
    """A form that is never accepted: a 200 all the same."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"Fel: fyll i alla uppgifter")

    def log_message(self, *args):
        pass


@pytest.fixture
def refusing_server():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Refuses)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address
    server.shutdown()
    server.server_close()


def a_target(name: str, *rates: float) -> Target:
    target = Target(name, None, [], Expected(200, b""))
    target.rounds = [Round(rate, 1 / rate, None, 0.0) for rate in rates]
    return target


def test_bare_site_passes_its_checks_and_has_its_migrations():
    settings = {"DJANGO_SETTINGS_MODULE": "tests.bench.bare.settings", "BARE_DATABASE_URL": "sqlite://:memory:"}
    environment = {**os.environ, **settings, "SECRET_KEY": "x" * 60, "PYTHONPATH": ROOT}

    command = [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"]  # runs the checks first
    answer = subprocess.run(command, check=False, env=environment, cwd=ROOT, capture_output=True, text=True)

    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.django_db
def test_twelve_answers_are_complete_and_can_be_sent(cast):
    from tests.bench import portal_data, scene

    version = portal_data.make_service(portal_data.make_ground(), cast.unit, "skolskjuts")
    owner = Owner(user=cast.astrid)
    facts = facts_of(compiled(version), owner, timezone.now())

    states = [evaluate(compiled(version), given, facts) for given in scene.ANSWERS]
    case = portal_data.make_case(cast.astrid, version, scene.ANSWERS[0])

    assert [(state.complete, len(state.values)) for state in states] == [(True, len(TWELVE))] * 2
    assert case.unit == cast.unit


@pytest.mark.django_db
def test_posted_fields_are_read_as_the_same_answers(cast):
    from django.http import QueryDict

    from eservices.forms import step_form_class
    from tests.bench import portal_data, scene

    version = portal_data.make_service(portal_data.make_ground(), cast.unit, "skolskjuts")
    form = QueryDict(mutable=True)
    for name, text in portal_data.posted(scene.ANSWERS[1]):
        form.appendlist(name, text)

    read = step_form_class(version.pk, version.sha256, 1, "sv").read(form)

    assert read == scene.ANSWERS[1]


def test_bare_form_gets_the_twelve_answers():
    fields = bare_fields({asked.key: asked.key for asked in TWELVE})

    assert {name for name, _text in fields} == {asked.key for asked in TWELVE}


def test_refused_form_is_not_taken_for_success(refusing_server):
    request = repeat(b"GET / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")

    refused = client.load(refusing_server, [request] * 2, Expected(200, b"Tack, mottaget"), 0.05)
    shown = client.load(refusing_server, [request] * 2, Expected(200, b"Fel:"), 0.05)

    assert (refused.right, shown.wrong) == (0, [])
    assert refused.wrong
    assert shown.right > 0


def test_aim_is_met_or_missed_by_the_median_of_the_rounds():
    targets = [a_target("ours", 12, 30, 14), a_target("bare", 10, 10, 10)]
    aims = [report.Aim("ours", "bare", 1.4), report.Aim("ours", "bare", 1.5)]

    verdicts = list(report.verdicts(targets, aims, [report.Ceiling("ours", 0)]))

    assert [verdict.split()[0] for verdict in verdicts] == ["met", "MISSED", "met"]
    assert "1.40 × bare" in verdicts[0]


@pytest.mark.parametrize(("others", "trusted"), [(0.05, True), (0.6, False)])
def test_report_says_when_the_machine_was_busy_with_other_things(others, trusted):
    target = a_target("ours", 10)
    target.rounds[0].others = others

    assert ("Go by the CPU time" not in report.disturbance([target])) is trusted
