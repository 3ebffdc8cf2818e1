"""An operating notice closes services for a while: those half-way are told in its words, and the server keeps to it."""

import html
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.utils import timezone

from eservices.actions.sending import send
from eservices.errors import ServiceClosed
from eservices.models import EServicePage, WhenClosed
from eservices.owners import Owner
from home.notices import Closes
from tests.eservices.factories import Errand, a_draft, a_page, answers_of, drafts_in_database, raw_answers, reviewed_of
from tests.eservices.file_cases import FileErrand, asks_for_files, files_of_draft
from tests.eservices.pages import OpenPage
from tests.home.notices import TEXT, TEXT_EN, a_notice

pytestmark = pytest.mark.django_db
FOR_ALL, FOR_NEW = {"closes": Closes.ALL}, {"closes": Closes.NEW}
NOT_NOW = "Just nu går det inte att fylla i eller skicka in."


def shown(client: Any, path: str) -> str:
    return html.unescape(client.get(path).content.decode())


def service_path(page: EServicePage) -> str:
    return page.get_url()


@pytest.mark.parametrize("about", ["the service", "everything"])
def test_promise_12_those_half_way_read_the_notice_and_what_holds(errand, page, about):
    errand.fill()
    a_notice(*([page] if about == "the service" else []), **FOR_ALL)

    for path in (service_path(page), errand.address("review"), "/mina-sidor/"):
        text = shown(errand.client, path)
        assert (text.count(TEXT), "E-tjänsten är stängd just nu" in text, NOT_NOW in text) == (1, True, True), path
    step = errand.client.get(errand.address("step", 1), follow=True)
    assert (TEXT in step.content.decode(), "Skicka in</button>" in step.content.decode()) == (True, False)


def test_notice_is_told_in_english(errand, page):
    errand.fill()
    a_notice(page, **FOR_ALL)

    assert TEXT_EN in shown(errand.client, "/en" + errand.address("review"))
    assert TEXT_EN in shown(errand.client, "/en/mina-sidor/")


def test_nothing_is_saved_or_sent_while_it_is_closed_for_all(errand, page, owner):
    errand.fill()
    base, reviewed = errand.base(1), errand.reviewed()
    a_notice(page, **FOR_ALL)

    saved = errand.post(1, base=base, wish="Ny <önskan>", email="")
    automatic = errand.post(1, base=base, action="autosave", wish="Ny")
    sent = errand.send(reviewed)

    assert (saved.status_code, automatic.status_code, sent.status_code) == (409, 409, 409)
    assert answers_of(errand.draft_id, owner) == raw_answers(
        wish="Plats för eka", email="astrid@example.se", boat="no", boat_name=""
    )


def test_promise_14_what_was_typed_meanwhile_comes_back(errand, page):
    errand.fill()
    base = errand.base(1)
    a_notice(page, **FOR_ALL)

    answer = html.unescape(errand.post(1, base=base, wish="Ny <önskan>").content.decode())

    for text in ("Ny <önskan>", TEXT, NOT_NOW, "Det är inte sparat."):
        assert text in answer


def test_promise_14_text_parked_before_it_closed_is_given_back_when_it_opens(errand, page, cast, resident_client):
    errand.post(1, wish="Från början")
    opened = OpenPage.of(errand, 1)
    errand.client.cookies.pop(settings.SESSION_COOKIE_NAME)
    opened.post(wish="Skrivet sist")
    notice = a_notice(page, **FOR_ALL)
    astrid = resident_client(cast.astrid)

    closed = html.unescape(astrid.get(opened.address, follow=True).content.decode())
    notice.delete()
    again = html.unescape(astrid.get(opened.address, follow=True).content.decode())

    assert ("Skrivet sist" in closed, 'value="Skrivet sist"' in again) == (True, True)


def test_everything_goes_on_by_itself_when_the_notice_ends(errand, page):
    errand.fill()
    a_notice(page, ends_at=timezone.now() + timedelta(minutes=10), **FOR_ALL)
    assert errand.client.get(errand.address("step", 1)).status_code == 302

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        errand.post(1, wish="Ny önskan")
        assert errand.send().url == errand.address("sent")


def test_it_is_said_when_it_opens_again(errand, page):
    errand.fill()
    a_notice(page, ends_at=timezone.now() + timedelta(days=1), **FOR_ALL)

    assert "E-tjänsten öppnar igen" in shown(errand.client, errand.address("review"))


def test_without_an_end_it_is_said_to_try_later(errand, page):
    errand.fill()
    a_notice(page, ends_at=None, **FOR_ALL)

    assert "Försök igen senare." in shown(errand.client, errand.address("review"))


def test_closed_for_new_lets_those_half_way_finish(errand, page, cast, resident_client):
    errand.fill()
    a_notice(page, **FOR_NEW)
    nils = resident_client(cast.nils)

    begun, service = shown(errand.client, errand.address("step", 1)), shown(nils, service_path(page))

    assert begun.count(TEXT) == 1
    assert "Du kan skicka in det du redan har påbörjat, men inte börja på nytt." in begun
    assert (TEXT in service, f'href="/starta/{page.pk}/"' in service) == (True, False)
    assert errand.send().url == errand.address("sent")


@pytest.mark.parametrize("closes", [Closes.NEW, Closes.ALL])
def test_nobody_begins_while_it_is_closed(page, cast, resident_client, closes):
    errand = Errand(resident_client(cast.nils), page)
    base = errand.base(1)
    a_notice(page, closes=closes)

    started, posted = errand.client.get(f"/starta/{page.pk}/"), errand.post(1, base=base, wish="Min önskan")

    assert (started.status_code, posted.status_code, drafts_in_database()) == (404, 404, 0)
    for answer in (started, posted):
        assert TEXT in html.unescape(answer.content.decode())
    assert "Min önskan" in html.unescape(posted.content.decode())


def test_notice_about_another_service_closes_nothing(errand, page, cast):
    other = a_page(cast.unit)
    errand.fill()
    a_notice(other, **FOR_ALL)

    assert TEXT not in shown(errand.client, errand.address("step", 1))
    assert errand.send().url == errand.address("sent")


def test_notice_that_closes_nothing_is_shown_on_the_step(errand, page):
    errand.fill()
    a_notice(page)

    text = shown(errand.client, errand.address("step", 1))

    assert (text.count(TEXT), "stängd" in text) == (1, False)
    assert shown(errand.client, "/mina-sidor/").count(TEXT) == 1


def test_of_two_notices_the_stricter_holds(errand, page):
    errand.fill()
    a_notice(page, text="Bara nya.", closes=Closes.NEW, ends_at=None)
    a_notice(page, **FOR_ALL)

    assert errand.client.get(errand.address("step", 1)).status_code == 302


def test_a_service_stopped_for_good_is_not_said_to_open_again(errand, page):
    errand.fill()
    EServicePage.objects.get(pk=page.pk).unpublish()
    EServicePage.objects.filter(pk=page.pk).update(when_closed=WhenClosed.STOP)
    a_notice(page, **FOR_ALL)

    assert "går inte längre att skicka in" in shown(errand.client, errand.address("review"))


def test_files_are_refused_too_and_may_be_taken_away(cast, resident_client, settings, tmp_path):
    settings.FILE_STORAGE_URL = f"file://{tmp_path}"
    page = a_page(cast.unit, steps=asks_for_files())
    errand = FileErrand(resident_client(cast.astrid), page).fill_with()
    before = len(files_of_draft(errand.draft_id, Owner(user=cast.astrid)))
    a_notice(page, **FOR_ALL)

    errand.client.post(errand.address("step", 1), {"action": "next"})

    assert len(files_of_draft(errand.draft_id, Owner(user=cast.astrid))) == before


def test_the_action_itself_refuses(cast, page, owner):
    draft = a_draft(page, owner)
    reviewed = reviewed_of(draft, owner)
    a_notice(page, **FOR_ALL)

    with pytest.raises(ServiceClosed) as refused:
        send(draft.pk, owner=owner, reviewed=reviewed, language="sv", is_test=True, now=timezone.now())

    assert refused.value.closing.reason.sv == TEXT


def test_promise_1_closed_draft_is_still_its_owners_alone(errand, page, cast, resident_client):
    errand.fill()
    a_notice(page, **FOR_ALL)
    nils = Errand(resident_client(cast.nils), page, errand.draft_id)

    assert nils.client.get(nils.address("review")).status_code == 404
    assert nils.client.post(nils.address("step", 1), {"action": "next"}).status_code == 404
