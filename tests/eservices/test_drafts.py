"""A draft begins at the first answer, is saved at every step, kept with Spara, and left without trace (promise 14)."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from eservices.actions.drafts import begin_draft, load_draft
from eservices.actions.expiry import remove_expired_drafts
from eservices.errors import DraftGone
from eservices.models import Draft, DraftUserPerm
from eservices.sealing import open_kept_answers
from tests.eservices.factories import Errand, a_draft, answers_of, drafts_in_database, newest_version, raw_answers

pytestmark = pytest.mark.django_db


def told(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_starta_leads_to_the_first_step_and_stores_nothing(errand, page):
    response = errand.client.get(f"/starta/{page.pk}/")

    first = errand.client.get(response.url)
    assert (response.status_code, first.status_code) == (302, 200)
    assert response.url.startswith(f"/starta/{page.pk}/")
    assert "Vad vill du?" in first.content.decode()
    assert drafts_in_database() == 0


def test_draft_begins_at_the_first_answer(errand, owner):
    response = errand.post(1, wish="Plats")

    assert response.url == f"/utkast/{errand.draft_id}/2/"
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Plats", email="")
    permission = DraftUserPerm.objects.get()
    assert (permission.content_object_id, permission.user) == (errand.draft_id, owner.user)


def test_begin_twice_with_the_same_id_makes_one_draft(errand, owner):
    base = errand.base(1)

    first = errand.post(1, base=base, wish="Plats")
    again = errand.client.post(errand.address("first_step"), {"base": base, "action": "next"} | {"q-x": "?"})
    same = Errand(errand.client, errand.page, errand.draft_id).post(1, base=base, wish="Plats")

    assert [response.status_code for response in (first, again, same)] == [302, 409, 302]
    assert drafts_in_database() == 1
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Plats", email="")


def test_begin_with_a_taken_id_raises(page, owner):
    draft = a_draft(page, owner)

    with pytest.raises(DraftGone):
        begin_draft(draft.pk, version=newest_version(page), answers={}, owner=owner, now=timezone.now())


def test_invalid_answers_are_saved_and_the_step_says_what_is_wrong(errand, owner):
    response = errand.post(1, wish="", email="ingen adress")

    assert response.url == f"/utkast/{errand.draft_id}/1/?fel=1"
    page = errand.client.get(response.url).content.decode()
    assert 'value="ingen adress"' in page
    assert "<title>Fel:" in page
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="", email="ingen adress")


def test_save_of_one_step_keeps_the_others(errand, owner):
    errand.fill()

    errand.post(1, wish="En annan plats", email="")

    assert answers_of(errand.draft_id, owner) == raw_answers(wish="En annan plats", email="", boat="no", boat_name="")


def test_unknown_and_foreign_fields_are_not_stored(errand, owner):
    errand.post(1, wish="Plats", boat="yes", status="closed", owner="nils")

    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Plats", email="")


def test_spara_keeps_and_says_it_is_not_sent(errand, owner):
    response = errand.post(1, action="save", wish="Plats")

    draft = load_draft(errand.draft_id, owner=owner, now=timezone.now())
    assert response.url == "/mina-sidor/"
    assert open_kept_answers(draft, owner) == raw_answers(wish="Plats", email="")
    assert told(response)[0].startswith("Sparat. Det är inte inskickat. Tas bort ")


def test_resume_goes_to_the_first_unfinished_step_then_to_granska(errand):
    errand.post(1, wish="Plats")
    unfinished = errand.client.get(errand.address())
    errand.post(2, boat="no")

    assert unfinished.url == f"/utkast/{errand.draft_id}/2/"
    assert errand.client.get(errand.address()).url == f"/utkast/{errand.draft_id}/granska/"


def test_step_that_may_not_be_visited_yet_leads_back(errand):
    errand.post(1, wish="")

    assert errand.client.get(errand.address("step", 2)).url == f"/utkast/{errand.draft_id}/1/"
    assert errand.client.get(errand.address("step", 99)).url == f"/utkast/{errand.draft_id}/1/"
    assert errand.client.post(errand.address("step", 99), {}).status_code == 404


def test_leave_goes_back_to_what_was_kept(errand, owner):
    errand.post(1, action="save", wish="Behåll")
    errand.post(1, wish="Ångra")
    question = errand.client.get(errand.address("leave"))

    response = errand.client.post(errand.address("leave"))

    assert question.status_code == 200
    assert response.url == "/mina-sidor/"
    assert answers_of(errand.draft_id, owner) == raw_answers(wish="Behåll", email="")


def test_leave_removes_a_draft_never_kept(errand):
    errand.post(1, wish="Ångra")
    assert drafts_in_database() == 1

    response = errand.client.post(errand.address("leave"))

    assert told(response) == ["Inget sparades. Uppgifterna är borttagna."]
    assert (drafts_in_database(), DraftUserPerm.objects.count()) == (0, 0)


def test_leave_before_the_first_answer_says_nothing_was_saved(errand):
    response = errand.client.get(errand.address("leave"))

    assert (response.url, told(response)) == ("/mina-sidor/", ["Inget sparades."])


def test_remove_asks_first_and_then_removes(errand):
    errand.post(1, action="save", wish="Bort")

    question = errand.client.get(errand.address("remove"))
    assert (question.status_code, drafts_in_database()) == (200, 1)

    response = errand.client.post(errand.address("remove"))
    assert response.url == "/mina-sidor/"
    assert (drafts_in_database(), DraftUserPerm.objects.count()) == (0, 0)


def test_starta_again_offers_to_go_on_or_begin_anew(errand, page):
    errand.post(1, action="save", wish="Plats")

    choice = errand.client.get(f"/starta/{page.pk}/")

    links = choice.content.decode()
    anew = re.search(rf"/starta/{page.pk}/[0-9a-f-]{{36}}/", links)
    assert f"/utkast/{errand.draft_id}/" in links
    assert errand.client.get(anew.group()).status_code == 200


def test_expired_draft_is_gone_for_its_owner_and_removed(errand, owner):
    errand.post(1, action="save", wish="Gammal")
    draft = load_draft(errand.draft_id, owner=owner, now=timezone.now())
    assert draft.expires_at - draft.updated_at == timedelta(days=90)
    late = draft.expires_at + timedelta(seconds=1)

    assert remove_expired_drafts(draft.expires_at - timedelta(seconds=1)) == 0
    with pytest.raises(DraftGone):
        load_draft(errand.draft_id, owner=owner, now=late)
    assert remove_expired_drafts(late) == 1
    assert drafts_in_database() == 0


def test_mina_sidor_shows_the_draft_and_not_its_answers(errand):
    errand.post(1, action="save", wish="Kanariefågel")

    page = errand.client.get("/mina-sidor/").content.decode()

    assert f"/utkast/{errand.draft_id}/" in page
    assert "Kanariefågel" not in page


def test_unpublishing_the_page_breaks_nobodys_errand(errand, page):
    errand.post(1, wish="Plats")

    page.unpublish()

    assert errand.client.get(errand.address("step", 2)).status_code == 200
    assert errand.post(2, boat="no").url == f"/utkast/{errand.draft_id}/granska/"
    assert errand.client.get(f"/starta/{page.pk}/").status_code == 404


def test_the_model_has_no_way_to_list_all_drafts():
    assert [manager.name for manager in Draft._meta.managers] == ["objects"]
