"""Two processes of the shipped gunicorn keep pages each by itself, and both show every change within a second."""

import html
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from home import demo
from home.models import InformationPage, MunicipalitySettings
from tests.config.serving import Gunicorn, serve
from tests.environment import ROOT
from tests.home.notices import TEXT, a_notice
from tests.outbox.worker import database_url

SECOND = 1.0
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def gunicorn(transactional_db: None, tmp_path: Any) -> Iterator[Gunicorn]:
    demo.load()
    for server in serve(tmp_path / "gunicorn.log", PAGE_CACHE="yes", METRICS_TOKEN="hemlig"):
        warm(server)
        yield server


def warm(gunicorn: Gunicorn) -> None:
    """Both processes have the pages."""
    for _ in range(12):
        for path in ("/", "/kontakt/"):
            gunicorn.get(path)


def shows(gunicorn: Gunicorn, text: str, path: str = "/kontakt/") -> set[bool]:
    """What a dozen visitors see, whichever process they meet."""
    return {text in html.unescape(gunicorn.get(path).body) for _ in range(12)}


def test_change_is_shown_by_every_process_within_a_second(gunicorn):
    page = InformationPage.objects.get(slug="kontakt")
    assert shows(gunicorn, "Ny rubrik") == {False}

    page.title = "Ny rubrik"
    page.save_revision().publish()
    time.sleep(SECOND)
    published = shows(gunicorn, "<h1>Ny rubrik</h1>")
    page.unpublish()
    time.sleep(SECOND)

    assert published == {True}
    assert {gunicorn.get("/kontakt/").status for _ in range(12)} == {404}


def test_settings_and_notices_are_shown_by_every_process_within_a_second(gunicorn):
    settings = MunicipalitySettings.objects.get()
    settings.name = "Grannkommunen"
    settings.save()
    notice = a_notice()
    time.sleep(SECOND)
    seen = shows(gunicorn, "Grannkommunen"), shows(gunicorn, TEXT)
    notice.delete()
    time.sleep(SECOND)

    assert (*seen, shows(gunicorn, TEXT)) == ({True}, {True}, {False})


def test_notice_begins_and_ends_by_the_clock_in_every_process(gunicorn):
    begins = timezone.now() + timedelta(seconds=6)
    a_notice(starts_at=begins, ends_at=begins + timedelta(seconds=6))
    time.sleep(SECOND)

    seen = [shows(gunicorn, TEXT)]
    for at in (begins, begins + timedelta(seconds=6)):
        time.sleep(max(0.0, (at - timezone.now()).total_seconds()) + 0.05)
        seen.append(shows(gunicorn, TEXT))

    assert seen == [{False}, {True}, {False}]


def test_change_by_a_process_that_is_killed_at_once_is_shown_too(gunicorn):
    """As by the worker, at the time an editor has set: the change and the word of it are one transaction."""
    code = (
        "import os, signal, django; django.setup()\n"
        "from django.db import transaction; from home.models import InformationPage\n"
        "page = InformationPage.objects.get(slug='kontakt'); page.title = 'Skrivet sist'\n"
        "with transaction.atomic(): page.save()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    variables = os.environ | {
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": f"{ROOT}/site:{ROOT}",
    }

    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=variables, check=False, capture_output=True)
    time.sleep(SECOND)

    assert killed.returncode == -9, killed.stderr.decode()
    assert shows(gunicorn, "<h1>Skrivet sist</h1>") == {True}


def test_figures_of_all_processes_tell_how_often_a_page_was_at_hand(gunicorn):
    figures = gunicorn.get("/metrics", "Authorization: Bearer hemlig").body
    counted = {line.split("{")[1].split("}")[0]: float(line.split()[-1]) for line in relevant(figures)}

    assert counted['found="kept"'] >= 12
    assert counted['found="made"'] >= 4


def relevant(figures: str) -> list[str]:
    return [line for line in figures.splitlines() if line.startswith("portal_page_cache_total{")]


def test_visitors_and_residents_are_told_apart_by_a_real_server(gunicorn):
    whole = gunicorn.get("/")
    head = gunicorn.ask(b"HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    tag = next(line.split(": ")[1] for line in whole.head.splitlines() if line.lower().startswith("etag"))
    known = gunicorn.get("/", f"If-None-Match: {tag}")
    with_cookie = gunicorn.get("/", "Cookie: session=x")

    assert (whole.status, head.status, known.status) == (200, 200, 304)
    assert (head.body, known.body) == ("", "")
    assert f"Content-Length: {len(whole.body.encode())}" in head.head
    assert "Set-Cookie" not in whole.head
    assert "no-store" in with_cookie.head
