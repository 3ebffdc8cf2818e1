"""Text posted after the session has ended is kept for its writer alone, and comes back at login (design.md §13.21)."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from eservices.actions.drafts import load_draft
from eservices.actions.parking import MAX_WAITING, remove_expired_parked
from eservices.models import ParkedText
from tests.eservices.factories import Errand, answers_of, drafts_in_database, posted, raw_answers, shown_value
from tests.eservices.pages import OpenPage

pytestmark = pytest.mark.django_db
CANARY = "Kanariefågel-2290"
KEPT = "Det du skrev innan du loggades ut finns kvar."


@pytest.fixture
def opened(errand):
    """The first step, shown to Astrid with an answer in it; then her session ends."""
    errand.post(1, wish="Från början")
    page = OpenPage.of(errand, 1)
    end_session(errand.client)
    return page


def end_session(client: Client) -> None:
    client.cookies.pop(settings.SESSION_COOKIE_NAME)


def test_promise_14_text_posted_after_the_session_is_told_kept_and_comes_back(opened, cast, resident_client, owner):
    told = opened.post(wish="Skrivet sist")

    assert told.status_code == 403
    assert "Det du skrev finns kvar. Logga in igen inom en timme" in told.content.decode()
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="Från början", email="")
    page = resident_client(cast.astrid).get(opened.address, follow=True).content.decode()
    assert KEPT in page
    assert 'value="Skrivet sist"' in page
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="Skrivet sist", email="")


def test_text_comes_back_once(opened, cast, resident_client):
    opened.post(wish="Skrivet sist")
    client = resident_client(cast.astrid)
    client.get(opened.address, follow=True)

    assert KEPT not in client.get(opened.address, follow=True).content.decode()
    row = ParkedText.objects.get()
    assert (row.body, bytes(row.wrapped_key)) == (None, b"")


def test_login_link_leads_back_to_the_step(opened):
    assert f"/logga-in/?next={opened.address.replace('/', '%2F')}" in opened.post(wish="Nytt").content.decode()


@pytest.mark.parametrize("entrance", ["draft", "review"])
def test_text_comes_back_whichever_way_the_person_takes(opened, errand, cast, resident_client, entrance):
    opened.post(wish="Skrivet sist")

    response = resident_client(cast.astrid).get(errand.address(entrance), follow=True)

    assert KEPT in response.content.decode()


def test_promise_14_first_page_of_an_errand_not_begun_comes_back(errand, cast, resident_client, owner):
    page = OpenPage.of(errand, 1)
    end_session(errand.client)

    page.post(wish="Allra första")
    shown = resident_client(cast.astrid).get(page.address, follow=True)

    assert KEPT in shown.content.decode()
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Allra första", email="")
    assert drafts_in_database() == 1


def test_first_page_where_login_is_optional_makes_no_strangers_draft(cast, page, resident_client):
    page.login = "optional"
    page.save_revision().publish()
    opened = OpenPage.of(Errand(resident_client(cast.astrid), page), 1)
    end_session(opened.client)

    assert opened.post(wish="Allra första").status_code == 403
    assert drafts_in_database() == 0


def test_writer_whose_address_somebody_else_began_on_gets_another(errand, cast, resident_client):
    page = OpenPage.of(errand, 1)
    end_session(errand.client)
    page.post(wish="Allra första")
    Errand(resident_client(cast.nils), errand.page, errand.draft_id).post(1, base="", wish="Nils")

    shown = resident_client(cast.astrid).get(page.address, follow=True)

    assert 'value="Allra första"' in shown.content.decode()
    assert drafts_in_database() == 2


def test_spara_pressed_too_late_is_kept_when_it_comes_back(opened, cast, resident_client, owner):
    opened.post(action="save", wish="Att spara")
    resident_client(cast.astrid).get(opened.address, follow=True)

    assert load_draft(opened.draft_id, owner=owner, now=timezone.now()).kept_body is not None


def test_promise_14_parked_text_meets_another_windows_answer_and_the_person_chooses(
    opened, cast, resident_client, owner
):
    opened.post(wish="Skrivet sist")
    elsewhere = Errand(resident_client(cast.astrid), None, opened.draft_id)
    ParkedText.objects.update(expires_at=timezone.now() - timedelta(hours=1))  # hidden while the other window saves
    OpenPage.of(elsewhere, 1).post(wish="På mobilen")
    ParkedText.objects.update(expires_at=timezone.now() + timedelta(minutes=30))

    shown = elsewhere.client.get(opened.address)

    assert shown.status_code == 409
    assert "Skrivet sist" in shown.content.decode()
    assert "På mobilen" in shown.content.decode()
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="På mobilen", email="")
    OpenPage(elsewhere.client, opened.draft_id, opened.address, shown).post(wish="Skrivet sist")
    assert answers_of(opened.draft_id, owner) == raw_answers(wish="Skrivet sist", email="")
    assert KEPT not in elsewhere.client.get(opened.address, follow=True).content.decode()


@pytest.mark.parametrize("name", ["nils", "hugo", "sixten"])
def test_promise_1_nobody_else_gets_the_parked_text(opened, cast, resident_client, staff_client, name):
    opened.post(wish=CANARY)
    client = (resident_client if name == "nils" else staff_client)(getattr(cast, name))

    assert client.get(opened.address).status_code == 404
    assert CANARY not in client.get("/mina-sidor/", follow=True).content.decode()
    assert ParkedText.objects.get().returned_at is None


def test_promise_1_parked_text_is_sealed_for_its_writer_and_place(opened, cast, resident_client):
    opened.post(wish=CANARY)
    row = ParkedText.objects.get()
    assert CANARY.encode() not in bytes(row.body)
    row.person = cast.nils
    row.save()

    assert CANARY not in resident_client(cast.nils).get(opened.address, follow=True).content.decode()
    row.person, row.position = cast.astrid, 2
    row.save()
    page = resident_client(cast.astrid).get(f"/utkast/{opened.draft_id}/2/", follow=True).content.decode()
    assert CANARY not in page


def test_text_is_gone_after_an_hour(opened, cast, resident_client):
    opened.post(wish="Skrivet sist")

    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=True):
        assert KEPT not in resident_client(cast.astrid).get(opened.address, follow=True).content.decode()
        assert remove_expired_parked(timezone.now()) == 1

    assert ParkedText.objects.get().body is None
    with time_machine.travel(timezone.now() + timedelta(days=4), tick=True):
        remove_expired_parked(timezone.now())
    assert not ParkedText.objects.exists()


def test_clock_set_back_revives_neither_text_nor_pass(opened, cast, resident_client):
    opened.post(wish="Skrivet sist")
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=True):
        remove_expired_parked(timezone.now())

    assert KEPT not in resident_client(cast.astrid).get(opened.address, follow=True).content.decode()


def test_pass_whose_text_was_given_back_parks_no_more(opened, cast, resident_client):
    opened.post(wish="Skrivet sist")
    resident_client(cast.astrid).get(opened.address, follow=True)

    told = opened.post(wish="En gång till").content.decode()

    assert "är inte sparat. Kopiera det du vill ha kvar" in told
    assert "En gång till" in told


def test_removing_leaving_and_sending_take_the_parked_text_along(errand, cast, resident_client):
    for act in ("remove", "leave"):
        again = Errand(resident_client(cast.astrid), errand.page)
        again.post(1, wish="Plats")
        page = OpenPage.of(again, 1)
        end_session(again.client)
        page.post(wish="Sist")
        resident_client(cast.astrid).post(again.address(act))

        assert not ParkedText.objects.exists(), act


def test_nothing_is_parked_for_an_errand_already_sent(errand, cast, resident_client):
    errand.fill()
    page = OpenPage.of(errand, 1)
    errand.send()
    end_session(errand.client)

    assert "är inte sparat" in page.post(wish="För sent").content.decode()
    assert not ParkedText.objects.exists()


def test_one_person_parks_no_more_than_so_much(opened, errand, monkeypatch):
    monkeypatch.setattr("eservices.actions.parking.MAX_BYTES", 100)
    assert "är inte sparat" in opened.post(wish="x" * 100).content.decode()
    monkeypatch.undo()
    opened.post(wish="Plats")
    row = ParkedText.objects.get()
    for number in range(MAX_WAITING):
        row.pk, row.page = None, f"sida {number}"
        row.save(force_insert=True)

    ParkedText.objects.filter(page=shown_value(opened.shown, "page")).delete()
    assert "är inte sparat" in opened.post(wish="Plats").content.decode()


def test_autosave_after_the_session_is_parked_and_says_so_in_words(opened):
    answer = opened.post(action="autosave", number=1, wish="Skrivet sist")
    opened.post(action="autosave", number=2, wish="Skrivet allra sist")

    told = answer.json()
    assert (answer.status_code, told["problem"], told["is_kept"]) == (401, "logged_out", True)
    assert told["link"]["url"].startswith("/logga-in/?next=")
    assert ParkedText.objects.get().number == 2


def test_files_in_such_a_post_must_be_chosen_again(opened):
    field = next(iter(posted(wish="")))
    page = opened.post(files={field: SimpleUploadedFile("ritning.pdf", b"%PDF")}, email="a@example.se")

    assert "Välj dem igen" in page.content.decode()
    assert "ritning.pdf" not in page.content.decode()
