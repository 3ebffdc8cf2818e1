"""Figures for Prometheus: for those with the token, true over several processes, and about nobody."""

import re
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as django_settings
from prometheus_client.parser import text_string_to_metric_families

from operations import key_proofs, metrics, readiness
from operations.counts import tidy_after
from tests.environment import ROOT
from tests.eservices.factories import Errand, a_page

pytestmark = pytest.mark.django_db
BEARER = {"HTTP_AUTHORIZATION": "Bearer hemlig"}


@pytest.fixture
def token(settings: Any) -> None:
    settings.METRICS_TOKEN = "hemlig"
    readiness.forget()


def samples(client: Any) -> dict[str, float]:
    text = client.get("/metrics", **BEARER).content.decode()
    return {
        sample.name + "".join(f" {value}" for _name, value in sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_without_a_token_in_the_settings_there_are_no_figures(client):
    assert client.get("/metrics", **BEARER).status_code == 404
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


@pytest.mark.parametrize("given", [{}, {"HTTP_AUTHORIZATION": "Bearer fel"}, {"HTTP_AUTHORIZATION": "hemlig"}])
def test_only_who_has_the_token_reads_them(client, token, given):
    response = client.get("/metrics", **given)

    assert (response.status_code, response.content) == (401, b"")


def test_requests_are_counted_by_view_and_class_of_status(client, token):
    before = samples(client)
    for _ in range(3):
        client.get("/logga-in/?namn=kanarie")
    client.get("/finns-inte/kanarie/")

    after = samples(client)
    grown = {name: value - before.get(name, 0) for name, value in after.items() if value != before.get(name, 0)}
    assert grown["portal_requests_total GET 2xx accounts:login"] == 3
    assert grown["portal_requests_total GET 4xx wagtail_serve"] == 1
    assert grown["portal_request_seconds_count GET accounts:login"] == 3
    assert [name for name in after if "kanarie" in name] == []


def test_labels_hold_no_address_and_no_id(client, token, cast, resident_client):
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit)).fill()
    errand.send()

    names = [name for name in samples(client) if name.startswith("portal_request")]
    assert names
    assert [name for name in names if "/" in name or re.search(r"[0-9a-f]{8}-", name)] == []


def test_promise_2_few_drafts_are_not_told(client, token, cast, resident_client):
    page = a_page(cast.unit)
    for _ in range(9):
        Errand(resident_client(cast.astrid), page).fill()
    key_proofs.count_what_is_sealed()
    assert samples(client)["portal_drafts"] == 0

    key_proofs.keep_figures({"sealed:drafts": 27})
    assert samples(client)["portal_drafts"] == 20


def test_figures_of_outbox_jobs_cases_and_disk(client, token, cast, resident_client):
    errand = Errand(resident_client(cast.astrid), a_page(cast.unit)).fill()
    errand.send()

    found = samples(client)
    assert (found["portal_cases_received"], found["portal_database_up"]) == (1, 1)
    assert found["portal_outbox_waiting"] >= 1
    assert found["portal_disk_free_bytes"] > 0
    assert found["portal_check database"] == 0


def test_scrape_costs_a_bounded_number_of_queries(client, token, django_assert_max_num_queries):
    readiness.forget()

    with django_assert_max_num_queries(
        73
    ):  # on PostgreSQL each check also sets how long it may take and, within a test, sets it back
        client.get("/metrics", **BEARER)


def test_when_the_database_is_away_the_rest_is_still_told(client, token, monkeypatch):
    from django.db import OperationalError

    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(metrics, "_beats", away)

    found = samples(client)
    assert found["portal_database_up"] == 0
    assert "portal_disk_free_bytes" in found


COUNTING = """
import os, sys
os.environ["PROMETHEUS_MULTIPROC_DIR"] = sys.argv[1]
sys.path[:0] = ["site", "."]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from operations import metrics
metrics.observe("a:view", "GET", 200, 0.1)
metrics.observe("a:view", "GET", 200, 0.1)
print(os.getpid())
"""


def test_processes_count_together_and_dead_ones_leave_one_file(tmp_path):
    pids = [
        int(subprocess.run([sys.executable, "-c", COUNTING, str(tmp_path)], cwd=ROOT, stdout=-1, check=True).stdout)
        for _ in range(2)
    ]
    assert len(list(tmp_path.glob("*.db"))) == 4

    for pid in pids:
        tidy_after(pid, tmp_path)

    assert sorted(file.name for file in tmp_path.glob("*.db")) == ["counter_0.db", "histogram_0.db"]
    assert "portal_requests_total{" in (told := _collected(tmp_path))
    assert re.search(r'portal_requests_total\{.*view="a:view"\} 4\.0', told)
    assert re.search(r'portal_request_seconds_count\{.*view="a:view"\} 4\.0', told)


def _collected(folder: Any) -> str:
    from prometheus_client import CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    registry = CollectorRegistry()
    MultiProcessCollector(registry, str(folder))
    return generate_latest(registry).decode()


def test_counts_of_the_portal_lie_where_it_may_write():
    assert django_settings.METRICS_DIR.parent == django_settings.VAR_DIR
