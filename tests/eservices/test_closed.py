"""A closed service says what holds to those half-way, and the server keeps to it (promise 12)."""

import html
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from eservices.actions.closing import apply_closing_rules
from eservices.models import EServicePage, WhenClosed
from tests.eservices.factories import Errand, answers_of, raw_answers
from tests.eservices.pages import OpenPage

pytestmark = pytest.mark.django_db
REASON = {"closed_reason": "Hamnen byggs om.", "closed_reason_en": "The harbour is being rebuilt."}


def today(days: int = 0):
    return timezone.localdate() + timedelta(days=days)


def close(page, **rules) -> None:
    """As an editor does it: the choice saved as a draft of the page, then unpublished."""
    page = EServicePage.objects.get(pk=page.pk)
    for name, value in rules.items():
        setattr(page, name, value)
    page.save_revision()
    EServicePage.objects.get(pk=page.pk).unpublish()


def shown(client, path: str) -> str:
    return html.unescape(client.get(path).content.decode())


@pytest.mark.parametrize("until", [None, 0, 30])
def test_promise_12_who_is_half_way_may_finish(errand, page, until):
    errand.fill()

    close(page, finish_until=None if until is None else today(until))

    words = "Du kan skicka in det du redan har påbörjat"
    for path in (errand.address("step", 1), errand.address("review"), "/mina-sidor/"):
        assert "E-tjänsten är stängd" in shown(errand.client, path)
        assert words in shown(errand.client, path)
    errand.post(1, wish="En annan plats")
    assert errand.send().url == errand.address("sent")


@pytest.mark.parametrize("rules", [{"when_closed": WhenClosed.STOP}, {"finish_until": today(-1)}])
def test_promise_12_stopped_service_takes_neither_saves_nor_sendings(errand, page, owner, rules):
    errand.fill()
    base, reviewed = errand.base(1), errand.reviewed()
    close(page, **rules, **REASON)

    saved = errand.post(1, base=base, wish="Ny <önskan>", email="")
    sent = errand.send(reviewed)

    assert (saved.status_code, sent.status_code) == (409, 409)
    assert answers_of(errand.draft_id, owner) == raw_answers(
        wish="Plats för eka", email="astrid@example.se", boat="no", boat_name=""
    )
    page_after = html.unescape(saved.content.decode())
    for text in ("går inte längre att skicka in", "Hamnen byggs om.", "Ny <önskan>", "Det är inte sparat."):
        assert text in page_after


def test_stopped_draft_is_read_and_removed(errand, page):
    errand.post(1, wish="Plats för eka", email="halv@")
    close(page, when_closed=WhenClosed.STOP, **REASON)

    step = errand.client.get(errand.address("step", 1))
    read = shown(errand.client, errand.address("review"))

    assert step.url == errand.client.get(errand.address()).url == errand.address("review")
    for text in ("Plats för eka", "halv@", "Hamnen byggs om.", "Ta bort utkastet"):
        assert text in read
    assert "Skicka in</button>" not in read
    assert "The harbour is being rebuilt." in shown(errand.client, "/en" + errand.address("review"))
    errand.client.post(errand.address("remove"))
    assert errand.client.get(errand.address("review")).url == "/en/mina-sidor/"


def test_stopped_draft_on_mina_sidor_is_to_be_read(errand, page):
    errand.fill()
    close(page, when_closed=WhenClosed.STOP, **REASON)

    mine = shown(errand.client, "/mina-sidor/")

    assert "går inte längre att skicka in" in mine
    assert "Hamnen byggs om." in mine
    assert "om du inte fortsätter" not in mine


def test_autosave_in_a_stopped_service_says_so_and_does_not_try_again(errand, page):
    errand.fill()
    close(page, when_closed=WhenClosed.STOP)

    response = errand.post(1, base="x", action="autosave", wish="Ny")

    assert response.status_code == 409
    assert response.json()["text"].startswith("Inte sparat. E-tjänsten har stängt.")


def test_start_of_a_closed_service_says_why_and_leads_to_the_draft(errand, page):
    errand.fill()
    close(page, **REASON)

    started = errand.client.get(f"/starta/{page.pk}/")

    text = html.unescape(started.content.decode())
    assert started.status_code == 404
    for part in ("Hamnen byggs om.", errand.address(), "Du kan skicka in det du redan har påbörjat"):
        assert part in text


def test_first_answer_to_a_service_that_just_closed_comes_back(errand, page):
    base = errand.base(1)
    close(page)

    response = errand.post(1, base=base, wish="Min önskan")

    assert response.status_code == 404
    assert "Min önskan" in response.content.decode()
    assert errand.post(1, base=base, action="autosave", wish="Min").status_code == 409


def test_title_of_a_closed_service_is_told_only_where_the_editor_has_written_why(cast, page, resident_client):
    close(page)

    assert page.title not in shown(resident_client(cast.nils), f"/starta/{page.pk}/")


def test_rules_of_a_closed_page_hold_at_once_when_edited(errand, page, staff_client, cast):
    errand.fill()
    close(page)
    edited = EServicePage.objects.get(pk=page.pk)
    edited.when_closed = WhenClosed.STOP

    assert apply_closing_rules(edited)

    assert errand.post(1, base="x", wish="Ny").status_code == 409


def test_edited_rules_of_a_live_page_wait_for_publishing(errand, page):
    edited = EServicePage.objects.get(pk=page.pk)
    edited.closed_reason = "Stängt"

    assert not apply_closing_rules(edited)
    assert EServicePage.objects.get(pk=page.pk).closed_reason == ""


def test_service_closes_by_its_date(errand, page):
    errand.fill()
    edited = EServicePage.objects.get(pk=page.pk)
    edited.expire_at, edited.finish_until = timezone.now() + timedelta(days=1), today(3)
    edited.save_revision().publish()
    EServicePage.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))

    call_command("publish_scheduled", verbosity=0)

    assert "till och med" in shown(errand.client, errand.address("review"))


def test_opened_again_everything_goes_on(errand, page):
    errand.fill()
    close(page, when_closed=WhenClosed.STOP)
    EServicePage.objects.get(pk=page.pk).get_latest_revision().publish()

    assert errand.send().url == errand.address("sent")


def test_promise_1_closed_draft_is_still_its_owners_alone(errand, page, cast, resident_client):
    errand.fill()
    close(page, when_closed=WhenClosed.STOP)
    nils = Errand(resident_client(cast.nils), page, errand.draft_id)

    assert nils.client.get(nils.address("review")).status_code == 404
    assert nils.client.post(nils.address("step", 1), {"action": "next"}).status_code == 404


@pytest.mark.parametrize("begun", [True, False])
def test_promise_14_text_parked_before_the_service_stopped_is_shown_to_its_writer(
    errand, page, cast, resident_client, begun
):
    if begun:
        errand.post(1, wish="Från början")
    opened = OpenPage.of(errand, 1)
    errand.client.cookies.pop(settings.SESSION_COOKIE_NAME)
    opened.post(wish="Skrivet sist")
    close(page, when_closed=WhenClosed.STOP)

    for _ in range(2):
        page_now = html.unescape(resident_client(cast.astrid).get(opened.address, follow=True).content.decode())
        assert "Det du skrev när du blev utloggad" in page_now
        assert "Skrivet sist" in page_now
    assert "Skrivet sist" not in resident_client(cast.nils).get(opened.address, follow=True).content.decode()
