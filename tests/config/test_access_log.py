"""One line a request, tied to its page by a reference, that says which view and never which person."""

import logging
import re
from typing import Any

import pytest
from django.test import Client
from huey.contrib.djhuey import HUEY

from config.request_context import at_work_on, request_id
from outbox import tasks

pytestmark = pytest.mark.django_db
OURS = re.compile(r"[2-9B-Z]{4}(-[2-9B-Z]{4}){2}")
PROXYS = "0123456789abcdef0123456789abcdef"


def told(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [record.facts for record in caplog.records if record.name == "portal.access"]


@pytest.fixture(autouse=True)
def _everything(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def test_line_tells_view_status_time_and_kind_of_user(cast, resident_client, caplog):
    resident_client(cast.astrid).get("/mina-sidor/?hemligt=19870410-2386")

    (facts,) = told(caplog)
    assert facts.pop("duration_ms") > 0
    assert facts == {
        "view": "eservices:my_pages",
        "path": "/mina-sidor/",
        "method": "GET",
        "status": 200,
        "user": "resident",
    }


@pytest.mark.parametrize(
    ("path", "view", "pattern"),
    [
        (
            "/utkast/0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001/1/",
            "eservices:step",
            "/utkast/<uuid:draft_id>/<int:position>/",
        ),
        ("/personal/inbjudan/kanarie/", "staff:invitation", "/personal/inbjudan/<str:token>/"),
        ("/kalle-kanarie-870410-2386/", "wagtail_serve", ""),
        ("/kalle", "", ""),
    ],
)
def test_addresses_are_told_by_their_pattern(client, caplog, path, view, pattern):
    client.get(path)

    (facts,) = told(caplog)
    assert (facts["view"], facts["path"], facts["user"]) == (view, pattern, "anonymous")
    assert "kanarie" not in caplog.text.replace(path, "") or not pattern


def test_unknown_methods_are_not_repeated(client, caplog):
    client.generic("KANARIE", "/")

    assert told(caplog)[0]["method"] == "OTHER"


def test_answer_carries_the_id_its_lines_have(client, caplog):
    first, second = client.get("/"), client.get("/")

    assert OURS.fullmatch(first["X-Request-ID"])
    assert first["X-Request-ID"] != second["X-Request-ID"]
    assert request_id() == ""


@pytest.mark.parametrize(
    ("proxies", "sent", "kept"),
    [
        (1, PROXYS, True),
        (1, "0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001", True),
        (0, PROXYS, False),
        (1, "19870410-2386", False),
        (1, PROXYS + "\n", False),
        (1, "x" * 5000, False),
        (1, "", False),
    ],
)
def test_only_a_trusted_proxys_well_formed_id_is_taken(client, settings, proxies, sent, kept):
    settings.TRUSTED_PROXIES = proxies

    assert (client.get("/", HTTP_X_REQUEST_ID=sent)["X-Request-ID"] == sent) == kept


def test_failing_request_has_its_line_and_id(settings, caplog, monkeypatch):
    settings.DEBUG = False
    monkeypatch.setattr("accounts.views.render", lambda *args, **kwargs: 1 / 0)

    response = Client(raise_request_exception=False).get("/logga-in/")

    assert (response.status_code, told(caplog)[-1]["status"]) == (500, 500)
    assert OURS.fullmatch(response["X-Request-ID"])


def test_task_logs_the_id_of_the_request_that_asked_for_it(monkeypatch):
    seen = []
    monkeypatch.setattr("outbox.actions.deliver", lambda message_id: seen.append(request_id()))
    HUEY.flush()
    with at_work_on("4F7K-9QXM-2HTC"):
        tasks.deliver("0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001")
    tasks.deliver("0c7b3f3e-5a7e-4a57-9a52-3f6a9d7f0001")

    for _ in range(2):
        HUEY.execute(HUEY.dequeue())

    assert seen[0] == "4F7K-9QXM-2HTC"
    assert OURS.fullmatch(seen[1])
    assert seen[1] != seen[0]
    assert request_id() == ""
