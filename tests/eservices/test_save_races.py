"""Saves at the same instant: what is told saved is saved, and what is not is kept for the choice (R-13, promise 14)."""

import pytest
from django.test import Client
from django.utils import timezone

from eservices.actions.parking import waiting_texts
from eservices.models import ParkedText
from tests.eservices.factories import Errand, answers_of, stable_id
from tests.eservices.pages import OpenPage

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TABS, ROUNDS = 4, 5


def own_client(page: OpenPage, *, logged_in: bool = True) -> Client:
    """The same browser, as each request of it is: nothing shared but the cookies."""
    client = Client()
    if logged_in:
        client.cookies = page.client.cookies.copy()
    return client


def test_promise_14_of_tabs_that_save_at_once_nothing_is_lost(errand, owner, in_threads):
    for _round in range(ROUNDS):
        again = Errand(errand.client, errand.page)
        again.post(1, wish="Från början")
        tabs = [OpenPage.of(again, 1) for _ in range(TABS)]

        def save(number: int, tabs=tabs) -> int:
            return tabs[number].post(client=own_client(tabs[number]), wish=f"flik {number}").status_code

        statuses = in_threads(TABS, save)

        assert sorted(statuses) == [302, 409, 409, 409]
        saved = answers_of(again.draft_id, owner)[stable_id("wish")]
        kept = {text.answers[stable_id("wish")] for _, text in waiting_texts(owner, again.draft_id, 1, timezone.now())}
        assert saved == f"flik {statuses.index(302)}"
        assert {saved} | kept == {f"flik {number}" for number in range(TABS)}


def test_promise_14_a_page_that_parks_twice_at_once_has_one_row(errand, owner, in_threads):
    errand.post(1, wish="Från början")
    page = OpenPage.of(errand, 1)

    def post(number: int) -> int:
        return page.post(client=own_client(page, logged_in=False), wish="Skrivet sist").status_code

    assert in_threads(TABS, post) == [403] * TABS
    assert ParkedText.objects.count() == 1


def test_promise_14_of_saves_parked_at_once_the_last_one_written_stays(errand, owner, in_threads):
    errand.post(1, wish="Från början")
    page = OpenPage.of(errand, 1)
    page.post(client=own_client(page, logged_in=False), action="autosave", number=1, wish="bokstav 1")

    def post(number: int) -> int:
        later = {"action": "autosave", "number": number + 2, "wish": f"bokstav {number + 2}"}
        return page.post(client=own_client(page, logged_in=False), **later).status_code

    for _round in range(ROUNDS):
        assert in_threads(TABS, post) == [401] * TABS
        ((_row, text),) = waiting_texts(owner, errand.draft_id, 1, timezone.now())
        assert text.answers[stable_id("wish")] == f"bokstav {TABS + 1}"
        ParkedText.objects.update(number=0)


def test_promise_14_text_given_back_twice_at_once_is_saved_once(errand, owner, in_threads):
    errand.post(1, wish="Från början")
    page = OpenPage.of(errand, 1)
    page.post(client=own_client(page, logged_in=False), wish="Skrivet sist")

    statuses = in_threads(TABS, lambda number: own_client(page).get(page.address).status_code)

    assert statuses == [200] * TABS
    assert answers_of(errand.draft_id, owner)[stable_id("wish")] == "Skrivet sist"
    assert ParkedText.objects.get().body is None
