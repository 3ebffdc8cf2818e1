"""What the page's script is told when a file comes at a bad time: only what is true, and how to go on (promise 14)."""

import re

import pytest
from django.test import Client

from accounts.demo import RESIDENTS
from config.pace import RATES, Rate
from eservices.models import EServicePage, ParkedText, WhenClosed
from tests.accounts.logins import log_in_resident
from tests.eservices.factories import a_page, answers_of, raw_answers
from tests.eservices.file_cases import DRAWING, DRAWING_FIELD, FileErrand, a_file, asks_for_files
from tests.eservices.pages import OpenPage

pytestmark = pytest.mark.django_db
ASTRID, NILS = (next(one.value for one in RESIDENTS if one.first_name == name) for name in ("Astrid", "Nils"))


@pytest.fixture(autouse=True)
def _own_storage(settings, tmp_path):
    settings.FILE_STORAGE_URL = f"file://{tmp_path}"


@pytest.fixture
def errand(cast):
    """Astrid's browser, where form tokens are checked, on a service that asks for files."""
    client = Client(enforce_csrf_checks=True)
    unchecked(client, lambda: log_in_resident(client, ASTRID))
    return FileErrand(client, a_page(cast.unit, steps=asks_for_files()))


@pytest.fixture
def opened(errand):
    """Its first step, open and saved once."""
    page = OpenPage.of(errand, 1)
    page.post(extra=form_token(page), wish="Från början")
    return OpenPage.of(errand, 1)


def unchecked(client: Client, act) -> None:
    """In another tab of the same browser."""
    client.handler.enforce_csrf_checks = False
    act()
    client.handler.enforce_csrf_checks = True


def form_token(page: OpenPage) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.shown.content.decode())
    return {"csrfmiddlewaretoken": found[1]}


def upload(page: OpenPage, **extra: str):
    """As js/uploads.js sends a file: token, pass and file, and no answers."""
    fields = form_token(page) | {"parking": page.hidden()["parking"], "action": f"attach-{DRAWING}"} | extra
    return page.client.post(page.address, fields | {DRAWING_FIELD: a_file()}, headers={"Origin": "http://testserver"})


def test_upload_gets_a_fresh_token_and_goes_again(errand, opened, owner):
    unchecked(errand.client, lambda: log_in_resident(errand.client, ASTRID))

    answer = upload(opened)
    again = upload(opened, csrfmiddlewaretoken=answer.json()["token"])

    assert (answer.status_code, answer.json()["problem"], again.status_code) == (403, "token", 200)
    assert errand.names() == ["ritning.pdf"]


def test_promise_14_upload_after_the_session_parks_no_empty_text(errand, opened, owner):
    unchecked(errand.client, lambda: errand.client.post("/logga-ut/"))

    answer = upload(opened)
    unchecked(errand.client, lambda: log_in_resident(errand.client, ASTRID))
    errand.client.get(opened.address)

    assert (answer.status_code, answer.json()["problem"]) == (401, "logged_out")
    assert answer.json()["text"].startswith("Filen är inte uppladdad. Du är utloggad.")
    assert answer.json()["link"]["url"].startswith("/logga-in/")
    assert not ParkedText.objects.exists()
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Från början")


def test_promise_1_upload_from_another_persons_page_gets_no_hint(errand, opened, cast):
    unchecked(errand.client, lambda: log_in_resident(errand.client, NILS))

    answer, nobodys = upload(opened), upload(opened, parking="finns inte")

    assert answer.status_code == nobodys.status_code == 403
    assert "Sidan hade blivit för gammal" in answer.content.decode()
    assert "Sidan hade blivit för gammal" in nobodys.content.decode()


def test_upload_from_a_visitors_page_says_that_it_is_not_taken(cast):
    errand = FileErrand(Client(enforce_csrf_checks=True), a_page(cast.unit, steps=asks_for_files(), login="none"))
    page = OpenPage.of(errand, 1)
    unchecked(errand.client, lambda: log_in_resident(errand.client, NILS))

    answer = upload(page)

    assert (answer.status_code, answer.json()["problem"]) == (401, "lost")
    assert answer.json()["text"].startswith("Filen är inte uppladdad. Någon har loggat in")


def test_upload_too_often_is_told_how_long_to_wait(opened, monkeypatch):
    monkeypatch.setitem(RATES, "save", Rate("1/minute", ""))
    upload(opened)

    answer = upload(opened)

    text = f"Inte uppladdad än. Sidan försöker igen om {answer.json()['wait']} sekunder."
    assert (answer.status_code, answer.json()["message"]) == (429, text)


def test_upload_to_what_is_closed_or_sent_is_told_so(errand, opened):
    EServicePage.objects.filter(pk=errand.page.pk).update(when_closed=WhenClosed.STOP, live=False)
    closed = upload(opened)
    EServicePage.objects.filter(pk=errand.page.pk).update(live=True)
    unchecked(errand.client, lambda: errand.fill_with() and errand.send())
    sent = upload(opened)

    assert [answer.status_code for answer in (closed, sent)] == [409, 409]
    assert closed.json()["text"].startswith("Filen är inte uppladdad. E-tjänsten har stängt.")
    assert sent.json()["text"] == "Filen är inte uppladdad. Ärendet är redan inskickat."
