"""Without login a draft belongs to a browser, for a day after its last use (design.md §13.3)."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from eservices.models import Draft
from eservices.owners import Owner
from tests.eservices.factories import Errand, a_page, answers_of, drafts_in_database, raw_answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def errand(open_page):
    """Somebody's errand in a browser where nobody is logged in."""
    return Errand(Client(), open_page)


def visitor(client: Client) -> Owner:
    return Owner(cookie=client.cookies[settings.VISITOR_COOKIE_NAME].value)


def age(errand: Errand, by: timedelta) -> None:
    """Let time pass for the draft: as the rows stand, so much later."""
    drafts = Draft.objects.of_visitor(visitor(errand.client).cookie, timezone.now())
    drafts.update(expires_at=timezone.now() + timedelta(hours=24) - by)


def test_visitor_fills_in_and_goes_on_in_the_same_browser(errand):
    errand.post(1, wish="Plats")

    page = errand.client.get(errand.address("step", 1)).content.decode()

    assert 'value="Plats"' in page
    assert answers_of(errand.draft_id, visitor(errand.client)) == raw_answers(wish="Plats", email="")


def test_cookie_is_the_browsers_own_and_only_its_hash_is_stored(errand):
    errand.post(1, wish="Plats")

    cookie = errand.client.cookies[settings.VISITOR_COOKIE_NAME]
    draft = Draft.objects.of_visitor(cookie.value, timezone.now()).get()
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 86400)
    assert cookie.value not in draft.visitor_hash
    assert len(draft.visitor_hash) == 64


def test_page_says_that_nothing_can_be_saved_and_offers_no_spara(errand):
    page = errand.client.get(errand.address("first_step")).content.decode()

    assert "Du är inte inloggad. Därför kan du inte spara" in page
    assert 'value="save"' not in page


def test_spara_posted_all_the_same_keeps_nothing(errand):
    errand.post(1, action="save", wish="Plats")

    assert Draft.objects.of_visitor(visitor(errand.client).cookie, timezone.now()).get().kept_body is None


@pytest.mark.parametrize("name", ["draft", "review", "leave", "remove", "sent"])
def test_promise_1_another_browser_finds_nothing(errand, cast, resident_client, name):
    errand.fill()
    strangers = [other_visitor(errand.page), resident_client(cast.nils)]

    for client in strangers:
        for send in (client.get, client.post):
            response = send(errand.address(name))
            expected = 302 if name == "leave" else 405 if name == "sent" and send == client.post else 404
            assert response.status_code == expected
    assert drafts_in_database() == 1


def other_visitor(page) -> Client:
    """A browser with a visitor cookie of its own."""
    other = Errand(Client(), page)
    other.client.get(other.address("first_step"))
    assert settings.VISITOR_COOKIE_NAME in other.client.cookies
    return other.client


def test_promise_1_a_made_up_cookie_opens_nothing(errand):
    errand.fill()
    stored = Draft.objects.of_visitor(visitor(errand.client).cookie, timezone.now()).get()

    for made_up in (stored.visitor_hash, "", "x", "å" * 500):
        client = Client()
        client.cookies[settings.VISITOR_COOKIE_NAME] = made_up
        assert client.get(errand.address("step", 1)).status_code in (302, 404)


def test_promise_1_who_logs_in_does_not_inherit_the_visitors_draft(errand, cast, resident_client):
    errand.fill()
    astrid = resident_client(cast.astrid)
    astrid.cookies[settings.VISITOR_COOKIE_NAME] = visitor(errand.client).cookie

    assert astrid.get(errand.address("review")).status_code == 404
    assert str(errand.draft_id) not in astrid.get("/mina-sidor/").content.decode()


def test_draft_is_gone_a_day_after_the_last_use(errand):
    errand.fill()
    age(errand, timedelta(hours=23, minutes=59))
    assert errand.client.get(errand.address("review")).status_code == 200

    age(errand, timedelta(hours=24, seconds=1))

    assert errand.client.get(errand.address("review")).status_code == 410


def test_each_save_gives_draft_and_cookie_another_day(errand):
    errand.post(1, wish="Plats")
    age(errand, timedelta(hours=20))

    response = errand.post(2, boat="no")

    draft = Draft.objects.of_visitor(visitor(errand.client).cookie, timezone.now()).get()
    assert draft.expires_at - timezone.now() > timedelta(hours=23)
    assert response.cookies[settings.VISITOR_COOKIE_NAME]["max-age"] == 86400


def test_visitor_sends_and_sees_the_confirmation_in_that_browser_only(errand, resident_client, cast):
    errand.fill()

    response = errand.send()

    case = errand.case()
    assert response.url == errand.address("sent")
    assert case.number in errand.client.get(response.url).content.decode()
    assert case.applicant is None
    assert drafts_in_database() == 0
    assert Client().get(response.url).status_code == 302
    for stranger in (other_visitor(errand.page), resident_client(cast.nils)):
        assert stranger.get(response.url).status_code == 404


def test_visitor_leaves_and_the_draft_is_gone(errand):
    errand.post(1, wish="Plats")

    response = errand.client.post(errand.address("leave"))

    assert (response.url, drafts_in_database()) == ("/", 0)


def test_service_that_requires_login_sends_the_visitor_there(page):
    response = Client().get(f"/starta/{page.pk}/")

    assert response.url == f"/logga-in/?next=%2Fstarta%2F{page.pk}%2F"
    first = Errand(Client(), page).address("first_step")
    assert Client().post(first, {"action": "next"}).url.startswith("/logga-in/")
    assert drafts_in_database() == 0


def test_optional_login_lets_the_person_choose(cast, resident_client):
    page = a_page(cast.unit, login="optional")
    start = f"/starta/{page.pk}/"

    choice = Client().get(start)

    assert choice.status_code == 200
    assert f"/starta/{page.pk}/" in choice.content.decode()
    assert "Fortsätt utan att logga in" in choice.content.decode()
    assert resident_client(cast.astrid).get(start).status_code == 302
